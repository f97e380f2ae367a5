"""The answer of a run as plain data: what ``--json`` prints and summary.json holds.

Schema: docs/summary.schema.json. The same result gives the same bytes: numbers
are rounded to six places, keys are sorted, and nothing about the machine,
the clock or a path is in it (that is the manifest's business).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import xarray as xr

from foedus.core.digest import canonical_json
from foedus.ensemble.result import BASES, DifferenceRow, Estimate, RunResult, ScenarioRow, Sign
from foedus.report.knowledge import knowledge_json
from foedus.report.series import horizon_of
from foedus.update.record import Ledger

SCHEMA = "foedus/summary/1"
_PLACES = 6


def summarise(result: RunResult, evidence: Ledger | None = None) -> dict[str, Any]:
    """Probabilities, differences, basis shares and values at the horizon, as JSON types."""
    readings = list(result.case.readings)
    # a run on all that the case knows has nothing to tell here
    replay = {"knew": knowledge_json(result.knew)} if result.case.known_on and result.knew else {}
    return replay | {
        "schema": SCHEMA,
        "case": result.case.name,
        "case_digest": result.case.digest,
        "as_of": result.as_of.isoformat(),
        "history_to": result.history_to.isoformat(),
        "horizon": horizon_of(result).isoformat(),
        "seed": result.seed,
        "draws": result.draws,
        "parameter_draws": result.parameter_draws,
        "replicates": result.replicates,
        "effective_draws": _number(result.effective_draws),
        "parameters_from": result.parameters_from,
        "shocks": list(result.shocks),
        "variant": dict(result.variant),
        "first_reading": readings[0],
        "policies": {name: _policy(result, name, readings) for name in result.policies},
        "differences": [_difference(row) for row in result.differences],
        "basis": _basis(result),
        "ranking": {
            reading: {policy: _number(share) for policy, share in shares.items()}
            for reading, shares in result.ranking.items()
        },
        "strips": _strips(result),
        "indicators": [_sign(sign) for sign in result.signs],
        "at_horizon": _at_horizon(result),
        "warnings": list(result.warnings),
        "evidence": _evidence(evidence) if evidence else None,
    }


def summary_text(result: RunResult, evidence: Ledger | None = None) -> str:
    """summary.json: canonical JSON and a final newline."""
    return canonical_json(summarise(result, evidence)) + "\n"


def _evidence(ledger: Ledger) -> dict[str, Any]:
    """Counts and effective sizes; the whole ledger is in evidence.json."""
    return {
        "documents": len(ledger.documents),
        "reports": len(ledger.reports),
        "events_counted": ledger.counted,
        "reports_left_out": sum(bool(row.why) for row in ledger.reports),
        "faults": len(ledger.faults),
        "silent_months": ledger.silences,
        "trajectories": ledger.trajectories,
        "effective_trajectories": _number(ledger.effective),
        "effective_without_resampling": _number(ledger.plain),
        "resampled": ledger.resampled,
    }


def _policy(result: RunResult, name: str, readings: Iterable[str]) -> dict[str, Any]:
    rows = [row for row in result.scenarios if row.policy == name]
    by_reading = {reading: _classes(rows, reading) for reading in readings}
    return {
        "scenarios": next(iter(by_reading.values())),
        "readings": by_reading,
        "parts": _classes((row for row in result.parts if row.policy == name), ""),
    }


def _classes(rows: Iterable[ScenarioRow], reading: str) -> dict[str, Any]:
    return {row.scenario: _estimate(row.estimate) for row in rows if row.reading == reading}


def _estimate(e: Estimate, value: str = "p") -> dict[str, float | None]:
    return {
        value: _number(e.value),
        "lo": _number(e.lo),
        "hi": _number(e.hi),
        "mc_se": _number(e.mc_se),
    }


def _difference(row: DifferenceRow) -> dict[str, Any]:
    names = {"a": row.a, "b": row.b, "scenario": row.scenario, "reading": row.reading}
    return names | _estimate(row.estimate, "diff") | {"basis": _shares(row.basis)}


def _basis(result: RunResult) -> dict[str, Any]:
    """By policy, reading and class: share of the variance over parameter draws."""
    out: dict[str, Any] = {}
    for row in result.scenarios:
        reading = out.setdefault(row.policy, {}).setdefault(row.reading, {})
        reading[row.scenario] = _shares(row.basis)
    return out


def _shares(shares: Iterable[float]) -> dict[str, float | None]:
    return {basis: _number(share) for basis, share in zip(BASES, shares, strict=True)}


def _strips(result: RunResult) -> dict[str, Any]:
    """By threshold, value, reading and policy: classes and how often the ambiguous one leads."""
    out: dict[str, Any] = {}
    for row in result.strips:
        value = out.setdefault(row.threshold, {}).setdefault(f"{row.value:g}", {})
        cell = value.setdefault(row.reading, {}).setdefault(row.policy, {})
        cell["ranks_first"] = _number(row.ranks_first)
        cell.setdefault("p", {})[row.scenario] = _number(row.estimate.value)
    return out


def _sign(sign: Sign) -> dict[str, Any]:
    """Value on the day, colour, and the log likelihood ratio under each policy."""
    ratios = {
        policy: {
            "value": _number(ratio.value),
            "error": _number(ratio.error),
            "expected": _number(ratio.expected),
            "ahead": _number(sign.ahead[policy].value),
        }
        for policy, ratio in sign.ratios.items()
    }
    return {
        "id": sign.id,
        "value": _number(sign.value),
        "lo": _number(sign.lo),
        "hi": _number(sign.hi),
        "known": sign.known.day.isoformat() if sign.known else None,
        "colour": sign.colour,
        "log_ratio": ratios,
        "admitted": sign.admitted,
    }


def _at_horizon(result: RunResult) -> dict[str, Any]:
    """By variable, policy and, for an indexed variable, label: the quantiles at the horizon."""
    last = result.quantiles.isel(time=-1)
    return {
        str(name): {policy: _quantiles(array.sel(policy=policy)) for policy in result.policies}
        for name, array in last.data_vars.items()
    }


def _quantiles(array: xr.DataArray) -> Mapping[str, Any]:
    sets = [str(dim) for dim in array.dims if dim != "quantile"]
    if sets:
        labels = [str(label) for label in array[sets[0]].values]
        return {label: _quantiles(array.isel({sets[0]: i})) for i, label in enumerate(labels)}
    levels = [round(100 * float(q)) for q in array["quantile"].values]
    values = np.asarray(array.values, float)
    return {f"q{level:02d}": _number(x) for level, x in zip(levels, values, strict=True)}


def _number(x: float) -> float | None:
    """Rounded; JSON has no NaN, so what is not finite becomes null."""
    value = float(x)
    return round(value, _PLACES) + 0.0 if math.isfinite(value) else None
