"""The evidence of a run in a few lines under the table: how much counted, and what it moved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from math import log

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from foedus.report.catalogue import Catalogue
from foedus.update.record import Attribution, DocumentRow, Ledger, Words
from foedus.update.subsets import SILENCE

MOVERS = 3
MOST = 15
"""Documents of the user's that are told line by line."""
RECENT = timedelta(days=120)
"""An older price is of another time, and no disagreement with the model of today."""
TELLS = 2
"""Monte-Carlo errors beyond which a change is more than chance."""


def evidence_lines(ledger: Ledger | None, t: Catalogue) -> Iterator[RenderableType]:
    """What to print; nothing for a run without any evidence."""
    if ledger is None or not (ledger.reports or ledger.faults):
        return
    lines = [t("evidence.counts", **ledger_counts(ledger, t))]
    if ledger.counted or ledger.silences:
        lines.append(t("evidence.effective", **_effective(ledger, t)))
        lines += _movers(ledger, t)
    lines += _yours(ledger, t)
    if ledger.faults:
        lines.append(t("evidence.faults", n=len(ledger.faults)))
    lines += _beside(ledger, t)
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
    moved = most_moved(ledger, of_policy(ledger, ledger.columns[0].policy))
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
        change=change_text(ledger, moved, t),
    )
    for player, shift, error in shares:
        yield f"  {n.signed(shift)} ±{n.error(error)}  {player_title(ledger, player, t)}"


def change_text(ledger: Ledger, column: int, t: Catalogue) -> str:
    """The whole change of a class's log-odds with its error, and whether it is more than that."""
    change, error = _change(ledger, column), ledger.se[column]
    beyond = _beyond_chance(ledger, column)
    n = t.numbers
    name = ledger.columns[column].scenario
    text = t("evidence.change", scenario=name, change=n.signed(change), error=n.error(error))
    return text if beyond else f"{text} {t('evidence.no_change')}"


def log_odds_of(p: float) -> float:
    """Log-odds, those of 0 and 1 as far as one in a million.

    >>> round(log_odds_of(0.5), 3), round(log_odds_of(0.0), 1)
    (0.0, -13.8)
    """
    inner = min(max(p, 1e-6), 1 - 1e-6)
    return log(inner / (1 - inner))


def _yours(ledger: Ledger, t: Catalogue) -> Iterator[str]:
    """A line for each document of the user's: what was taken and what was left."""
    own = own_documents(ledger)
    for document in own[:MOST]:
        doubts = "".join(f"; {doubt}" for doubt in doubts_of(document, t))
        yield "  " + t(
            "evidence.yours",
            title=side(document.title, t),
            known=document.known,
            source_class=t(f"source_class.{document.source_class.replace(' ', '_')}"),
            counted=document.counted,
            left=document.left,
            doubts=doubts,
        )
    if len(own) > MOST:
        yield "  " + t("evidence.yours_more", n=len(own) - MOST)


def own_documents(ledger: Ledger) -> list[DocumentRow]:
    """The user's documents by the day on which they are known."""
    return sorted((d for d in ledger.documents if d.own), key=lambda d: d.known)


def doubts_of(document: DocumentRow, t: Catalogue) -> list[str]:
    """What speaks against a document, or of its having nothing to say."""
    found = [t("explain.undated")] if document.undated else []
    if not document.counted and not document.left:
        found.append(t("explain.off_topic"))
    return [*found, *([document.note] if document.note else [])]


def _beside(ledger: Ledger, t: Catalogue) -> Iterator[str]:
    """Recent forecasts of others beside the model's number, the latest first."""
    asked, n = questions_of(ledger, t), t.numbers
    oldest = (date.fromisoformat(ledger.as_of) - RECENT).isoformat()
    found = [pool for pool in ledger.pools if pool.own is not None and pool.since >= oldest]
    if found:
        yield t("evidence.beside")
    for pool in sorted(found, key=lambda p: p.since, reverse=True)[:MOVERS]:
        own = n.probability(pool.own) if pool.own is not None else ""
        question = asked.get((pool.about, pool.horizon), pool.about)
        yield f"  {n.probability(pool.pooled)} / {own}  {question} ({pool.since})"


def questions_of(ledger: Ledger, t: Catalogue) -> dict[tuple[str, str], str]:
    """What pooled forecasts ask, in the words of the first that is pooled."""
    pooled = (row for row in ledger.opinions[::-1] if row.p is not None and not row.set_prior)
    return {(row.about, row.horizon): side(row.question, t) for row in pooled}


def most_moved(ledger: Ledger, among: Sequence[int]) -> int:
    """The column, of some, whose probability changed most; by more than chance if any did."""
    sure = [k for k in among if _beyond_chance(ledger, k)]
    return max(sure or among, key=lambda k: abs(ledger.after[k] - ledger.before[k]))


def of_policy(ledger: Ledger, policy: str) -> list[int]:
    """Columns of a policy, each class once: under the first reading that has it."""
    first: dict[str, int] = {}
    for k, column in enumerate(ledger.columns):
        if column.policy == policy:
            first.setdefault(column.scenario, k)
    return list(first.values())


def _beyond_chance(ledger: Ledger, column: int) -> bool:
    """Whether a change is more than its error; of a class that no trajectory is in, none is."""
    seen = 0 < ledger.before[column] < 1 and 0 < ledger.after[column] < 1
    return seen and abs(_change(ledger, column)) > TELLS * ledger.se[column]


def _change(ledger: Ledger, column: int) -> float:
    return log_odds_of(ledger.after[column]) - log_odds_of(ledger.before[column])
