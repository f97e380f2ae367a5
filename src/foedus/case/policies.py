"""Policies, in the case (`policies/NAME.toml`) or in a file of the user's own."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from foedus.case.faults import Faults
from foedus.case.levers import BASES
from foedus.case.records import Case, Clamp, LeverChange, Place, Policy, Variable
from foedus.case.text_file import Folder
from foedus.case.toml_file import Table, read_table
from foedus.case.variables import HISTORY_BASES, read_element, read_value
from foedus.core.calendar import Grid
from foedus.core.errors import BadOption

HISTORY = "history"
"""The base of a policy that follows the observed path of the levers."""

_REQUIRED = ("title", "summary", "kind", "start", "base")
_OPTIONAL = ("end", "column", "column_from", "bound_to", "change", "clamp")


@dataclass(frozen=True, slots=True)
class Names:
    """What a policy may refer to."""

    grid: Grid
    terms: Collection[str]
    levers: Collection[str]
    variables: Mapping[str, Variable]
    sets: Mapping[str, tuple[str, ...]]
    sources: Collection[str]


def policy_names(folder: Folder) -> list[str]:
    """Names of the policies of a case, readable or not."""
    return [Path(file).stem for file in folder.names("policies")]


def read_policies(folder: Folder, names: Names) -> dict[str, Policy]:
    """Policies of a case by file name; bases must exist and not go round in a circle."""
    files = folder.names("policies")
    if not files:
        folder.faults.add(Place("policies", 0), "no policy", "add policies/NAME.toml")
    known = (HISTORY, *policy_names(folder))
    tables = [table for file in files if (table := read_table(folder, file))]
    policies = {Path(table.file).stem: _policy(table, names) for table in tables}
    for table in tables:
        _check_name(table, (HISTORY,))
        table["base"].name_of("policy", known)
        if table["bound_to"].given:
            what = "bound_to in a policy of the case itself"
            folder.faults.add(table["bound_to"].place, what, "remove it: it belongs to this case")
    _check_bases(policies, folder.faults)
    return policies


def load_policy(path: str | Path, case: Case) -> Policy:
    """A policy from a TOML file outside the case, to be run beside those of the case.

    Raises `BadOption` when there is no such file, else `CaseFaults` with every fault of it;
    among them a name that the case has already, and a `bound_to` that is not the digest of
    this case.
    """
    if not Path(path).is_file():
        remedy = "give the path of a policy file (docs/case-format.md)"
        raise BadOption("no such file", where=str(path), remedy=remedy)
    faults = Faults()
    # the whole path is the name of the file, so that messages point at it
    table = read_table(Folder(Path(), faults), str(path))
    faults.stop()
    assert table is not None  # an unreadable file was a fault
    names = Names(case.grid, case.terms, case.levers, case.variables, case.sets, case.sources)
    policy = _policy(table, names)
    taken = (HISTORY, *case.policies)
    _check_name(table, taken)
    table["base"].name_of("policy", taken)
    if policy.bound_to and policy.bound_to != case.digest:
        table["bound_to"].wrong(
            f"written for case {policy.bound_to[:12]}, this is {case.digest[:12]}",
            "check that the policy still means the same, then remove or renew bound_to",
        )
    faults.stop()
    return policy


def _policy(table: Table, names: Names) -> Policy:
    table.expect(_REQUIRED, _OPTIONAL)
    grid = names.grid
    start = table["start"].day(grid.start, grid.horizon)
    column = table["column"].name_of("term", names.terms, required=False)
    if table["column_from"].given and not column:
        table["column_from"].wrong("there is no column", "add column = a term, or remove it")
    return Policy(
        name=Path(table.file).stem,
        title=table["title"].both(),
        summary=table["summary"].both(),
        kind=table["kind"].one_of(("forward", "hindcast", "counterfactual")),
        start=start,
        end=table["end"].day(start, grid.horizon) if table["end"].given else None,
        base=table["base"].text(),
        column=column,
        column_from=_column_from(table, start, grid) if column else None,
        changes=_changes(table, names, (start, grid.horizon)),
        clamps=tuple(_clamp(step, names, (start, grid.horizon)) for step in table.tables("clamp")),
        bound_to=table["bound_to"].text(required=False),
        place=table.place,
    )


def _column_from(table: Table, start: date, grid: Grid) -> date:
    field = table["column_from"]
    return field.day(start, grid.horizon) if field.given else start


def _changes(table: Table, names: Names, days: tuple[date, date]) -> tuple[LeverChange, ...]:
    found: dict[tuple[str, date], LeverChange] = {}
    for step in table.tables("change"):
        step.expect(("from", "levers", "basis"), ("source", "note"))
        for change in _levers(step, names, days):
            other = found.setdefault((change.lever, change.start), change)
            if other is not change:
                what = f"'{change.lever}' has a value from {change.start} already"
                table.faults.add(change.place, what, f"see line {other.place.line}; keep one")
    return tuple(sorted(found.values(), key=lambda change: change.start))


def _levers(step: Table, names: Names, days: tuple[date, date]) -> list[LeverChange]:
    start = step["from"].day(*days)
    levers = step.table("levers")
    return [
        LeverChange(
            lever=_known_lever(levers, lever, names.levers),
            start=start,
            value=levers[lever].number(0, 1),
            basis=step["basis"].one_of(BASES),
            source=step["source"].keys_of("source", names.sources, required=False),
            note=step["note"].text(required=False),
            place=levers[lever].place,
        )
        for lever in levers.keys
    ]


def _known_lever(levers: Table, lever: str, known: Collection[str]) -> str:
    if known and lever not in known:
        levers.faults.unknown(levers[lever].place, "lever", lever, known)
    return lever


def _clamp(step: Table, names: Names, days: tuple[date, date]) -> Clamp:
    step.expect(("from", "variable", "value"), ("to", "basis", "source", "note"))
    name, label = read_element(step["variable"], names.variables, names.sets)
    start = step["from"].day(*days)
    basis = step["basis"]
    return Clamp(
        variable=name,
        label=label,
        start=start,
        end=step["to"].day(start, days[1]) if step["to"].given else None,
        value=read_value(step["value"], names.variables.get(name)),
        # a clamp of a policy is the choice of whoever writes it, unless it says otherwise
        basis=basis.one_of(HISTORY_BASES) if basis.given else "judgement",
        source=step["source"].keys_of("source", names.sources, required=False),
        note=step["note"].text(required=False),
        place=step.place,
    )


def _check_name(table: Table, taken: Collection[str]) -> None:
    name = Path(table.file).stem
    if name in taken:
        table.faults.add(
            Place(table.file, 0), f"the name '{name}' is taken", "give the file another name"
        )


def _check_bases(policies: Mapping[str, Policy], faults: Faults) -> None:
    policies = {name: policy for name, policy in policies.items() if name != HISTORY}
    for name, policy in policies.items():
        chain = [name]
        while policies.get(chain[-1], policy).base in policies and len(chain) <= len(policies):
            chain.append(policies[chain[-1]].base)
            if chain[-1] == name:
                faults.add(
                    policy.place, f"bases go round: {' -> '.join(chain)}", 'let one be "history"'
                )
                break
