"""`foedus show plan`: mechanisms in the order in which a month runs them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from foedus.case.records import Case
from foedus.cli.sheet import Cell, Sheet

if TYPE_CHECKING:
    from foedus.model.mechanism import Mechanism

COLUMNS = (
    "mechanism", "equation", "reads", "now", "writes", "levers", "chances", "statements", "dormant",
)  # fmt: skip


def plan(case: Case, _lang: str) -> Sheet:
    """What each mechanism reads of last month and of this one, writes, draws and carries."""
    # JAX: two seconds that no other view pays
    from foedus.ensemble.fit import plan_of

    return Sheet("Plan", COLUMNS, [_row(m) for m in plan_of(case).mechanisms])


def _row(mechanism: Mechanism) -> tuple[Cell, ...]:
    alive = (s for s in mechanism.statements if s not in mechanism.dormant)
    return (
        mechanism.name,
        mechanism.equation,
        _list(mechanism.reads),
        _list(mechanism.now),
        _list(mechanism.writes),
        _list(mechanism.levers),
        _list(chance.name for chance in mechanism.chances),
        _list(alive),
        _list(mechanism.dormant),
    )


def _list(names: Iterable[str]) -> str:
    return ", ".join(names)
