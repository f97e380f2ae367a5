"""Conjugate updates where coded history holds complete counts; all other hazards pass through.

    Beta(a, b) and s successes in n trials give Beta(a + s, b + n - s)

A prior of basis "data" already holds its counts (the orders behind lambda_T2 and p_ex) and is
left alone: counting twice is the usual slip. So are counts that history calls a sample of leading
events (contacts) and hazards of what never happened, which weigh the draws of every run instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from foedus.case.records import Case, Clamp, Prior

ORDERS = ("forces.pending_permanent", "forces.pending_rotational")
RENEWED = {"law.l_floor": "law.floor", "law.l_exit": "law.exit"}
TYPED = "forces.s_rot"


@dataclass(frozen=True, slots=True)
class Count:
    """Successes in trials that bear on a parameter, and the prior they meet."""

    parameter: str
    successes: int
    trials: int
    prior: Prior

    @property
    def posterior(self) -> Prior:
        """The Beta after the count.

        >>> Count("law.l_exit", 2, 2, Prior("Beta", (9, 1))).posterior
        Prior(family='Beta', arguments=(11, 1))
        """
        a, b = self.prior.arguments
        return Prior("Beta", (a + self.successes, b + self.trials - self.successes))


def counts(case: Case) -> tuple[Count, ...]:
    """Counts of coded history that say something."""
    return tuple(c for c in _all(case) if c.trials and c.prior.family == "Beta")


def _all(case: Case) -> Iterator[Count]:
    for name, law in RENEWED.items():
        if _open(case, name):
            kept, decembers = _renewals(case, law)
            yield Count(name, kept, decembers, case.parameters[name].priors[0])
    if _open(case, TYPED):
        permanent, rotational = (_orders(case, name) for name in ORDERS)
        prior = case.parameters[TYPED].priors[0]
        yield Count(TYPED, rotational, permanent + rotational, prior)


def _open(case: Case, name: str) -> bool:
    return name in case.parameters and case.parameters[name].basis != "data"


def _rows(case: Case, name: str) -> list[Clamp]:
    return sorted((c for c in case.history if c.variable == name), key=lambda c: c.start)


def _renewals(case: Case, law: str) -> tuple[int, int]:
    """Decembers after the one that made the law, and in how many of them it was renewed."""
    kept = trials = 0
    rows = _rows(case, law)
    for year in range(case.grid.start.year, case.data_cut.year + 1):
        before = [c for c in rows if (c.start.year, c.start.month) < (year, 12)]
        after = [c for c in rows if (c.start.year, c.start.month) <= (year, 12)]
        # the year in which the data end counts when its December has been coded
        over = (year, 12) < (case.data_cut.year, case.data_cut.month)
        if over and before and float(before[-1].value) == 1:
            trials += 1
            kept += int(float(after[-1].value) == 1)
    return kept, trials


def _orders(case: Case, name: str) -> int:
    """Orders: the rises of what is pending."""
    values = [float(c.value) for c in _rows(case, name)]
    return sum(b > a for a, b in pairwise(values))
