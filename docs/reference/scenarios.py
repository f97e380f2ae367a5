"""docs/scenarios.md: what decides the outcome of a trajectory in the built-in case."""

from __future__ import annotations

from collections.abc import Iterator

from docs.reference.markdown import code, page, prose, table
from docs.reference.source import case

INTRO = """
Every trajectory ends in exactly one class of outcomes. A class is a predicate over the path of
the trajectory, written in the [language of predicates](language.md); a reading lists the classes
in order, and the first whose predicate holds decides. The last class of each reading is always
true, so that nothing falls between. Everything on this page stands in `scenarios.toml` and can be
changed there.
"""

THRESHOLDS = """
All are judgements. The strip holds other values that one may well have chosen.
"""

AMBIGUOUS = """
The documents leave open how much must change before their first scenario has come true, so it has
several readings, and its probability is always reported under all of them.
"""

PARTS = """
Parts are reported beside the classes. They may overlap, and none of them decides a class.
"""


def render() -> str:
    """The page."""
    classes = [s for s in case().scenarios.values() if s.primary]
    parts = [s for s in case().scenarios.values() if not s.primary]
    return page(
        "Scenarios",
        INTRO,
        "## Readings",
        AMBIGUOUS,
        table(("reading", "title", "order: the first that holds decides"), _readings()),
        "## Classes",
        *(_scenario(s.id) for s in classes),
        "## Parts",
        PARTS,
        *(_scenario(s.id) for s in parts),
        "## Definitions",
        "Names for expressions, so that a class can be read aloud.",
        *_definitions(),
        "## Thresholds",
        THRESHOLDS,
        table(("threshold", "value", "unit", "strip", "meaning"), _thresholds()),
    )


def _readings() -> Iterator[tuple[str, ...]]:
    for name, reading in case().readings.items():
        yield f"`{name}`", prose(reading.title.en), ", ".join(reading.order)


def _scenario(name: str) -> str:
    s = case().scenarios[name]
    within = f" Part of {s.part_of}." if s.part_of else ""
    head = f"### {name}: {prose(s.title.en)}"
    return "\n\n".join((head, prose(s.summary.en) + within, _expression(s.expression)))


def _definitions() -> Iterator[str]:
    for name, d in case().definitions.items():
        yield f"### `{name}`\n\n{prose(d.meaning.en)}.\n\n{_expression(d.expression)}"


def _expression(text: str) -> str:
    return f"```text\n{text}\n```"


def _thresholds() -> Iterator[tuple[str, ...]]:
    for name, t in case().thresholds.items():
        strip = code(f"{x:g}" for x in t.strip)
        yield f"`{name}`", f"{t.value:g}", prose(t.unit), strip, prose(t.meaning.en)
