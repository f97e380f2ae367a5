"""Laws of the panels: what must hold whatever the figures are."""

from datetime import date

import numpy as np
import pytest

from foedus.case.find import find_case
from foedus.core.errors import UnknownName
from foedus.tables import geography, load, panel, personnel

TABLES = load(find_case("us-alliances"))
SOME = ["DEU", "FRA", "POL", "SWE"]


def test_weights_sum_to_one_and_a_state_counts_from_the_year_it_joined() -> None:
    shares = panel.weights(TABLES, SOME, joined={"SWE": date(2024, 3, 7), "XXX": date(2000, 1, 1)})
    np.testing.assert_allclose(shares.sum(axis=1), 1.0)
    assert shares.loc[2023, "SWE"] == 0.0
    assert shares.loc[2024, "SWE"] > 0.0


def test_a_mean_over_a_missing_value_is_missing_unless_its_weight_is_zero() -> None:
    values = panel.effort(TABLES, SOME, edition="NATO-2019-06")
    assert values["SWE"].isna().all()
    assert panel.weighted_mean(values, panel.weights(TABLES, SOME)).isna().all()
    joined = panel.weights(TABLES, SOME, joined={"SWE": date(2024, 3, 7)})
    assert panel.weighted_mean(values, joined).between(1.0, 2.0).all()


def test_shortfall_is_zero_above_the_target_and_linear_below_it() -> None:
    values = panel.effort(TABLES, SOME, edition="NATO-2026-07")
    shares = panel.weights(TABLES, SOME)
    low = panel.shortfall(values, shares, {2014: 0.1, 2031: 2.0})
    assert low.to_dict() == {2014: 0.0}
    far = panel.shortfall(values, shares, {2014: 50.0})
    mean = panel.weighted_mean(values, shares)
    assert far[2014] == pytest.approx(50.0 - mean[2014])


def test_real_output_meets_nominal_output_in_the_base_year_and_grows_as_told() -> None:
    real = panel.real_output(TABLES, ["POL"])["POL"]
    nominal = panel.output(TABLES, ["POL"])["POL"]
    growth = TABLES["economy"].set_index(["iso3", "year"])["real_growth_pct"]
    assert real[2021] == pytest.approx(nominal[2021])
    assert real[2024] / real[2023] == pytest.approx(1 + growth["POL", 2024] / 100)
    assert real[2014] / real[2013] == pytest.approx(1 + growth["POL", 2014] / 100)


def test_equipment_shares_are_fractions_and_gaps_stay_gaps() -> None:
    shares = panel.equipment_share(TABLES, ["SWE", "BEL"]).loc[2014:]
    assert shares.loc[2025, "SWE"] == pytest.approx(0.2535)
    assert shares["BEL"].isna().all()


def test_reconstructed_rows_are_apart_from_published_ones() -> None:
    told = panel.effort(TABLES, ["POL"], edition="NATO-2025-08")
    made = panel.effort(TABLES, ["POL"], edition="NATO-2025-08", reconstructed=True)
    assert list(told.index) == [2025]
    assert list(made.index) == list(range(2014, 2026))
    assert abs(told.loc[2025, "POL"] - made.loc[2025, "POL"]) < 0.05


def test_distances_are_symmetric_and_zero_at_home() -> None:
    km = geography.distances(TABLES, SOME, SOME).to_numpy()
    np.testing.assert_allclose(km, km.T)
    np.testing.assert_allclose(np.diag(km), 0.0)
    with pytest.raises(UnknownName, match="unknown capital 'ATL'"):
        geography.distances(TABLES, ["ATL"], SOME)


def test_hosts_outside_the_groups_are_left_out() -> None:
    both = personnel.permanent(TABLES, {"DEU": "A", "ITA": "A"}, ["A", "B"])
    assert both.loc["2025-12-31", "A"] == pytest.approx(36.436 + 12.662)
    assert both["B"].isna().all()
