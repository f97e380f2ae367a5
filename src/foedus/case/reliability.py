"""How far each class of sources is to be believed: `source_classes.csv`."""

from __future__ import annotations

from collections.abc import Collection

from foedus.case.basics import Prior
from foedus.case.csv_file import Row, read_rows
from foedus.case.evidence_records import Reliability
from foedus.case.faults import Faults
from foedus.case.field import Field
from foedus.case.levers import BASES
from foedus.case.priors import BadPrior, parse_prior, write_prior
from foedus.case.records import Place
from foedus.case.text_file import Folder
from foedus.core.codebook import SOURCE_CLASSES, SourceClass

FILE = "source_classes.csv"
_COLUMNS = (
    "class", "sensitivity", "false_alarm", "recheck", "basis", "source", "meaning_en", "meaning_vi",
)  # fmt: skip
_HALF = Prior("Fixed", (0.5,))


def mean_of(prior: Prior) -> float:
    """Mean of a probability: of ``Beta(a, b)`` or ``Fixed(value)``.

    >>> mean_of(Prior("Beta", (57.0, 3.0)))
    0.95
    """
    first, *rest = prior.arguments
    return first / (first + rest[0]) if rest else first


def read_reliability(folder: Folder, sources: Collection[str]) -> dict[SourceClass, Reliability]:
    """A row for each class of the codebook; none when the case has no such file."""
    if not folder.has(FILE):
        return {}
    rows = read_rows(folder, FILE, _COLUMNS, key=["class"])
    found = {item.source_class: item for item in (_reliability(row, sources) for row in rows)}
    if rows:
        _check_complete(found, folder.faults)
    return found


def _check_complete(found: Collection[SourceClass], faults: Faults) -> None:
    for name in SOURCE_CLASSES:
        if name not in found:
            faults.add(Place(FILE, 0), f"no row for '{name}'", "give each class one row")


def _reliability(row: Row, sources: Collection[str]) -> Reliability:
    item = Reliability(
        source_class=row["class"].one_of(SOURCE_CLASSES),
        sensitivity=_probability(row["sensitivity"]),
        false_alarm=_probability(row["false_alarm"]),
        recheck=_probability(row["recheck"]),
        basis=row["basis"].one_of(BASES),
        source=row["source"].keys_of("source", sources, required=False),
        meaning=row.both("meaning"),
        place=row.place,
    )
    sensitivity, false_alarm = mean_of(item.sensitivity), mean_of(item.false_alarm)
    # a prior that could not be read stands in as one half and has its own fault
    if sensitivity <= false_alarm and _HALF not in (item.sensitivity, item.false_alarm):
        what = f"mean {false_alarm:g} is not below that of sensitivity, {sensitivity:g}"
        row["false_alarm"].wrong(what, "such a source would speak for the contrary")
    return item


def _probability(field: Field) -> Prior:
    """``Beta(a, b)``, or ``Fixed(value)`` strictly between 0 and 1."""
    try:
        prior = parse_prior(field.text())
    except BadPrior as bad:
        if field.given:
            field.wrong(str(bad), bad.remedy)
        return _HALF
    sure = prior.family == "Fixed" and not 0 < prior.arguments[0] < 1
    if prior.family not in ("Beta", "Fixed") or sure:
        what = f"{write_prior(prior)} may leave (0, 1)"
        field.wrong(what, "write Beta(a, b), or Fixed(value) with a value between 0 and 1")
        return _HALF
    return prior
