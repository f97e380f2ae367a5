"""Counts of coded history that update a Beta, by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from foedus.calibrate.counts import Count, counts
from foedus.case.load import load_case

CASE = load_case("us-alliances")


def found(name: str) -> Count:
    return next(c for c in counts(CASE) if c.parameter == name)


def test_the_bar_on_leaving_was_renewed_in_two_decembers():
    # in force since December 2023; 2024 and 2025 have passed, 2026 has not
    assert (found("law.l_exit").successes, found("law.l_exit").trials) == (2, 2)


def test_a_law_of_last_december_has_met_no_renewal():
    assert "law.l_floor" not in {c.parameter for c in counts(CASE)}


def test_two_of_four_orders_were_rotational():
    assert (found("forces.s_rot").successes, found("forces.s_rot").trials) == (2, 4)


def test_a_prior_that_rests_on_data_is_not_counted_twice():
    assert CASE.parameters["forces.p_ex"].basis == "data"
    assert "forces.p_ex" not in {c.parameter for c in counts(CASE)}


def test_a_law_that_lapsed_counts_as_a_failure():
    lapse = next(c for c in CASE.history if c.variable == "law.exit" and float(c.value) == 1)
    lapsed = replace(lapse, start=date(2025, 12, 1), value=0.0)
    case = replace(CASE, history=(*CASE.history, lapsed))
    count = next(c for c in counts(case) if c.parameter == "law.l_exit")
    assert (count.successes, count.trials) == (1, 2)
