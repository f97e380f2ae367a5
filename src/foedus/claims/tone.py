"""The tone of an act, from -10 to 10, by type, domain and kind of dyad.

The same act means different things between different pairs: a withdrawal of
forces eases a rivalry and loosens an alliance, whatever a scale for all dyads
says. Every row of `codebook/tone.csv` gives its basis and reason; a row with a
domain goes before one for all ("*").
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from foedus.claims.lexicon import CODEBOOK
from foedus.claims.tables import LexiconFaults, Tables
from foedus.core.codebook import ACTIONS, DOMAINS, Action, Domain

DyadKind = Literal["allied", "partner", "rival"]
_KINDS = ("allied", "partner", "rival")
_LARGEST = 10.0


def tone(action: Action, domains: Iterable[Domain], dyad: DyadKind) -> float:
    """The tone of an act in its domains; of several rows the one farthest from zero.

    >>> tone("RETREAT", ["force-posture"], "allied"), tone("RETREAT", ["war"], "rival")
    (-5.0, 6.0)
    """
    table = tone_table()
    own = [table[action, d, dyad] for d in domains if (action, d, dyad) in table]
    return max(own, key=abs) if own else table[action, "*", dyad]


@cache
def tone_table(folder: Path = CODEBOOK) -> Mapping[tuple[str, str, str], float]:
    """Tones by action, domain and kind of dyad; faults are raised together."""
    tables = Tables(folder)
    table: dict[tuple[str, str, str], float] = {}
    for row in tables.rows("tone.csv", ("action", "domain", "dyad", "tone", "basis", "reason")):
        key = (row["action"], row["domain"], row["dyad"])
        known = row["action"] in ACTIONS and row["domain"] in (*DOMAINS, "*")
        tables.need(known and row["dyad"] in _KINDS, row.where, f"unknown {', '.join(key)}")
        tables.need(key not in table, row.where, f"{', '.join(key)} stands twice")
        tables.need(bool(row["reason"]), row.where, "no reason")
        try:
            table[key] = float(row["tone"])
        except ValueError:
            tables.fault(row.where, f"'{row['tone']}' is no number")
            continue
        tables.need(abs(table[key]) <= _LARGEST, row.where, "a tone lies between -10 and 10")
    missing = [(a, k) for a in ACTIONS for k in _KINDS if (a, "*", k) not in table]
    tables.need(not missing, "tone.csv", f"no row for all domains of {missing}")
    if tables.faults:
        raise LexiconFaults(tables.faults)
    return table
