"""One small system written with five tools: what a trajectory costs in each.

    s_i <- s_i + 0.1 (threat - s_i) + 0.05 (mean(s) - s_i) + 0.02 eps_i       32 actors, 48 months

Slow tools run fewer trajectories, and times are compared for each trajectory. All must agree
with the closed form of mean and variance at the end, or their times mean nothing.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from bench.figure import Figure, best_times
from bench.rivals import agentpy_model, ema_model, foedus_mechanism, mesa_model, numpy_arrays
from bench.rivals.system import ACTORS, MONTHS, NOISE, PULL, THREAT, TO_MEAN, Finals

OURS, MESA, NUMPY = "Foedus", "Mesa", "NumPy, vectorised"
REPEATS = 5
SEED = 2026


@dataclass(frozen=True, slots=True)
class Rival:
    """A tool: ``finals(trajectories, seed)`` gives the end of each trajectory."""

    finals: Callable[[int, int], Finals]
    trajectories: int
    target: str = ""


RIVALS = {
    OURS: Rival(foedus_mechanism.finals, 65_536),
    NUMPY: Rival(numpy_arrays.finals, 65_536, "> 1"),
    "EMA Workbench": Rival(ema_model.finals, 400),
    "AgentPy": Rival(agentpy_model.finals, 100),
    MESA: Rival(mesa_model.finals, 100, ">= 50"),
}


def measure() -> list[Figure]:
    """Time of a trajectory in each tool over ours, and its distance from the closed form."""
    ends = {name: rival.finals(rival.trajectories, SEED) for name, rival in RIVALS.items()}
    works = {name: _work(rival) for name, rival in RIVALS.items()}
    times = best_times(works, REPEATS)
    each = {name: times[name] / rival.trajectories for name, rival in RIVALS.items()}
    ours = Figure(OURS, 1 / each[OURS], "trajectories/s", "", _distance(ends[OURS]))
    ratios = [
        Figure(f"{name} over {OURS}", each[name] / each[OURS], "x", rival.target,
               f"{rival.trajectories:,} trajectories; {_distance(ends[name])}")
        for name, rival in RIVALS.items() if name != OURS
    ]  # fmt: skip
    return [ours, *ratios]


def _work(rival: Rival) -> Callable[[], Finals]:
    return lambda: rival.finals(rival.trajectories, SEED + 1)


def expected() -> tuple[float, float]:
    """Mean and variance of one actor at the end, exact, from a start at zero.

    The mean over actors decays by 1 - PULL a month with a noise of 1/ACTORS of the variance; the
    distance from it decays by 1 - PULL - TO_MEAN with the rest.
    """
    common, own = 1 - PULL, 1 - PULL - TO_MEAN
    mean = THREAT * (1 - common**MONTHS)
    variance = NOISE**2 * (_summed(common**2) / ACTORS + _summed(own**2) * (ACTORS - 1) / ACTORS)
    return mean, variance


def _summed(ratio: float) -> float:
    return (1 - ratio**MONTHS) / (1 - ratio)


def _distance(ends: Finals) -> str:
    """How far mean and variance lie from the closed form, in standard errors."""
    mean, variance = expected()
    of_mean = _z(ends.mean(axis=1), mean)
    of_variance = _z(((ends - mean) ** 2).mean(axis=1), variance)
    agrees = "agrees" if max(abs(of_mean), abs(of_variance)) < 4 else "DISAGREES"
    return f"{agrees}: mean {of_mean:+.1f} se, variance {of_variance:+.1f} se"


def _z(by_trajectory: Finals, exact: float) -> float:
    error = float(by_trajectory.std(ddof=1)) / math.sqrt(len(by_trajectory))
    return (float(np.mean(by_trajectory, dtype=np.float64)) - exact) / error
