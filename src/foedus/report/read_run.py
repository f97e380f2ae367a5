"""A run folder read back: what its page needs, so that another language needs no new run."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import xarray as xr

from foedus.case.known import known_on
from foedus.case.records import Case
from foedus.core.errors import BadOption
from foedus.ensemble.posterior import fitted_of
from foedus.ensemble.result import (
    BASES,
    Colour,
    DifferenceRow,
    Estimate,
    Known,
    RunResult,
    ScenarioRow,
    Sign,
    StripRow,
)
from foedus.report.best_sign_tables import NAME as BEST_SIGNS
from foedus.report.best_sign_tables import best_sign_of
from foedus.report.folder import is_run_folder
from foedus.report.gap_tables import NAME, gap_of
from foedus.report.knowledge import knowledge_of_json
from foedus.report.manifest import policy_digest
from foedus.report.sign_tables import AHEAD, ratio_of

Cells = dict[str, str]
_COLOURS: Mapping[str, Colour] = {"green": "green", "amber": "amber", "red": "red"}
Split = Mapping[tuple[str, ...], tuple[float, ...]]


def read_facts(folder: Path) -> dict[str, Any]:
    """The manifest of a run folder; `BadOption` when it is none."""
    if not is_run_folder(folder):
        raise BadOption(
            "no folder of a run", where=str(folder), remedy="name what `foedus run` wrote"
        )
    facts: dict[str, Any] = json.loads((folder / "manifest.json").read_text("utf-8"))
    return facts


def read_run(folder: Path, case: Case) -> RunResult:
    """The result that a folder was written from.

    Numbers come from the tables, with nine digits, and from the arrays. `BadOption` when the
    folder was written from another case than the one given.
    """
    facts = read_facts(folder)
    _check_case(folder, facts, case)
    if facts["known_on"]:
        case = known_on(case, date.fromisoformat(facts["known_on"]))
    summary = json.loads((folder / "summary.json").read_text("utf-8"))
    split = _bases(folder)
    return RunResult(
        case=case,
        as_of=date.fromisoformat(facts["as_of"]),
        history_to=date.fromisoformat(facts["history_to"]),
        seed=int(facts["seed"]),
        draws=summary["draws"],
        parameter_draws=summary["parameter_draws"],
        replicates=summary["replicates"],
        effective_draws=summary["effective_draws"],
        parameters_from=facts["parameters_from"],
        policies=tuple(facts["policy_order"]),
        shocks=tuple(facts["shocks"]),
        variant=summary["variant"],
        scenarios=tuple(_scenarios(folder, split)),
        parts=tuple(_parts(folder)),
        differences=tuple(_differences(folder, split)),
        ranking=_ranking(folder),
        quantiles=_arrays(folder, "quantiles"),
        means=_arrays(folder, "means"),
        end=_arrays(folder, "end"),
        warnings=tuple(summary["warnings"]),
        seconds=facts["seconds"],
        strips=tuple(_strips(folder)),
        signs=tuple(_signs(folder)),
        best_signs=tuple(best_sign_of(row) for row in _rows(folder, BEST_SIGNS)),
        terms=_arrays(folder, "terms"),
        gaps=tuple(gap_of(row) for row in _rows(folder, NAME)),
        by_draw=_arrays(folder, "draws"),
        knew=knowledge_of_json(facts["knew"]) if facts["knew"] else None,
        fitted=fitted_of(case, facts["parameters_from"], summary["variant"].get("effort", "")),
    )


def _check_case(folder: Path, facts: Mapping[str, Any], case: Case) -> None:
    if facts["digests"]["case"] != case.digest:
        raise BadOption(
            f"was written from another state of the case '{facts['case']}'",
            where=str(folder),
            remedy="name the case it was made from, or run again",
        )
    for name, digest in facts["policies"].items():
        if name in case.policies and policy_digest(case.policies[name]) != digest:
            raise BadOption(
                f"holds a policy '{name}' that is not the one of the case",
                where=str(folder),
                remedy="run again: a policy file is not kept in the folder",
            )


def _rows(folder: Path, table: str) -> list[Cells]:
    path = folder / "tables" / f"{table}.csv"
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _arrays(folder: Path, group: str) -> xr.Dataset:
    try:
        with xr.open_dataset(folder / "results.nc", group=group, engine="h5netcdf") as data:
            return data.load()
    except OSError:
        raise BadOption(
            f"results.nc has no group '{group}': an earlier version wrote it",
            where=str(folder),
            remedy="run again",
        ) from None


def _estimate(row: Cells, value: str = "p") -> Estimate:
    return Estimate(*(float(row[key]) for key in (value, "lo", "hi", "mc_se")))


def _bases(folder: Path) -> Split:
    keys = ("policy", "policy_b", "reading", "scenario")
    return {
        tuple(row[key] for key in keys): tuple(float(row[basis]) for basis in BASES)
        for row in _rows(folder, "basis")
    }


def _scenarios(folder: Path, split: Split) -> Iterator[ScenarioRow]:
    for row in _rows(folder, "scenarios"):
        name = row["policy"], row["reading"], row["scenario"]
        yield ScenarioRow(*name, _estimate(row), split[name[0], "", name[1], name[2]])


def _parts(folder: Path) -> Iterator[ScenarioRow]:
    for row in _rows(folder, "parts"):
        yield ScenarioRow(row["policy"], "", row["scenario"], _estimate(row), (0.0,) * len(BASES))


def _differences(folder: Path, split: Split) -> Iterator[DifferenceRow]:
    for row in _rows(folder, "differences"):
        name = row["policy_a"], row["policy_b"], row["reading"], row["scenario"]
        yield DifferenceRow(*name, _estimate(row, "diff"), split[name])


def _ranking(folder: Path) -> dict[str, dict[str, float]]:
    out: dict[str, dict[str, float]] = {}
    for row in _rows(folder, "ranking"):
        out.setdefault(row["reading"], {})[row["policy"]] = float(row["ranks_first"])
    return out


def _strips(folder: Path) -> Iterator[StripRow]:
    for row in _rows(folder, "strips"):
        name = row["policy"], row["reading"], row["scenario"]
        first = float(row["ranks_first"])
        yield StripRow(row["threshold"], float(row["value"]), *name, _estimate(row), first)


def _signs(folder: Path) -> Iterator[Sign]:
    by_id: dict[str, list[Cells]] = {}
    for row in _rows(folder, "indicators"):
        by_id.setdefault(row["indicator"], []).append(row)
    for name, rows in by_id.items():
        first = rows[0]
        known = first["known"]
        yield Sign(
            id=name,
            value=float(first["value"]),
            lo=float(first["lo"]),
            hi=float(first["hi"]),
            known=Known(date.fromisoformat(known), first["source"]) if known else None,
            colour=_COLOURS[first["colour"]],
            shares=(float(first["share_green"]), float(first["share_red"])),
            public=first["series"] in ("monthly", "quarterly"),
            ratios={row["policy"]: ratio_of(row) for row in rows if row["policy"]},
            ahead={row["policy"]: ratio_of(row, AHEAD) for row in rows if row["policy"]},
        )
