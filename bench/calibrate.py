"""The panel block as `foedus calibrate` fits it, and one panel of `foedus diagnose`."""

from __future__ import annotations

import time
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figure import Figure
from foedus.calibrate.chain import Length
from foedus.calibrate.design import designs
from foedus.calibrate.fit import fit_panel, quiet
from foedus.calibrate.panel_data import panel_data
from foedus.calibrate.sbc import Size, diagnose
from foedus.case.load import load_case
from foedus.case.records import Case
from foedus.tables.store import Tables, load

PANELS = 4


def measure() -> list[Figure]:
    """Wall time of the fit at its default length, and of further panels once compiled."""
    case = load_case()
    tables, form, length = load(case.root), case.variant["effort"], Length()
    found = fit_panel(case, panel_data(case, tables), form, 2026, length, quiet)
    least, most = min(c.ess for c in found.checks), max(c.rhat or 0 for c in found.checks)
    how = f"{length.chains} chains of {length.warmup} + {length.draws}, compilation included"
    return [
        Figure("panel block", found.seconds, "s", "< 180", how),
        Figure("its least effective draws", least, "", "> 400", f"largest R-hat {most:.4f}"),
        Figure("its divergent steps", found.divergences, "", "0"),
        Figure("one more simulated panel", _further(case, tables, form), "s", "", "one chain"),
    ]


def _further(case: Case, tables: Tables, form: str) -> float:
    """Seconds a panel, from the word that the first is under way to the end of the last."""
    heard: list[float] = []

    def note(_: str, done: int, of: int) -> None:
        heard.append(time.perf_counter())

    with TemporaryDirectory() as folder:
        diagnose(
            case, designs(case, tables)[:1], Path(folder), effort=form, seed=2026,
            size=Size(panels=PANELS), progress=note,
        )  # fmt: skip
    # word comes before the compilation and before each panel; the first panel compiles too
    return (heard[-1] - heard[2]) / (PANELS - 2)
