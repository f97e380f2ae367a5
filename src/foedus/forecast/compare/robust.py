"""Robustness of policies: loss, regret and satisficing under outcomes a user calls bad.

    loss    L_p,d = sum_c w_c P_d(c | p) / max w                    c: the bad outcomes, d: a draw
    regret  mean over draws of L_p, less the smallest such mean of all policies
    worst   max over weights (>= 0, sum 1) of regret = max over q, c of (P(c | p) - P(c | q))^+:
            regret is linear in the weights, so the worst weighting names one outcome alone
    satisfied at x: share of draws with L_p,d <= x, from the Beta law with the mean of the L_p,d
            and their variance without the binomial part

Draws differ in their parameters only; which outcomes are bad is a choice, never an estimate.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import xarray as xr
from numpy.typing import NDArray
from scipy import special

from foedus.core.errors import BadOption, UnknownName
from foedus.ensemble.estimate import signal
from foedus.ensemble.paired import over_draws
from foedus.forecast.compare.records import RobustRow

Floats = NDArray[np.float64]
BAD = "S2a,S3,O4"
ACCEPTED = (0.05, 0.1, 0.2, 0.3)
"""Probabilities of the bad outcomes up to which a policy may be held to do."""


def parse_bad(text: str, known: Sequence[str]) -> dict[str, float]:
    """Outcomes and weights from ``S2a,S3=2,O4``; a weight not given is 1.

    >>> parse_bad("S2a,O4=2", ["S2a", "S3", "O4"])
    {'S2a': 1.0, 'O4': 2.0}
    """
    out: dict[str, float] = {}
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        name, _, weight = part.partition("=")
        if name not in known:
            raise UnknownName("class", name, known, where="--bad")
        out[name] = _weight(weight or "1")
    if not out:
        raise BadOption("no outcome named", where="--bad", remedy=f"write --bad {BAD}")
    return out


def _weight(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < np.inf:
        raise BadOption(f"weight '{text}'", where="--bad", remedy="give a number above 0: S3=2")
    return value


def robustness(draws: xr.Dataset, bad: Mapping[str, float]) -> list[RobustRow]:
    """One row a policy; `draws` is what `gaps.draw_set` gives."""
    top = max(bad.values())
    weights = draws["weight"].to_numpy()
    shares = {
        str(policy): {
            c: draws["probability"].sel(policy=policy, scenario=c).to_numpy() for c in bad
        }
        for policy in draws["policy"].values
    }
    losses = {
        policy: np.sum([bad[c] / top * p for c, p in of.items()], axis=0)
        for policy, of in shares.items()
    }
    means = {p: float(np.average(loss, weights=weights)) for p, loss in losses.items()}
    replicates = float(draws.attrs["replicates"])
    return [_row(policy, losses, means, shares, weights, replicates) for policy in losses]


def _row(
    policy: str,
    losses: Mapping[str, Floats],
    means: Mapping[str, float],
    shares: Mapping[str, Mapping[str, Floats]],
    weights: Floats,
    replicates: float,
) -> RobustRow:
    loss = losses[policy]
    noise = loss * (1 - loss) / max(replicates - 1, 1)
    least = np.min(list(losses.values()), axis=0)
    return RobustRow(
        policy,
        over_draws(loss, weights, noise),
        means[policy] - min(means.values()),
        _worst(policy, shares, weights),
        float(np.average(loss <= least, weights=weights)),
        tuple((x, _satisfied(loss, weights, noise, x)) for x in ACCEPTED),
    )


def _worst(policy: str, shares: Mapping[str, Mapping[str, Floats]], weights: Floats) -> float:
    gaps = [
        float(np.average(shares[policy][c] - other[c], weights=weights))
        for other in shares.values()
        for c in other
    ]
    return max(0.0, *gaps)


def _satisfied(loss: Floats, weights: Floats, noise: Floats, x: float) -> float:
    mean = float(np.average(loss, weights=weights))
    spread = signal(loss, weights, float(np.average(noise, weights=weights)))
    if mean in (0.0, 1.0) or spread <= 0:
        return float(mean <= x)
    size = max(mean * (1 - mean) / spread - 1, 1e-3)
    return float(special.betainc(mean * size, (1 - mean) * size, x))
