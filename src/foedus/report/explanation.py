"""One class explained: which column of a ledger, by which parts; the same as JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from foedus.core.errors import UnknownName
from foedus.report.evidence_lines import most_moved, of_policy
from foedus.update.record import Attribution, Ledger, WayRow


@dataclass(frozen=True, slots=True)
class Explanation:
    """A ledger with the column and the attribution that were asked for."""

    ledger: Ledger
    column: int
    attribution: Attribution

    @property
    def ways(self) -> list[WayRow]:
        """Ways from events to the class."""
        scenario = self.ledger.columns[self.column].scenario
        return [row for row in self.ledger.ways if row.scenario == scenario]


def explanation(
    ledger: Ledger, scenario: str = "", policy: str = "", by: str = "document"
) -> Explanation:
    """Choose a class and a policy; empty for the first policy and its most moved class.

    That is the class that the run itself names. Raises `UnknownName` for a class or a policy
    that the run does not have.
    """
    policies = dict.fromkeys(c.policy for c in ledger.columns)
    chosen = policy or next(iter(policies))
    if chosen not in policies:
        raise UnknownName("policy", chosen, policies, where="--policy")
    mine = [k for k, c in enumerate(ledger.columns) if c.policy == chosen]
    names = dict.fromkeys(ledger.columns[k].scenario for k in mine)
    if scenario and scenario not in names:
        raise UnknownName("class", scenario, names)
    found = [k for k in mine if ledger.columns[k].scenario == scenario]
    column = found[0] if found else most_moved(ledger, of_policy(ledger, chosen))
    attribution = next(a for a in ledger.attributions if a.by == by)
    return Explanation(ledger, column, attribution)


def as_json(found: Explanation) -> dict[str, Any]:
    """The same as JSON types."""
    ledger, k = found.ledger, found.column
    policy = ledger.columns[k].policy
    return {
        **asdict(ledger.columns[k]),
        "as_of": ledger.as_of,
        "history_to": ledger.history_to,
        "before": ledger.before[k],
        "after": ledger.after[k],
        "se": ledger.se[k],
        "trajectories": ledger.trajectories,
        "effective": ledger.effective,
        "by": found.attribution.by,
        "exact": found.attribution.exact,
        "steps": _steps(found),
        "documents": [asdict(row) for row in ledger.documents if row.own or row.counted],
        "events": [asdict(event) for event in ledger.events],
        "ways": [asdict(row) for row in found.ways],
        "means": [asdict(row) for row in ledger.means if row.policy == policy],
        "variables": {name: asdict(words) for name, words in ledger.variables.items()},
        "opinions": [asdict(row) for row in ledger.opinions],
        "pools": [asdict(row) for row in ledger.pools],
        "left_out": [asdict(row) for row in ledger.reports if row.why],
        "rates": [asdict(row) for row in ledger.rates],
        "faults": list(ledger.faults),
    }


def _steps(found: Explanation) -> list[dict[str, Any]]:
    k = found.column
    shares = {s.player: (s.shift[k], s.se[k]) for s in found.attribution.shares}
    return [
        {
            "player": step.player,
            "known": step.known,
            "p": step.p[k],
            "shift": step.shift[k],
            "se": step.se[k],
            "effective": step.effective,
            "share": shares.get(step.player, (None, None))[0],
            "share_se": shares.get(step.player, (None, None))[1],
        }
        for step in found.attribution.steps
    ]
