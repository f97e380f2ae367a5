"""A run that never ran: plausible arrays in the shapes of the contract."""

from __future__ import annotations

from datetime import date

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from foedus.case.records import Case
from foedus.ensemble.result import QUANTILES, DifferenceRow, Estimate, RunResult, ScenarioRow

from .synthetic_case import PARTS, POLICIES, STATES

AS_OF = date(2026, 11, 1)
SHARES = {
    "trump-2-continued": (0.703, 0.038, 0.022, 0.030, 0.012, 0.120, 0.075),
    "restored-commitment": (0.269, 0.006, 0.027, 0.021, 0.521, 0.110, 0.046),
}
LITERAL = {"weak": 1.0, "core": 0.044, "literal": 0.011}
LEVELS = {
    "europe.effort": (1.4, 3.0, 0.3), "europe.off": (0.6, 0.05, 0.05), "nato.at2": (3, 26, 3),
    "forces.total": (66, 76, 4), "forces.permanent": (65, 67, 3), "forces.rotational": (5, 9, 3),
    "aid.usa": (0.2, 0.3, 0.3), "aid.europe": (0.2, 2.9, 0.6), "trade.level": (0, 2, 0.8),
    "enablers.europe": (0.2, 0.35, 0.05), "pillar.europe": (0.1, 0.3, 0.05),
    "europe.self": (0.5, 0.7, 0.1), "arms.us_share": (0.35, 0.33, 0.05),
    "threat.russia": (0.3, 1.5, 0.3), "effort.x": (0.3, 1.0, 0.12), "trust.usa": (0.7, 0.4, 0.1),
    "tone.shown": (4, -1, 1.5),
}  # fmt: skip
FLAGS = {
    "trade.level": 2.0,
    "trade.level>=2": 0.76,
    "trade.level>=3": 0.24,
    "war.state=ceasefire": 0.3,
    "institution.status=full": 0.4,
    "institution.status=thinned": 0.56,
    "institution.status=out_of_command": 0.03,
    "institution.status=notified": 0.006,
    "institution.status=out": 0.004,
    "escalation.level>=1": 0.25,
    "escalation.level>=2": 0.04,
    "escalation.level>=3": 0.01,
}


def synthetic_result(case: Case) -> RunResult:
    """The same numbers at every call."""
    random = np.random.default_rng(7)
    time = _times(case)
    return RunResult(
        case=case,
        as_of=AS_OF,
        history_to=AS_OF,
        seed=20290120,
        draws=60_000,
        parameter_draws=300,
        replicates=200,
        effective_draws=161.4,
        parameters_from="prior",
        policies=POLICIES,
        shocks=(),
        variant={"effort": "minimal"},
        scenarios=_scenarios(),
        parts=tuple(
            ScenarioRow(policy, "", part, _estimate(0.02), _BASIS)
            for policy in POLICIES
            for part in PARTS
        ),
        differences=_differences(),
        ranking={
            reading: dict.fromkeys(POLICIES, share)
            for reading, share in {"weak": 1.0, "core": 0.33, "literal": 0.08}.items()
        },
        quantiles=_quantiles(case, time, random),
        means=_means(time),
        end=_end(case, random),
        warnings=("only 161 of 300 parameter draws are effective",),
        seconds={"load": 0.2, "simulate": 4.1},
    )


_BASIS = (0.06, 0.12, 0.72, 0.08, 0.02)


def _estimate(p: float) -> Estimate:
    return Estimate(p, p * 0.5, min(1.0, p * 1.3 + 0.002), 0.012 * p + 0.0004)


def _shares(policy: str, reading: str) -> dict[str, float]:
    s1, s2a, s3, o4, o2, o1, o3 = SHARES[policy]
    kept = s1 * LITERAL[reading]
    return {
        f"S1-{reading}": kept, "S2a": s2a, "S3": s3, "O4": o4,
        "O2": o2, "O1": o1 + (s1 - kept) * 0.6, "O3": o3 + (s1 - kept) * 0.4,
    }  # fmt: skip


def _scenarios() -> tuple[ScenarioRow, ...]:
    return tuple(
        ScenarioRow(policy, reading, name, _estimate(p), _BASIS)
        for policy in POLICIES
        for reading in LITERAL
        for name, p in _shares(policy, reading).items()
    )


def _differences() -> tuple[DifferenceRow, ...]:
    a, b = POLICIES
    rows = []
    for reading in LITERAL:
        for name, p in _shares(a, reading).items():
            diff = p - _shares(b, reading)[name]
            spread = 0.6 * abs(diff) + 0.002
            estimate = Estimate(diff, diff - spread, diff + spread, 0.03 * abs(diff))
            rows.append(DifferenceRow(a, b, reading, name, estimate, _BASIS))
    return tuple(rows)


def _times(case: Case) -> NDArray[np.datetime64]:
    grid = case.grid
    return np.array([grid.end(k) for k in range(1, grid.steps + 1)], "datetime64[ns]")


def _path(start: float, end: float, months: int, policy: int, past: int) -> NDArray[np.float64]:
    path = np.linspace(start, end, months) + 0.02 * (end - start) * np.sin(np.arange(months) / 6)
    path[past:] += policy * 0.15 * (start - end) * np.linspace(0, 1, months - past)
    return path


def _quantiles(case: Case, time: NDArray[np.datetime64], random: np.random.Generator) -> xr.Dataset:
    past = int(np.sum(time <= np.datetime64(AS_OF)))
    width = np.concatenate([np.full(past, 0.25), np.linspace(0.25, 1, time.size - past)])
    z = np.array([-1.64, -0.67, 0, 0.67, 1.64])
    out = {}
    for name, (start, end, spread) in LEVELS.items():
        index = case.variables[name].index
        shift = 2 * spread * random.normal(size=len(case.sets[index])) if index else np.zeros(1)
        paths = np.array([_path(start, end, time.size, k, past) for k in range(len(POLICIES))])
        bands = paths[..., None] + spread * width[None, :, None] * z
        values = bands[..., None] + shift if index else bands
        if not index and name != "europe.off":
            values = np.maximum(values, 0)
        if name == "trade.level":
            values = np.clip(np.round(values), 0, 4)
        dims = ["policy", "time", "quantile"] + ([index] if index else [])
        out[name] = (dims, values.astype(np.float32))
    coords = {"policy": list(POLICIES), "time": time, "quantile": list(QUANTILES)}
    return xr.Dataset(out, coords | {k: list(v) for k, v in case.sets.items() if k != "host"})


def _means(time: NDArray[np.datetime64]) -> xr.Dataset:
    rise = np.linspace(0, 1, time.size)[None, :] * np.array([1.0, 0.8])[:, None]
    out = {name: (("policy", "time"), level * rise) for name, level in FLAGS.items()}
    out["institution.status=full"] = (
        ("policy", "time"),
        1 - sum(out[f"institution.status={s}"][1] for s in STATES[1:]),
    )
    return xr.Dataset(out, {"policy": list(POLICIES), "time": time})


def _end(case: Case, random: np.random.Generator) -> xr.Dataset:
    count = 200
    out = {}
    for name, (_, end, spread) in LEVELS.items():
        index = case.variables[name].index
        shape = (len(POLICIES), count) + ((len(case.sets[index]),) if index else ())
        dims = ["policy", "trajectory"] + ([index] if index else [])
        out[name] = (dims, (end + spread * random.normal(size=shape)).astype(np.float32))
    weight = np.full(count, 1 / count)
    data = xr.Dataset(out, {"policy": list(POLICIES)})
    return data.assign_coords(
        weight=("trajectory", weight), ally=list(case.sets["ally"]),
        bloc=list(case.sets["bloc"]), dyad=list(case.sets["dyad"]),
    )  # fmt: skip
