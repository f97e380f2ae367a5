"""Where the fitted parameters of a run come from: the posterior of its case, or their priors.

Asked for by name, a posterior that cannot be used is an error. Not asked for, it is used where it
fits the run; where it does not, priors stand in and the run says why.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from foedus.case.find import POSTERIOR
from foedus.case.records import Case
from foedus.core.errors import BadOption
from foedus.ensemble.posterior import posterior_of

PRIOR, FITTED = "prior", "posterior"


@dataclass(frozen=True, slots=True)
class Source:
    """Digest of the posterior to draw from, empty for the priors, and what to say about it."""

    digest: str
    note: str = ""


def source_of(case: Case, wanted: str, origin: date, effort: str = "") -> Source:
    """The source for a run from `origin` under a form of effort, the case's own if empty.

    `wanted` is ``posterior``, ``prior`` or empty. Raises `BadOption` for another word, and for a
    posterior that was asked for and cannot be used.
    """
    if wanted == PRIOR:
        return Source("")
    if wanted not in ("", FITTED):
        raise BadOption(
            f"'{wanted}' is no source of parameters",
            where="--parameters",
            remedy=f"choose {FITTED} or {PRIOR}",
        )
    if wanted:
        return _fitted(case, origin, effort)
    if not (case.root / POSTERIOR).is_file():
        return Source("", f"the case has no {POSTERIOR}: all parameters come from priors")
    if origin < case.data_cut:
        return Source(
            "", f"the posterior knows figures later than {origin}: parameters come from priors"
        )
    try:
        return _fitted(case, origin, effort)
    except BadOption as fault:
        return Source("", f"{fault}; until then parameters come from priors")


def _fitted(case: Case, origin: date, effort: str) -> Source:
    found = posterior_of(case)
    form, mine = effort or case.variant.get("effort", ""), found.facts["effort"]
    if origin < case.data_cut:
        note = f"the posterior knows figures later than {origin}: no forecast, a look back"
    elif form != mine:
        note = f"effort was fitted as {mine}: under {form} its parameters come from priors"
    else:
        note = ""
    return Source(found.digest, note)
