"""Noise of the quick fit: tails, variances by ally, scales not known, and what was tried."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from foedus.forecast.backtest import tried
from foedus.forecast.backtest.chances import scale, student
from foedus.forecast.backtest.effort import EffortBook
from foedus.forecast.backtest.fit import Options, fit
from foedus.forecast.backtest.forecasters import BARE, LITERAL
from foedus.forecast.backtest.panel import start_error
from foedus.forecast.backtest.simulate import Ahead


@pytest.mark.parametrize("df", [3.0, 4.0, np.inf])
def test_noise_has_unit_variance(df: float) -> None:
    drawn = student(1, "noise", (200_000,), df=df)
    assert drawn.std() == pytest.approx(1.0, abs=0.06)


def test_a_scale_from_few_values_strays_further() -> None:
    few, many = (scale(1, "s", (20_000,), df) for df in (5.0, 200.0))
    assert few.std() > 4 * many.std()
    assert (many**2).mean() == pytest.approx(200 / 198, abs=0.01)


def test_an_ally_with_wild_years_is_found(book: EffortBook) -> None:
    panel, drivers = book.known("restated", 2025)
    rng = np.random.default_rng(3)
    spread = np.where(np.arange(30) == 7, 0.30, 0.06)
    x = panel.x[0] + np.cumsum(rng.normal(0, 1, panel.x.shape) * spread, axis=0)
    found = fit(replace(panel, x=x), drivers, BARE.terms, Options(own=True))
    assert found.own.argmax() == 7
    assert found.own[7] > 3 * np.delete(found.own, 7).max()
    assert found.own.mean() == pytest.approx(1.0)
    np.testing.assert_array_equal(found.rows, len(panel.years) - 1)


def test_scales_drawn_widen_a_forecast(book: EffortBook) -> None:
    panel, drivers = book.known("real time", 2021)
    sure = replace(BARE, ahead=Ahead(unsure=False), draws=4000).forecast(panel, drivers, (1,))
    drawn = replace(BARE, draws=4000).forecast(panel, drivers, (1,))
    reach = [np.quantile(s[:, panel.known, 0], 0.995, axis=0) for s in (sure, drawn)]
    assert (reach[1] - reach[0]).mean() > 0


def test_the_error_of_an_estimate_has_fat_tails(book: EffortBook) -> None:
    panel, _ = book.known("real time", 2023)
    fat, thin = (start_error(panel, 1, 20_000, fat=flag) for flag in (True, False))
    kurtosis = [float(((e / e.std()) ** 4).mean()) for e in (fat, thin)]
    assert kurtosis[0] > 4 > kurtosis[1]
    restated, _ = book.known("restated", 2023)
    assert not start_error(restated, 1, 10).any()  # nothing is revised there


def test_early_and_late_share_no_outcome() -> None:
    assert tried.EARLY_YEAR < tried.LATE_ORIGIN + 1


def test_what_is_tried_is_scored_apart(book: EffortBook, monkeypatch: pytest.MonkeyPatch) -> None:
    few = (replace(LITERAL, name="a", draws=100), replace(BARE, name="b", draws=100))
    monkeypatch.setattr(tried, "VARIANTS", few)
    found = tried.table(book)
    wide = found.pivot_table(index=["mode", "horizon"], columns="part", values="forecasts")
    assert (wide["early"] + wide["late"] <= wide["all"]).all()
    assert set(found["variant"]) == {"a", "b"}
    assert found["cover90"].between(0, 1).all()


def test_recoding_hides_only_the_latest_pressure(book: EffortBook) -> None:
    hidden = tried.Recoded(replace(LITERAL, draws=50), "hidden")
    panel, drivers = book.known("real time", 2021)
    open_ = hidden.form.forecast(panel, drivers, (1,))
    np.testing.assert_allclose(hidden.forecast(panel, drivers, (1,)), open_)
    panel, drivers = book.known("real time", 2024)
    changed = hidden.forecast(panel, drivers, (1,)) - hidden.form.forecast(panel, drivers, (1,))
    assert np.nanmean(changed) < 0  # less pressure, slower growth


def test_a_right_forecast_strays_too(book: EffortBook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tried, "LITERAL", replace(LITERAL, draws=300))
    found = tried.held(book)
    assert (found["lo if right"] < 0.88).all()
    assert (found["hi if right"] > 0.92).all()
    one = found[found["mode"] == "real time"].set_index("horizon")
    # fewer years, wider: the years ahead share one shock more
    assert one.loc[3, "lo if right"] < one.loc[1, "lo if right"]
    assert isinstance(found, pd.DataFrame)
