"""Hamiltonian sampling of a block, its diagnostics and its gates.

Gates: R-hat (rank-normalised, split) below 1.01, effective sample size (bulk and tail) above 400,
no divergence.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from numpyro.diagnostics import effective_sample_size, split_gelman_rubin
from scipy import special, stats

from foedus.calibrate.chain import Length, compile_chain, run

Floats = NDArray[np.float32]
Progress = Callable[[str, int, int], None]
LARGEST_RHAT, LEAST_ESS = 1.01, 400.0


@dataclass(frozen=True, slots=True)
class Check:
    """Diagnostics of one number: a scalar parameter or one label of an indexed one."""

    name: str
    label: str
    rhat: float | None
    """None where draws are independent: no chain to disagree."""
    ess: float

    @property
    def passes(self) -> bool:
        """Whether it meets the gates."""
        return (self.rhat is None or self.rhat < LARGEST_RHAT) and self.ess > LEAST_ESS


@dataclass(frozen=True, slots=True)
class Fit:
    """Draws of one block ``[chains, draws, …labels]`` by name, with what is known of them."""

    block: str
    draws: Mapping[str, Floats]
    labels: Mapping[str, tuple[str, ...]]
    checks: tuple[Check, ...] = ()
    divergences: int = 0
    seconds: float = 0.0

    @property
    def faults(self) -> tuple[str, ...]:
        """What the gates object to, one clause each; empty if they pass."""
        out = [f"{self.divergences} divergent steps"] if self.divergences else []
        for check in self.checks:
            if not check.passes:
                name = f"{check.name}[{check.label}]" if check.label else check.name
                chains = "" if check.rhat is None else f"R-hat {check.rhat:.3f}, "
                out.append(f"{name}: {chains}effective draws {check.ess:.0f}")
        return tuple(out)

    def flat(self, name: str) -> Floats:
        """Draws of a parameter, chains one after another: ``[draws, …labels]``."""
        values = self.draws[name]
        return values.reshape(-1, *values.shape[2:])


def fit(
    block: str,
    model: Callable[..., None],
    data: Sequence[Any],
    labels: Mapping[str, tuple[str, ...]],
    *,
    seed: int,
    length: Length,
    progress: Progress,
    start: Mapping[str, Any] | None = None,
    unchecked: Sequence[str] = (),
) -> Fit:
    """Sample a block: the parameters named in `labels`, and check them.

    Parameters
    ----------
    data : arguments of `model`.
    labels : labels of each parameter to keep, empty for a scalar.
    unchecked : further sites to keep, without a gate of their own.
    """
    begun = time.perf_counter()
    keep = [*labels, *unchecked]
    progress(f"{block}: compile", 0, 1)
    chain = compile_chain(model, data, keep, seed=seed, length=length, start=start)
    found = run(chain, data, seed, block, lambda n, of: progress(f"{block}: sample", n, of))
    draws = {k: np.stack([one.values[k] for one in found]) for k in keep}
    checks = tuple(c for name, known in labels.items() for c in check(name, draws[name], known))
    divergences = sum(one.divergences for one in found)
    seconds = time.perf_counter() - begun
    return Fit(block, draws, dict(labels), checks, divergences, seconds)


def check(name: str, draws: Floats, labels: tuple[str, ...]) -> list[Check]:
    """R-hat and the smaller of bulk and tail effective sample size of each number."""
    columns = [draws] if not labels else [draws[..., k] for k in range(len(labels))]
    return [
        Check(name, label, rhat(column), effective(column))
        for label, column in zip(labels or ("",), columns, strict=True)
    ]


def rhat(draws: Floats) -> float:
    """Rank-normalised split R-hat of ``[chains, draws]`` (Vehtari et al. 2021): the larger of
    that of the draws and that of their distances from the median."""
    folded = np.abs(draws - np.median(draws))
    return float(max(split_gelman_rubin(_scores(x)) for x in (draws, folded)))


def effective(draws: Floats) -> float:
    """Effective sample size: the smallest of bulk, lower tail and upper tail (5, 95 %)."""
    low, high = np.quantile(draws, (0.05, 0.95))
    columns = (_scores(draws), 1.0 * (draws <= low), 1.0 * (draws <= high))
    return float(min(effective_sample_size(_halves(x)) for x in columns))


def _scores(draws: Floats) -> NDArray[np.float64]:
    rank = stats.rankdata(draws, method="average").reshape(draws.shape)
    return np.asarray(special.ndtri((rank - 0.375) / (draws.size + 0.25)), np.float64)


def _halves(draws: NDArray[np.float64]) -> NDArray[np.float64]:
    half = draws.shape[1] // 2
    return np.concatenate([draws[:, :half], draws[:, -half:]])
