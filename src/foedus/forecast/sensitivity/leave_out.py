"""Mechanisms taken out one at a time: what they write held at a reference path.

The reference path is the median over trajectories, month by month, of the first policy; it is
the same for all trajectories and policies, so a mechanism that is held passes on no chance, no
parameter and no policy. History stays as it was. Every course meets the same random numbers as
the whole model, so where nothing reads a mechanism nothing moves at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import jax
import numpy as np
from numpy.typing import NDArray

from foedus.case.records import Case
from foedus.ensemble.engine import TILE, Months, Paths, Record
from foedus.ensemble.model import build_model
from foedus.ensemble.paired import difference
from foedus.ensemble.parameters import pick
from foedus.ensemble.request import Request
from foedus.ensemble.sweep import Progress, Sweep, quiet, sweep_job
from foedus.ensemble.tiles import Job, lay_out_job
from foedus.forecast.compare.compare import NO_PATHS, lanes_of
from foedus.forecast.sensitivity.records import GAP, LeaveOutRow, Outcome, Verdict
from foedus.model.mechanism import Mechanism

Floats = NDArray[np.float64]
LEAST, RESOLUTION = 0.001, 0.0025
"""Least change of a probability that counts; Monte-Carlo error up to which silence tells."""


def leave_out(case: Case, request: Request, *, progress: Progress = quiet) -> list[LeaveOutRow]:
    """One row a mechanism, the largest change first; `request` has one or two policies."""
    progress("prepare", 0, 1)
    return left_out(whole_job(case, request), progress=progress)


def whole_job(case: Case, request: Request) -> Job:
    """A request laid out on a model that may hold every variable."""
    model = build_model(
        case,
        draws=request.parameter_draws,
        seed=request.seed,
        effort=request.effort,
        fitted=bool(request.posterior),
        origin=case.grid.step_holding(request.history_to) - 1,
        whole=True,
    )
    return lay_out_job(model, request)


def left_out(
    job: Job, *, only: Sequence[str] = (), progress: Progress = quiet
) -> list[LeaveOutRow]:
    """The same for a job of a model that may hold every variable; `only` some mechanisms."""
    path = reference(job)
    courses = dict(job.courses)
    taken = [m for m in job.model.plan.mechanisms if not only or m.name in only]
    for mechanism in taken:
        held = {name: path[name] for name in mechanism.writes}
        for policy, months in job.courses.items():
            courses[_name(policy, mechanism.name)] = hold(months, held, job)

    def tell(_: str, done: int, total: int) -> None:
        progress("leave-out", done, total)

    departs = {name: job.departs.get(name, job.origin + 1) for name in courses}
    whole = replace(job, courses=courses, departs=departs, keep=NO_PATHS)
    swept = sweep_job(whole, progress=tell)
    rows = _rows(swept, tuple(job.courses), taken)
    return sorted(rows, key=lambda row: -max(abs(row.change), abs(row.gap_change)))


def reference(job: Job) -> Paths:
    """Medians of the first tile after the origin, by variable ``[months, …labels]``."""
    engine = job.model.engine
    numbers = np.arange(TILE) // job.request.replicates
    parameters = pick(job.model.parameters, np.minimum(numbers, job.request.parameter_draws - 1))
    state = engine.start(parameters)
    whole = {name for name, value in state.items() if np.issubdtype(value.dtype, np.integer)}
    state = engine.advance(
        state, parameters, job.history, first_lane=0, first=1, last=job.origin, see=_nothing
    )
    record = Record(tuple(job.model.plan.writers))
    course, after = next(iter(job.courses.values())), job.origin + 1
    engine.advance(state, parameters, course, first_lane=0, first=after, last=job.last, see=record)
    medians = {name: np.median(values, axis=-1) for name, values in record.paths().items()}
    return {
        name: np.asarray(np.round(m) if name in whole else m, np.float32)
        for name, m in medians.items()
    }


def _nothing(_first: int, _block: Paths) -> None:
    """Keep nothing of history."""


def hold(months: Months, values: Mapping[str, NDArray[np.float32]], job: Job) -> Months:
    """A course with some variables held at given paths from the origin on."""
    after = slice(job.origin, job.last)
    held, value = dict(months.rows["held"]), dict(months.rows["value"])
    for name, path in values.items():
        held[name], value[name] = (np.array(table[name]) for table in (held, value))
        held[name][after], value[name][after] = True, path
    rows: dict[str, Any] = {**months.rows, "held": held, "value": value}
    return months._replace(rows=jax.device_put(rows))


def _name(policy: str, mechanism: str) -> str:
    return f"{policy} without {mechanism}"


@dataclass(frozen=True, slots=True)
class _Change:
    """A change of a number, its error and where it is found."""

    value: float
    error: float
    where: Outcome


def _rows(
    swept: Sweep, policies: tuple[str, ...], taken: Sequence[Mechanism]
) -> Iterator[LeaveOutRow]:
    for mechanism in taken:
        name = mechanism.name
        levels = [c for p in policies for c in _levels(swept, p, name)]
        gaps = list(_gaps(swept, policies, name)) if len(policies) > 1 else levels
        level, gap = (max(found, key=lambda c: abs(c.value)) for found in (levels, gaps))
        moved = np.mean(
            [np.any(swept.classes[p] != swept.classes[_name(p, name)], axis=0) for p in policies]
        )
        yield LeaveOutRow(
            name,
            mechanism.equation,
            level.value,
            level.error,
            level.where,
            gap.value,
            gap.error,
            gap.where,
            float(moved),
            _verdict(level, gap),
        )


def _verdict(*changes: _Change) -> Verdict:
    if any(abs(c.value) > max(2 * c.error, LEAST) for c in changes):
        return "acts"
    return "decorative" if all(c.error <= RESOLUTION for c in changes) else "unclear"


def _levels(swept: Sweep, policy: str, mechanism: str) -> Iterator[_Change]:
    lanes = lanes_of(swept)
    pairs = zip(swept.inside(_name(policy, mechanism)), swept.inside(policy), strict=True)
    for (reading, scenario, without), (_, _, whole) in pairs:
        found = difference(without.astype(np.float64) - whole, lanes)
        yield _Change(found.value, found.mc_se, Outcome(policy, reading, scenario))


def _gaps(swept: Sweep, policies: tuple[str, ...], mechanism: str) -> Iterator[_Change]:
    """Changes of the difference between the two policies."""
    lanes = lanes_of(swept)
    first, second = policies[:2]
    courses = [_name(first, mechanism), _name(second, mechanism), first, second]
    for rows in zip(*(swept.inside(course) for course in courses), strict=True):
        reading, scenario, _ = rows[0]
        a, b, c, d = (inside.astype(np.float64) for _, _, inside in rows)
        found = difference((a - b) - (c - d), lanes)
        yield _Change(found.value, found.mc_se, Outcome(GAP, reading, scenario))
