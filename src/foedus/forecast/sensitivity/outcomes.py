"""What a design looks at: probabilities of classes under two policies, and their difference.

Two smooth outcomes stand beside the classes: mean effort and mean forces at the horizon.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.case.records import Case
from foedus.ensemble.probe import Level
from foedus.forecast.compare.robust import BAD
from foedus.forecast.sensitivity.fan import Fan, Rows
from foedus.forecast.sensitivity.records import GAP, Outcome

SMOOTH = ("europe.effort", "forces.total")


def smooth_of(case: Case, last: int) -> tuple[Level, ...]:
    """The smooth outcomes that a case has, at the end of step `last`."""
    return tuple(Level(name, name, last) for name in SMOOTH if name in case.variables)


def outcomes_of(case: Case, policies: Sequence[str]) -> tuple[Outcome, ...]:
    """Classes under the first reading, the ambiguous class under the others, smooth outcomes."""
    first, *others = case.readings
    asked = [(first, name) for name in case.readings[first].order]
    prefix = f"{case.ambiguous}-"
    asked += [(r, n) for r in others for n in case.readings[r].order if n.startswith(prefix)]
    asked += [("", name) for name in SMOOTH if name in case.variables]
    sides = [*policies, GAP] if len(policies) > 1 else list(policies)
    return tuple(Outcome(side, reading, name) for side in sides for reading, name in asked)


def leading(case: Case, outcomes: Sequence[Outcome], names: Sequence[str] = ()) -> list[Outcome]:
    """Outcomes to show: levels under the first policy, and the differences of two.

    `names` are classes or variables; if none, the ambiguous class and the outcomes held bad.
    """
    order = case.readings[next(iter(case.readings))].order
    ambiguous = [name for name in order if name.startswith(f"{case.ambiguous}-")]
    wanted = list(names) or [*ambiguous, *BAD.split(",")]
    sides = (outcomes[0].policy, GAP)
    found = [o for o in outcomes if o.name in wanted and o.policy in sides]
    return sorted(found, key=lambda o: (wanted.index(o.name), o.policy == GAP))


@dataclass(frozen=True)
class Evaluator:
    """Outcomes of rows, from what a fan says of every policy."""

    fan: Fan
    outcomes: tuple[Outcome, ...]

    def __call__(self, rows: Rows, replicates: int) -> NDArray[np.float32]:
        """Outcomes ``[outcomes, rows, replicates]``."""
        found = dict(zip(self.fan.columns, self.fan(rows, replicates), strict=True))
        first, *others = dict.fromkeys(policy for policy, _, _ in found)
        out = []
        for o in self.outcomes:
            if o.policy == GAP:
                pair = (found[p, o.reading, o.name] for p in (first, others[0]))
                out.append(np.subtract(*pair))
            else:
                out.append(found[o.policy, o.reading, o.name])
        return np.stack(out)
