"""A run: a sweep of all trajectories, concluded."""

from __future__ import annotations

from foedus.case.records import Case
from foedus.ensemble.conclude import conclude
from foedus.ensemble.pool import HERE, Spread
from foedus.ensemble.probe import Probe
from foedus.ensemble.request import Request
from foedus.ensemble.result import RunResult
from foedus.ensemble.signs import sign_probes
from foedus.ensemble.strip import strips_of
from foedus.ensemble.sweep import Progress, quiet, sweep
from foedus.ensemble.watch import watch_probes
from foedus.ensemble.yearly import yearly_probes


def run(
    case: Case, request: Request, *, spread: Spread = HERE, progress: Progress = quiet
) -> RunResult:
    """Run a request on a case and say what it comes to; arguments as for `sweep`."""
    probes = asked(case, request)
    return conclude(sweep(case, request, probes=probes, spread=spread, progress=progress))


def asked(case: Case, request: Request) -> tuple[Probe, ...]:
    """What every run asks: strips, indicators, what to watch, variables by year."""
    return (
        strips_of(case),
        *sign_probes(case, request),
        *watch_probes(case, request),
        *yearly_probes(case, request),
    )
