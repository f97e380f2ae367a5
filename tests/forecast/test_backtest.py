"""The other targets, the tables, stopping and resuming, and the numbers it must reach."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from foedus.case.records import Case
from foedus.core.errors import FoedusError
from foedus.forecast.backtest import aid, counts, forces, run, tone
from foedus.forecast.backtest.effort import TOGETHER, Cell, EffortBook
from foedus.forecast.backtest.export import as_json, write
from foedus.forecast.backtest.result import BacktestResult
from foedus.tables import Tables


@pytest.fixture(scope="module")
def result(case: Case, tables: Tables, tmp_path_factory: pytest.TempPathFactory) -> BacktestResult:
    return run.backtest(case, tables, keep=tmp_path_factory.mktemp("pieces"))


def at(table: pd.DataFrame, horizon: int, forecaster: str) -> pd.Series:
    rows = table[(table["horizon"] == horizon) & (table["forecaster"] == forecaster)]
    assert len(rows) == 1
    return rows.iloc[0]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "crps"),
    [
        ("first fit", (0.0688, 0.0996, 0.1152)),
        ("last value", (0.0853, 0.1447, 0.1916)),
        ("pooled drift", (0.0759, 0.1201, 0.1580)),
    ],
)
def test_the_exploratory_table_is_reproduced(
    result: BacktestResult, name: str, crps: tuple[float, ...]
) -> None:
    found = [at(result.summary("restated"), h, name)["crps"] for h in (1, 2, 3)]
    np.testing.assert_allclose(found, crps, rtol=0.03)


@pytest.mark.slow
@pytest.mark.parametrize(("horizon", "least"), [(1, 0.10), (2, 0.15), (3, 0.20)])
def test_the_winner_beats_drift_on_the_vintage_of_the_day(
    result: BacktestResult, horizon: int, least: float
) -> None:
    row = at(result.summary("real time"), horizon, result.winner)
    assert row["skill"] >= least
    assert row["lo"] > 0
    assert 0.86 <= row["cover90"] <= 0.94


@pytest.mark.slow
def test_the_structural_form_is_weighed_down_by_what_came(result: BacktestResult) -> None:
    weights = result.tables["weights"].set_index(["mode", "origin"])
    np.testing.assert_allclose(weights.sum(axis=1), 1)
    assert weights.loc[("real time", 2025), "minimal_literal"] > 0.5
    assert weights.loc[("real time", 2020)].eq(0.2).all()  # nothing had come yet


@pytest.mark.slow
def test_tables_are_whole_and_written(result: BacktestResult, tmp_path: Path) -> None:
    write(result, tmp_path)
    read = json.loads((tmp_path / "backtest.json").read_text("utf-8"))
    assert read["winner"] == result.winner
    assert set(read["tables"]) == {p.stem for p in tmp_path.glob("*.csv")} - {"scores", "questions"}
    assert as_json(result)["digest"] == result.digest
    for mode in ("restated", "real time"):
        assert result.pit(mode).drop(columns="from").sum().round(6).eq(1).all()
        assert set(result.regimes(mode)["crossed"]) == {True, False}
    skills = result.skills("real time")
    assert (skills["lo"] <= skills["skill"]).all()
    assert (skills["skill"] <= skills["hi"]).all()


def test_a_finished_piece_is_not_made_again(
    case: Case, tables: Tables, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    row = pd.DataFrame({"crps": [1.0]})

    def pieces(*_: object) -> dict[str, run.Work]:
        return {
            name: lambda name=name: made.append(name) or row  # type: ignore[misc, func-returns-value]
            for name in (*(c.key for c in run.cells()), *run.PARTS, "questions")
        }

    monkeypatch.setattr(run, "pieces", pieces)
    run.backtest(case, tables, keep=tmp_path)
    first = len(made)
    kept = next(tmp_path.rglob("aid.csv"))
    kept.unlink()
    run.backtest(case, tables, keep=tmp_path)
    assert made[first:] == ["aid"]
    monkeypatch.setattr(run, "code_digest", lambda: "other code")
    run.backtest(case, tables, keep=tmp_path)
    assert len(made) == 2 * first + 1
    assert not list(tmp_path.rglob("*.part"))


def test_a_broken_piece_is_named(
    case: Case, tables: Tables, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = pd.DataFrame({"crps": [1.0]})
    names = (*(c.key for c in run.cells()), *run.PARTS, "questions")
    monkeypatch.setattr(run, "pieces", lambda *_: {name: lambda: row for name in names})
    run.backtest(case, tables, keep=tmp_path)
    broken = next(tmp_path.rglob("tone.csv"))
    broken.write_bytes(b"")
    with pytest.raises(FoedusError, match=r"tone\.csv: this piece cannot be read; delete it"):
        run.backtest(case, tables, keep=tmp_path)


def test_scores_of_a_cell_hold_every_forecaster(book: EffortBook) -> None:
    rows = book.score(Cell("real time", 2025))
    assert set(rows["horizon"]) == {1}
    assert rows.groupby("forecaster").size().eq(31).all()
    assert (rows["ally"] == TOGETHER).sum() == rows["forecaster"].nunique()
    assert np.isfinite(rows[["crps", "log", "pit"]].to_numpy()).all()
    assert not rows["crossed"].any()


def test_band_of_the_count_covers_most_years_of_both_editions(book: EffortBook) -> None:
    band = counts.band_table(book)
    band = band[band["year"] <= 2025]
    for edition in counts.EDITIONS:
        inside = (band["low"] <= band[edition]) & (band[edition] <= band["high"])
        assert inside.sum() >= 9  # 2014 is where the band starts


def test_counting_takes_what_editions_round_up() -> None:
    assert counts.counted(np.log([1.994, 1.996, 2.5])) == 3  # two of three, and the United States


def test_forces_use_no_later_count(case: Case, tables: Tables) -> None:
    rows = forces.score(case, tables)
    assert set(rows["forecaster"]) == {"orders", "last value"}
    mean = rows.groupby(["horizon", "forecaster"])["crps"].mean().unstack()
    assert (mean < 0.03).all(axis=None)
    assert rows["brier"].between(0, 1).all()


def test_compensation_beats_repetition_for_american_aid(case: Case, tables: Tables) -> None:
    rows = aid.score(case, tables)
    usa = rows[(rows["ally"] == "usa") & (rows["horizon"] == 4)]
    mean = usa.groupby("forecaster")["crps"].mean()
    assert mean["compensation"] < mean["last quarters"]


def test_tone_is_trained_before_it_is_tested(tables: Tables) -> None:
    rows = tone.score(tables)
    assert rows["origin"].min() == "2022-01"
    assert rows["origin"].max() == "2024-02"
    mean = rows.groupby(["horizon", "forecaster"])["log"].mean()
    assert mean[1, "relaxation"] < mean[1, "last month"]
    frames = dict(tables._frames)
    spoilt = frames["dyad_events"].copy()
    spoilt.loc[spoilt["month"] >= tone.SPLIT, "score_per_day"] = 1e6
    train = tone._standardised(tables).loc[:"2021-12"]
    pd.testing.assert_frame_equal(
        train,
        tone._standardised(
            type(tables)(tables.schemas, None, frames | {"dyad_events": spoilt}, tables._published)
        ).loc[:"2021-12"],
    )
