"""Cross-checks of the figures of defence, editions and economy with each other."""

from collections.abc import Iterable

import pandas as pd
import pytest

from foedus.case.find import find_case
from foedus.tables import load

TABLES = load(find_case("us-alliances"))
EFFORT = TABLES["defence_expenditure"]
NEWEST = "NATO-2026-07"
ACCESSION = TABLES["structure"].query("variable == 'nato_accession'")
ALLIES = set(ACCESSION["iso3"]) - {"ISL"}
LATE = {"SWE", "FIN", "MKD"}


def told(edition: str, year: int) -> dict[str, float]:
    """Published shares of one edition and year."""
    rows = EFFORT.query("vintage == @edition and year == @year and reconstructed == 0")
    return dict(zip(rows["iso3"], rows["pct_gdp"], strict=True))


def editions() -> Iterable[str]:
    return EFFORT["vintage"].unique()


def test_editions_have_one_day_one_definition_and_no_year_to_come() -> None:
    for column in ("published", "definition"):
        assert (EFFORT.groupby("vintage")[column].nunique() == 1).all()
    assert (EFFORT["year"] <= EFFORT["published"].dt.year).all()
    nato = EFFORT[EFFORT["vintage"].str.startswith("NATO")]
    assert (nato.loc[nato["year"] == nato["published"].dt.year, "estimate"] == 1).all()
    assert set(EFFORT.loc[EFFORT["reconstructed"] == 1, "vintage"]) == {"NATO-2025-08"}


@pytest.mark.parametrize(
    ("edition", "years", "missing"),
    [
        ("NATO-2026-07", range(2014, 2027), set()),
        ("NATO-2025-04", [2024], set()),
        ("NATO-2024-06", [2014, 2024], set()),
        ("NATO-2024-03", [2023], {"SWE"}),
        ("NATO-2023-07", [2014, 2023], {"SWE"}),
        ("NATO-2019-06", range(2012, 2020), LATE),
    ],
)
def test_full_editions_are_full(edition: str, years: Iterable[int], missing: set[str]) -> None:
    for year in years:
        assert set(told(edition, year)) - {"NATO", "EURCAN"} == ALLIES - missing


def test_aggregates_lie_between_the_smallest_ally_and_the_united_states() -> None:
    for year in range(2014, 2027):
        shares = told(NEWEST, year)
        lowest = min(shares[ally] for ally in ALLIES)
        assert lowest < shares["EURCAN"] < shares["NATO"] < shares["USA"]


def test_the_rebuilt_edition_meets_its_neighbours() -> None:
    rebuilt = EFFORT.query("reconstructed == 1").set_index(["iso3", "year"])["pct_gdp"]
    newest = EFFORT.query("vintage == @NEWEST").set_index(["iso3", "year"])["pct_gdp"]
    early = rebuilt[rebuilt.index.get_level_values("year") <= 2022]
    gap = (early - newest).dropna().abs()
    assert (len(gap), gap.mean() < 0.01, gap.max() < 0.05) == (234, True, True)
    points = pd.Series(told("NATO-2025-08", 2025))
    common = (rebuilt.xs(2025, level="year") - points).dropna().abs()
    assert len(common) >= 10
    assert common.max() < 0.05


def test_sipri_stands_near_nato_on_average() -> None:
    sipri = EFFORT.query("definition == 'sipri'").set_index(["iso3", "year"])["pct_gdp"]
    newest = EFFORT.query("vintage == @NEWEST").set_index(["iso3", "year"])["pct_gdp"]
    gap = (sipri - newest).dropna()
    assert len(gap) == 341
    assert abs(gap.mean()) < 0.1


def test_counts_follow_from_the_shares() -> None:
    counts = TABLES["allies_at_2pct"]
    for row in counts[counts["published_or_counted"] == "counted"].itertuples():
        shares = told(row.vintage, row.year)
        reached = sum(
            round(share + 1e-9, 2) >= 2 for ally, share in shares.items() if ally in ALLIES
        )
        assert reached == row.count, (row.vintage, row.year)


def test_mixed_counts_take_the_newest_edition_where_the_rebuilt_one_is_silent() -> None:
    counts = TABLES["allies_at_2pct"].query("published_or_counted == 'counted_mixed'")
    rebuilt = EFFORT.query("reconstructed == 1")
    assert set(counts["year"]) == set(range(2014, 2025))
    for row in counts.itertuples():
        own = rebuilt[rebuilt["year"] == row.year].set_index("iso3")["pct_gdp"].to_dict()
        shares = {**told(NEWEST, row.year), **own}
        reached = sum(round(shares[ally] + 1e-9, 2) >= 2 for ally in ALLIES)
        assert reached == row.count, row.year


def test_counted_equals_published_where_both_exist() -> None:
    wide = TABLES["allies_at_2pct"].pivot(
        index=["vintage", "year"], columns="published_or_counted", values="count"
    )
    both = wide["published"].notna() & wide["counted"].notna()
    assert both.sum() == 3
    assert (wide.loc[both, "published"] == wide.loc[both, "counted"]).all()


def test_the_economy_is_whole_and_moves_by_steps_that_can_be() -> None:
    rows = TABLES["economy"]
    assert len(rows) == 49 * 21
    assert set(rows["iso3"]) > ALLIES
    assert ((rows["year"] > 2024) == (rows["projection"] == 1)).all()
    ratio = rows.sort_values("year").groupby("iso3")["gdp_usd_bn"].pct_change().dropna() + 1
    assert ratio.between(0.55, 1.6).all()
    poland = rows.query("iso3 == 'POL' and year == 2024").iloc[0]
    assert (poland["gdp_usd_bn"], poland["debt_pct_gdp"]) == pytest.approx((914.6, 55.3), abs=0.1)
