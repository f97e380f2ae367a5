"""Relations: a planted step is dated right, signs of acts, measures that add up."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from foedus.case.find import find_case
from foedus.case.load import load_case
from foedus.case.records import Case
from foedus.ensemble.request import make_request
from foedus.ensemble.result import RunResult
from foedus.ensemble.run import run
from foedus.forecast.relations.acts import acts_of, weighed
from foedus.forecast.relations.causes import doubt, pushes
from foedus.forecast.relations.relation import relations_of
from foedus.forecast.relations.series import series_of
from foedus.forecast.relations.steps import find_step, last_change
from foedus.forecast.relations.tones import ACTS
from foedus.tables.store import load

MONTHS = [date(2021 + k // 12, k % 12 + 1, 1) for k in range(60)]


@pytest.fixture(scope="module")
def case() -> Case:
    return load_case(find_case())


@pytest.fixture(scope="module")
def result(case: Case) -> RunResult:
    return run(case, make_request(case, draws=1100, replicates=4))


@pytest.mark.parametrize("at", [9, 30, 48])
def test_a_planted_step_is_dated(at: int) -> None:
    random = np.random.default_rng(at)
    values = np.where(np.arange(60) < at, 0.0, 3.0) + random.normal(0, 0.5, 60)
    step = find_step(MONTHS, list(values))
    assert step is not None
    assert step.day == MONTHS[at]
    assert step.earliest <= step.day <= step.latest
    assert step.after - step.before == pytest.approx(3, abs=0.5)


def test_the_interval_of_a_step_holds_it() -> None:
    held = 0
    for seed in range(60):
        random = np.random.default_rng(seed)
        values = np.where(np.arange(60) < 24, 0.0, 1.0) + random.normal(0, 0.7, 60)
        step = find_step(MONTHS, list(values))
        held += step is not None and step.earliest <= MONTHS[24] <= step.latest
    assert held >= 50


def test_noise_alone_has_no_step() -> None:
    found = [
        find_step(MONTHS, list(np.random.default_rng(seed).normal(size=60))) for seed in range(40)
    ]
    assert sum(step is not None for step in found) <= 8
    assert find_step(MONTHS[:4], [0.0, 0.0, 5.0, 5.0]) is None


def test_forces_that_leave_a_friend_draw_apart(case: Case) -> None:
    """A withdrawal from an ally is no cooperation, whatever the codes of events say elsewhere."""
    claims = [
        c for c in case.evidence.claims.values()
        if c.action == "RETREAT" and c.actor == ("USA",) and "DEU" in c.target
        and c.modality in ("actual", "announced", "threatened") and c.start
        and c.start >= date(2025, 1, 20)
    ]  # fmt: skip
    assert claims
    found = acts_of(case, case.dyads["USA-DEU"], "security", date(2026, 11, 1))["trump-2"]
    assert found.apart >= len({c.event for c in claims})
    early = acts_of(case, case.dyads["USA-DEU"], "security", date(2025, 1, 1))
    assert "trump-2" not in early


def test_measures_of_a_run(result: RunResult) -> None:
    found = relations_of(result)
    assert {r.measure.dyad for r in found.measures} == set(result.case.sets["dyad"])
    trade = found.of("trade.level")
    assert trade is not None
    assert trade.seen == "observed"
    tone = found.of("tone.shown[USA-RUS]")
    assert tone is not None
    assert tone.seen == "simulated"
    assert tone.change is not None
    assert tone.change.value > 0
    sanctions = found.of("levers.u10")
    assert sanctions is not None
    assert sanctions.step is not None
    assert sanctions.step.day.year == 2025
    for relation in found.measures:
        for level in relation.levels.values():
            assert level.lo <= level.value + 1e-6
            assert level.value <= level.hi + 1e-6


def test_coded_acts_are_a_measure_with_its_uncertainty(case: Case, result: RunResult) -> None:
    found = {
        (r.measure.dyad, r.measure.side): r
        for r in relations_of(result).measures
        if r.measure.measure == ACTS
    }
    japan = found["USA-JPN", "economy"]
    assert japan.seen == "coded"
    few, many = japan.levels["biden"], japan.levels["trump-2"]
    assert few.count < many.count
    assert few.hi - few.lo > many.hi - many.lo > 0
    assert many.value < 0 < few.value
    assert japan.change is not None
    assert japan.change.value == pytest.approx(many.value - few.value)


def test_an_incursion_into_an_ally_is_between_nato_and_russia(case: Case) -> None:
    found = acts_of(case, case.dyads["NATO-RUS"], "security", date(2026, 11, 1))["trump-2"]
    assert found.apart >= 4
    assert min(found.tones) < -4


def test_what_is_only_weighed_is_told_apart(case: Case) -> None:
    """A freeze of arms contracts was said to be considered: no act, but not unheard of."""
    known, early = date(2026, 11, 1), date(2025, 1, 1)
    assert weighed(case, ["USA-NATO", "USA-EU"], "arms industry", known) >= 1
    assert weighed(case, ["USA-NATO", "USA-EU"], "arms industry", early) == 0


@pytest.mark.parametrize(
    ("measure", "least", "most"),
    [
        ("arms_transfers:USA>POL", 0, 1),
        ("opinion:NATO", 15, 50),
        ("structure:CHN-RUS", 0, 2),
        ("dyad_events:NATO-RUS", -4, 4),
        ("tariffs:JPN", 0, 15),
    ],
)
def test_series_of_tables(case: Case, measure: str, least: float, most: float) -> None:
    tables = load(case.root).as_of(date(2026, 11, 1))
    found, source = series_of(tables, measure)
    assert len(found) >= 4
    assert set(source.split(";")) <= set(case.sources)
    assert found.index.is_monotonic_increasing
    assert least <= found.min() <= found.max() <= most


def test_a_share_of_deliveries_by_hand(case: Case) -> None:
    tables = load(case.root).as_of(date(2026, 11, 1))
    rows = tables["arms_transfers"]
    mine = rows[(rows["recipient"] == "POL") & (rows["year"] == 2020)].set_index("supplier")["tiv"]
    found, _ = series_of(tables, "arms_transfers:USA>POL")
    share = mine["USA"] / (mine["USA"] + mine["EUR"])
    assert found[found.index.year == 2020].iloc[0] == pytest.approx(share)


def test_a_coded_chain_changed_when_it_was_coded_to() -> None:
    step = last_change(MONTHS, [0.0] * 20 + [2.0] * 10 + [1.0] * 30)
    assert step is not None
    assert (step.day, step.before, step.after) == (MONTHS[30], 2.0, 1.0)
    assert step.earliest == step.latest == step.day
    assert last_change(MONTHS, [1.0] * 60) is None


def test_legs_of_japan_differ_by_the_drag(result: RunResult) -> None:
    found = relations_of(result)
    security, economy = found.of("tone.usa_jpn_security"), found.of("tone.usa_jpn_economy")
    assert security is not None
    assert economy is not None
    for term, level in security.levels.items():
        assert 0.3 < level.value - economy.levels[term].value < 1.1


def test_pushes_are_those_of_the_equation(result: RunResult) -> None:
    found = {push.cause: push.points for push in pushes(result, "USA-RUS")}
    case = result.case
    opening = case.levers["u5"].columns.values()
    assert found["interference"] == -1
    # u5 stands at .65 in November 2026 and its coefficient is 5
    assert found["u5"] == pytest.approx(5 * (0.65 - sum(opening) / 4), abs=1e-4)
    assert doubt(result, "biden", "trump-2") < 0
