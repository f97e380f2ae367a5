"""Short items on other stories at the tail of a page: evidence, each with a date of its own."""

from __future__ import annotations

from itertools import accumulate, pairwise

from foedus.documents.bylines import byline_of
from foedus.documents.lines import Page
from foedus.documents.tokens import containment, shingles
from foedus.documents.words import words

_LONGEST = 320
_SHORTEST = 40
_FEWEST, _FEW = 3, 2
_OWN_STORY = 0.35
"""Share of word pairs with the neighbour above which two items are one story."""


def mark_teasers(page: Page) -> None:
    """Label the items under a head of short news, or after the end of the story."""
    for index, line in enumerate(page.lines):
        if page.free(index) and line.bare in words("teaser_heads"):
            items = _items(page, index + 1)
            if items:
                page.mark(index, "boilerplate", "a head of short news")
                _label(page, items, f"an item under '{line.text}'")
    if any(label and label.kind == "rewrite" for label in page.labels):
        return  # the second telling of a story is no short news
    start = _after_story(page)
    items = _items(page, start) if start else []
    if len(items) >= _FEWEST and _apart(page, items):
        _label(page, items, "a short item after the end of the story")
    start = _after_lists(page)
    items = _items(page, start) if start else []
    if len(items) >= _FEW and _last(page, items) and _apart(page, items):
        _label(page, items, "a short item after the lists of headlines")


def _items(page: Page, start: int) -> list[int]:
    """Finished short lines in a row."""
    found = []
    for index in range(start, len(page.lines)):
        line = page.lines[index]
        if not page.free(index):
            continue
        if not (_SHORTEST <= len(line.text) <= _LONGEST and line.finished):
            break
        found.append(index)
    return found


def _after_story(page: Page) -> int:
    """The line after the last byline or wide gap, when paragraphs stand before it."""
    usual = sorted(line.gap for line in page.lines)[len(page.lines) // 2] if page.lines else 0
    prose = list(accumulate((line.prose for line in page.lines), initial=0))
    rest = 0
    for index in range(len(page.lines) - 1, 0, -1):
        line, before = page.lines[index], page.lines[index - 1]
        rest += page.free(index)
        if prose[index] < 2:
            break
        if rest >= _FEWEST and ((line.gap >= 2 and line.gap > usual) or byline_of(before)):
            return index
    return 0


def _after_lists(page: Page) -> int:
    """The line after the last list of headlines, when paragraphs stand before it; else 0."""
    for index in range(len(page.lines) - 1, 0, -1):
        label = page.labels[index]
        if label and label.kind == "sidebar":
            told = sum(line.prose for line in page.lines[:index])
            return index + 1 if told >= _FEW else 0
    return 0


def _last(page: Page, items: list[int]) -> bool:
    """Whether nothing of the story follows, and no blank line parts the items."""
    rest = [i for i in range(items[-1] + 1, len(page.lines)) if page.free(i)]
    return not rest and all(page.lines[i].gap == 0 for i in items[1:])


def _apart(page: Page, items: list[int]) -> bool:
    """Whether they are a tail, shorter than the story, and neighbours tell different things."""
    told = sum(len(line.text) for line in page.lines[: items[0]])
    if sum(len(page.lines[i].text) for i in items) > told:
        return False
    pairs = [shingles(page.lines[i].text, 2) for i in items]
    return all(containment(a, b) < _OWN_STORY for a, b in pairwise(pairs))


def _label(page: Page, items: list[int], reason: str) -> None:
    for index in items:
        page.mark(index, "teaser", reason)
