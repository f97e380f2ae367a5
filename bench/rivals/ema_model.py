"""The reference system as a function for EMA Workbench: an experiment a trajectory.

The workbench runs a function for each experiment; within it the actors are one NumPy array.
"""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np

from bench.rivals.system import ACTORS, MONTHS, NOISE, PULL, THREAT, TO_MEAN, Finals

with warnings.catch_warnings():
    # It warns of an optional engine that is not used here.
    warnings.simplefilter("ignore")
    import ema_workbench as ema
    from ema_workbench.em_framework.callbacks import DefaultCallback


class Silent(DefaultCallback):
    """Stores results as the workbench does by default, without its progress bar."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options | {"log_progress": True})


def system(seed: int) -> dict[str, Finals]:
    """One trajectory."""
    rng = np.random.default_rng(int(seed))
    s = np.zeros(ACTORS)
    for _ in range(MONTHS):
        pull = PULL * (THREAT - s) + TO_MEAN * (s.mean() - s)
        s = s + pull + NOISE * rng.standard_normal(ACTORS)
    return {"s": s}


def finals(trajectories: int, seed: int) -> Finals:
    """Values at the end, ``[trajectories, actors]``."""
    np.random.seed(seed)  # the design of the experiments comes from NumPy's global generator
    model = ema.Model("reference", function=system)
    model.uncertainties = [ema.IntegerParameter("seed", 0, 2**31 - 1)]
    model.outcomes = [ema.ArrayOutcome("s")]
    with ema.SequentialEvaluator(model) as evaluator:
        _, outcomes = evaluator.perform_experiments(scenarios=trajectories, callback=Silent)
    ends: Finals = outcomes["s"]
    return ends
