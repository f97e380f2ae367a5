"""`foedus run`: the main job."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from foedus.cli.names import PIECES, pieces_of, run_name
from foedus.cli.options import CaseArgument, JsonOption, Lang, LangOption, open_case

if TYPE_CHECKING:
    from foedus.case.records import Case
    from foedus.ensemble.pool import Spread
    from foedus.ensemble.request import Request
    from foedus.ensemble.result import RunResult
    from foedus.forecast.backtest.findings import Findings
    from foedus.forecast.sensitivity.records import Sensitivity
    from foedus.update.gather import Gathered
    from foedus.update.record import Ledger

EXAMPLE = (
    "Example: foedus run --policy trump-2-continued --policy european-pillar "
    "--shock ceasefire@2027-03"
)


def run(
    case: CaseArgument = "",
    policy: Annotated[
        list[str] | None,
        typer.Option("--policy", "-p", help="Policy by name, or a policy file; repeat it."),
    ] = None,
    shock: Annotated[
        list[str] | None,
        typer.Option("--shock", help="NAME[@DATE][+option], in every policy; repeat it."),
    ] = None,
    as_of: Annotated[
        str,
        typer.Option("--as-of", help="Forecast origin; on a past day nothing later is known."),
    ] = "",
    history_to: Annotated[
        str,
        typer.Option(
            "--history-to", help="Day coded history holds to; evidence moves what comes after."
        ),
    ] = "",
    evidence: Annotated[
        list[Path] | None,
        typer.Option("--evidence", help="Documents or claim files to add, or a folder; repeat it."),
    ] = None,
    no_evidence: Annotated[
        bool, typer.Option("--no-evidence", help="Leave the evidence of the case out.")
    ] = False,
    draws: Annotated[int, typer.Option(help="Trajectories a policy.")] = 10_000,
    replicates: Annotated[int, typer.Option(help="Trajectories of each parameter draw.")] = 10,
    seed: Annotated[int, typer.Option(help="Names every random stream.")] = 2026,
    effort: Annotated[
        str, typer.Option(help="Form of effort: minimal, minimal_literal or structural.")
    ] = "",
    parameters: Annotated[
        str,
        typer.Option(help="prior, posterior, auto (the posterior where it fits), or a .npz file."),
    ] = "auto",
    workers: Annotated[int, typer.Option(min=1, help="Processes; 1 uses threads of this one.")] = 1,
    cluster: Annotated[str, typer.Option(help="Address of a Dask scheduler to run on.")] = "",
    moved: Annotated[
        bool,
        typer.Option(
            "--sensitivity", help="Also find what moves the answer under the first two policies."
        ),
    ] = False,
    resume: Annotated[
        bool,
        typer.Option("--resume", help="Keep finished parts on disk; go on with a stopped run."),
    ] = False,
    out: Annotated[Path | None, typer.Option(help="Folder to write; out/RUN if not given.")] = None,
    overwrite: Annotated[bool, typer.Option(help="Replace an earlier run in --out.")] = False,
    lang: LangOption = Lang.en,
    as_json: JsonOption = False,
) -> None:
    """Simulate a case under rival policies: scenario probabilities, report, tables, arrays."""
    # JAX, pandas and xarray come with these: kept out of `foedus --help`
    from foedus.core.calendar import parse_date
    from foedus.ensemble.journal import Journal
    from foedus.ensemble.pool import Spread
    from foedus.ensemble.request import make_request
    from foedus.forecast.backtest.findings import read_findings
    from foedus.report.export import write_run
    from foedus.report.folder import check_target

    opened = open_case(case)
    request = make_request(
        opened,
        policies=policy or (),
        shocks=shock or (),
        as_of=parse_date(as_of, where="--as-of") if as_of else None,
        history_to=parse_date(history_to, where="--history-to") if history_to else None,
        draws=draws,
        replicates=replicates,
        seed=seed,
        effort=effort,
        parameters=parameters,
    )
    gathered = _gather(opened, request, evidence or [], not no_evidence, workers)
    target = out or Path("out") / run_name(opened, request, gathered)
    overwrite = overwrite or out is None  # the name holds all that decides the result
    check_target(target, overwrite=overwrite)
    findings = read_findings(opened.root)  # first: a fault in that file must not cost a run
    spread = Spread(workers, cluster, _journal(target) if resume else None)
    result, ledger = _simulate(opened, request, gathered, spread)
    material = _material(opened, request, findings)
    _print(result, ledger, lang.value, as_json)
    if moved:
        material = replace(material, sensitivity=_sensitivity(opened, request))
    with _status("writing the report"):
        write_run(
            result,
            target,
            lang.value,
            material=replace(material, evidence=ledger),
            overwrite=overwrite,
        )
    if spread.journal:
        Journal(spread.journal).close()
    if not as_json:
        typer.echo(f"\n{target / 'report.html'}")
        typer.echo(f"{target}: summary.json, results.nc, tables, tables.xlsx, manifest.json")


def _journal(target: Path) -> Path:
    return target.with_name(f".{target.name}.parts")


def _gather(
    case: Case, request: Request, paths: list[Path], builtin: bool, workers: int
) -> Gathered:
    from foedus.update.gather import gather

    if not paths:
        return gather(case, builtin=builtin)
    from foedus.update.own import own_evidence  # the coder: half a second

    with _status("reading the documents"):
        own = own_evidence(paths, case, as_of=request.as_of, workers=workers)
    for fault in own.faults:
        typer.echo(fault, err=True)
    return gather(case, own, builtin=builtin)


def _simulate(
    case: Case, request: Request, evidence: Gathered, spread: Spread
) -> tuple[RunResult, Ledger]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    from foedus.update.run import run_with

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not _live()) as bar:
        task = bar.add_task("prepare", total=None)

        def tell(phase: str, done: int, total: int) -> None:
            bar.update(task, description=phase, completed=done, total=total)

        return run_with(case, request, evidence, spread=spread, progress=tell)


def _sensitivity(case: Case, request: Request) -> Sensitivity:
    from foedus.cli.progress import progress_bar
    from foedus.forecast.sensitivity.analyse import analyse

    pair = replace(request, policies=request.policies[:2])
    with progress_bar() as tell:
        return analyse(case, pair, pieces=pieces_of(case, pair, PIECES), progress=tell)


def _print(result: RunResult, ledger: Ledger, lang: str, as_json: bool) -> None:
    from rich.console import Console

    from foedus.cli.sheet import print_json
    from foedus.report.columns import LEAST, WIDTH
    from foedus.report.terminal import as_json as plain
    from foedus.report.terminal import render

    if as_json:
        print_json(plain(result, ledger))
    else:
        width = max(Console().width, LEAST) if sys.stdout.isatty() else WIDTH
        Console(width=width).print(render(result, lang, width, ledger))


def _material(case: Case, request: Request, findings: Findings | None) -> Any:
    from foedus.ensemble.fit import plan_of
    from foedus.report.material import Material

    return Material(
        findings=findings,
        mechanisms=plan_of(case, request.effort).homes(),
        command=("foedus", *sys.argv[1:]),
    )


def _status(text: str) -> Any:
    from rich.console import Console

    return Console(stderr=True).status(text) if _live() else _Silent()


def _live() -> bool:
    return sys.stderr.isatty()


class _Silent:
    """Nothing to show: no terminal is watching."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, *_: object) -> None:
        return None
