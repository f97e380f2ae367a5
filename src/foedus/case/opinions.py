"""Forecasts of others, apart from evidence: `opinions.csv`."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from foedus.case.csv_file import Row, read_rows
from foedus.case.evidence_records import Opinion, OpinionKind
from foedus.case.text_file import Folder

FILE = "opinions.csv"
KINDS: tuple[OpinionKind, ...] = ("author", "expert", "crowd")
_COLUMNS = (
    "id", "kind", "who_en", "who_vi", "published", "question_en", "question_vi", "probability",
    "rank", "scenario", "expression", "horizon", "outcome", "resolved", "set_prior", "origin",
    "note",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class OpinionNames:
    """What an opinion may refer to."""

    scenarios: Collection[str]
    parameters: Collection[str]
    sources: Collection[str]
    data_cut: date


def read_opinions(folder: Folder, names: OpinionNames) -> dict[str, Opinion]:
    """Opinions by id, in the order of publication; none when the case has no such file."""
    if not folder.has(FILE):
        return {}
    rows = read_rows(folder, FILE, _COLUMNS, key=["id"], filled=False)
    found = [_opinion(row, names) for row in rows]
    return {item.id: item for item in sorted(found, key=lambda item: item.published)}


def _opinion(row: Row, names: OpinionNames) -> Opinion:
    published = row["published"].day(high=names.data_cut)
    probability, rank = row["probability"], row["rank"]
    if probability.given == rank.given:
        both = "both given" if rank.given else "neither is given"
        probability.wrong(f"probability and rank: {both}", "give one of the two")
    outcome, resolved = _resolution(row, names.data_cut)
    return Opinion(
        id=row["id"].text(),
        kind=row["kind"].one_of(KINDS),
        who=row.both("who"),
        published=published,
        question=row.both("question"),
        probability=probability.number(0, 1) if probability.given else None,
        rank=rank.whole(1) if rank.given else None,
        scenario=row["scenario"].name_of("scenario", names.scenarios, required=False),
        expression=row["expression"].text(required=False),
        horizon=row["horizon"].day(published),
        outcome=outcome,
        resolved=resolved,
        set_prior=row["set_prior"].name_of("parameter", names.parameters, required=False),
        origin=row["origin"].keys_of("source", names.sources),
        note=row["note"].text(required=False),
        place=row.place,
    )


def _resolution(row: Row, data_cut: date) -> tuple[int | None, date | None]:
    outcome, resolved = row["outcome"], row["resolved"]
    if outcome.given != resolved.given:
        missing = resolved if outcome.given else outcome
        missing.wrong("empty, though the question is resolved", "give outcome and day, or neither")
    return (
        outcome.whole(0, 1) if outcome.given else None,
        resolved.day(high=data_cut) if resolved.given else None,
    )
