"""`foedus backtest`: forecasts as if made on past days, scored by what came out."""

from __future__ import annotations

import math
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from foedus.cli.options import CaseArgument, JsonOption, find_named, open_case

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from foedus.case.records import Case
    from foedus.cli.sheet import Sheet
    from foedus.forecast.backtest.result import BacktestResult

EXAMPLE = "Example: foedus backtest --out out/backtest"
MODES = {
    "real time": "Effort, newest edition of the day: CRPS of ln(% GDP), coverage at 90 %",
    "restated": "Effort, one edition of today cut at each origin",
}
PARTS = {
    "forces": "US forces in Europe, permanent party: quarters ahead",
    "aid": "Military aid to Ukraine: sum of so many quarters, EUR bn",
    "tone": "Tone between states, 2022-01 to 2024-02: months ahead",
}
WHOLE = {
    "counts": "Allies at 2 %, by edition, beside a band never fitted to counts",
    "counts-ahead": "Allies at 2 %, one year ahead",
    "weights": "Weights of the stacked forms, from the forecasts that had come out by the origin",
    "held": "Share inside 90 % intervals, and its range if the forecast were right",
    "reliability": "Questions by the probability given, all kinds",
}
"""Tables shown as they are."""

EVENTS = "Yes-or-no questions, months ahead: times it happened, Brier score of form / base rate"


def backtest(
    case: CaseArgument = "",
    out: Annotated[Path, typer.Option(help="Folder to write; an earlier, stopped run resumes.")] = (
        Path("out") / "backtest"
    ),
    into_case: Annotated[
        bool, typer.Option("--write", help="Write backtest.json into the case, for its reports.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Score every form of the model and every baseline at past origins, on the vintage of the day.

    Finished pieces are kept in OUT/pieces: the same command takes up where it stopped.
    """
    # pandas and JAX: kept out of `foedus --help`
    from foedus.core.errors import BadOption
    from foedus.forecast.backtest.export import as_json as plain
    from foedus.forecast.backtest.export import write
    from foedus.forecast.backtest.findings import findings_of, write_findings

    if out.exists() and not out.is_dir():
        raise BadOption(f"{out} is a file", where="--out", remedy="name a folder")
    opened = open_case(case)
    result = _run(opened, find_named(case), out / "pieces")
    write(result, out)
    written = write_findings(findings_of(result, opened), opened) if into_case else None
    if as_json:
        from foedus.cli.sheet import print_json

        print_json(plain(result))
        return
    _print(result)
    typer.echo(f"\n{out}: backtest.json, tables as CSV")
    if written:
        typer.echo(f"{written}: read by the reports of this case")


def _run(case: Case, root: Path, keep: Path) -> BacktestResult:
    from rich.console import Console
    from rich.progress import Progress

    from foedus.forecast.backtest.run import backtest as run
    from foedus.tables import load

    live = sys.stderr.isatty()
    with Progress(console=Console(stderr=True), transient=True, disable=not live) as bar:
        task = bar.add_task("prepare", total=None)

        def tell(piece: str, done: int, total: int) -> None:
            bar.update(task, description=piece, completed=done, total=total)

        return run(case, load(root), keep=keep, progress=tell)


def _print(result: BacktestResult) -> None:
    from foedus.cli.sheet import show_sheet

    tables = result.every_table()
    for mode, title in MODES.items():
        end = mode.replace(" ", "-")
        show_sheet(_across(title, tables[f"effort-{end}"], "forecaster", _score), as_json=False)
        against = f"Skill of {result.winner} [5, 95 %]: {mode}"
        show_sheet(_across(against, tables[f"skill-{end}"], "against", _skill), as_json=False)
    for part, title in PARTS.items():
        found = tables[part].copy()
        found["forecaster"] = found["side"] + ": " + found["forecaster"]
        show_sheet(_across(title, found, "forecaster", _both), as_json=False)
    asked = tables["events"].rename(columns={"months": "horizon"})
    show_sheet(_across(EVENTS, asked, "kind", _asked), as_json=False)
    for name, title in WHOLE.items():
        show_sheet(_sheet(title, tables[name]), as_json=False)
    typer.echo(f"Better of the two minimal forms under real-time vintages: {result.winner}")


def _across(title: str, table: pd.DataFrame, row: str, write: Callable[[Any], str]) -> Sheet:
    """One row a name, one column a horizon."""
    from foedus.cli.sheet import Sheet

    horizons = sorted(set(table["horizon"]))
    cells = {(r[row], r["horizon"]): write(r) for r in table.to_dict("records")}
    names = list(dict.fromkeys(table[row]))
    rows = [[name, *(cells.get((name, h), "") for h in horizons)] for name in names]
    return Sheet(title, (row, *(f"{h:g}" for h in horizons)), rows)


def _score(row: Any) -> str:
    return f"{row['crps']:.4f} ({row['cover90']:.2f})"


def _skill(row: Any) -> str:
    return f"{row['skill']:+.2f} [{row['lo']:+.2f}, {row['hi']:+.2f}]"


def _both(row: Any) -> str:
    return f"{row['crps']:.3f} {_skill(row)}"


def _asked(row: Any) -> str:
    times = round(row["came"] * row["questions"])
    return f"{times} of {row['questions']}: {row['brier form']:.3f} / {row['brier base']:.3f}"


def _sheet(title: str, table: pd.DataFrame) -> Sheet:
    from foedus.cli.sheet import Sheet

    rows = [[_cell(value) for value in row] for row in table.itertuples(index=False)]
    return Sheet(title, tuple(str(c) for c in table.columns), rows)


def _cell(value: Any) -> Any:
    value = value.item() if hasattr(value, "item") else value
    if isinstance(value, float):
        return float(f"{value:.3g}") if math.isfinite(value) else None
    return value
