"""Pages marked line by line (`kind<TAB>words`), written for these tests."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from foedus.documents.segment import segment

FOLDER = Path(__file__).parent / "pages"
ALL = sorted(FOLDER.glob("*.page"))


@dataclass(frozen=True)
class Marked:
    """A page as text, with the kind of each of its characters; white space has none."""

    text: str
    kinds: list[str]


def load(path: Path) -> Marked:
    text, kinds = "", []
    for line in path.read_text("utf-8").split("\n"):
        kind, _, words = line.partition("\t")
        text += f"{words}\n"
        kinds += [kind if not letter.isspace() else "" for letter in words] + [""]
    return Marked(text, kinds)


def found_kinds(text: str) -> list[str]:
    kinds = ["boilerplate"] * len(text)
    for part in segment(text):
        kinds[part.start : part.end] = [part.kind] * (part.end - part.start)
    return kinds


def tally(pages: list[Path]) -> tuple[Counter[str], Counter[str]]:
    """Characters of each kind, and those of them that the segmentation gave that kind."""
    total: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for path in pages:
        page = load(path)
        for gold, given in zip(page.kinds, found_kinds(page.text), strict=True):
            if gold:
                total[gold] += 1
                right[gold] += gold == given
    return total, right
