"""docs/mechanisms.md: which statement lives where, and what each mechanism is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docs.reference.markdown import code, docstring, page, prose, slug, table
from docs.reference.source import case, docstring_of, origin_of, other_forms, plan, priors_of
from foedus.model.mechanism import Chance, Mechanism

INTRO = """
A mechanism is a cause and its effects: one equation in one file under
`src/foedus/model/mechanisms/`. It says what it reads of last month, what it reads of this month
(*now*), what it alone writes, which levers and parameters it uses and which chances it draws. The
order of a month follows from these declarations; `foedus show plan` prints it, and two writers of
one variable, a read that nobody writes or a circle are errors before the first number is drawn.
"""

STATEMENTS = """
The documents behind the case make 54 causal statements. Where one lives is what the mechanisms
themselves declare. A statement is *dormant* where the chosen form of a mechanism names it but has
no term for it; it wakes under another form. Signs: `+` raises, `-` lowers, `±` may do either, `0`
says that there is no effect. "000 §3.1" is document and section. D1 to D7 are the drivers that
the documents name; they enter as levers.
"""

LETTERS = """
Letters of the equations: `RELAX(z, z*, kappa, sigma)` is the exact step of a process that returns
to `z*` at rate kappa (1/yr) with noise sigma; `sg` is the logistic function; `(y)^+` is the
larger of 0 and y; `dt` is the length of the step in years; `eps` is standard normal; an event of
rate lambda happens in a step with probability `1 - exp(-lambda dt)`.
"""


def render() -> str:
    """The page."""
    order = [f"{n}. {_link(m)}: {_title(m)}" for n, m in enumerate(plan(), 1)]
    return page(
        "Mechanisms",
        INTRO,
        "## Statements and where they live",
        STATEMENTS,
        table(("statement", "sign", "stated in", "what it says", "lives in"), _statements()),
        "## Order of a month",
        "\n".join(order),
        LETTERS,
        *(block for m in plan() for block in _section(m, m.name)),
        "## Other forms of effort",
        "`foedus run --effort FORM` takes one of these in place of the form that the case names.",
        *(block for m in other_forms() for block in _section(m, m.equation)),
    )


def _statements() -> Iterator[Sequence[str]]:
    for note in case().statements.values():
        homes = [_home(m, note.id) for m in plan() if note.id in m.statements]
        awake = [
            f"awake in {m.equation}"
            for m in other_forms()
            if note.id in m.statements and note.id not in m.dormant
        ]
        asleep = any(note.id in m.dormant for m in plan())
        where = ", ".join([*homes, *(awake if asleep else ())])
        yield note.id, f"`{note.sign}`", note.where, prose(note.statement.en), where


def _home(mechanism: Mechanism, statement: str) -> str:
    link = _link(mechanism)
    return f"{link} (dormant)" if statement in mechanism.dormant else link


def _link(mechanism: Mechanism) -> str:
    return f"[{mechanism.name}](#{slug(mechanism.name)})"


def _title(mechanism: Mechanism) -> str:
    return docstring(docstring_of(mechanism))[0]


def _section(mechanism: Mechanism, heading: str) -> Iterator[str]:
    yield f"### {heading}"
    yield from _equation(mechanism)
    rows = [
        ("reads, last month", code(mechanism.reads)),
        ("reads, now", code(mechanism.now)),
        ("writes", code(mechanism.writes)),
        ("levers", _levers(mechanism)),
        ("chances", ", ".join(_chance(c) for c in mechanism.chances)),
        ("given series", code(mechanism.data)),
        ("statements", _carried(mechanism)),
    ]
    yield table(("", ""), [row for row in rows if row[1]])
    if mechanism.parameters:
        columns = ("parameter", "prior", "unit", "basis", "meaning")
        yield table(columns, [_parameter(mechanism.full(p)) for p in mechanism.parameters])


def _equation(mechanism: Mechanism) -> Iterator[str]:
    """Title and equation; a form that shares its file with the chosen one points there."""
    chosen = next(m for m in plan() if m.name == mechanism.name)
    text = docstring_of(mechanism)
    if chosen is not mechanism and docstring_of(chosen) == text:
        yield f"A variant of {_link(chosen)}, where its equation stands."
    else:
        yield from docstring(text)


def _levers(mechanism: Mechanism) -> str:
    return ", ".join(f"`{k}` {case().levers[k].name}" for k in mechanism.levers)


def _chance(chance: Chance) -> str:
    law = chance.law.__name__.replace("_", " ")
    each = "" if chance.over == 1 else f", {chance.over} each"
    each = f", one for each {chance.over}" if isinstance(chance.over, str) else each
    return f"`{chance.name}` ({law}{each}, a {chance.every})"


def _carried(mechanism: Mechanism) -> str:
    asleep = mechanism.dormant
    return ", ".join(f"{s} (dormant)" if s in asleep else s for s in mechanism.statements)


def _parameter(name: str) -> Sequence[str]:
    if origin_of(name):
        return f"`{name}`", origin_of(name), "", "", "follows from other parameters before a run"
    p = case().parameters[name]
    return f"`{name}`", priors_of(p), prose(p.unit), p.basis, prose(p.meaning)
