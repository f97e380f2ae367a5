"""`foedus calibrate`: parameters from data, with their diagnostics."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from foedus.cli.options import CaseArgument, JsonOption, open_case

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from foedus.calibrate.fit import Calibration
    from foedus.calibrate.joint import Line
    from foedus.cli.sheet import Cell

EXAMPLE = "Example: foedus calibrate --out posterior.npz"


def calibrate(
    case: CaseArgument = "",
    out: Annotated[Path, typer.Option(help="File to write; draws go beside it as .nc.")] = Path(
        "posterior.npz"
    ),
    effort: Annotated[
        str, typer.Option(help="Form of effort to fit: minimal or minimal_literal.")
    ] = "",
    as_of: Annotated[
        str, typer.Option("--as-of", help="Fit what was known on this day alone.")
    ] = "",
    chains: Annotated[int, typer.Option(min=2, help="Chains; R-hat needs two.")] = 4,
    warmup: Annotated[int, typer.Option(min=50, help="Adaptation of each chain.")] = 1000,
    draws: Annotated[int, typer.Option(min=40, help="Draws of each chain after it.")] = 1200,
    seed: Annotated[int, typer.Option(help="Names every random stream.")] = 2026,
    as_json: JsonOption = False,
) -> None:
    """Fit the parameters that data can say something about; minutes, with progress.

    A fit that fails its gates (R-hat, effective draws, divergences) says so, leaves its draws for
    inspection, writes no posterior and exits with 2. Put the posterior into the folder of the
    case, and runs draw from it. One fitted as of a past day serves runs as of that day or later:
    foedus run --as-of DAY --parameters FILE.
    """
    # JAX and the sampler come with these: kept out of `foedus --help`
    from foedus.calibrate.chain import Length
    from foedus.calibrate.fit import calibrate as fit_all
    from foedus.calibrate.record import check_new, write_arviz, write_posterior
    from foedus.case.known import known_on
    from foedus.core.calendar import parse_date
    from foedus.core.errors import FitFailed
    from foedus.tables.store import load

    opened = open_case(case)
    beside = out.with_suffix(".nc")
    check_new(out, beside)
    tables = load(opened.root)
    if as_of:
        # a likelihood bears gaps: what stands in for missing editions would only blur it
        day = parse_date(as_of, where="--as-of")
        opened, tables = known_on(opened, day), tables.as_of(day)
    length = Length(chains, warmup, draws)
    with progress_bar() as tell:
        found = fit_all(
            opened, tables, effort=effort, seed=seed, length=length, progress=tell
        )  # fmt: skip
    _show(found, as_json)
    write_arviz(found, beside)
    if found.faults:
        some = "; ".join(found.faults[:5])
        more = f" and {len(found.faults) - 5} more" if len(found.faults) > 5 else ""
        raise FitFailed(
            f"the fit fails its gates ({some}{more}), so no posterior was written",
            where=str(beside),
            remedy="raise --warmup and --draws, or look at the draws",
        )
    write_posterior(found, out)
    if not as_json:
        typer.echo(f"{out}, {beside}")


def _show(found: Calibration, as_json: bool) -> None:
    from foedus.calibrate.joint import facts, lines
    from foedus.cli.sheet import Sheet, print_json, show_sheet

    if as_json:
        print_json({**facts(found), "faults": list(found.faults)})
        return
    columns = ("parameter", "prior", "mean", "sd", "contraction", "shown", "R-hat", "ESS")
    known = lines(found)
    rows = [_row(line) for line in known if not line.label]
    rows += _ranges([line for line in known if line.label])
    show_sheet(Sheet("Fitted parameters", columns, rows), as_json=False)
    typer.echo(_summary(found))


def _row(line: Line) -> tuple[Cell, ...]:
    return (
        line.parameter,
        line.prior,
        float(f"{line.mean:.3g}"),
        float(f"{line.sd:.2g}"),
        round(line.contraction, 2),
        line.shown_as,
        None if line.rhat is None else round(line.rhat, 3),
        None if line.ess is None else round(line.ess),
    )


def _ranges(labelled: list[Line]) -> list[tuple[Cell, ...]]:
    """One row for all labels of a parameter: spans of the figures, the worst diagnostics."""
    groups: dict[str, list[Line]] = {}
    for line in labelled:
        groups.setdefault(line.parameter, []).append(line)
    return [
        (
            f"{name}[{len(group)}]",
            group[0].prior,
            _span([x.mean for x in group]),
            _span([x.sd for x in group]),
            _span([x.contraction for x in group]),
            f"{sum(x.shown_as == 'posterior' for x in group)} posterior",
            round(max(x.rhat or 0 for x in group), 3),
            round(min(x.ess or 0 for x in group)),
        )
        for name, group in groups.items()
    ]


def _span(values: list[float]) -> str:
    return f"{min(values):.2g} to {max(values):.2g}"


def _summary(found: Calibration) -> str:
    seen = found.predictive
    parts = [f"{f.block} {f.seconds:.0f} s, {f.divergences} divergent" for f in found.fits]
    return (
        f"{'; '.join(parts)}\n"
        f"changes of a year inside the central half: {seen.within_50:.2f}, "
        f"inside 90 %: {seen.within_90:.2f}"
    )


@contextmanager
def progress_bar() -> Iterator[Callable[[str, int, int], None]]:
    """A bar on the terminal that a long piece of work can tell of its phases."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    silent = not sys.stderr.isatty()
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=silent) as bar:
        task: Any = bar.add_task("prepare", total=None)

        def tell(phase: str, done: int, total: int) -> None:
            bar.update(task, description=phase, completed=done, total=total)

        yield tell
