"""Where the fitted parameters of a run come from: a posterior, or their priors.

Asked for by name, a posterior that cannot be used is an error. Left to Foedus (``auto``), that of
the case is used where it fits the run; where it does not, priors stand in and the run says why.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from foedus.case.find import POSTERIOR
from foedus.case.records import Case
from foedus.core.errors import BadOption
from foedus.ensemble.posterior import posterior_from

PRIOR, FITTED, AUTO = "prior", "posterior", "auto"


@dataclass(frozen=True, slots=True)
class Source:
    """Digest of the posterior to draw from, empty for the priors, and what to say about it.

    `file` is that of the posterior; None for the one in the folder of the case.
    """

    digest: str
    note: str = ""
    file: Path | None = None


def source_of(case: Case, wanted: str, origin: date, effort: str = "") -> Source:
    """The source for a run from `origin` under a form of effort, the case's own if empty.

    `wanted` is ``prior``, ``posterior`` (that of the case), ``auto``, or the path of a posterior
    that `foedus calibrate` wrote. Raises `BadOption` for another word, for a posterior that was
    asked for and cannot be used, and for a file fitted to figures later than `origin`.
    """
    if wanted == PRIOR:
        return Source("")
    if wanted.endswith(".npz"):
        return _from_file(case, Path(wanted), origin, effort)
    if wanted not in (FITTED, AUTO):
        raise BadOption(
            f"'{wanted}' is no source of parameters",
            where="--parameters",
            remedy=f"choose {PRIOR}, {FITTED}, {AUTO} or the path of a posterior (.npz)",
        )
    if wanted == FITTED:
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


def _from_file(case: Case, path: Path, origin: date, effort: str) -> Source:
    fitted_to = posterior_from(case, path).fitted_to
    if fitted_to > origin:
        raise BadOption(
            f"{path} was fitted to figures up to {fitted_to}, later than {origin}",
            where="--parameters",
            remedy=f"make one with `foedus calibrate --as-of {origin} --out FILE`",
        )
    return _fitted(case, origin, effort, path)


def _fitted(case: Case, origin: date, effort: str, file: Path | None = None) -> Source:
    found = posterior_from(case, file)
    form, mine = effort or case.variant.get("effort", ""), found.facts["effort"]
    if origin < found.fitted_to:
        note = f"the posterior knows figures later than {origin}: no forecast, a look back"
    elif form != mine:
        note = f"effort was fitted as {mine}: under {form} its parameters come from priors"
    elif file:
        note = f"parameters come from {file.name}, fitted to what was known on {found.fitted_to}"
    else:
        note = ""
    return Source(found.digest, note, file)
