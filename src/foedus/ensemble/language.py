"""The small language of scenario files: predicates over the path of a trajectory.

An expression is read with Python's own parser and then checked node by node against a short
list; nothing in a case file is ever executed. Names are variables of the model, thresholds,
definitions, and states of chains (``ceasefire``). A variable is a series over months; a
threshold is a number. Functions (months are steps of the grid):

    end(x)            value at the horizon
    mean(x, n)        mean of the last n months, at each month
    first(c)          step in which a condition first holds; never, if it does not
    happened(m)       whether step m ever came
    months_left(m)    months from step m to the horizon
    rise(x, m)        x less its value in the month before step m
    held(c, n)        c holds from this month for n months, or to the horizon
    within(c, m, n)   c holds in some month from step m to n months later
    before(c, m, n)   c holds in some of the n months before step m, or in m
    change(x)         x less its value a month before; 0 in the first month at hand
    ago(x, n)         x as it was n months before; its first value where that is not at hand
    abs(x), min(a, b), max(a, b)
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

import numpy as np

from foedus.core.errors import ExpressionError

NEVER = np.int32(1 << 20)
"""Step number of what never happens: beyond any horizon."""


@dataclass(frozen=True, slots=True)
class Path:
    """Recorded variables of some trajectories: arrays ``[months, trajectories]``.

    `first` is the step of the first row.
    """

    series: Mapping[str, Any]
    first: int

    @property
    def last(self) -> int:
        """Step of the last row."""
        return self.first + int(next(iter(self.series.values())).shape[0]) - 1


Evaluate = Callable[[Path, dict[str, Any]], Any]
Functions = Mapping[str, tuple[int, Callable[..., Any]]]


def _end(path: Path, x: Any) -> Any:
    return x[-1]


def _mean(path: Path, x: Any, months: float) -> Any:
    n = _count(months)
    total = np.cumsum(x, axis=0, dtype=np.float64)
    total[n:] = total[n:] - total[:-n]
    return total / np.minimum(np.arange(1, len(x) + 1), n)[:, None]


def _count(months: float) -> int:
    if months < 1:
        raise ValueError("a number of months is 1 or more")
    return int(months)


def _first(path: Path, condition: Any) -> Any:
    return np.where(condition.any(axis=0), condition.argmax(axis=0) + path.first, NEVER)


def _happened(path: Path, month: Any) -> Any:
    return month != NEVER


def _months_left(path: Path, month: Any) -> Any:
    return path.last - month


def _rise(path: Path, x: Any, month: Any) -> Any:
    place = np.clip(np.asarray(month) - 1 - path.first, 0, len(x) - 1).astype(np.intp)
    before = np.broadcast_to(place, x.shape[1:])[None, :]
    return x - np.take_along_axis(x, before, axis=0)


def _change(path: Path, x: Any) -> Any:
    return np.diff(x, axis=0, prepend=x[:1])


def _ago(path: Path, x: Any, months: float) -> Any:
    return x[np.maximum(np.arange(len(x)) - _count(months), 0)]


def _held(path: Path, condition: Any, months: float) -> Any:
    out = condition.copy()
    for ahead in range(1, _count(months)):
        out[:-ahead] &= condition[ahead:]
    return out


def _within(path: Path, condition: Any, month: Any, months: float) -> Any:
    steps = np.arange(path.first, path.last + 1)[:, None]
    return (condition & (steps >= month) & (steps <= month + months)).any(axis=0)


def _before(path: Path, condition: Any, month: Any, months: float) -> Any:
    steps = np.arange(path.first, path.last + 1)[:, None]
    return (condition & (steps <= month) & (steps >= month - months)).any(axis=0)


FUNCTIONS: Functions = {
    "end": (1, _end),
    "mean": (2, _mean),
    "first": (1, _first),
    "happened": (1, _happened),
    "months_left": (1, _months_left),
    "rise": (2, _rise),
    "change": (1, _change),
    "ago": (2, _ago),
    "held": (2, _held),
    "within": (3, _within),
    "before": (3, _before),
    "abs": (1, lambda _, x: np.abs(x)),
    "min": (2, lambda _, a, b: np.minimum(a, b)),
    "max": (2, lambda _, a, b: np.maximum(a, b)),
}

_BINARY: Mapping[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: np.add,
    ast.Sub: np.subtract,
    ast.Mult: np.multiply,
    ast.Div: np.divide,
}
_COMPARE: Mapping[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Lt: np.less,
    ast.LtE: np.less_equal,
    ast.Gt: np.greater,
    ast.GtE: np.greater_equal,
    ast.Eq: np.equal,
    ast.NotEq: np.not_equal,
}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What names mean: numbers, series, other expressions, and states of each chain."""

    constants: Mapping[str, float]
    variables: frozenset[str]
    definitions: Mapping[str, str]
    states: Mapping[str, tuple[str, ...]]
    """States by variable, for those variables that are chains."""
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Labels by variable, for those variables that are indexed: ``trust.usa[East]``."""

    def known(self) -> set[str]:
        """All names an expression may use."""
        words = {state for states in self.states.values() for state in states}
        return {*self.constants, *self.variables, *self.definitions, *words, "true", "false"}


@dataclass(frozen=True, slots=True)
class Expression:
    """A compiled predicate and the variables that it needs."""

    text: str
    needs: frozenset[str]
    evaluate: Evaluate
    vocabulary: Vocabulary

    def __reduce__(self) -> tuple[Callable[..., Expression], tuple[str, Vocabulary]]:
        """Sent to another process as its text: functions are made anew there."""
        return compile_expression, (self.text, self.vocabulary)


def compile_expression(text: str, vocabulary: Vocabulary, *, where: str = "") -> Expression:
    """Check and compile an expression.

    Raises `ExpressionError`, with the place and the remedy, for anything outside the language
    and for unknown names.
    """
    return _Compiler(vocabulary, where).compile(text)


class _Compiler:
    """One walk over the parsed expression; collects the variables it needs."""

    def __init__(self, vocabulary: Vocabulary, where: str) -> None:
        self._words, self._where = vocabulary, where
        self._needs: set[str] = set()
        self._open: list[str] = []

    def compile(self, text: str) -> Expression:
        run = self._text(text)
        return Expression(text, frozenset(self._needs), run, self._words)

    def _text(self, text: str) -> Evaluate:
        try:
            tree = ast.parse(text, mode="eval")
        except SyntaxError as error:
            raise self._fault(
                f"'{text}' cannot be read: {error.msg}", "mend the expression"
            ) from None
        return self._node(tree.body)

    def _fault(self, what: str, remedy: str) -> ExpressionError:
        return ExpressionError(what, where=self._where, remedy=remedy)

    def _node(self, node: ast.expr) -> Evaluate:
        handlers: dict[type[ast.expr], Callable[[Any], Evaluate]] = {
            ast.Constant: self._constant,
            ast.Name: self._name,
            ast.Attribute: self._name,
            ast.Subscript: self._element,
            ast.BinOp: self._arithmetic,
            ast.UnaryOp: self._unary,
            ast.BoolOp: self._logic,
            ast.Compare: self._comparison,
            ast.Call: self._call,
        }
        handler = handlers.get(type(node))
        if handler is None:
            raise self._fault(
                f"'{ast.unparse(node)}' is not in the language of predicates",
                "use comparisons, and, or, not, + - * / and the functions of docs/language.md",
            )
        return handler(node)

    def _constant(self, node: ast.Constant) -> Evaluate:
        value = node.value
        if not isinstance(value, int | float):
            raise self._fault(f"{value!r} is not a number", "write numbers without quotes")
        return lambda path, memo: value

    def _name(self, node: ast.Name | ast.Attribute) -> Evaluate:
        name = ast.unparse(node)
        words = self._words
        if name in ("true", "false"):
            return lambda path, memo: np.full(_lanes(path), name == "true")
        if name in words.constants:
            number = words.constants[name]
            return lambda path, memo: number
        if name in words.definitions:
            return self._definition(name)
        if name in words.variables:
            self._needs.add(name)
            return lambda path, memo: path.series[name]
        near = get_close_matches(name, words.known(), n=1)
        hint = f"did you mean '{near[0]}'?" if near else "see variables.csv and scenarios.toml"
        raise self._fault(f"unknown name '{name}'", hint)

    def _element(self, node: ast.Subscript) -> Evaluate:
        name, label = ast.unparse(node.value), ast.unparse(node.slice).replace(" ", "")
        labels = self._words.labels.get(name)
        if labels is None:
            near = get_close_matches(name, self._words.labels, n=1)
            hint = f"did you mean '{near[0]}'?" if near else "see `foedus show variables`"
            raise self._fault(f"'{name}' has no elements", hint)
        if label not in labels:
            raise self._fault(f"'{label}' is no element of {name}", f"known: {', '.join(labels)}")
        self._needs.add(name)
        place = labels.index(label)
        return lambda path, memo: path.series[name][:, place]

    def _definition(self, name: str) -> Evaluate:
        if name in self._open:
            circle = " -> ".join([*self._open, name])
            raise self._fault(f"definitions run in a circle: {circle}", "break the circle")
        self._open.append(name)
        inner = self._text(self._words.definitions[name])
        self._open.pop()

        def run(path: Path, memo: dict[str, Any]) -> Any:
            if name not in memo:
                memo[name] = inner(path, memo)
            return memo[name]

        return run

    def _arithmetic(self, node: ast.BinOp) -> Evaluate:
        if type(node.op) not in _BINARY:
            raise self._fault(f"'{ast.unparse(node)}' uses an unknown operator", "use + - * /")
        apply = _BINARY[type(node.op)]
        left, right = self._node(node.left), self._node(node.right)

        def run(path: Path, memo: dict[str, Any]) -> Any:
            with np.errstate(divide="ignore", invalid="ignore"):
                return apply(left(path, memo), right(path, memo))

        return run

    def _unary(self, node: ast.UnaryOp) -> Evaluate:
        inner = self._node(node.operand)
        if isinstance(node.op, ast.Not):
            return lambda path, memo: np.logical_not(inner(path, memo))
        if isinstance(node.op, ast.USub):
            return lambda path, memo: np.negative(inner(path, memo))
        raise self._fault(f"'{ast.unparse(node)}' uses an unknown operator", "use not or -")

    def _logic(self, node: ast.BoolOp) -> Evaluate:
        parts = [self._node(value) for value in node.values]
        join = np.logical_and if isinstance(node.op, ast.And) else np.logical_or

        def run(path: Path, memo: dict[str, Any]) -> Any:
            out = parts[0](path, memo)
            for part in parts[1:]:
                out = join(out, part(path, memo))
            return out

        return run

    def _comparison(self, node: ast.Compare) -> Evaluate:
        if len(node.ops) != 1:
            raise self._fault(f"'{ast.unparse(node)}' compares twice", "join two with 'and'")
        operator, right = node.ops[0], node.comparators[0]
        if isinstance(operator, ast.In):
            return self._membership(node.left, right)
        if type(operator) not in _COMPARE:
            raise self._fault(f"'{ast.unparse(node)}' uses an unknown comparison", "use < <= == in")
        apply = _COMPARE[type(operator)]
        left, value = self._node(node.left), self._value(node.left, right)
        return lambda path, memo: apply(left(path, memo), value(path, memo))

    def _membership(self, left: ast.expr, right: ast.expr) -> Evaluate:
        if not isinstance(right, ast.Tuple):
            raise self._fault(f"'{ast.unparse(right)}' is no list", "write in (a, b)")
        member = self._node(left)
        values = [self._value(left, item) for item in right.elts]

        def run(path: Path, memo: dict[str, Any]) -> Any:
            x = member(path, memo)
            return np.logical_or.reduce([np.equal(x, value(path, memo)) for value in values])

        return run

    def _value(self, left: ast.expr, right: ast.expr) -> Evaluate:
        """The right side of a comparison: a state of the chain on the left, or any expression."""
        chain = self._chain(left)
        if chain and isinstance(right, ast.Name):
            states = self._words.states[chain]
            if right.id in states:
                code = states.index(right.id)
                return lambda path, memo: code
            raise self._fault(
                f"'{right.id}' is not a state of {chain}", f"known: {', '.join(states)}"
            )
        return self._node(right)

    def _chain(self, node: ast.expr) -> str:
        if isinstance(node, ast.Call) and node.args:
            return self._chain(node.args[0])
        name = ast.unparse(node) if isinstance(node, ast.Name | ast.Attribute) else ""
        return name if name in self._words.states else ""

    def _call(self, node: ast.Call) -> Evaluate:
        name = ast.unparse(node.func)
        if name not in FUNCTIONS or node.keywords:
            near = get_close_matches(name, FUNCTIONS, n=1)
            hint = f"did you mean '{near[0]}'? " if near else ""
            raise self._fault(f"unknown function '{name}'", f"{hint}known: {', '.join(FUNCTIONS)}")
        count, apply = FUNCTIONS[name]
        if len(node.args) != count:
            raise self._fault(
                f"{name} takes {count} values, not {len(node.args)}", "see docs/language.md"
            )
        parts = [self._node(argument) for argument in node.args]
        return lambda path, memo: apply(path, *(part(path, memo) for part in parts))


def _lanes(path: Path) -> int:
    return int(next(iter(path.series.values())).shape[-1])
