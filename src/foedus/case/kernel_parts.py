"""Parts of a kernel: the months, numbers, intent, silence and prior of a kind of event."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from foedus.case.evidence_records import BaseRate, Intent, Silence, Sizes
from foedus.case.field import Field
from foedus.case.levers import BASES
from foedus.case.toml_file import Table
from foedus.core.codebook import PRECISIONS, Precision

Slack = Mapping[Precision, tuple[int, int]]


def read_slack(table: Table, usual: Slack) -> Slack:
    """Months before and after by precision; those not written are the usual ones.

    Without usual ones every precision must be written.
    """
    table.expect((), PRECISIONS) if usual else table.expect(PRECISIONS)
    found = {**usual}
    for name in PRECISIONS:
        if table[name].given:
            found[name] = _months(table[name])
        found.setdefault(name, (0, 0))
    return found


def _months(field: Field) -> tuple[int, int]:
    before, after = _pair(field, "[months before, months after]")
    parts = [Field(field.name, value, field.place, field.faults) for value in (before, after)]
    return parts[0].whole(0), parts[1].whole(0)


def _pair(field: Field, form: str) -> tuple[float, float]:
    numbers = field.list_of(float)
    if len(numbers) != 2:
        if isinstance(field.value, list):
            field.wrong(f"{len(numbers)} numbers, not 2", f"write {form}")
        return 0.0, 0.0
    return numbers[0], numbers[1]


def read_sizes(table: Table) -> Sizes | None:
    """How a claim's number bounds a variable; None where the kernel looks at no number."""
    if not table.keys:
        return None
    table.expect(("units", "tolerance", "span"), ("required", "without"))
    units = table.table("units")
    for unit in units.keys:
        if units[unit].number() <= 0:
            units[unit].wrong("not above 0", "give the units of the model in one unit of the claim")
    required = table["required"].flag() if table["required"].given else False
    if not required and not table["without"].given:
        table["span"].wrong(
            "a claim may come without a number", "add without = [low, high] or required = true"
        )
    span = _ordered(table["span"])
    return Sizes(
        units={unit: units[unit].number() for unit in units.keys},
        tolerance=table["tolerance"].number(0, 1),
        span=span,
        required=required,
        without=_ordered(table["without"]) if table["without"].given else span,
    )


def _ordered(field: Field) -> tuple[float, float]:
    low, high = _pair(field, "[low, high]")
    if any(math.isnan(end) for end in (low, high)) or low > high:
        field.wrong(f"{low:g} is not below {high:g}", "write [low, high]")
    return low, high


def read_intent(table: Table) -> Intent | None:
    """What ``considered`` is worth; None where it is worth nothing."""
    if not table.keys:
        return None
    table.expect(("prior", "given", "otherwise", "months"))
    intent = Intent(
        prior=_probability(table["prior"]),
        given=_probability(table["given"]),
        otherwise=_probability(table["otherwise"]),
        months=table["months"].whole(1),
    )
    if intent.given < intent.otherwise:
        what = f"{intent.given:g} with the intent is below {intent.otherwise:g} without"
        table["given"].wrong(what, "an intent makes its act no less likely")
    return intent


def read_silence(table: Table, days: tuple[date, date]) -> Silence | None:
    """Which months are watched, and how surely an event of this kind would be among them."""
    if not table.keys:
        return None
    table.expect(("of", "recall", "from", "to"))
    start = table["from"].day(*days)
    return Silence(
        of=table["of"].one_of(("when", "announcement")),
        recall=_probability(table["recall"]),
        start=start,
        end=table["to"].day(start, days[1]),
    )


def read_base_rate(table: Table, sources: Collection[str]) -> BaseRate | None:
    """Prior of an event that no variable carries."""
    if not table.keys:
        return None
    table.expect(("probability", "months", "basis"), ("source", "note"))
    return BaseRate(
        probability=_probability(table["probability"]),
        months=table["months"].whole(1),
        basis=table["basis"].one_of(BASES),
        source=table["source"].keys_of("source", sources, required=False),
        note=table["note"].text(required=False),
    )


def _probability(field: Field) -> float:
    """Strictly between 0 and 1: nothing is beyond the reach of evidence."""
    value: Any = field.value
    if isinstance(value, int | float) and not isinstance(value, bool) and not 0 < value < 1:
        field.wrong(f"{value:g} does not lie between 0 and 1", "nothing is certain beforehand")
        return 0.5
    return field.number() or 0.5
