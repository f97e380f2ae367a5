from __future__ import annotations

from pathlib import Path

import pytest

from foedus.case.find import find_case
from foedus.case.load import load_case
from foedus.ensemble.request import make_request
from foedus.ensemble.result import RunResult
from foedus.ensemble.run import run
from foedus.report.contexts import Page
from foedus.report.export import write_run
from foedus.report.html import build_page
from foedus.report.material import Material
from foedus.report.read_run import read_run

from .synthetic_case import synthetic_case
from .synthetic_result import synthetic_result

COUNTS = """year,vintage,count,published_or_counted,origin
2014,NATO-2025-08,3,counted_mixed,origin-1
2014,NATO-2026-07,3,counted,origin-2
2024,NATO-2025-08,18,counted_mixed,origin-1
2024,NATO-2025-08,18,published,origin-1
2024,NATO-2026-07,17,counted,origin-2
2025,NATO-2026-07,28,counted,origin-2
2026,NATO-2026-07,30,counted,origin-2
"""


@pytest.fixture(scope="session")
def result(tmp_path_factory: pytest.TempPathFactory) -> RunResult:
    """A finished run of a small case whose folder holds one table."""
    root: Path = tmp_path_factory.mktemp("case")
    (root / "tables").mkdir()
    (root / "tables" / "allies_at_2pct.csv").write_text(COUNTS, "utf-8")
    return synthetic_result(synthetic_case(root))


@pytest.fixture(scope="session")
def real_result() -> RunResult:
    """A small run of the built-in case."""
    case = load_case(find_case())
    return run(case, make_request(case, draws=1100, replicates=4))


@pytest.fixture(scope="session")
def real_folder(real_result: RunResult, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_run(real_result, tmp_path_factory.mktemp("out") / "run", "en")


@pytest.fixture(scope="session")
def real_again(real_folder: Path, real_result: RunResult) -> RunResult:
    return read_run(real_folder, real_result.case)


@pytest.fixture(scope="session")
def real_pages(real_again: RunResult, real_result: RunResult) -> dict[str, Page]:
    """Its page in both languages, from what its folder holds."""
    material = Material(relations=Material().relations_for(real_result))
    return {lang: build_page(real_again, lang, material) for lang in ("en", "vi")}
