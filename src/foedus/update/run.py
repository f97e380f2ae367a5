"""A run with evidence: simulate, observe, weigh, conclude, and write down what moved what."""

from __future__ import annotations

from foedus.case.records import Case
from foedus.ensemble.conclude import conclude
from foedus.ensemble.pool import HERE, Spread
from foedus.ensemble.request import Request
from foedus.ensemble.result import RunResult
from foedus.ensemble.run import asked
from foedus.ensemble.sweep import Progress, quiet, sweep
from foedus.update.gather import Gathered
from foedus.update.ledger import ledger_of
from foedus.update.opinions import questions
from foedus.update.plan import plan_evidence
from foedus.update.record import Ledger


def run_with(
    case: Case,
    request: Request,
    evidence: Gathered,
    *,
    spread: Spread = HERE,
    progress: Progress = quiet,
) -> tuple[RunResult, Ledger]:
    """Run a request on a case with evidence; `sweep` tells of the other arguments.

    Returns the result under all of the evidence, and the ledger that explains it. Without an
    observation after coded history the result is that of a run without evidence.
    """
    plan = plan_evidence(case, request, evidence)
    swept = sweep(
        case,
        request,
        probes=(*asked(case, request), *questions(case, plan.window)),
        observations=plan.observations,
        spread=spread,
        progress=progress,
    )
    result = conclude(swept)
    progress("explain", 0, 1)
    return result, ledger_of(case, request, plan, swept)
