"""The codebook's lexicons: data files that a scholar can open, extend and check.

`actors.csv` names states and bodies, `persons.csv` office holders with their
terms, `words.csv` verbs, nouns and cues by class, `acts.csv` what a class of
verb done to a class of object is coded as, `units.csv`, `currencies.csv` and `bounds.csv`
measures, `places.csv` towns, `irregular.csv` English verbs. Every fault is reported at once
with its file and line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from foedus.claims.inflect import plural
from foedus.claims.match import Form, Matcher
from foedus.claims.measures import Units, units_of
from foedus.claims.phrasal import first_words
from foedus.claims.tables import LexiconFaults, Row, Tables
from foedus.claims.word_forms import words_of
from foedus.core.codebook import ACTIONS, DOMAINS, MODALITIES, Action, Domain, Modality

CODEBOOK = Path(__file__).parent / "codebook"
KINDS = ("state", "body", "group", "industry", "context")


@dataclass(frozen=True, slots=True)
class Actor:
    """A name's codes: one for a state or body, several for a named group of states."""

    codes: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Person:
    """An office holder; each term is a code with its first and last day."""

    name: str
    terms: tuple[tuple[str, date, date], ...]


@dataclass(frozen=True, slots=True)
class Act:
    """What a class of verb means with a class of object."""

    action: Action
    domain: Domain
    modality: Modality | None


@dataclass(frozen=True)
class Lexicon:
    """Everything the coder knows, ready to match."""

    actors: tuple[Actor, ...]
    persons: tuple[Person, ...]
    acts: Mapping[tuple[str, str], Act]
    units: Units
    makers: Mapping[str, str]
    """The country that makes a weapon, by the weapon's name."""
    treaties: Mapping[str, tuple[str, ...]]
    """The parties, by the name of a treaty of two or of a body."""
    matcher: Matcher
    forms: int
    """How many written forms there are."""


@cache
def load_lexicon(folder: Path = CODEBOOK) -> Lexicon:
    """The lexicons of a folder; faults are raised together as `LexiconFaults`.

    >>> load_lexicon().acts["v.cut", "n.aid"].action
    'SANCTION'
    """
    tables = Tables(folder)
    irregular = {r["base"]: (r["past"], r["participle"]) for r in _irregular(tables)}
    actors, actor_forms = _actors(tables)
    places, place_forms = _places(tables, len(actors))
    persons, person_forms = _persons(tables)
    word_forms = list(words_of(tables, irregular))
    acts = _acts(tables, {form.kind for form in word_forms})
    units = units_of(tables)
    makers = dict(_named_codes(tables, "makers.csv"))
    treaties = {
        name: tuple(codes.split("+")) for name, codes in _named_codes(tables, "treaties.csv")
    }
    if tables.faults:
        raise LexiconFaults(tables.faults)
    forms = [*actor_forms, *place_forms, *person_forms, *word_forms, *first_words(word_forms)]
    return Lexicon(
        (*actors, *places),
        tuple(persons),
        acts,
        units,
        makers,
        treaties,
        Matcher(forms),
        len(forms),
    )


def _named_codes(tables: Tables, name: str) -> Iterator[tuple[str, str]]:
    """Each form of a table of two columns, with its code."""
    for row in tables.rows(name, ("code", "forms")):
        yield from ((form, row["code"]) for form in row.forms("forms"))


def _irregular(tables: Tables) -> Iterator[Row]:
    return tables.rows("irregular.csv", ("base", "past", "participle"))


def _actors(tables: Tables) -> tuple[list[Actor], list[Form]]:
    actors: list[Actor] = []
    forms: list[Form] = []
    seen: Counter[str] = Counter()
    for row in tables.rows("actors.csv", ("code", "kind", "en", "adjective", "vi", "seats")):
        tables.need(row["kind"] in KINDS, row.where, f"unknown kind '{row['kind']}'")
        tables.need(bool(row.forms("vi")), row.where, "no Vietnamese name")
        seen[row["code"]] += 1
        tables.need(seen[row["code"]] == 1, row.where, f"'{row['code']}' stands twice")
        entry = len(actors)
        codes = row["code"].split("|" if row["kind"] == "context" else "+")
        actors.append(Actor(tuple(codes), row["kind"]))
        forms += [_name(name, entry, "actor") for name in (*row.forms("en"), *row.forms("vi"))]
        forms += [_name(name, entry, "actor", seat=True) for name in row.forms("seats")]
        for word in row.forms("adjective"):
            forms.append(_name(word, entry, "actor", adjective=True))
            forms.append(_name(plural(word), entry, "actor"))
    return actors, forms


def _places(tables: Tables, first: int) -> tuple[list[Actor], list[Form]]:
    """Towns and regions: they say where something happens, never who acts."""
    places: list[Actor] = []
    forms: list[Form] = []
    for row in tables.rows("places.csv", ("code", "forms")):
        forms += [_name(name, first + len(places), "place") for name in row.forms("forms")]
        places.append(Actor((row["code"],), "place"))
    return places, forms


def _name(
    written: str, entry: int, kind: str, *, adjective: bool = False, seat: bool = False
) -> Form:
    lower = written.islower()
    blurred = " " in written and not written.isascii()
    return Form(written, kind, "plain", entry, not lower, blurred, adjective, seat)


def _persons(tables: Tables) -> tuple[list[Person], list[Form]]:
    terms: dict[str, list[tuple[str, date, date]]] = {}
    for row in tables.rows("persons.csv", ("forms", "code", "from", "to")):
        try:
            term = (row["code"], date.fromisoformat(row["from"]), date.fromisoformat(row["to"]))
        except ValueError as error:
            tables.fault(row.where, str(error))
            continue
        tables.need(term[1] < term[2], row.where, "the term ends before it begins")
        terms.setdefault(row["forms"], []).append(term)
    persons = [Person(names.split(";")[0], tuple(held)) for names, held in terms.items()]
    forms = [
        _name(name, entry, "person")
        for entry, names in enumerate(terms)
        for name in names.split(";")
    ]
    return persons, forms


def _acts(tables: Tables, kinds: set[str]) -> dict[tuple[str, str], Act]:
    acts: dict[tuple[str, str], Act] = {}
    columns = ("verb", "object", "action", "domain", "modality", "reason")
    for row in tables.rows("acts.csv", columns):
        verb, thing = row["verb"], row["object"]
        tables.need(verb == "-" or verb in kinds, row.where, f"no words of class '{verb}'")
        tables.need(thing == "*" or thing in kinds, row.where, f"no words of class '{thing}'")
        tables.need((verb, thing) not in acts, row.where, f"{verb} with {thing} stands twice")
        action = next((a for a in ACTIONS if a == row["action"]), None)
        domain = next((d for d in DOMAINS if d == row["domain"]), None)
        modality = next((m for m in MODALITIES if m == row["modality"]), None)
        tables.need(modality is not None or not row["modality"], row.where, "unknown modality")
        if action and domain:
            acts[verb, thing] = Act(action, domain, modality)
        else:
            tables.fault(row.where, f"unknown action or domain: {row['action']}, {row['domain']}")
    return acts
