"""Plans: what fits together, in which order, and each fault with its remedy."""

from __future__ import annotations

from typing import Any

import pytest

from foedus.core.errors import PlanError, UnknownName
from foedus.model.mechanism import Mechanism
from foedus.model.mechanisms import EFFORT, mechanisms
from foedus.model.plan import make_plan


def cause(name: str, writes: str, *, reads: str = "", now: str = "", levers: str = "") -> Mechanism:
    """A mechanism of which only the declarations matter; names are separated by blanks."""

    def nothing(_: Any) -> dict[str, Any]:
        return {}

    return Mechanism(
        name, "", tuple(writes.split()), nothing, nothing, reads=tuple(reads.split()),
        now=tuple(now.split()), levers=tuple(levers.split()),
    )  # fmt: skip


def names(*given: Mechanism) -> list[str]:
    return [m.name for m in make_plan(given).mechanisms]


def fault(*given: Mechanism) -> str:
    with pytest.raises(PlanError) as caught:
        make_plan(given)
    return str(caught.value)


def test_two_writers() -> None:
    assert fault(cause("war", "war.state"), cause("peace", "peace.x war.state")) == (
        "variable 'war.state' has two writers, 'war' and 'peace'; "
        "leave one of them out of the model"
    )


@pytest.mark.parametrize("how", ["reads", "now"])
def test_a_misspelt_read_has_a_hint(how: str) -> None:
    reader = cause("threat", "threat.russia", **{how: "war.sate"})
    assert fault(cause("war", "war.state"), reader) == (
        "mechanism 'threat' reads 'war.sate', which no mechanism writes; did you mean 'war.state'?"
    )


def test_a_read_that_nobody_writes() -> None:
    assert fault(cause("threat", "threat.russia", reads="ocean.depth")) == (
        "mechanism 'threat' reads 'ocean.depth', which no mechanism writes; "
        "add the mechanism that writes it"
    )


def test_a_lever_that_nobody_hands_out() -> None:
    assert "reads 'levers.u9', which no mechanism writes" in fault(
        cause("levers", "levers.u1"), cause("trust", "trust.usa", levers="u9")
    )


def test_a_circle_names_who_waits_for_whom() -> None:
    message = fault(cause("a", "a.x", now="c.x"), cause("b", "b.x", now="a.x"),
                    cause("c", "c.x", now="b.x"))  # fmt: skip
    assert message == (
        "mechanisms wait for one another within a month: a needs ['c'], b needs ['a'], "
        "c needs ['b']; let one of them read last month's value"
    )


def test_a_lagged_read_closes_no_circle() -> None:
    assert names(cause("a", "a.x", reads="b.x"), cause("b", "b.x", now="a.x")) == ["a", "b"]


def test_readers_of_the_month_come_after_their_writers_else_the_given_order_stands() -> None:
    given = [cause("late", "late.x", now="last.x"), cause("free", "free.x"),
             cause("last", "last.x", now="first.x"), cause("first", "first.x")]  # fmt: skip
    assert names(*given) == ["free", "first", "last", "late"]


def test_a_lever_is_handed_out_before_it_is_read() -> None:
    assert names(cause("trust", "trust.usa", levers="u9"), cause("levers", "levers.u9")) == [
        "levers", "trust",
    ]  # fmt: skip


def test_an_unknown_form_of_effort_lists_the_known_ones() -> None:
    with pytest.raises(UnknownName, match="unknown effort form 'minimum'; did you mean 'minimal'"):
        mechanisms("minimum")


@pytest.mark.parametrize("effort", EFFORT)
def test_the_order_of_the_model_respects_what_is_read_within_the_month(effort: str) -> None:
    plan = make_plan(mechanisms(effort))
    written: set[str] = set()
    for mechanism in plan.mechanisms:
        assert set(mechanism.now) <= written, mechanism.name
        assert {f"levers.{k}" for k in mechanism.levers} <= written, mechanism.name
        written |= set(mechanism.writes)
    assert written == set(plan.writers)


@pytest.mark.parametrize("effort", EFFORT)
def test_the_plan_does_not_depend_on_the_order_in_which_mechanisms_are_listed(effort: str) -> None:
    listed = mechanisms(effort)
    for order in (listed[::-1], listed[7:] + listed[:7]):
        done: set[str] = set()
        for mechanism in make_plan(order).mechanisms:
            assert set(mechanism.now) <= done
            done |= set(mechanism.writes)


@pytest.mark.parametrize("effort", EFFORT)
def test_names_of_chances_are_unique_and_their_owners(effort: str) -> None:
    plan = make_plan(mechanisms(effort))
    chances = [c.name for c in plan.chances]
    assert len(chances) == len(set(chances))
    for mechanism in plan.mechanisms:
        for chance in mechanism.chances:
            assert chance.name.split(".")[0] == mechanism.name
