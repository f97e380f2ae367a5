"""Names of what commands write: a run's folder, and that of the finished tiles of a design."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from foedus.case.records import Case, Policy
    from foedus.ensemble.request import Request
    from foedus.forecast.sensitivity.pieces import Pieces
    from foedus.update.gather import Gathered

PIECES = Path("out") / "sensitivity"


def run_name(case: Case, request: Request, evidence: Gathered | None = None) -> str:
    """Name of a run's folder: case, day, and a digest of all that decides the result."""
    from foedus.core.digest import digest_of

    facts = {
        "case": case.digest,
        "policies": [_content(policy) for policy in request.policies],
        "shocks": [(s.shock.name, s.day, s.options) for s in request.shocks],
        "numbers": [request.draws, request.replicates, request.seed],
        "effort": request.effort,
        "posterior": request.posterior,
        **({"known": request.known_on} if request.known_on else {}),
        "history": request.history_to,
        "evidence": evidence.digest if evidence else "",
    }
    return f"{case.name}-{request.as_of}-{digest_of(facts)[:8]}"


def _content(policy: Policy) -> Any:
    """What a policy sets: a policy file may change while its name stays."""
    return [
        (policy.name, policy.start, policy.end, policy.base, policy.column, policy.column_from),
        [(c.lever, c.start, c.value) for c in policy.changes],
        [(c.variable, c.label, c.start, c.end, c.value) for c in policy.clamps],
    ]


def pieces_of(case: Case, request: Request, out: Path) -> Pieces:
    """Where finished tiles are kept: all that decides them names the folder, points the file."""
    from foedus import __version__
    from foedus.core.digest import digest_of
    from foedus.ensemble.request import DRAWS, REPLICATES
    from foedus.forecast.sensitivity.pieces import Pieces
    from foedus.update.gather import Gathered

    once = replace(request, draws=DRAWS, replicates=REPLICATES)  # the sizes of a run decide nothing
    return Pieces(out / digest_of([__version__, run_name(case, once, Gathered())])[:12])
