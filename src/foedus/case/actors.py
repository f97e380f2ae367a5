"""Who is in a case: `sources.csv`, `actors.csv`, `dyads.csv`, `terms.csv`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Literal

from foedus.case.csv_file import Row, read_rows
from foedus.case.field import NO_DAY
from foedus.case.records import Actor, Dyad, Source, Term
from foedus.case.text_file import Folder

BLOCS = ("East", "West", "South")
HOSTS = ("DEU", "ITA", "GBR", "ESP", "POL", "OTH")
"""Groups of hosts of US forces in Europe; OTH is every other European member."""

_SOURCE = ("key", "publisher", "title", "edition", "seen_at", "terms", "note")
_ACTOR = ("code", "name_en", "name_vi", "kind", "bloc", "host", "effort", "joined")
_DYAD = ("id", "a", "b", "name_en", "name_vi", "kind")
_TERM = ("id", "name_en", "name_vi", "start")


def read_sources(folder: Folder) -> dict[str, Source]:
    """Public origins by key."""
    rows = read_rows(folder, "sources.csv", _SOURCE, key=["key"])
    return {row["key"].text(): _source(row) for row in rows}


def _source(row: Row) -> Source:
    optional = {name: row[name].text(required=False) for name in _SOURCE[3:]}
    return Source(
        key=row["key"].text(),
        publisher=row["publisher"].text(),
        title=row["title"].text(),
        **optional,
    )


def read_actors(folder: Folder) -> dict[str, Actor]:
    """States and bodies by code, in the order of the file: the order of every array of allies."""
    rows = read_rows(folder, "actors.csv", _ACTOR, key=["code"])
    return {row["code"].text(): _actor(row) for row in rows}


def _actor(row: Row) -> Actor:
    effort: Literal["modelled", "observed", ""] = row["effort"].one_of(("", "modelled", "observed"))
    return Actor(
        code=row["code"].text(),
        name=row.both("name"),
        kind=row["kind"].one_of(("state", "body", "group")),
        # a modelled ally enters the sums of its bloc, so it must belong to one
        bloc=row["bloc"].name_of("bloc", BLOCS, required=effort == "modelled"),
        host=row["host"].name_of("host", HOSTS, required=False),
        effort=effort,
        joined=row["joined"].day() if row["joined"].given else None,
        place=row.place,
    )


def read_dyads(folder: Folder, actors: Collection[str]) -> dict[str, Dyad]:
    """Relations by id, in the order of the file."""
    rows = read_rows(folder, "dyads.csv", _DYAD, key=["id"])
    return {row["id"].text(): _dyad(row, actors) for row in rows}


def _dyad(row: Row, actors: Collection[str]) -> Dyad:
    a, b = (row[side].name_of("actor", actors) for side in ("a", "b"))
    if a and a == b:
        row["b"].wrong(f"'{a}' stands on both sides", "name two actors")
    return Dyad(
        id=row["id"].text(),
        a=a,
        b=b,
        name=row.both("name"),
        kind=row["kind"].one_of(("allied", "partner", "rival")),
        place=row.place,
    )


def read_terms(folder: Folder, start: date) -> dict[str, Term]:
    """Administrations by id, in order of time; the first must be in office at the start."""
    rows = read_rows(folder, "terms.csv", _TERM, key=["id"])
    latest = start if start != NO_DAY else date.max
    terms = [
        Term(row["id"].text(), row.both("name"), row["start"].day(high=date.max if i else latest))
        for i, row in enumerate(rows)
    ]
    for row, before, term in zip(rows[1:], terms, terms[1:], strict=False):
        if NO_DAY < term.start <= before.start:
            row["start"].wrong(
                f"{term.start} is not after {before.start} of '{before.id}'", "put terms in order"
            )
    return {term.id: term for term in terms}


def index_sets(
    actors: Mapping[str, Actor], dyads: Collection[str], terms: Collection[str]
) -> dict[str, tuple[str, ...]]:
    """Index sets in the order of their arrays: ally, bloc, host, dyad, term."""
    allies = tuple(code for code, actor in actors.items() if actor.effort == "modelled")
    return {
        "ally": allies,
        "bloc": BLOCS,
        "host": HOSTS,
        "dyad": tuple(dyads),
        "term": tuple(terms),
    }
