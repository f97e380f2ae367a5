from __future__ import annotations

from pathlib import Path

import pytest

from foedus.ensemble.result import RunResult

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
