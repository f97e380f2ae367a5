"""The reference system in AgentPy: an agent an actor, a model a trajectory."""

from __future__ import annotations

import agentpy
import numpy as np

from bench.rivals.system import ACTORS, MONTHS, NOISE, PULL, THREAT, TO_MEAN, Finals


class Actor(agentpy.Agent):
    """One actor."""

    def setup(self) -> None:
        """Start at zero."""
        self.s = 0.0

    def move(self, mean: float) -> None:
        """One month."""
        s = self.s
        noise = NOISE * self.model.random.gauss(0.0, 1.0)
        self.s = s + PULL * (THREAT - s) + TO_MEAN * (mean - s) + noise


class System(agentpy.Model):
    """One trajectory."""

    def setup(self) -> None:
        """All actors."""
        self.actors = agentpy.AgentList(self, ACTORS, Actor)

    def step(self) -> None:
        """One month of all actors."""
        self.actors.move(sum(actor.s for actor in self.actors) / ACTORS)


def finals(trajectories: int, seed: int) -> Finals:
    """Values at the end, ``[trajectories, actors]``."""
    return np.array([_trajectory(seed * trajectories + k) for k in range(trajectories)])


def _trajectory(seed: int) -> list[float]:
    system = System({"steps": MONTHS, "seed": seed})
    system.run(display=False)
    return [actor.s for actor in system.actors]
