"""Parameters of a case as a table: priors, and what its posterior made of them."""

from __future__ import annotations

from foedus.case.find import POSTERIOR
from foedus.case.priors import write_prior
from foedus.case.records import Case
from foedus.cli.sheet import Cell, Sheet
from foedus.core.errors import BadOption

COLUMNS = ("parameter", "label", "prior", "fitted", "unit", "basis", "by", "source", "meaning")


def parameters(case: Case, _lang: str) -> Sheet:
    """Parameters, one row for each label; ``prior`` under "fitted": data hardly moved it."""
    fitted = _fitted(case)
    rows: list[tuple[Cell, ...]] = [
        (
            p.name,
            label,
            write_prior(prior),
            fitted.get((p.name, label), ""),
            p.unit,
            p.basis,
            p.by,
            p.source,
            p.meaning,
        )
        for p in case.parameters.values()
        for label, prior in zip(p.labels or ("",), p.priors, strict=True)
    ]
    return Sheet("Parameters", COLUMNS, rows)


def _fitted(case: Case) -> dict[tuple[str, str], str]:
    """What a usable posterior says; nothing without one: a run tells why it is not used."""
    if not (case.root / POSTERIOR).is_file():
        return {}
    from foedus.ensemble.posterior import posterior_of, shown  # NumPy comes with it

    try:
        return shown(posterior_of(case).facts, case.variant.get("effort", ""))
    except BadOption:
        return {}
