"""What-ifs: none is the baseline, the grammar is strict, what is saved is read back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from foedus.case.records import Case
from foedus.core.errors import BadOption, CaseFaults, FoedusError
from foedus.ensemble.paths import lever_path
from foedus.ensemble.request import make_request
from foedus.forecast.compare.compare import compare
from foedus.forecast.whatif.arm import parameters_of
from foedus.forecast.whatif.grammar import read_file
from foedus.forecast.whatif.save import save_policy
from foedus.forecast.whatif.session import Session, WhatIf
from foedus.model.mechanisms.levers import IDS
from foedus.update.gather import gather

BAD = {"S2a": 1.0}


@pytest.fixture(scope="module")
def session(case: Case) -> Session:
    request = make_request(case, policies=["trump-2-continued"], draws=240, replicates=4)
    return Session(case, request, topics=("forces", "trade", "effort"))


def read(session: Session, **lists: list[str]) -> Any:
    request = session.request
    return session.reader_of(session.ground.case, request).read(lists)


def ask(session: Session, **lists: list[str]) -> WhatIf:
    return session.ask(read(session, **lists), bad=BAD)


def gaps(found: WhatIf, variable: str, label: str = "") -> dict[str, float]:
    return {
        str(r.day): r.difference.value
        for r in found.comparison.rows
        if (r.variable, r.label) == (variable, label)
    }


def test_no_change_is_the_baseline(session: Session) -> None:
    found = ask(session)
    assert {r.estimate.value for r in found.comparison.differences} == {0.0}
    assert {r.difference.value for r in found.comparison.rows} == {0.0}


def test_a_kept_history_answers_as_a_new_run_does(case: Case) -> None:
    """Under evidence too, which resamples the trajectories where history ends."""
    policies = ["trump-2-continued"]
    request = make_request(
        case, policies=policies, draws=480, replicates=4, history_to=date(2026, 6, 1)
    )
    session = Session(case, request, evidence=gather(case), topics=("forces",))
    ask(session, set=["u6=1@2027-01"])
    found = ask(session, withdraw=["DEU:10@2027-12"])
    both = replace(request, policies=(found.policy, *request.policies))
    anew = compare(case, both, bad=BAD, evidence=gather(case), topics=("forces",))
    assert found.comparison.scenarios == anew.scenarios
    assert found.comparison.differences == anew.differences
    assert found.comparison.rows == anew.rows


def test_a_withdrawal_arrives_by_its_month(session: Session) -> None:
    found = ask(session, withdraw=["DEU:10@2027-12"])
    base = {
        (str(r.day), r.label): r.mean_a
        for r in found.comparison.rows
        if r.variable == "forces.usa_europe"
    }
    there = session.ground.model.history(session.ground.origin)
    before = there.value["forces.usa_europe"][session.ground.origin - 1, 0]
    assert base["2028-01-01", "DEU"] == pytest.approx(before - 10, abs=0.01)
    assert -11 < gaps(found, "forces.permanent")["2028-01-01"] < -7
    with pytest.raises(BadOption):
        ask(session, withdraw=["DEU:90@2027-12"])


def test_a_variable_is_held_and_let_go(session: Session) -> None:
    found = ask(session, set=["trade.level=3@2027-01..2027-12"])
    level = {str(r.day): r for r in found.comparison.rows if r.variable == "trade.level"}
    assert level["2027-01-01"].difference.value == 0
    assert level["2028-01-01"].mean_a == pytest.approx(3)
    assert level["2029-01-01"].mean_a < 2.9


def test_a_lever_returns_to_the_baseline(case: Case, session: Session) -> None:
    found = ask(session, set=["retrench=1@2027-06..2027-12"])
    origin, place = session.ground.origin, IDS.index("u3")
    path = lever_path(case, found.policy, origin)[:, place]
    base = lever_path(case, session.ground.baseline, origin)[:, place]
    changed = np.flatnonzero(path != base)
    first = case.grid.first_day(int(changed[0]) + 1)
    last = case.grid.first_day(int(changed[-1]) + 1)
    assert (str(first), str(last), len(changed)) == ("2027-06-01", "2027-12-01", 7)


def test_a_pledge_and_a_parameter_act_from_the_origin_on(session: Session) -> None:
    changes = read(session, pledge=["3.5@2030"], parameter=["forces.p_ex=0.9"])
    table = parameters_of(session.ground, changes)
    assert float(table["effort.tau2"]) == 1.5
    assert float(table["effort.deadline2"]) == 2030
    assert float(table["aggregates.ramp_years"]) == 4.5
    assert set(np.unique(table["forces.p_ex"].value)) == {np.float32(0.9)}
    found = session.ask(changes, bad=BAD)
    assert gaps(found, "europe.effort")["2029-01-01"] > 0.02
    assert gaps(found, "forces.total")["2029-01-01"] < -0.5


def test_every_fault_is_told_in_one_pass(session: Session) -> None:
    lists = {
        "set": ["u33=1@2027-01", "u3=2@2027-06", "u3=1@2035-01", "u3", "trade.level=9@2027-01"],
        "withdraw": ["XXX:10@2027-06", "DEU"],
        "pledge": ["3.5@2020", "much"],
        "parameter": ["forces.p_ex=2", "forces.pex=1", "trust.cbar[North]=1", "p"],
        "shock": ["war", "ceasefire@2020-01"],
    }
    with pytest.raises(CaseFaults) as caught:
        read(session, **lists)
    lines = str(caught.value).splitlines()
    assert len(lines) == sum(map(len, lists.values()))
    for kind in lists:
        assert any(line.startswith(f"--{kind}") for line in lines)


def test_what_is_saved_is_read_back(case: Case, session: Session, tmp_path: Path) -> None:
    lists = {"set": ["u3=1@2027-06..2027-12", "trade.level=3@2027-01..2027-12"]}
    lists |= {"shock": ["ceasefire@2027-03+settlement"], "withdraw": ["DEU:5@2027-03"]}
    found = ask(session, **lists)
    path = tmp_path / "deep" / "mine.toml"
    policy = save_policy(path, found.policy, found.changes, case)
    assert [(c.lever, c.start, c.value) for c in policy.changes] == [
        (c.lever, c.start, c.value) for c in found.policy.changes
    ]
    assert [(c.variable, c.label, c.start, c.end) for c in policy.clamps] == [
        (c.variable, c.label, c.start, c.end) for c in found.policy.clamps
    ]
    for bad in (path, tmp_path / "mine.txt"):
        with pytest.raises(BadOption):
            save_policy(bad, found.policy, found.changes, case)
    with pytest.raises(BadOption):
        save_policy(tmp_path / "p.toml", found.policy, read(session, pledge=["3.5@2030"]), case)


def test_a_file_holds_the_same_grammar(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "what.toml"
    path.write_text('set = ["u3=1@2027-06"]\nshock = ["ceasefire@2027-03"]\n')
    assert read_file(path) == {"set": ["u3=1@2027-06"], "shock": ["ceasefire@2027-03"]}
    for text in ("sets = []", "", "set = 3", "set = ["):
        path.write_text(text)
        with pytest.raises(FoedusError):
            read_file(path)
    with pytest.raises(BadOption):
        read_file(tmp_path / "none.toml")


def test_one_baseline_only(case: Case) -> None:
    request = make_request(case, draws=40, replicates=4)
    with pytest.raises(BadOption):
        Session(case, replace(request))
