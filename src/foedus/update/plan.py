"""What the evidence of a run comes to before a number is drawn: events, and what is left out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from foedus.case.records import Case
from foedus.ensemble.observed import step_of_cut
from foedus.ensemble.request import Request
from foedus.update.events import Event, events_of
from foedus.update.gather import Gathered
from foedus.update.match import Condition, Why, Window, condition_of
from foedus.update.observe import Told, Untold, told, untold
from foedus.update.rates import Rates, draw_rates
from foedus.update.reports import Report


@dataclass(frozen=True)
class EvidencePlan:
    """Events with their reports, observations made of them, and what is left out with its reason.

    events : all of them; those that no variable carries have no observation.
    left : reports that move nothing.
    """

    gathered: Gathered
    window: Window
    rates: Rates
    events: tuple[Event, ...]
    told: tuple[Told, ...]
    untold: tuple[Untold, ...]
    left: tuple[tuple[Report, Why], ...]

    @property
    def observations(self) -> tuple[Told | Untold, ...]:
        """Everything that weighs trajectories."""
        return (*self.told, *self.untold)


def plan_evidence(case: Case, request: Request, gathered: Gathered) -> EvidencePlan:
    """Match every report with what it says of a trajectory."""
    window = window_of(case, request)
    matched, left = list[tuple[Report, Condition]](), list[tuple[Report, Why]]()
    for report in gathered.reports:
        found = condition_of(report, case, window)
        if isinstance(found, Condition):
            matched.append((report, found))
        else:
            left.append((report, found))
    events = events_of(matched, gathered.documents)
    gathered = _under_roots(gathered, events)
    rates = draw_rates(case.evidence.reliability, request.parameter_draws, request.seed)
    return EvidencePlan(
        gathered,
        window,
        rates,
        tuple(events),
        tuple(told(events, case, rates)),
        tuple(untold(events, case, window)) if gathered.watched else (),
        tuple(left),
    )


def _under_roots(gathered: Gathered, events: Iterable[Event]) -> Gathered:
    """The user's reports under the roots that they were found to share."""
    roots = {name: root for event in events for name, root in event.roots}
    moved = (replace(r, root=roots.get(r.id, r.root)) if r.own else r for r in gathered.reports)
    return replace(gathered, reports=tuple(moved))


def window_of(case: Case, request: Request) -> Window:
    """The steps of a request that evidence is about."""
    grid = case.grid
    whole = request.horizon >= grid.horizon
    last = grid.step_holding(request.horizon) - (request.horizon.day == 1)
    return Window(
        as_of=request.as_of,
        origin=min(grid.step_holding(request.history_to) - 1, step_of_cut(case)),
        seen=grid.step_holding(request.as_of),
        last=grid.steps if whole else last,
        fitted=bool(request.posterior),
    )
