"""Parameters with their priors: `parameters.csv`, one row for a scalar or for each label."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from foedus.case.csv_file import Row, read_rows
from foedus.case.field import Field
from foedus.case.levers import BASES
from foedus.case.priors import BadPrior, parse_prior
from foedus.case.records import Basis, Parameter, Prior
from foedus.case.text_file import Folder

_COLUMNS = ("parameter", "label", "prior", "unit", "basis", "by", "source", "meaning")


def read_parameters(
    folder: Folder, sets: Mapping[str, tuple[str, ...]], sources: Collection[str]
) -> dict[str, Parameter]:
    """Parameters by name.

    `sets` holds what labels may spell: index sets and the states of chains. Such labels
    come in the order of their set, numbered labels in the order of their numbers.
    """
    rows = read_rows(folder, "parameters.csv", _COLUMNS, key=["parameter", "label"])
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row["parameter"].text(), []).append(row)
    return {name: _parameter(name, group, sets, sources) for name, group in groups.items()}


def _parameter(
    name: str,
    rows: Sequence[Row],
    sets: Mapping[str, tuple[str, ...]],
    sources: Collection[str],
) -> Parameter:
    rows = _in_order(name, rows, sets)
    first = min(rows, key=lambda row: row.place.line)
    for column in ("unit", "basis"):
        _check_same(rows, first, column)
    for row in rows:
        row["source"].keys_of("source", sources, required=False)
    basis: Basis = first["basis"].one_of(BASES)
    return Parameter(
        name=name,
        labels=tuple(row["label"].value for row in rows if row["label"].given),
        priors=tuple(_prior(row["prior"]) for row in rows),
        unit=first["unit"].text(required=False),
        basis=basis,
        by=first["by"].text(required=False),
        # a judgement may be ours alone; whatever claims more must say where it is from
        source=first["source"].text(required=basis != "judgement"),
        meaning=first["meaning"].text(),
        place=first.place,
    )


def _prior(field: Field) -> Prior:
    try:
        return parse_prior(field.text()) if field.text() else Prior("Fixed", (0.0,))
    except BadPrior as fault:
        field.wrong(str(fault), fault.remedy)
        return Prior("Fixed", (0.0,))


def _check_same(rows: Sequence[Row], first: Row, column: str) -> None:
    for row in rows:
        if row[column].value != first[column].value:
            row[column].wrong(
                f"'{row[column].value}' differs from '{first[column].value}' of the first label",
                f"see line {first.place.line}; one parameter has one {column}",
            )


def _in_order(name: str, rows: Sequence[Row], sets: Mapping[str, tuple[str, ...]]) -> Sequence[Row]:
    by_label = {row["label"].value: row for row in rows}
    if "" in by_label and len(rows) > 1:
        row = by_label[""]
        row["label"].wrong(f"empty, but '{name}' has labels", "give every row a label, or none")
        return rows
    if all(label.isdecimal() for label in by_label):
        sets = {"level": _run(by_label)}
    index = _nearest_set(set(by_label), sets)
    if not index:
        return rows
    _check_labels(name, by_label, index, sets[index])
    return [by_label[label] for label in sets[index] if label in by_label] or rows


def _run(labels: Iterable[str]) -> tuple[str, ...]:
    numbers = [int(label) for label in labels]
    return tuple(str(number) for number in range(min(numbers), max(numbers) + 1))


def _nearest_set(labels: set[str], sets: Mapping[str, tuple[str, ...]]) -> str:
    """The index set that labels spell, or mean to: at least half of both together is shared.

    A file does not name the set. Half tells a slip from other labels: the dyads of one
    lever or the three largest allies share too little with any set to be held to it.
    """
    shares = {
        name: len(labels & set(members)) / len(labels | set(members))
        for name, members in sets.items()
        if members
    }
    best = max(shares, key=lambda name: shares[name], default="")
    return best if best and shares[best] >= 0.5 else ""


def _check_labels(
    name: str, by_label: Mapping[str, Row], index: str, members: tuple[str, ...]
) -> None:
    for label, row in by_label.items():
        if label not in members:
            row.faults.unknown(row.place, f"{index} label", label, members)
    missing = [label for label in members if label not in by_label]
    if missing:
        row = next(iter(by_label.values()))
        row["label"].wrong(
            f"'{name}' has no row for {', '.join(missing)}", f"give each {index} one row"
        )
