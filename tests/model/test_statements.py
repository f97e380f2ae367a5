"""Every causal statement of the documents lives in some mechanism, and none is invented."""

from __future__ import annotations

from foedus.case.find import find_case
from foedus.case.load import load_case
from foedus.model.mechanisms import EFFORT, mechanisms

CASE = load_case(find_case())
LEVERS = {f"D{k}" for k in range(1, 8)}
"""What administrations decide: the headings of policy, which the levers carry."""

EVERY = [m for form in EFFORT for m in mechanisms(form)]


def test_the_case_states_m01_to_m54() -> None:
    assert list(CASE.statements) == [f"M{k:02}" for k in range(1, 55)]


def test_every_statement_acts_somewhere() -> None:
    awake = {s for m in EVERY for s in m.statements if s not in m.dormant}
    assert set(CASE.statements) - awake == set()


def test_every_statement_that_a_mechanism_names_exists() -> None:
    named = {s for m in EVERY for s in m.statements}
    assert named - set(CASE.statements) == LEVERS
    assert {m.name for m in EVERY if LEVERS & set(m.statements)} == {"levers"}


def test_what_sleeps_in_one_form_is_named_by_it_and_wakes_in_another() -> None:
    sleeping = {(m.name, s) for m in EVERY for s in m.dormant}
    assert sleeping == {("effort", "M08")}
    for mechanism in EVERY:
        assert set(mechanism.dormant) <= set(mechanism.statements)
    assert "M08" not in EFFORT["structural"].dormant
