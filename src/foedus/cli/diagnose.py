"""`foedus diagnose`: does the panel's likelihood find what it was told?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foedus.cli.calibrate import progress_bar
from foedus.cli.options import CaseArgument, JsonOption, open_case

if TYPE_CHECKING:
    from foedus.calibrate.ranks import Verdict
    from foedus.calibrate.sbc import Diagnosis
    from foedus.cli.sheet import Cell

EXAMPLE = "Example: foedus diagnose --panels 60 --out out/diagnose"


def diagnose(
    case: CaseArgument = "",
    panels: Annotated[int, typer.Option(min=20, help="Simulated panels of each design.")] = 100,
    warmup: Annotated[int, typer.Option(min=50, help="Adaptation of each fit's chain.")] = 300,
    draws: Annotated[int, typer.Option(min=40, help="Draws of each fit.")] = 500,
    effort: Annotated[
        str, typer.Option(help="minimal or minimal_literal; the case's own if not given.")
    ] = "",
    seed: Annotated[int, typer.Option(help="Names every random stream.")] = 2026,
    out: Annotated[
        Path, typer.Option(help="Folder of the journal; an earlier one goes on.")
    ] = Path("out/diagnose"),
    as_json: JsonOption = False,
) -> None:
    """Simulation-based calibration of the panel block, and the power of that check.

    Panels are drawn from the prior and fitted with the right likelihood, where ranks must be
    uniform, and with measurement noise ignored, where they must not. Exit status 2 if either
    comes out otherwise. Can be stopped: the same command goes on where it was.
    """
    # JAX and the sampler come with these: kept out of `foedus --help`
    from foedus.calibrate.design import designs
    from foedus.calibrate.sbc import Size, check_size
    from foedus.calibrate.sbc import diagnose as run
    from foedus.core.errors import FitFailed
    from foedus.tables.store import load

    opened = open_case(case)
    form = effort or opened.variant.get("effort", "minimal")
    size = check_size(Size(panels, warmup, draws), form)
    asked = designs(opened, load(opened.root))
    with progress_bar() as tell:
        found = run(opened, asked, out, effort=form, seed=seed, size=size, progress=tell)
    _show(found, as_json)
    if found.faults:
        raise FitFailed(
            f"the check fails ({'; '.join(found.faults)})",
            where="panel",
            remedy="more panels tell chance from error (--panels 200)",
        )


COLUMNS = (
    "design", "quantity", "panels", "divergent", "chi_square", "p", "kolmogorov_p", "uniform",
    "bias", "bias_se", "covered_90", "contraction",
)  # fmt: skip


def _show(found: Diagnosis, as_json: bool) -> None:
    from foedus.calibrate.ranks import BOUND
    from foedus.cli.sheet import Sheet, show_sheet

    title = f"Ranks of true values (chi-square of nine degrees of freedom, 1 % bound {BOUND:.1f})"
    show_sheet(Sheet(title, COLUMNS, [_row(v) for v in found.verdicts]), as_json=as_json)


def _row(v: Verdict) -> tuple[Cell, ...]:
    return (
        v.design,
        v.quantity,
        v.panels,
        v.divergent,
        round(v.chi_square, 1),
        round(v.chi_p, 4),
        round(v.kolmogorov_p, 4),
        v.uniform,
        round(v.bias, 3),
        round(v.bias_error, 3),
        round(v.covered, 2),
        round(v.contraction, 2),
    )
