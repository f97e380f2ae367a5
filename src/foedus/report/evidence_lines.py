"""The evidence of a run in a few lines under the table: how much counted, and what it moved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from foedus.report.catalogue import Catalogue
from foedus.update.record import Attribution, Ledger, Words
from foedus.update.subsets import SILENCE

MOVERS = 3


def evidence_lines(ledger: Ledger | None, t: Catalogue) -> Iterator[RenderableType]:
    """What to print; nothing for a run without any evidence."""
    if ledger is None or not (ledger.reports or ledger.faults):
        return
    lines = [t("evidence.counts", **ledger_counts(ledger, t))]
    if ledger.counted or ledger.silences:
        lines.append(t("evidence.effective", **_effective(ledger, t)))
        lines += _movers(ledger, t)
    if ledger.faults:
        lines.append(t("evidence.faults", n=len(ledger.faults)))
    yield Padding(Text("\n".join(lines)), (0, 1))


def side(words: Words, t: Catalogue) -> str:
    """The side of a text that a language wants."""
    return words.vi if t.lang == "vi" else words.en


def player_title(ledger: Ledger, player: str, t: Catalogue) -> str:
    """Name of a player for a reader: a document's title, a report's words, or silence."""
    if player == SILENCE:
        return t("evidence.silence", n=ledger.silences)
    titles = {d.key: side(d.title, t) for d in ledger.documents}
    titles |= {r.id: side(r.text, t) for r in ledger.reports if r.id not in titles}
    return titles.get(player, player)


def largest(attribution: Attribution, column: int) -> list[tuple[str, float, float]]:
    """Players with their shares of one column and errors, the largest first."""
    rows = [(s.player, s.shift[column], s.se[column]) for s in attribution.shares]
    return sorted(rows, key=lambda row: -abs(row[1]))


def ledger_counts(ledger: Ledger, t: Catalogue) -> dict[str, str]:
    """Numbers for the sentence that counts documents, reports and events."""
    left = [row.why for row in ledger.reports if row.why]
    return {
        "documents": str(len(ledger.documents)),
        "reports": str(len(ledger.reports)),
        "events": str(ledger.counted),
        "history": str(left.count("history")),
        "left": str(len(left) - left.count("history")),
        "silences": str(ledger.silences),
    }


def _effective(ledger: Ledger, t: Catalogue) -> dict[str, str]:
    whole = t.numbers.fixed
    again = t("evidence.resampled", plain=whole(ledger.plain, 0)) if ledger.resampled else ""
    return {
        "effective": whole(ledger.effective, 0),
        "trajectories": str(ledger.trajectories),
        "again": again,
    }


def _movers(ledger: Ledger, t: Catalogue) -> Iterator[str]:
    """The class that all the evidence moved most under the first policy, and who moved it."""
    moved = most_moved(ledger, first_table(ledger))
    shares = largest(ledger.attributions[0], moved)[:MOVERS]
    if not shares:
        return
    column = ledger.columns[moved]
    n = t.numbers
    yield t(
        "evidence.moved",
        scenario=column.scenario,
        policy=column.policy,
        before=n.probability(ledger.before[moved]),
        after=n.probability(ledger.after[moved]),
    )
    for player, shift, _ in shares:
        yield f"  {n.signed(shift)}  {player_title(ledger, player, t)}"


def most_moved(ledger: Ledger, among: Sequence[int]) -> int:
    """The column, of some, whose probability the evidence changed most."""
    return max(among, key=lambda k: abs(ledger.after[k] - ledger.before[k]))


def first_table(ledger: Ledger) -> list[int]:
    """Columns of the first policy and its first reading."""
    first = ledger.columns[0]
    wanted = (first.policy, first.reading)
    return [k for k, c in enumerate(ledger.columns) if (c.policy, c.reading) == wanted]
