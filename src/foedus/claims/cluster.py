"""Events and roots of coded claims: what happened once counts once, however often it is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from foedus.claims.events import events
from foedus.claims.record import Claim
from foedus.claims.roots import Source
from foedus.documents.near import same_report
from foedus.documents.quotations import shared_quotations

_TOLD = 0.3
"""Share of a story's events that another story signed by the same agency must tell too."""


def cluster(claims: Sequence[Claim], sources: Sequence[Source]) -> list[Claim]:
    """The claims, in the same order, with `event` and `root` filled.

    Parameters
    ----------
    claims : coded claims; labels that they carry are replaced.
    sources : every document that the claims quote, with its segments.
    """
    published = {s.document.id: s.document.published for s in sources}
    numbers = events(claims, published)
    lead = _leads(claims, numbers, sources)
    stories = {s.document.id: _name(sources[first]) for s, first in zip(sources, lead, strict=True)}
    quoted = shared_quotations([s.document for s in sources], lead)
    by_id = {s.document.id: s for s in sources}
    return [
        replace(
            claim,
            event=f"e{number + 1}",
            root=by_id[claim.doc].root_of(claim, stories[claim.doc], quoted.get(claim.doc, ())),
        )
        for claim, number in zip(claims, numbers, strict=True)
    ]


def _leads(claims: Sequence[Claim], numbers: Sequence[int], sources: Sequence[Source]) -> list[int]:
    """For each document the number of the first that carries its story."""
    first = same_report([s.document for s in sources])
    told: dict[str, set[int]] = {s.document.id: set() for s in sources}
    for claim, number in zip(claims, numbers, strict=True):
        told[claim.doc].add(number)
    _share_agencies(first, sources, told)
    return first


def _share_agencies(first: list[int], sources: Sequence[Source], told: dict[str, set[int]]) -> None:
    """Stories that sign one agency and tell the same events, in whichever language, share it."""
    signed: dict[str, list[int]] = {}
    for number, source in enumerate(sources):
        for agency in source.agencies:
            signed.setdefault(agency, []).append(number)
    for numbers in signed.values():
        for at, a in enumerate(numbers):
            for b in numbers[at + 1 : at + 200]:
                both = told[sources[a].document.id], told[sources[b].document.id]
                if first[a] != first[b] and len(both[0] & both[1]) >= max(
                    2, _TOLD * min(map(len, both))
                ):
                    lead, other = sorted((first[a], first[b]))
                    first[:] = [lead if f == other else f for f in first]


def _name(source: Source) -> str:
    signed = "/".join(sorted(source.agencies))
    return f"{signed} via {source.document.id}" if signed else source.document.id
