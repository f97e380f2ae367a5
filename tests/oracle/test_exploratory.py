"""What was read off the data before the software existed: counts, aid, forces (R3 to R5)."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from foedus.case.find import find_case
from foedus.case.load import load_case
from foedus.tables import Tables, aid, load, personnel
from foedus.tables import panel as figures


@pytest.fixture(scope="module")
def tables() -> Tables:
    return load(find_case())


@pytest.mark.parametrize(
    ("edition", "counts"),
    [
        ("NATO-2026-07", [3, 4, 4, 3, 5, 6, 8, 6, 7, 10, 17, 28]),
        ("NATO-2025-08", [3, 5, 4, 3, 5, 6, 8, 6, 7, 10, 18, 31]),
    ],
)
def test_counts_at_two_percent(tables: Tables, edition: str, counts: list[int]) -> None:
    seen = figures.at_two_percent(tables)
    assert seen[edition].loc[2014:2025].tolist() == counts
    assert seen["NATO-2026-07"].loc[2026] == 30
    assert seen["NATO-2024-06"].loc[2024] == 23


def test_europe_made_up_for_two_thirds_of_american_aid(tables: Tables) -> None:
    flows = aid.military(tables)
    before, after = flows[:"2025-01-31"], flows["2025-02-01":]
    assert (len(before), len(after)) == (37, 15)
    # the reference divides the sums of 37 months by 36: 1.79 and, without Canada, 1.67
    assert before["usa"].sum() / 36 == pytest.approx(1.79, abs=0.01)
    assert before["europe"].sum() / 36 == pytest.approx(1.67, abs=0.01)
    assert (after["usa"] == 0).all()
    assert after["europe"].mean() == pytest.approx(2.82, abs=0.01)
    psi = (after["europe"].mean() - before["europe"].mean()) / before["usa"].mean()
    assert psi == pytest.approx(0.68, abs=0.01)
    low, high = np.quantile(_resampled(before, after), [0.05, 0.95])
    assert (low, high) == pytest.approx((0.09, 1.24), abs=0.08)


def _resampled(before: pd.DataFrame, after: pd.DataFrame) -> np.ndarray:
    """Ratio of gain and loss with blocks of three months drawn again."""
    rng = np.random.default_rng(4)

    def means(frame: pd.DataFrame) -> np.ndarray:
        values = frame.to_numpy()
        starts = rng.integers(0, len(values) - 2, (4000, -(-len(values) // 3)))
        rows = (starts[..., None] + np.arange(3)).reshape(4000, -1)[:, : len(values)]
        return values[rows].mean(axis=1)

    first, later = means(before), means(after)
    return (later[:, 1] - first[:, 1]) / first[:, 0]


def test_forces_hardly_moved(tables: Tables) -> None:
    case = load_case(find_case())
    hosts = {a.code: a.host for a in case.actors.values() if a.host}
    total = personnel.permanent(tables, hosts, case.sets["host"]).sum(axis=1)
    quarters = total["2014-01-01":"2025-12-31"]
    assert len(quarters) == 45
    assert quarters.mean() == pytest.approx(65.3, abs=0.2)
    assert (quarters.min(), quarters.max()) == pytest.approx((62.1, 68.7), abs=0.1)
    assert np.log(quarters).diff().std() == pytest.approx(0.016, abs=0.002)
    assert total["2025-12-31"] == pytest.approx(67.928, abs=0.005)
    assert total["2024-12-31"] == pytest.approx(65.756, abs=0.005)
