"""`python -m bench [--json] [PART …]`: run every part, print its figures as a table."""

from __future__ import annotations

import argparse
import json
import os
import platform
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.figure import Figure
from bench.part import run_part

PARTS = {
    "main_job": "The main job, as a user starts it",
    "full_model": "The full model",
    "policies": "Policies compared, what-ifs, sensitivity",
    "whole": "Run, sensitivity and report",
    "calibrate": "Calibration of the panel block",
    "backtest": "The back-test",
    "update": "Evidence",
    "reference": "The reference system, one core, against other tools",
}
LONG = {"million": "A million trajectories"}
"""Parts that last minutes: run when they are named."""

KNOWN = PARTS | LONG

PACKAGES = ("foedus", "jax", "numpy", "mesa", "agentpy", "ema-workbench")
OUT = Path(__file__).parent / "out"


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the parts named, all but the long ones if none is."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("part", nargs="*", help=f"any of: {', '.join(KNOWN)}")
    parser.add_argument("--json", action="store_true", help="also write bench/out/DATE.json")
    asked = parser.parse_args(arguments)
    unknown = [part for part in asked.part if part not in KNOWN]
    if unknown:
        parser.error(f"unknown part '{unknown[0]}'; choose from {', '.join(KNOWN)}")
    console = Console()
    console.print("  ".join(f"{key} {value}" for key, value in _machine().items()))
    done: dict[str, list[Figure]] = {}
    for part in asked.part or PARTS:
        done[part] = run_part(part)
        console.print(_table(KNOWN[part], done[part]))
    if asked.json:
        console.print(str(_write(done)))


def _machine() -> dict[str, str]:
    return {
        "cores": str(os.cpu_count()),
        "load": f"{os.getloadavg()[0]:.1f}",
        "python": platform.python_version(),
        **dict(_versions()),
    }


def _versions() -> Iterator[tuple[str, str]]:
    """Packages that are there: only the part `reference` needs the rivals."""
    for name in PACKAGES:
        with suppress(PackageNotFoundError):
            yield name, version(name)


def _table(title: str, figures: Sequence[Figure]) -> Table:
    table = Table(title=title, title_justify="left")
    table.add_column("measured")
    table.add_column("value", justify="right")
    for column in ("unit", "target", "note"):
        table.add_column(column)
    for figure in figures:
        table.add_row(figure.what, _short(figure.value), figure.unit, figure.target, figure.note)
    return table


def _short(value: float) -> str:
    """Three digits or the whole number.

    >>> _short(12345.6), _short(0.012345)
    ('12,346', '0.0123')
    """
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def _write(done: dict[str, list[Figure]]) -> Path:
    OUT.mkdir(exist_ok=True)
    now = datetime.now(UTC)
    path = OUT / f"{now:%Y-%m-%dT%H%M%S}.json"
    parts = {part: [asdict(figure) for figure in figures] for part, figures in done.items()}
    record = {"at": now.isoformat(timespec="seconds"), "machine": _machine(), "parts": parts}
    path.write_text(json.dumps(record, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


if __name__ == "__main__":
    main()
