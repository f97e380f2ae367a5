"""Scenarios and what they are made of: `scenarios.toml`.

Expressions stay text here; the language they are written in belongs to a higher layer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from foedus.case.faults import Faults
from foedus.case.levers import BASES
from foedus.case.records import Definition, Place, Reading, Scenario, Threshold
from foedus.case.text_file import Folder
from foedus.case.toml_file import Table, read_table

FILE = "scenarios.toml"


@dataclass(frozen=True, slots=True)
class Scenarios:
    """The content of `scenarios.toml`."""

    ambiguous: str
    thresholds: Mapping[str, Threshold]
    definitions: Mapping[str, Definition]
    scenarios: Mapping[str, Scenario]
    readings: Mapping[str, Reading]


def read_scenarios(folder: Folder) -> Scenarios:
    """Thresholds, definitions, scenarios and readings, each in the order of the file."""
    table = read_table(folder, FILE)
    if table is None:
        return Scenarios("", {}, {}, {}, {})
    table.expect(("ambiguous", "scenario", "reading"), ("threshold", "define"))
    ambiguous = table["ambiguous"].text()
    scenarios = {n: _scenario(n, t) for n, t in table.children("scenario")}
    _check_parts(table, scenarios, ambiguous)
    return Scenarios(
        ambiguous=ambiguous,
        thresholds={n: _threshold(n, t) for n, t in table.children("threshold")},
        definitions={n: _definition(n, t) for n, t in table.children("define")},
        scenarios=scenarios,
        readings=_readings(table, scenarios, ambiguous),
    )


def _threshold(name: str, table: Table) -> Threshold:
    table.expect(("value", "unit", "meaning", "basis", "strip"))
    return Threshold(
        name=name,
        value=table["value"].number(),
        unit=table["unit"].text(),
        meaning=table["meaning"].both(),
        basis=table["basis"].one_of(BASES),
        strip=table["strip"].list_of(float),
        place=table.place,
    )


def _definition(name: str, table: Table) -> Definition:
    table.expect(("expression", "meaning"))
    return Definition(name, table["expression"].text(), table["meaning"].both(), table.place)


def _scenario(name: str, table: Table) -> Scenario:
    table.expect(("title", "summary", "expression", "primary"), ("part_of", "decided"))
    return Scenario(
        id=name,
        title=table["title"].both(),
        summary=table["summary"].both(),
        expression=table["expression"].text(),
        primary=table["primary"].flag(),
        part_of=table["part_of"].text(required=False),
        place=table.place,
        decided=table["decided"].text(required=False),
    )


def _check_parts(table: Table, scenarios: Mapping[str, Scenario], ambiguous: str) -> None:
    for name, scenario in scenarios.items():
        if scenario.part_of and scenario.part_of not in {ambiguous, *scenarios}:
            field = table.table("scenario").table(name)["part_of"]
            table.faults.unknown(field.place, "scenario", scenario.part_of, scenarios)


def _readings(
    table: Table, scenarios: Mapping[str, Scenario], ambiguous: str
) -> dict[str, Reading]:
    primary = [name for name, scenario in scenarios.items() if scenario.primary]
    variants = [n for n in primary if n == ambiguous or n.startswith(f"{ambiguous}-")]
    if primary and not variants:
        table["ambiguous"].wrong(
            f"no primary scenario is '{ambiguous}' or '{ambiguous}-…'",
            "name the scenario that readings vary",
        )
    readings = {}
    for name, child in table.children("reading"):
        child.expect(("title", "order"))
        order = child["order"].list_of(str)
        if primary:
            _check_order(name, order, primary, variants, child["order"].place, table.faults)
        readings[name] = Reading(name, child["title"].both(), order)
    return readings


def _check_order(
    name: str,
    order: tuple[str, ...],
    primary: list[str],
    variants: list[str],
    place: Place,
    faults: Faults,
) -> None:
    """A reading holds every primary class once, and of the ambiguous one a single variant."""
    for item in order:
        if item not in primary:
            faults.unknown(place, "primary scenario", item, primary)
    for item in sorted({item for item in order if order.count(item) > 1}):
        faults.add(place, f"reading '{name}' names '{item}' twice", "keep one")
    missing = [item for item in primary if item not in order and item not in variants]
    if missing:
        faults.add(
            place,
            f"reading '{name}' leaves out {', '.join(missing)}",
            "classes must be exhaustive: add what is missing in its order of precedence",
        )
    chosen = [item for item in variants if item in order]
    if variants and len(chosen) != 1:
        faults.add(
            place,
            f"reading '{name}' names {len(chosen)} of {', '.join(variants)}",
            "a reading takes exactly one of them",
        )
