"""The order of mechanisms, from what they declare.

A mechanism that reads a variable `now` runs after its writer. Two writers of one variable, a
read that nobody writes and a circle of `now` reads are errors, each with its remedy.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from foedus.core.errors import PlanError
from foedus.model.mechanism import Chance, Mechanism

OWN_PARAMETERS = ("levers.value",)
"""Parameters that no file states: the coding noise of the levers."""

DERIVED = (
    "aid.nodes_US",
    "aid.nodes_E",
    "capability.K_req",
    "escalation.DET_ref",
    "effort.mu",
    "effort.origin_trend",
)
"""Parameters computed from others before a run, see `ensemble.derive`."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Mechanisms in their order of execution."""

    mechanisms: tuple[Mechanism, ...]

    @property
    def chances(self) -> tuple[Chance, ...]:
        """All chances, in the order of the plan."""
        return tuple(chance for m in self.mechanisms for chance in m.chances)

    @property
    def parameters(self) -> tuple[str, ...]:
        """Full names of all parameters, derived ones and the levers' noise included."""
        names = (m.full(p) for m in self.mechanisms for p in m.parameters)
        return tuple(dict.fromkeys(names))

    @property
    def stated(self) -> tuple[str, ...]:
        """Parameters that the case's file must state, besides those behind derived ones."""
        return tuple(p for p in self.parameters if p not in DERIVED + OWN_PARAMETERS)

    @property
    def writers(self) -> Mapping[str, str]:
        """Which mechanism writes each variable."""
        return {name: m.name for m in self.mechanisms for name in m.writes}

    def homes(self) -> Mapping[str, tuple[str, ...]]:
        """By causal statement of the documents, the mechanisms in which it lives."""
        out: dict[str, tuple[str, ...]] = {}
        for mechanism in self.mechanisms:
            for statement in mechanism.statements:
                out[statement] = (*out.get(statement, ()), mechanism.name)
        return out


def make_plan(mechanisms: Sequence[Mechanism]) -> Plan:
    """Order mechanisms by their `now` reads; between free choices the given order stands.

    Raises
    ------
    PlanError
        for two writers, an unknown variable or a circle.
    """
    writers = _writers(mechanisms)
    for mechanism in mechanisms:
        _check_reads(mechanism, writers)
    return Plan(tuple(_ordered(mechanisms, writers)))


def _writers(mechanisms: Iterable[Mechanism]) -> dict[str, str]:
    writers: dict[str, str] = {}
    for mechanism in mechanisms:
        for name in mechanism.writes:
            if name in writers:
                raise PlanError(
                    f"variable '{name}' has two writers, '{writers[name]}' and '{mechanism.name}'",
                    remedy="leave one of them out of the model",
                )
            writers[name] = mechanism.name
    return writers


def _check_reads(mechanism: Mechanism, writers: Mapping[str, str]) -> None:
    wanted = (
        *mechanism.reads,
        *mechanism.now,
        *(f"levers.{lever}" for lever in mechanism.levers),
    )
    for name in wanted:
        if name in writers:
            continue
        near = get_close_matches(name, writers, n=1)
        hint = f"did you mean '{near[0]}'?" if near else "add the mechanism that writes it"
        raise PlanError(
            f"mechanism '{mechanism.name}' reads '{name}', which no mechanism writes", remedy=hint
        )


def _ordered(mechanisms: Sequence[Mechanism], writers: Mapping[str, str]) -> list[Mechanism]:
    waiting, done, out = list(mechanisms), set[str](), list[Mechanism]()
    needs = {
        m.name: {writers[name] for name in m.now} - {m.name} | ({"levers"} if m.levers else set())
        for m in mechanisms
    }
    while waiting:
        ready = next((m for m in waiting if needs[m.name] <= done), None)
        if ready is None:
            circle = ", ".join(f"{m.name} needs {sorted(needs[m.name] - done)}" for m in waiting)
            raise PlanError(
                f"mechanisms wait for one another within a month: {circle}",
                remedy="let one of them read last month's value",
            )
        waiting.remove(ready)
        done.add(ready.name)
        out.append(ready)
    return out
