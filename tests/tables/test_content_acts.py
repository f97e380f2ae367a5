"""Cross-checks of troops, aid, arms, events, structure and the coded history."""

from itertools import pairwise

import pandas as pd
import pytest

from foedus.case.find import find_case
from foedus.tables import geography, load

CASE = find_case("us-alliances")
TABLES = load(CASE)
STRUCTURE = TABLES["structure"]
HISTORY = pd.read_csv(CASE / "history.csv", keep_default_na=False)


def variable(name: str) -> pd.Series:
    """A slow variable by state, the last year of each."""
    rows = STRUCTURE[STRUCTURE["variable"] == name].sort_values("year")
    return rows.drop_duplicates("iso3", keep="last").set_index("iso3")["value"]


def path(name: str) -> list[str]:
    """Coded values of a variable in order of time."""
    return HISTORY.loc[HISTORY["variable"] == name].sort_values("from")["value"].tolist()


def test_troops_lack_three_quarters_and_no_host_with_forces_is_zero() -> None:
    rows = TABLES["us_troops"]
    days = set(rows["date"].dt.strftime("%Y-%m-%d"))
    assert not days & {"2022-12-31", "2023-03-31", "2023-06-30"}
    assert (len(days), min(days), max(days)) == (52, "2008-09-30", "2025-12-31")
    large = rows.groupby("host_iso3")["personnel"].transform("mean") > 60
    assert (rows.loc[large, "personnel"] > 0).all()


@pytest.mark.parametrize(
    ("host", "day", "persons"),
    [
        ("DEU", "2024-12-31", 34949),
        ("DEU", "2025-12-31", 36436),
        ("ITA", "2025-12-31", 12662),
        ("ROU", "2025-12-31", 153),
        ("POL", "2025-12-31", 369),
        ("JPN", "2025-12-31", 54288),
    ],
)
def test_each_host_is_counted_once(host: str, day: str, persons: int) -> None:
    rows = TABLES["us_troops"].set_index(["host_iso3", "date"])["personnel"]
    assert rows[host, pd.Timestamp(day)] == persons


def test_aid_sums_and_the_end_of_the_american_series() -> None:
    rows = TABLES["ukraine_aid"]
    total = rows.set_index(["donor_iso3", "month"]).select_dtypes("number").sum(axis=1)
    assert total["USA"].sum() == pytest.approx(115.38, abs=0.05)
    assert total.sum() == pytest.approx(358.40, abs=0.05)
    assert rows.loc[rows["donor_iso3"] == "USA", "month"].max() == pd.Timestamp("2025-01-01")
    assert TABLES["purl"]["eur_bn"].sum() == pytest.approx(4.12, abs=0.01)


def test_the_european_total_of_transfers_holds_its_parts() -> None:
    rows = TABLES["arms_transfers"]
    tiv = rows.groupby(["recipient", "year"])["tiv"]
    whole = rows[rows["supplier"] == "EUR"].set_index(["recipient", "year"])["tiv"]
    parts = rows[~rows["supplier"].isin(["EUR", "USA"])]
    parts = parts.groupby(["recipient", "year"])["tiv"].sum()
    assert tiv.ngroups > 500
    assert (whole.reindex(parts.index) >= parts - 0.01).all()
    assert (rows["supplier"] != rows["recipient"]).all()


def test_pairs_of_events_cover_every_dyad_of_the_case() -> None:
    rows = TABLES["dyad_events"]
    pairs = set(zip(rows["iso3_a"], rows["iso3_b"], strict=True))
    assert all(a < b for a, b in pairs)
    for other in ("DEU", "FRA", "POL", "EST", "LVA", "LTU", "DNK", "RUS", "UKR", "CHN", "JPN"):
        assert tuple(sorted(("USA", other))) in pairs
    assert ("CHN", "RUS") in pairs
    for hub in ("USA", "RUS", "JPN"):
        assert sum(hub in pair for pair in pairs) >= 19
    days = TABLES["dyad_events_days"].set_index("month")["days_present"]
    assert (len(days), days.sum()) == (74, 2149)
    assert set(rows["month"]) <= set(days.index)


def test_accessions_match_the_actors_and_neighbours_touch_russia() -> None:
    actors = pd.read_csv(CASE / "actors.csv", keep_default_na=False).set_index("code")["joined"]
    joined = variable("nato_accession")
    assert len(joined) == 32
    assert (joined < "1950").sum() == 12
    known = actors[actors != ""]
    assert (known == joined[known.index]).all()
    border = variable("land_border_with_russia")
    near = variable("min_distance_to_russia_km").astype(float)
    land = [state for state in border.index[border == "1"] if state in joined.index]
    assert sorted(land) == ["EST", "FIN", "LTU", "LVA", "NOR", "POL"]
    assert (near[land] <= 1).all()


def test_capitals_agree_with_the_distances_told_by_another_source() -> None:
    told = variable("distance_capital_to_moscow_km").astype(float)
    places = [code for code in TABLES["capitals"]["iso3"] if code in told.index and code != "RUS"]
    km = geography.distances(TABLES, places, ["RUS"])["RUS"]
    assert len(places) >= 33
    assert (km - told[places]).abs().max() < 30


def test_history_starts_with_the_case_and_every_row_changes_something() -> None:
    for name, rows in HISTORY.groupby("variable"):
        assert rows["from"].min() == "2014-01-01", name
        values = rows.sort_values("from")["value"].tolist()
        counts = str(name).startswith("contact.")
        assert counts or all(a != b for a, b in pairwise(values)), name
    ours = HISTORY["basis"].isin(["judgement", "unverified"])
    assert (ours == (HISTORY["origin"] == "case-coding")).all()


def test_history_ends_where_the_forecast_begins() -> None:
    ends = {
        "war.state": "talks",
        "trade.level": "2",
        "escalation.level": "0",
        "institution.status": "full",
        "command.agreed": "1",
        "command.jfc": "1",
        "law.floor": "1",
        "forces.cut_rotational": "0.8",
        "forces.surged": "0",
        "forces.pending_permanent": "5",
        "forces.pending_rotational": "4",
    }
    assert {name: path(name)[-1] for name in ends} == ends


def test_coded_contacts_with_russia_are_those_of_the_timeline() -> None:
    rows = TABLES["timeline"]
    both = rows["actors"].str.split(";").map(set) == {"USA", "RUS"}
    seen = rows[both & (rows["action"] == "CONSULT") & rows["precision"].isin(["day", "month"])]
    months = seen["date"].dt.strftime("%Y-%m-01").value_counts().to_dict()
    coded = HISTORY[(HISTORY["variable"] == "contact.usru") & (HISTORY["value"] != "0")]
    assert months == dict(zip(coded["from"], coded["value"].astype(int), strict=True))


def test_timeline_dates_fit_their_precision() -> None:
    rows = TABLES["timeline"]
    assert ((rows["precision"] == "none") == rows["date"].isna()).all()
    whole = rows[rows["precision"].isin(["month", "quarter", "year"])]
    assert (whole["date"].dt.day == 1).all()
    past = rows["date"] < "2014-01-01"
    assert (past == (rows["modality"] == "historical")).all()
    dated = rows[rows["precision"] == "day"]
    assert (dated["known_from"] == dated["date"]).all()
