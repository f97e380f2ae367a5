"""One story told twice on one page: the summary above it, or a rewrite before or after it.

The rewrite is coded, but shares the root of what it retells, so that a page
that tells a thing twice counts once.
"""

from __future__ import annotations

import re
from itertools import accumulate

from foedus.documents.bylines import byline_of
from foedus.documents.lines import Page
from foedus.documents.story import Fingerprint, same_story
from foedus.documents.tokens import UPPER
from foedus.documents.words import words

_SHORTEST = 300
"""Characters of a telling: below, a shared lead and quotation would look like a rewrite."""
_LONGEST = 12_000
"""Characters of a telling: an article beyond it repeats its own terms in every part."""
_RATIO = 0.4
"""Least length of the shorter telling against the longer: a section is not a telling."""
_CUTS = 12
_LOUD = re.compile(
    r"[!?]|[“\"]|\b(?:sốc|nóng|khẩn|breaking|shock\w*|stunning|slam\w*|huge)\b", re.I
)
_TITLE_CASE = re.compile(rf"(?:\b{UPPER}[\w’-]*\W+){{6,}}")


def mark_summary(page: Page) -> None:
    """Label a headed list of bullets that sums up the story which follows it."""
    for index, line in enumerate(page.lines):
        if line.bare in words("summary_heads") and page.free(index):
            end = index + 1
            while end < len(page.lines) and page.lines[end].bullet and page.free(end):
                end += 1
            if index + 1 < end < len(page.lines):
                for spot in range(index, end):
                    page.mark(spot, "rewrite", "a summary of the page's own story", twin=end)


def mark_rewrite(page: Page) -> None:
    """Label the louder of two tellings that a byline, a notice or a wide gap parts."""
    for cut in _cuts(page):
        first = [i for i in range(cut) if page.free(i)]
        second = [i for i in range(cut, len(page.lines)) if page.free(i)]
        texts = [_joined(page, part) for part in (first, second)]
        sizes = sorted(map(len, texts))
        if sizes[0] < max(_SHORTEST, _RATIO * sizes[1]) or sizes[1] > _LONGEST:
            continue
        why = same_story(*(Fingerprint.of(text) for text in texts))
        if why == "the same wording" or (why and _signed_alike(page, first, second)):
            loud, calm = (
                (first, second) if _loudness(texts[0]) >= _loudness(texts[1]) else (second, first)
            )
            for index in loud:
                page.mark(
                    index, "rewrite", f"tells a story of this page again: {why}", twin=calm[0]
                )
            return


def _cuts(page: Page) -> list[int]:
    """Lines that may open a second telling: after furniture, a byline or two blank lines."""
    found = []
    for index in range(2, len(page.lines) - 1):
        before = page.lines[index - 1]
        label = page.labels[index - 1]
        noted = label is not None and label.kind == "boilerplate"
        parted = noted or page.lines[index].gap >= 2
        if page.free(index) and (parted or (byline_of(before) and not before.prose)):
            found.append(index)
    return _balanced(page, found)


def _balanced(page: Page, cuts: list[int]) -> list[int]:
    """The few cuts nearest the middle: two tellings are of like length, and cuts cost time."""
    before = list(accumulate((len(line.text) for line in page.lines), initial=0))
    nearest = sorted(cuts, key=lambda cut: abs(2 * before[cut] - before[-1]))[:_CUTS]
    return sorted(nearest)


def _joined(page: Page, part: list[int]) -> str:
    return "\n".join(page.lines[i].text for i in part)


def _signed_alike(page: Page, first: list[int], second: list[int]) -> bool:
    signed = [{b for i in part if (b := byline_of(page.lines[i]))} for part in (first, second)]
    return bool(signed[0] & signed[1])


def _loudness(text: str) -> float:
    """Marks of a louder telling per character; a headline of capitals counts for five."""
    marks = len(_LOUD.findall(text)) + 5 * bool(_TITLE_CASE.search(text[:200]))
    return marks / len(text)
