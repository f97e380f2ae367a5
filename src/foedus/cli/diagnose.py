"""`foedus diagnose`: does the panel's likelihood find what it was told?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from foedus.cli.calibrate import progress_bar
from foedus.cli.options import CaseArgument, JsonOption, open_case

if TYPE_CHECKING:
    from foedus.calibrate.sbc import Diagnosis

EXAMPLE = "Example: foedus diagnose --panels 60"


def diagnose(
    case: CaseArgument = "",
    panels: Annotated[int, typer.Option(min=20, help="Simulated panels to fit, twice.")] = 60,
    warmup: Annotated[int, typer.Option(min=50, help="Adaptation of each fit's chain.")] = 150,
    draws: Annotated[int, typer.Option(min=60, help="Draws of each fit.")] = 200,
    effort: Annotated[str, typer.Option(help="minimal or minimal_literal.")] = "minimal",
    seed: Annotated[int, typer.Option(help="Names every random stream.")] = 2026,
    as_json: JsonOption = False,
) -> None:
    """Simulation-based calibration of the panel block, and the power of that check.

    Panels are drawn from the prior and fitted with the right likelihood, where ranks must be
    uniform, and with measurement noise ignored, where they must not. Exit status 2 if either
    comes out otherwise.
    """
    # JAX and the sampler come with these: kept out of `foedus --help`
    from foedus.calibrate.panel_data import panel_data
    from foedus.calibrate.sbc import Size, check_size
    from foedus.calibrate.sbc import diagnose as run
    from foedus.core.errors import FitFailed
    from foedus.ensemble.exogenous import EFFORT_EDITION
    from foedus.tables.store import load

    opened = open_case(case)
    size = check_size(Size(panels, warmup, draws), effort)
    data = panel_data(opened, load(opened.root), edition=EFFORT_EDITION)
    with progress_bar() as tell:
        found = run(opened, data, effort=effort, seed=seed, size=size, progress=tell)
    _show(found, as_json)
    if not found.passes:
        raise FitFailed(
            "the check fails: see the verdicts above",
            where="panel",
            remedy="more panels tell chance from error (--panels 200)",
        )


def _show(found: Diagnosis, as_json: bool) -> None:
    from foedus.calibrate.sbc import BOUND
    from foedus.cli.sheet import Sheet, show_sheet

    columns = ("likelihood", "parameter", "panels", "chi_square", "uniform", "slope", "covered_90")
    rows = [
        (
            name,
            v.parameter,
            v.panels,
            round(v.chi_square, 1),
            v.uniform,
            round(v.slope, 2),
            round(v.covered, 2),
        )
        for name, verdicts in (("right", found.right), ("noise ignored", found.ignored))
        for v in verdicts
    ]
    title = f"Ranks of true values (chi-square of nine degrees of freedom, 1 % bound {BOUND:.1f})"
    show_sheet(Sheet(title, columns, rows), as_json=as_json)
