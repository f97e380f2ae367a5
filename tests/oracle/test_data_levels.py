"""Figures of the tables that were worked out by hand or elsewhere before this code existed."""

from datetime import date

import numpy as np
import pytest

from foedus.case.find import find_case
from foedus.tables import aid, geography, load, panel, personnel

TABLES = load(find_case("us-alliances"))
_ALLIES = (
    "ALB BEL BGR CAN CZE DEU DNK ESP EST FIN FRA GBR GRC HRV HUN ITA LTU LUX LVA MKD MNE NLD NOR "
    "POL PRT ROU SVK SVN SWE TUR"
)
ALLIES = _ALLIES.split()
NEWEST = "NATO-2026-07"
HOSTS = {ally: ally if ally in ("DEU", "ITA", "GBR", "ESP", "POL") else "OTH" for ally in ALLIES}
del HOSTS["CAN"]
GROUPS = ["DEU", "ITA", "GBR", "ESP", "POL", "OTH"]


def test_effort_of_europe_and_canada_by_gdp() -> None:
    effort = panel.effort(TABLES, ALLIES, edition=NEWEST)
    mean = panel.weighted_mean(effort, panel.weights(TABLES, ALLIES))
    told = {2014: 1.40, 2017: 1.44, 2021: 1.61, 2024: 1.98, 2025: 2.32, 2026: 2.55}
    assert mean.round(2).loc[list(told)].to_dict() == told


def test_members_only_differ_from_all_thirty_before_the_last_joined() -> None:
    effort = panel.effort(TABLES, ALLIES, edition=NEWEST)
    joined = {"MNE": date(2017, 6, 5), "MKD": date(2020, 3, 27)}
    joined |= {"FIN": date(2023, 4, 4), "SWE": date(2024, 3, 7)}
    mean = panel.weighted_mean(effort, panel.weights(TABLES, ALLIES, joined=joined))
    assert mean.round(2)[2014] == 1.41
    assert mean.round(2)[2024] == 1.98


def test_our_weights_meet_the_aggregate_that_nato_publishes() -> None:
    effort = panel.effort(TABLES, ALLIES, edition=NEWEST)
    published = panel.effort(TABLES, ["EURCAN"], edition=NEWEST)["EURCAN"]
    mean = panel.weighted_mean(effort, panel.weights(TABLES, ALLIES))
    assert (mean - published).abs().max() < 0.03


def test_shortfall_against_two_percent_and_against_the_path_to_three_and_a_half() -> None:
    effort = panel.effort(TABLES, ALLIES, edition=NEWEST)
    # the path starts at the middle of 2025; a year stands for its middle
    path = {year: 2.0 + 1.5 * max(0.0, year + 0.5 - 2025.5) / 9.5 for year in effort.index}
    off = panel.shortfall(effort, panel.weights(TABLES, ALLIES), path)
    assert off[2014] == pytest.approx(0.62, abs=0.005)
    assert off[2024] == pytest.approx(0.16, abs=0.005)
    assert off[2025] == pytest.approx(0.004, abs=0.0005)
    assert off[2026] == pytest.approx(0.03, abs=0.005)


def test_counts_at_two_percent_by_edition() -> None:
    counts = panel.at_two_percent(TABLES)
    newest = [3, 4, 4, 3, 5, 6, 8, 6, 7, 10, 17, 28, 30]
    before = [3, 5, 4, 3, 5, 6, 8, 6, 7, 10, 18, 31]
    assert counts.loc[2014:2026, NEWEST].tolist() == newest
    assert counts.loc[2014:2025, "NATO-2025-08"].tolist() == before
    assert counts.loc[2024, "NATO-2024-06"] == 23


def test_permanent_forces_in_europe_counted_once() -> None:
    forces = personnel.permanent(TABLES, HOSTS, GROUPS)
    first = forces.loc["2014-03-31"].round(1).to_dict()
    assert first == {"DEU": 37.3, "ITA": 11.1, "GBR": 8.9, "ESP": 2.5, "POL": 0.1, "OTH": 5.0}
    total = forces.sum(axis=1)
    assert total.round(1)["2014-03-31"] == 64.9
    assert total.round(1)["2024-12-31"] == 65.8
    assert total.round(1)["2025-12-31"] == 67.9


def test_permanent_forces_hardly_move() -> None:
    total = personnel.permanent(TABLES, HOSTS, GROUPS).sum(axis=1).loc["2014":]
    assert len(total) == 45
    assert total.mean() == pytest.approx(65.3, abs=0.05)
    assert (total.min(), total.max()) == pytest.approx((62.1, 68.7), abs=0.05)
    assert np.log(total).diff().std() == pytest.approx(0.016, abs=0.0005)


def test_european_aid_and_what_it_made_up_for() -> None:
    monthly = aid.military(TABLES)
    before, after = monthly.loc["2022-02":"2025-01"], monthly.loc["2025-02":]
    assert (len(before), len(after)) == (36, 15)
    assert before["usa"].mean() == pytest.approx(1.79, abs=0.005)
    assert (after["usa"] == 0).all()
    assert before["europe"].mean() == pytest.approx(1.67, abs=0.005)
    assert after["europe"].mean() == pytest.approx(2.82, abs=0.005)
    gain = after["europe"].mean() - before["europe"].mean()
    assert gain / before["usa"].mean() == pytest.approx(0.64, abs=0.005)


def test_with_canada_aid_is_the_pair_that_the_model_is_set_to() -> None:
    monthly = aid.military(TABLES, aid.EUROPE | {"CAN"})
    before, after = monthly.loc["2022-02":"2025-01"], monthly.loc["2025-02":]
    assert before["europe"].mean() == pytest.approx(1.74, abs=0.005)
    assert after["europe"].mean() == pytest.approx(2.96, abs=0.005)
    gain = after["europe"].mean() - before["europe"].mean()
    assert gain / before["usa"].mean() == pytest.approx(0.68, abs=0.005)


def test_exposure_by_distance_to_moscow() -> None:
    km = geography.distances(TABLES, ALLIES, ["RUS"])["RUS"]
    exposure = np.exp(-(km - 800) / 1500)
    exposure = exposure / exposure.max()
    told = {"LTU": 1.00, "LVA": 0.97, "EST": 0.95, "FIN": 0.93, "POL": 0.79}
    told |= {"DEU": 0.58, "FRA": 0.32, "ESP": 0.17, "CAN": 0.01}
    assert exposure[list(told)].round(2).to_dict() == told
