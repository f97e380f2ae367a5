"""The back-test that ships with a case: what its reports show of it, and what it was made from.

`foedus backtest --write` writes ``backtest.json`` into the folder of a case. It holds a digest of
the files that the back-test reads; a case whose files have changed since says so in its reports.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from foedus.case.find import BACKTEST, case_files
from foedus.case.records import Case
from foedus.core.digest import digest_files
from foedus.core.errors import BadOption, FoedusError
from foedus.forecast.backtest.export import replace, rows_of
from foedus.forecast.backtest.result import BacktestResult

FORMAT = 1
MADE_FROM = ("actors.csv", "lever_history.csv", "history.csv", "parameters.csv")
"""Files that a back-test reads, besides the tables."""

LEFT_OUT = (
    "pit-",
    "by-origin-",
    "regimes-",
    "europe-canada-",
    "coefficients",
    "counts-ahead",
    "outlook",
)
"""Tables that no report shows, by the beginning of their names."""


@dataclass(frozen=True)
class Findings:
    """Tables of a back-test by name, the better minimal form, the digest of what it read."""

    winner: str
    made_from: str
    tables: Mapping[str, pd.DataFrame]

    def stale(self, case: Case) -> bool:
        """Whether the case has changed since."""
        return self.made_from != inputs_digest(case)


def inputs_digest(case: Case) -> str:
    """Digest of the files that a back-test of this case reads."""
    root = case.root
    names = {path: path.relative_to(root) for path in case_files(root)}
    used = [p for p, n in names.items() if str(n) in MADE_FROM or n.parent.as_posix() == "tables"]
    return digest_files(root, used)


def findings_of(result: BacktestResult, case: Case) -> Findings:
    """What a report shows of a back-test just made."""
    shown = {n: t for n, t in result.every_table().items() if not n.startswith(LEFT_OUT)}
    return Findings(result.winner, inputs_digest(case), shown)


def write_findings(findings: Findings, case: Case) -> Path:
    """Write them into the folder of the case, in place of earlier ones.

    Raises `BadOption` where the folder cannot be written.
    """
    tables = {name: rows_of(table.round(6)) for name, table in findings.tables.items()}
    facts = {"format": FORMAT, "winner": findings.winner, "made_from": findings.made_from}
    path = case.root / BACKTEST
    try:
        replace(path, json.dumps(facts | {"tables": tables}, allow_nan=False) + "\n")
    except OSError as fault:
        raise BadOption(
            f"cannot be written ({fault.strerror or fault})",
            where=str(path),
            remedy="copy the case with `foedus init DIR` and name that folder",
        ) from fault
    return path


def read_findings(root: Path) -> Findings | None:
    """Those in the folder of a case, None where there are none.

    Raises `FoedusError` for a file that is no back-test of ours.
    """
    path = root / BACKTEST
    if not path.exists():
        return None
    try:
        given = json.loads(path.read_text("utf-8"))
        tables = {name: pd.DataFrame(rows) for name, rows in given["tables"].items()}
        return {FORMAT: Findings(given["winner"], given["made_from"], tables)}[given["format"]]
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise FoedusError(
            "is no back-test", where=str(path), remedy="make it again: foedus backtest --write"
        ) from fault
