"""docs/language.md: the language of predicates, with examples that are evaluated here."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from docs.reference.markdown import page, prose, table
from foedus.ensemble import language
from foedus.ensemble.language import FUNCTIONS, NEVER, Path, Vocabulary, compile_expression

INTRO = """
The classes of outcomes in `scenarios.toml` are decided by predicates over the path of a
trajectory. The language is small on purpose: names, numbers, comparisons, `and`, `or`, `not`, `+
- * /`, membership `x in (a, b)` and the functions below. An expression is parsed and checked
against this list before a run; nothing in a case file is executed. Whatever is outside the list,
and every unknown name, is a fault with file, line and remedy (`foedus check`).
"""

NAMES = """
A name is a variable of the model without an index (`foedus show variables`), one element of a
variable that has one, `trust.usa[East]` or `tone.shown[USA-RUS]`, a threshold, a definition, or,
on the right of a comparison, a state of the chain on the left, as in `war.state == ceasefire`. A
variable is a series, one value a month; a threshold is one number. `true` and `false` are there
too. An expression that decides a class must come to one truth value: use `end`, `first` and the
like to get from a series to a value.

Months are steps of the grid. Where a function takes a month `m`, give it what `first` gives;
`first` of what does not happen is *never*, which lies after every month. `c` stands for a
condition, `x` for a series, `n` for a number of months.
"""

WORLD = """
The examples are computed on this path of six months, steps 1 to 6, with the threshold `much =
10`.
"""

SERIES = {
    "trade.level": (0, 0, 2, 3, 3, 1),
    "forces.total": (80, 80, 79, 70, 72, 95),
    "war.state": (0, 0, 1, 1, 1, 0),
}
STATES = {"war.state": ("talks", "ceasefire")}

EXAMPLES = {
    "end": "end(forces.total)",
    "mean": "mean(forces.total, 2)",
    "first": "first(trade.level >= 2)",
    "happened": "happened(first(trade.level == 4))",
    "months_left": "months_left(first(war.state == ceasefire))",
    "rise": "rise(forces.total, first(war.state == ceasefire))",
    "change": "change(forces.total)",
    "ago": "forces.total - ago(forces.total, 3)",
    "held": "held(trade.level >= 2, 2)",
    "within": "within(forces.total >= 80 + much, first(trade.level == 3), 2)",
    "before": "before(trade.level == 3, first(forces.total >= 90), 1)",
    "abs": "abs(end(forces.total) - 100)",
    "min": "end(min(forces.total, 75))",
    "max": "end(max(trade.level, 2))",
}
MORE = (
    "end(war.state) == talks",
    "war.state in (ceasefire, talks)",
    "end(forces.total) >= 90 and not happened(first(trade.level == 4))",
    "first(trade.level == 4)",
)
ARITHMETIC = "as in arithmetic, for numbers or month by month"


def render() -> str:
    """The page."""
    return page(
        "The language of predicates",
        INTRO,
        "## Names",
        NAMES,
        "## Functions",
        WORLD,
        table(("variable", *map(str, range(1, 7))), _world()),
        table(("function", "meaning", "example", "comes to"), _functions()),
        "## Other examples",
        table(("expression", "comes to"), [(f"`{text}`", evaluate(text)) for text in MORE]),
        "All predicates of the built-in case are in [scenarios.md](scenarios.md).",
    )


def evaluate(text: str) -> str:
    """What an expression comes to on the path of the page: one value, or one a month.

    >>> evaluate("end(forces.total) - 5")
    '90'
    """
    words = Vocabulary({"much": 10.0}, frozenset(SERIES), {}, STATES)
    path = Path({name: np.array(row, float)[:, None] for name, row in SERIES.items()}, 1)
    value = np.asarray(compile_expression(text, words).evaluate(path, {}))
    return " ".join(_written(x) for x in value.reshape(-1))


def _written(value: object) -> str:
    if isinstance(value, np.bool_):
        return "yes" if value else "no"
    return "never" if value == NEVER else f"{value:g}"


def _world() -> Iterator[tuple[str, ...]]:
    for name, row in SERIES.items():
        states = STATES.get(name)
        yield f"`{name}`", *(states[x] if states else str(x) for x in row)


def _functions() -> Iterator[tuple[str, ...]]:
    for name in FUNCTIONS:
        form, meaning = _described(name)
        example = EXAMPLES[name]
        yield f"`{form}`", prose(meaning), f"`{example}`", evaluate(example)


def _described(name: str) -> tuple[str, str]:
    """Form and meaning of a function, from the docstring of the language itself."""
    found = re.search(rf"\b({name}\([^)]*\))(?:  +(.*))?", language.__doc__ or "")
    if found is None:
        raise LookupError(f"the docstring of the language does not describe '{name}'")
    return found[1], found[2] or ARITHMETIC
