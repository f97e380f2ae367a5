"""The reference system in Mesa: an agent an actor, a model a trajectory.

All agents see the mean of last month, so the model takes it before they step. The generator of
the standard library is used: for one number at a time it is quicker than NumPy's.
"""

from __future__ import annotations

import mesa
import numpy as np

from bench.rivals.system import ACTORS, MONTHS, NOISE, PULL, THREAT, TO_MEAN, Finals


class Actor(mesa.Agent):
    """One actor."""

    def __init__(self, model: System) -> None:
        super().__init__(model)
        self.s = 0.0

    def step(self) -> None:
        """One month."""
        s = self.s
        noise = NOISE * self.random.gauss(0.0, 1.0)
        self.s = s + PULL * (THREAT - s) + TO_MEAN * (self.model.mean - s) + noise


class System(mesa.Model):
    """One trajectory."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed=seed)
        self.mean = 0.0
        Actor.create_agents(self, ACTORS)

    def step(self) -> None:
        """One month of all actors."""
        self.mean = sum(actor.s for actor in self.agents) / ACTORS
        self.agents.do("step")


def finals(trajectories: int, seed: int) -> Finals:
    """Values at the end, ``[trajectories, actors]``."""
    return np.array([_trajectory(seed * trajectories + k) for k in range(trajectories)])


def _trajectory(seed: int) -> list[float]:
    system = System(seed)
    for _ in range(MONTHS):
        system.step()
    return [actor.s for actor in system.agents]
