"""A person's corrections to coded claims, which survive coding anew.

A correction is a row of the claims file itself, CSV or JSON lines, with
`decision` (accept, change, reject), `who` and `when`; rows without a decision
say nothing, so a whole export can be edited and given back. It is matched to
what the coder says now by the digest of the document and by the words: the same
quotation wherever it has moved, or one that overlaps it by half. Corrections
win: an accepted or changed claim that the coder no longer finds is put back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Literal, get_args

from foedus.claims.interchange import ClaimFaults, read_rows
from foedus.claims.record import Claim, ClaimFault
from foedus.core.errors import FoedusError

Decision = Literal["accept", "change", "reject"]
_DECISIONS: tuple[Decision, ...] = get_args(Decision)
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person decided on one claim; `sha256` is empty where the file does not say."""

    claim: Claim
    decision: Decision
    who: str
    when: date
    sha256: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Corrected:
    """Claims with corrections applied, and those corrections that found no document or words."""

    claims: list[Claim]
    unmatched: list[Correction]


def read_corrections(path: Path) -> list[Correction]:
    """Decisions in a file of claims; raises `ClaimFaults` with every fault by line."""
    found, faults = [], []
    for number, (claim, row) in enumerate(read_rows(path), 1):
        if row.get("decision"):
            try:
                found.append(_correction(claim, row, f"{path}: row {number} ({claim.id})"))
            except FoedusError as fault:
                faults.append(fault)
    if faults:
        raise ClaimFaults(faults)
    return found


def correct(
    claims: Sequence[Claim],
    corrections: Sequence[Correction],
    texts: Mapping[str, str],
    digests: Mapping[str, str],
) -> Corrected:
    """Claims as the corrections want them, in order of document and place.

    Parameters
    ----------
    claims : what the coder says now.
    corrections : later ones win over earlier ones on the same words.
    texts, digests : text and SHA-256 of every document by id; a document under another
        name is found by its digest.
    """
    names = {digest: doc for doc, digest in digests.items()}
    left = list(claims)
    kept: list[Claim] = []
    unmatched: list[Correction] = []
    for correction in _latest(corrections):
        doc = _document(correction, names, digests)
        moved = _placed(correction.claim, doc, texts) if doc is not None else None
        if moved is None:
            unmatched.append(correction)
            continue
        twin = _twin(moved, left)
        if twin is not None:
            left.remove(twin)
        if correction.decision != "reject":
            signed = f"{correction.who} {correction.when.isoformat()}"
            kept.append(replace(moved, coder=signed, confidence=1.0))
    merged = sorted([*left, *kept], key=lambda c: (c.doc, c.start, c.end, c.id))
    return Corrected(_unique(merged), unmatched)


def _correction(claim: Claim, row: dict[str, Any], where: str) -> Correction:
    decision = next((d for d in _DECISIONS if d == str(row["decision"]).strip().lower()), None)
    if decision is None:
        raise ClaimFault(
            f"decision '{row['decision']}'", where=where, remedy="write accept, change or reject"
        )
    who = str(row.get("who") or "").strip()
    if not who:
        raise ClaimFault("no `who`", where=where, remedy="write who decided")
    try:
        when = date.fromisoformat(str(row.get("when") or "").strip())
    except ValueError:
        raise ClaimFault(
            f"`when` is '{row.get('when') or ''}'", where=where, remedy="write 2026-07-31"
        ) from None
    return Correction(claim, decision, who, when, str(row.get("sha256") or ""), where)


def _latest(corrections: Sequence[Correction]) -> list[Correction]:
    """The last decision on each quotation; of one day, the one further down the file."""
    last = {}
    for correction in sorted(corrections, key=lambda c: c.when):
        last[correction.claim.doc, correction.claim.id, correction.claim.quote] = correction
    return list(last.values())


def _document(
    correction: Correction, names: Mapping[str, str], digests: Mapping[str, str]
) -> str | None:
    """The document meant: by digest, or by name where the correction knows no digest."""
    if correction.sha256:
        return names.get(correction.sha256)
    return correction.claim.doc if correction.claim.doc in digests else None


def _placed(claim: Claim, doc: str, texts: Mapping[str, str]) -> Claim | None:
    """The claim where its words stand now, nearest to where they stood; None if they are gone."""
    text = texts[doc]
    spots = []
    at = text.find(claim.quote)
    while at >= 0:
        spots.append(at)
        at = text.find(claim.quote, at + 1)
    if not spots:
        return None
    start = min(spots, key=lambda spot: abs(spot - claim.start))
    return replace(claim, doc=doc, start=start, end=start + len(claim.quote))


def _twin(claim: Claim, others: Sequence[Claim]) -> Claim | None:
    """The claim of the same words: most in common, then alike in action; None below half."""
    near = [(_shared(claim, o), o.action == claim.action, -i) for i, o in enumerate(others)]
    best = max(near, default=(0.0, False, 0))
    return others[-best[2]] if best[0] >= _HALF else None


def _shared(a: Claim, b: Claim) -> float:
    """Characters in common over those of the shorter quotation."""
    if a.doc != b.doc:
        return 0.0
    both = min(a.end, b.end) - max(a.start, b.start)
    return max(0, both) / min(a.end - a.start, b.end - b.start)


def _unique(claims: Sequence[Claim]) -> list[Claim]:
    """Claims with ids made unique: a claim put back may carry the id of a new one."""
    seen: set[str] = set()
    found = []
    for claim in claims:
        name, number = claim.id, 1
        while name in seen:
            number += 1
            name = f"{claim.id}.{number}"
        seen.add(name)
        found.append(claim if name == claim.id else replace(claim, id=name))
    return found
