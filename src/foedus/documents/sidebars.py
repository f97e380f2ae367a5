"""Lists of headlines of other stories, beside, inside or after a story.

A headline there carries a later date than the story it hangs on and must
neither date it nor be coded.
"""

from __future__ import annotations

import re

from foedus.documents.bylines import byline_of
from foedus.documents.dates import dates_in
from foedus.documents.lines import Line, Page
from foedus.documents.words import words

_TAG = re.compile(r"^\[(?:video|ảnh|infographic|photo|podcast|live|chùm ảnh|e-?magazine)\]", re.I)
_SHORT_DATE = re.compile(
    r"^(?:[-–•*]\s*)?(?:\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?|\d{1,2}:\d{2})\s*[|:–-]\s*\S"
)
_LINK = re.compile(r"^(?:>>|»|→|▶|►)\s*\S")
_LONGEST = 220
_CALL = 100
"""Characters up to which a question or an item with a bullet is a headline."""
_RUN = 4
"""Unheaded headlines in a row that make a list at the foot of a page."""
_MENU = 25
"""Characters below which the lines of a list are entries of a menu."""


def mark_sidebars(page: Page) -> None:
    """Label headed lists, doubled headlines with their first words, and lists at the foot."""
    for index, line in enumerate(page.lines):
        if _LINK.match(line.text) and not line.prose:
            page.mark(index, "sidebar", "a link to another story")
        elif page.free(index) and _is_head(line):
            _mark_list(page, index)
        elif _names_one(line):
            page.mark(index, "sidebar", f"a link under '{line.text.partition(':')[0]}'")
    _mark_doubled(page)
    _mark_foot(page)
    _mark_gaps(page)


def is_dated_headline(line: Line) -> bool:
    """Whether a line is a date followed by a headline.

    >>> is_dated_headline(Line("Apr 30, 2025: Kyiv signs minerals deal", 0, 0))
    True
    """
    if _SHORT_DATE.match(line.text) and not line.prose:
        return True
    found = next(dates_in(line.text, 0, 40), None)
    rest = line.text[found.end :] if found else ""
    return bool(
        found
        and found.start <= 3
        and re.match(r"\s*[|:–—-]\s*\w", rest)
        and len(rest) > 15
        and not line.finished
    )


def _is_head(line: Line) -> bool:
    """A head of a list alone on its line, or before a colon and a topic."""
    heads = words("sidebar_heads")
    name, colon, topic = line.text.partition(":")
    named = bool(colon) and name.strip("*_#• ").casefold() in heads and len(topic) < 60
    return line.bare in heads or (named and not line.finished)


def _names_one(line: Line) -> bool:
    """A word such as 'Related' with one headline after its colon."""
    name, colon, topic = line.text.partition(":")
    named = name.strip("*_#• [(").casefold() in words("sidebar_heads")
    return bool(colon) and named and 10 < len(topic) < _LONGEST and not line.prose


def _is_item(page: Page, index: int) -> bool:
    line = page.lines[index]
    if is_dated_headline(line) or _TAG.match(line.text) or line.cut_off:
        return True
    if any(found.end - found.start > len(line.text) - 14 for found in dates_in(line.text)):
        return False  # a date alone is the dateline of a story
    if _describes(page, index) or _doubles(line):
        return True
    call = len(line.text) < _CALL and (line.bullet or line.text[-1] in "?!")
    return call or (len(line.text) < _LONGEST and not line.finished and line.text[-1] != ":")


def _doubles(line: Line) -> bool:
    """A headline printed twice on one line, as the text of a linked picture is."""
    half = len(line.text) // 2
    return len(line.text) > 30 and line.text[:half].strip() == line.text[half:].strip()


def _same(page: Page, index: int) -> bool:
    """Whether a line repeats the line before it."""
    return index > 0 and page.lines[index].bare == page.lines[index - 1].bare


def _describes(page: Page, index: int) -> bool:
    """Whether a line stands right under a doubled headline and is its first words."""
    return index >= 2 and _same(page, index - 1) and len(page.lines[index].text) < 300


def _mark_list(page: Page, head: int) -> None:
    end = head + 1
    while end < len(page.lines) and page.free(end) and _is_item(page, end):
        end += 1
    end = _give_back_title(page, head, end)
    if end > head + 1 or _names_one(page.lines[head]):
        for index in range(head, end):
            page.mark(index, "sidebar", f"in the list under '{page.lines[head].text[:40]}'")


def _give_back_title(page: Page, head: int, end: int) -> int:
    """The line before a story's first paragraph is its title, not the list's last item."""
    last = end - 1
    if last <= head + 1 or end == len(page.lines) or is_dated_headline(page.lines[last]):
        return end
    if not page.lines[end].finished and not any(dates_in(page.lines[end].text)):
        return end
    if _doubles(page.lines[last]) or page.lines[last].cut_off or page.lines[last].bullet:
        return end
    above = not any(line.prose for line in page.lines[:head])
    spaced = page.lines[last].gap > 0 and not any(page.lines[i].gap for i in range(head + 1, last))
    return last if above or spaced else end


def _mark_doubled(page: Page) -> None:
    """Pairs of equal lines after the first paragraph, each with the line under it."""
    start = page.first_prose()
    for index in range(start + 1, len(page.lines)):
        if _same(page, index) and len(page.lines[index].text) > 10:
            for near in (index - 1, index):
                page.mark(near, "sidebar", "a headline printed twice in a row")
            if index + 1 < len(page.lines) and _describes(page, index + 1):
                page.mark(index + 1, "sidebar", "the first words of a linked story")


def _mark_foot(page: Page) -> None:
    """Unfinished lines in a row after the last paragraph."""
    last = max((i for i, ln in enumerate(page.lines) if ln.prose and page.free(i)), default=-1)
    foot = [
        i for i in range(last + 1, len(page.lines)) if page.free(i) and _unfinished(page.lines[i])
    ]
    _mark_dated(page, last)
    if last >= 0 and len(foot) >= _RUN:
        short = sum(len(page.lines[i].text) for i in foot) < _MENU * len(foot)
        for index in foot:
            if short:
                page.mark(index, "boilerplate", "a menu at the foot of the page")
            else:
                page.mark(index, "sidebar", "in a list of headlines at the foot of the page")


def _mark_dated(page: Page, last: int) -> None:
    """Two dated headlines in a row after the last paragraph, and the short line over them."""
    for index in range(last + 1, len(page.lines) - 1):
        if is_dated_headline(page.lines[index]) and is_dated_headline(page.lines[index + 1]):
            over = index - 1
            if over > last and _unfinished(page.lines[over]) and len(page.lines[over].text) < 40:
                page.mark(over, "sidebar", "the head of dated headlines")
            for spot in (index, index + 1):
                page.mark(spot, "sidebar", "dated headlines in a row")


def _unfinished(line: Line) -> bool:
    return not line.finished and len(line.text) < _LONGEST and not byline_of(line)


def _mark_gaps(page: Page) -> None:
    """A short line between two lines of a list belongs to the list."""
    kinds = [label.kind if label else "" for label in page.labels]
    for index in range(1, len(page.lines) - 1):
        line = page.lines[index]
        short = len(line.text) < _LONGEST and not line.prose and not byline_of(line)
        if page.free(index) and short and kinds[index - 1] == kinds[index + 1] == "sidebar":
            page.mark(index, "sidebar", "between two headlines of a list")
