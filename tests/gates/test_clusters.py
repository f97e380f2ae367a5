"""Quality of events and roots, with pinned floors.

Thirty claims on four invented documents (a wire report, its louder retelling, a
newspaper in Vietnamese, a journal article), marked for this gate. A change of
the marks changes the digest below; a floor is raised when the figure rises and
lowered only with a reason in the commit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from itertools import combinations
from pathlib import Path

import pytest

from foedus.claims.cluster import cluster
from foedus.claims.record import Claim
from foedus.claims.roots import Source
from foedus.core.digest import digest_files
from foedus.documents.read import read
from foedus.documents.segment import segment

FOLDER = Path(__file__).parent / "clusters"
DIGEST = "85539f8b1e063bfb53f76dfe15881f8179e21755b83fa375803df059abbbe3d2"
FLOORS = {"event": 0.95, "root": 0.98}
"""F1 over pairs of claims."""


def marked() -> tuple[list[Claim], list[Source], list[str], list[str]]:
    documents = [read(path) for path in sorted(FOLDER.glob("*.txt")) if path.stem != "claims"]
    sources = [Source(document, segment(document.text)) for document in documents]
    texts = {document.id: document.text for document in documents}
    claims, events, roots = [], [], []
    lines = (FOLDER / "claims.txt").read_text("utf-8").splitlines()
    for number, line in enumerate(lines[1:], 1):
        doc, words, triple, day, figure, event, root = (part.strip() for part in line.split("|"))
        actor, action, *target = triple.split()
        start = texts[doc].index(words)
        kind = next(s.kind for s in next(x for x in sources if x.document.id == doc).segments
                    if s.start <= start < s.end)  # fmt: skip
        claims.append(
            Claim.from_json(
                {
                    "id": f"c{number}",
                    "doc": doc,
                    "quote": words,
                    "start": start,
                    "end": start + len(words),
                    "segment": kind,
                    "actor": [actor],
                    "target": target,
                    "action": action,
                    "domain": ["force-posture"],
                    "modality": "announced",
                    "date": {"start": day, "end": day, "precision": "day"}
                    if day
                    else {"precision": "none"},
                    "quantity": _quantity(figure),
                }
            )
        )
        events.append(event)
        roots.append(root)
    return claims, sources, events, roots


def _quantity(figure: str) -> list[dict[str, object]]:
    value, _, unit = figure.partition(" ")
    return [{"value": float(value), "unit": unit, "of": "", "bound": "exact"}] if unit else []


def pairs(labels: Sequence[Hashable]) -> set[tuple[int, int]]:
    members: defaultdict[Hashable, list[int]] = defaultdict(list)
    for number, label in enumerate(labels):
        members[label].append(number)
    return {pair for group in members.values() for pair in combinations(group, 2)}


def f1(gold: Sequence[Hashable], given: Sequence[Hashable]) -> float:
    right, wanted, made = len(pairs(gold) & pairs(given)), len(pairs(gold)), len(pairs(given))
    return 2 * right / (wanted + made)


def test_the_marks_are_those_that_the_floors_were_set_on() -> None:
    assert digest_files(FOLDER, FOLDER.iterdir()) == DIGEST


@pytest.mark.parametrize("field", FLOORS)
def test_clusters_stay_above_their_floor(field: str) -> None:
    claims, sources, events, roots = marked()
    done = cluster(claims, sources)
    gold = events if field == "event" else roots
    assert f1(gold, [getattr(claim, field) for claim in done]) >= FLOORS[field]


def test_the_measure_can_fail() -> None:
    assert f1(["a", "a", "b"], ["x", "y", "y"]) == 0
    assert f1(["a", "a", "b"], ["x", "x", "y"]) == 1
