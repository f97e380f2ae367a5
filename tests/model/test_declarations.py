"""What a mechanism declares is what it uses, no less and no more."""

from __future__ import annotations

from functools import cache
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from foedus.case.find import find_case
from foedus.case.load import load_case
from foedus.core.errors import PlanError
from foedus.ensemble.exogenous import exogenous
from foedus.model import build
from foedus.model.mechanism import Chance, Clock, Mechanism, Start, View
from foedus.model.mechanisms import EFFORT, mechanisms
from foedus.model.plan import make_plan
from foedus.tables.store import load

CASE = load_case(find_case())
LANES = 3
FLAGS = ("coded", "floor_on_total", "only_baltic")


@cache
def given() -> Any:
    return exogenous(CASE, load(CASE.root))


def anything(name: str) -> Any:
    """A parameter of the right shape; its value does not matter."""
    if name.startswith("aid.nodes"):
        return np.zeros(193, np.float32)
    if name == "effort.mu":
        return np.zeros(30, np.float32)
    labels = CASE.parameters[name].labels if name in CASE.parameters else ()
    return np.full(len(labels), 0.5, np.float32) if labels else np.float32(0.5)


class Tracing(View):
    """A view that notes what is asked of it."""

    log: set[tuple[str, str]]

    def _declared(self, name: str, table: Any, declared: tuple[str, ...]) -> Any:
        kinds = {"before": self.before, "written": self.written, "values": self.values,
                 "drawn": self.drawn, "exogenous": self.exogenous}  # fmt: skip
        self.log.add((next(k for k, t in kinds.items() if t is table), name))
        return super()._declared(name, table, declared)


@cache
def used(effort: str) -> dict[str, set[tuple[str, str]]]:
    """By mechanism, what one month of the whole model asks of its views."""
    plan = make_plan(mechanisms(effort))
    logs: dict[str, set[tuple[str, str]]] = {m.name: set() for m in plan.mechanisms}

    def traced(mechanism: Mechanism, *rest: Any) -> View:
        view = Tracing(mechanism, *rest)
        object.__setattr__(view, "log", logs[mechanism.name])
        return view

    parameters = {name: anything(name) for name in plan.parameters}
    exo = given()
    start = {**exo.start, "lever_path": np.zeros(17, np.float32)}
    state = build.start_state(plan, parameters, start, LANES)
    data = {n: a[0] for n, a in exo.monthly.items()} | dict(exo.constant)
    data |= {n: jnp.bool_(True) for n in FLAGS} | {"lever_values": jnp.full((17, LANES), 0.5)}
    drawn = {}
    for chance in plan.chances:
        size = chance.over if isinstance(chance.over, int) else len(CASE.sets[chance.over])
        drawn[chance.name] = jnp.full((LANES,) if chance.over == 1 else (size, LANES), 0.5)
    clock = Clock(*(jnp.asarray(v) for v in (1, 1 / 12, 2026.0, 2026, 1, False, False)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "View", traced)
        step = build.make_step(plan, state)
        jax.eval_shape(step, state, parameters, drawn, clock, data, {}, {})
    return logs


def declared(m: Mechanism) -> set[tuple[str, str]]:
    own = {("before", n) for n in m.reads} | {("written", n) for n in m.now}
    own |= {("written", f"levers.{k}") for k in m.levers}
    own |= {("values", m.full(p)) for p in m.parameters} | {("drawn", c.name) for c in m.chances}
    return own | {("exogenous", n) for n in m.data}


AT_START = {"start", "m_2014", "literal_m_2014", "start_rotational", "start_army"}
"""Parameters that a mechanism needs for its values at the start alone."""


@pytest.mark.parametrize("effort", EFFORT)
def test_all_that_is_declared_is_used(effort: str) -> None:
    logs = used(effort)
    for mechanism in mechanisms(effort):
        idle = declared(mechanism) - logs[mechanism.name]
        idle -= {("values", mechanism.full(p)) for p in AT_START}
        assert idle == set(), mechanism.name


@pytest.mark.parametrize("effort", EFFORT)
def test_what_is_for_the_start_alone_is_used_there(effort: str) -> None:
    start = {**given().start, "lever_path": np.zeros(17, np.float32)}
    for mechanism in mechanisms(effort):
        for short in AT_START & set(mechanism.parameters):
            full = mechanism.full(short)
            rest = {mechanism.full(p): anything(mechanism.full(p)) for p in mechanism.parameters}
            del rest[full]
            with pytest.raises(KeyError, match=full):
                mechanism.start(Start(rest, start))


@pytest.mark.parametrize("effort", EFFORT)
def test_memory_of_its_own_is_all_that_is_read_besides(effort: str) -> None:
    logs = used(effort)
    for mechanism in mechanisms(effort):
        beyond = logs[mechanism.name] - declared(mechanism)
        assert beyond <= {("before", n) for n in mechanism.writes}, mechanism.name


@pytest.mark.parametrize("effort", EFFORT)
def test_values_at_the_start_are_given_for_all_that_is_written(effort: str) -> None:
    start = Start(
        {n: anything(n) for n in make_plan(mechanisms(effort)).parameters},
        {**given().start, "lever_path": np.zeros(17, np.float32)},
    )
    for mechanism in mechanisms(effort):
        assert set(mechanism.start(start)) == set(mechanism.writes), mechanism.name


def view(mechanism: Mechanism) -> View:
    one = {"war.state": jnp.zeros(LANES), "other.x": jnp.zeros(LANES)}
    clock = Clock(1, 1 / 12, 2026.0, 2026, 1, False, False)
    table: Any = {"mine.rate": 0.5, "mine.noise": jnp.zeros(LANES), "gdp": jnp.zeros(2)}
    return View(mechanism, clock, one, one, table, table, table, lambda _, value: value)


MINE = Mechanism(
    "mine", "", ("mine.x",), dict, dict, reads=("war.state",), now=("war.state", "gone.x"),
    chances=(Chance("mine.noise"),), parameters=("rate",), data=("gdp",),
)  # fmt: skip


@pytest.mark.parametrize(
    ("ask", "name"),
    [("lag", "other.x"), ("now", "other.x"), ("lever", "u1"), ("p", "speed"), ("at", "speed"),
     ("nodes", "speed"), ("u", "luck"), ("data", "gnp"), ("series", "gnp")],
)  # fmt: skip
def test_an_undeclared_read(ask: str, name: str) -> None:
    arguments = (name, jnp.zeros(1, int)) if ask == "at" else (name,)
    with pytest.raises(PlanError) as caught:
        getattr(view(MINE), ask)(*arguments)
    assert "mechanism 'mine' reads" in str(caught.value)
    assert "without declaring it; add it to reads, now, levers, parameters" in str(caught.value)


def test_a_declared_read_that_nothing_provides() -> None:
    with pytest.raises(PlanError, match=r"reads 'gone\.x', which nothing provides; check"):
        view(MINE).now("gone.x")


def test_declared_reads_are_answered() -> None:
    sight = view(MINE)
    assert sight.lag("war.state").shape == sight.now("war.state").shape == (LANES,)
    assert sight.p("rate") == 0.5
    assert sight.u("noise").shape == (LANES,)
    assert sight.data("gdp").shape == (2, 1)


@pytest.mark.parametrize(
    ("writes", "odd"), [({"a.x": 0.0, "a.z": 0.0}, "a.z"), ({}, "a.x")], ids=["more", "less"]
)
def test_wrong_writes_are_a_bug_of_ours(writes: dict[str, float], odd: str) -> None:
    wrong = Mechanism("a", "", ("a.x",), lambda _: writes, dict)
    step = build.make_step(make_plan([wrong]), {"a.x": jnp.zeros(LANES)})
    with pytest.raises(AssertionError, match=f"a declares and writes different variables.*{odd}"):
        step({}, {}, {}, view(wrong).clock, {}, {}, {})


def test_a_clamp_stands_for_what_the_month_would_have_written() -> None:
    """And what a later mechanism reads within the month is the clamped value."""
    first = Mechanism("a", "", ("a.x",), lambda _: {"a.x": 1.0}, dict)
    second = Mechanism("b", "", ("b.x",), lambda v: {"b.x": 2 * v.now("a.x")}, dict, now=("a.x",))
    like = {"a.x": jnp.zeros(LANES), "b.x": jnp.zeros(LANES)}
    step = build.make_step(make_plan([first, second]), like)
    clock = view(first).clock
    held = step(like, {}, {}, clock, {}, {"a.x": jnp.bool_(True)}, {"a.x": jnp.float32(7)})
    free = step(like, {}, {}, clock, {}, {"a.x": jnp.bool_(False)}, {"a.x": jnp.float32(7)})
    assert held["b.x"].tolist() == [14.0] * LANES
    assert free["b.x"].tolist() == [2.0] * LANES
