"""From the answers of the strips to probabilities: by threshold, value, policy and class."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from foedus.case.records import Case
from foedus.ensemble.ranking import ranked
from foedus.ensemble.result import Estimate, StripRow
from foedus.ensemble.strip import NAME, Strips
from foedus.ensemble.sweep import Sweep

Floats = NDArray[np.float64]
Cell = tuple[str, float, str]
"""Threshold, value, reading."""


class Shares(Protocol):
    """What is needed of a tally: shares by draw, an estimate from them, who leads."""

    def share(self, inside: NDArray[np.bool_]) -> Floats: ...
    def estimate(self, p: Floats) -> Estimate: ...
    def leads(self, shares: Sequence[Floats]) -> float: ...


def strip_rows(swept: Sweep, tally: Shares) -> Iterator[StripRow]:
    """Rows of every strip in the order of thresholds and values; none when they were not asked."""
    asked = next((probe for probe in swept.job.probes if isinstance(probe, Strips)), None)
    if asked is None:
        return
    case, readings = swept.job.model.case, swept.job.model.outcomes.readings
    seen: dict[tuple[str, bytes], tuple[dict[str, Estimate], float]] = {}
    for threshold, value, reading in _cells(case, asked):
        for policy in swept.job.courses:
            codes = _codes(swept, asked, policy, (threshold, value, reading))
            key = reading, codes.tobytes()
            if key not in seen:  # many values move nobody
                seen[key] = _judged(case, tally, readings[reading], codes)
            found, first = seen[key]
            for scenario, estimate in found.items():
                yield StripRow(threshold, value, policy, reading, scenario, estimate, first)


def _cells(case: Case, asked: Strips) -> Iterator[Cell]:
    """Every value of every strip, the one in force among them, by reading."""
    touched: dict[str, list[str]] = {}
    for threshold, _, reading in asked.rows:
        found = touched.setdefault(threshold, [])
        if reading not in found:
            found.append(reading)
    for name, readings in touched.items():
        for value in sorted({*case.thresholds[name].strip, case.thresholds[name].value}):
            yield from ((name, value, reading) for reading in readings)


def _codes(swept: Sweep, asked: Strips, policy: str, cell: Cell) -> NDArray[np.uint8]:
    """Class of every trajectory; for the value in force that of the table itself."""
    if cell in asked.rows:
        return np.asarray(swept.answers[policy][NAME][asked.rows.index(cell)], np.uint8)
    place = list(swept.job.model.outcomes.readings).index(cell[2])
    return np.asarray(swept.classes[policy][place], np.uint8)


def _judged(
    case: Case, tally: Shares, order: Sequence[str], codes: NDArray[np.uint8]
) -> tuple[dict[str, Estimate], float]:
    shares = {name: tally.share(codes == place) for place, name in enumerate(order)}
    first = tally.leads([shares[name] for name in ranked(case, order)])
    return {name: tally.estimate(p) for name, p in shares.items()}, first
