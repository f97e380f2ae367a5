"""docs/parameters.md: every parameter, one line each, by mechanism."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docs.reference.markdown import page, prose, table
from docs.reference.source import case, plan, priors_of, users
from foedus.case.records import Parameter

INTRO = """
Priors of the built-in case, from `parameters.csv`, under the mechanism whose name they carry.
*Basis* says what a prior rests on: `data` (a table or a fit to one), `literature` (a published
finding; its sign rather than its size) or `judgement` (our own, to be replaced by elicitation).
*Identified by* names what could pin the parameter down; *source* is a key of `sources.csv`
(`foedus show sources`). A parameter that other mechanisms use too says so. Parameters that follow
from these before a run are in [method.md](method.md#3-parameters).
"""

WRITING = """
`Normal(mean, sd)`, `HalfNormal(scale)`, `PositiveNormal(mean, sd)` cut off at 0, `Gamma(shape,
scale)`, `LogNormal(median, sd of log)`, `Beta(a, b)`, `LogOnePlusGamma(shape, scale)` for ln(1 +
Gamma), `Fixed(value)`.
"""

COLUMNS = ("parameter", "prior", "unit", "basis", "identified by", "source", "meaning")


def render() -> str:
    """The page."""
    return page("Parameters", INTRO, WRITING, _tally(), *_sections())


def _tally() -> str:
    """How many parameters rest on what, an indexed one counted once, constants apart."""
    rows = []
    for basis in ("data", "literature", "judgement"):
        of_basis = [p for p in case().parameters.values() if p.basis == basis]
        drawn = [p for p in of_basis if any(prior.family != "Fixed" for prior in p.priors)]
        rows.append((basis, len(drawn), len(of_basis) - len(drawn)))
    return table(("basis", "parameters with a prior", "constants"), rows)


def _sections() -> Iterator[str]:
    members = case().parameters.values()
    order = [m.name for m in plan()]
    for name in dict.fromkeys((*order, *(_group(p) for p in members))):
        own = [p for p in members if _group(p) == name]
        if own:
            yield f"## {name}"
            yield table(COLUMNS, [_row(p) for p in own])


def _group(parameter: Parameter) -> str:
    return parameter.name.split(".")[0]


def _row(p: Parameter) -> Sequence[str]:
    others = [f"`{user}`" for user in users(p.name) if user != _group(p)]
    meaning = prose(p.meaning) + (f" (also in {', '.join(others)})" if others else "")
    unit, by = prose(p.unit), prose(p.by)
    return f"`{p.name}`", priors_of(p), unit, p.basis, by, prose(p.source), meaning
