"""From a weighed sweep to its ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np

from foedus.case.fitting import kernel_of
from foedus.case.records import Case, Text
from foedus.ensemble.request import Request
from foedus.ensemble.sweep import Sweep
from foedus.update.attribute import in_order, shift_error
from foedus.update.base import by_base_rate
from foedus.update.events import Event
from foedus.update.likelihood import likelihood
from foedus.update.match import INTENTS
from foedus.update.opinions import opinion_rows, pools
from foedus.update.plan import EvidencePlan
from foedus.update.record import (
    Attribution,
    Column,
    DocumentRow,
    EventRow,
    Ledger,
    RateRow,
    ReportRow,
    Share,
    Step,
    Words,
)
from foedus.update.reports import Report
from foedus.update.shapley import EXACT, shapley
from foedus.update.subsets import Evidence, Subsets, Weighed, effective_histories, log_odds
from foedus.update.ways import names_of, shifts, ways_of

MOST = 150
"""Players beyond which no order-free share is worked out: hundreds would share next to nothing."""


def ledger_of(case: Case, request: Request, plan: EvidencePlan, swept: Sweep) -> Ledger:
    """The ledger of a run."""
    by_document = Subsets(swept, Evidence(plan.told, plan.untold))
    by_sentence = Subsets(swept, Evidence(plan.told, plan.untold, by="report"))
    nothing, everything = by_document.weighed(()), by_document.weighed(by_document.evidence.players)
    drawn = by_document.lenses[0]
    plain = drawn.weighed(drawn.log_likelihood(drawn.evidence.players))
    ways = tuple(ways_of(plan.told, drawn.swept))
    attributions = (
        _attribution(by_document, plan, "document", request.seed),
        _attribution(by_sentence, plan, "sentence", request.seed),
    )
    columns = tuple(Column(*column) for column in by_document.columns)
    opinions = opinion_rows(case, plan.window, swept, columns, everything.p.tolist())
    return Ledger(
        as_of=request.as_of.isoformat(),
        history_to=request.history_to.isoformat(),
        horizon=request.horizon.isoformat(),
        columns=columns,
        before=_numbers(nothing.p),
        after=_numbers(everything.p),
        se=_numbers(shift_error(nothing, everything)),
        trajectories=len(swept.ancestor),
        effective_before=nothing.effective,
        effective=effective_histories(swept.weights, swept.ancestor),
        plain=plain.effective,
        resampled=swept.before is not None,
        silences=len(plan.untold),
        documents=tuple(_documents(plan)),
        reports=tuple(_reports(case, plan)),
        events=tuple(_events(case, plan, nothing, everything)),
        rates=tuple(RateRow(*row) for row in plan.rates.means()),
        attributions=attributions,
        ways=ways,
        means=tuple(shifts(plan.told, drawn, ways)),
        faults=plan.gathered.faults,
        opinions=tuple(opinions),
        pools=tuple(pools(opinions)),
        variables=names_of(ways, case),
    )


def _attribution(subsets: Subsets, plan: EvidencePlan, by: str, seed: int) -> Attribution:
    known = _days(plan, by)
    # in order of arrival; silence, which is known last, comes last
    players = sorted(subsets.evidence.players, key=lambda p: known.get(p, "9"))
    steps = tuple(
        Step(
            a.player,
            known.get(a.player, plan.window.as_of.isoformat()),
            _numbers(a.p),
            _numbers(a.shift),
            _numbers(a.se),
            a.effective,
        )
        for a in in_order(subsets, players)
    )
    if not players or len(players) > MOST:
        return Attribution(by, steps)
    shares, errors = shapley(
        players,
        lambda some: log_odds(subsets.weighed(some).p),
        lambda order: (log_odds(w.p) for w in subsets.along(order)),
        seed=seed,
    )
    rows = tuple(
        Share(player, _numbers(share), _numbers(error))
        for player, share, error in zip(players, shares, errors, strict=True)
    )
    return Attribution(by, steps, rows, len(players) <= EXACT)


def _days(plan: EvidencePlan, by: str) -> dict[str, str]:
    """When each player first said something that counts."""
    counted = {report for told in plan.told for report in told.event.reports}
    days: dict[str, str] = {}
    for report in plan.gathered.reports:
        if report.id in counted:
            key = report.doc if by == "document" else report.id
            days.setdefault(key, report.known.isoformat())
    return days


def _documents(plan: EvidencePlan) -> Iterator[DocumentRow]:
    told = {report for event in plan.events for report in event.reports}
    of = {report.id: report.doc for report in plan.gathered.reports}
    counted = Counter(of[report] for report in told)
    left = Counter(report.doc for report, _ in plan.left)
    for document in plan.gathered.documents.values():
        yield DocumentRow(
            document.key,
            _words(document.title),
            document.publisher,
            document.known.isoformat() if document.known else "",
            document.source_class,
            document.own,
            counted[document.key],
            left[document.key],
            document.note,
            document.undated,
        )


def _reports(case: Case, plan: EvidencePlan) -> Iterator[ReportRow]:
    event_of = {report: event.id for event in plan.events for report in event.reports}
    why = {report.id: reason for report, reason in plan.left}
    for report in plan.gathered.reports:
        yield ReportRow(
            report.id,
            report.doc,
            report.known.isoformat(),
            _words(report.text),
            report.modality,
            report.action,
            report.source_class,
            report.root,
            event_of.get(report.id, ""),
            why.get(report.id, ""),
            _aside(case, report) if why.get(report.id) == "aside" else Words("", ""),
            report.own,
            report.place,
        )


def _aside(case: Case, report: Report) -> Words:
    """What the kernel of a report says of why it moves nothing."""
    kernel = kernel_of(case.evidence.kernels, report)
    return _words(kernel.aside) if kernel and kernel.aside else Words("", "")


def _events(
    case: Case, plan: EvidencePlan, nothing: Weighed, everything: Weighed
) -> Iterator[EventRow]:
    told = {t.event.id: t for t in plan.told}
    for event in plan.events:
        kernel = case.evidence.kernels[event.condition.kernel]
        intent = kernel.intent if event.condition.touch in INTENTS else None
        draws = np.arange(nothing.lens.draws)
        pair = likelihood(event.voices, plan.rates, draws, intent)
        before, after = by_base_rate(event, kernel, pair)
        variables: frozenset[str] = frozenset()
        if event.id in told:
            variables = told[event.id].probe.needs
            before, after = _chance(event, nothing), _chance(event, everything)
        grid, condition = case.grid, event.condition
        yield EventRow(
            event.id,
            condition.kernel,
            _words(kernel.label),
            condition.touch,
            grid.first_day(condition.first).isoformat(),
            grid.first_day(min(condition.last, grid.steps)).isoformat(),
            condition.low,
            condition.high,
            before,
            after,
            float(np.exp(np.mean(pair.yes - pair.no))),
            len({v.root for v in event.voices}),
            event.reports,
            tuple(dict.fromkeys(v.doc for v in event.voices)),
            tuple(sorted(variables)),
        )


def _chance(event: Event, weighed: Weighed) -> float:
    """Probability that a trajectory contains an event."""
    return float(weighed.weight[weighed.lens.swept.observed[event.id]].sum())


def _words(text: Text) -> Words:
    return Words(text.en, text.vi)


def _numbers(values: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> tuple[float, ...]:
    return tuple(round(float(value), 6) for value in values)
