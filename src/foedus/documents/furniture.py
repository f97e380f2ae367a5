"""Page furniture: mastheads, menus, hashtags, notices, running heads, repeated titles."""

from __future__ import annotations

import re
from collections import Counter

from foedus.documents.bylines import byline_of
from foedus.documents.dates import dates_in
from foedus.documents.lines import Line, Page
from foedus.documents.words import words

_HASHTAG = re.compile(r"#\w")
_IMAGE = re.compile(r"^!\[[^\]]*\]\([^)]*\)[\s|]*$")
_RULE = re.compile(
    r"^[\W\d_]{1,12}$|^\[[\w-]+\]$|^(?:trang|page)\s+\d+(?:\s*(?:/|of)\s*\d+)?$", re.I
)
_CRUMBS = re.compile(r"\s[|·•›»/>]\s|\s—\s")
_BARS = re.compile(r"\s[|·•]\s")
_PAGE_HEAD = re.compile(r"^\d{1,4}\s+\D{5,60}$|^\D{5,60}\s+\d{1,4}$")
_TAGS = re.compile(r"^(?:topics?|tags?|chủ đề|từ khóa|filed under)\s*:", re.IGNORECASE)
_COUNTED = re.compile(r"^(?:ý kiến|bình luận|comments?)\s*\(\d+\)$", re.IGNORECASE)
_NOTE = re.compile(r"^[¹²³⁴⁵⁶⁷⁸⁹†‡]\s?\w|^\*(?:Tác giả liên hệ|Corresponding)", re.IGNORECASE)
_FIGURE = re.compile(r"^(?:Hình|Bảng|Biểu đồ|Sơ đồ|Figure|Fig\.|Table|Chart) \d+\s?[.:]", re.I)
_DIGITS = re.compile(r"\d+")
_LONGEST = 200
"""A notice is a line, not a paragraph: 200 characters is twice the longest seen in short form."""
_HEAD = 6
"""A masthead stands among the first lines."""
_SERIES = re.compile(r"\b(?:số|no\.|vol\.|volume|issue|tập|kỳ)\s*\d", re.IGNORECASE)
_MENU_RUN, _MENU_WORD = 3, 25
"""Lines in a row, and characters of each, that make a menu above the title."""


def mark_notices(page: Page) -> None:
    """Label lines that say of themselves that no author wrote them."""
    for index, line in enumerate(page.lines):
        reason = _reason(line)
        if reason:
            page.mark(index, "boilerplate", reason)


def mark_furniture(page: Page) -> None:
    """Label what the place on the page betrays: mastheads, menus, running heads, repeats."""
    _mark_repeats(page)
    for index in range(len(page.lines)):
        reason = _masthead(page, index) if index < _HEAD else ""
        if not reason and _running_head(page, index):
            reason = "a running head"
        if reason:
            page.mark(index, "boilerplate", reason)
    _mark_head_menu(page)
    _mark_between(page)


def _mark_head_menu(page: Page) -> None:
    """Very short lines in a row before anything else, without a gap between them."""
    end = 0
    while end < len(page.lines) and len(page.lines[end].text) < _MENU_WORD:
        line, label = page.lines[end], page.labels[end]
        if label and label.kind != "boilerplate":
            break
        if line.finished or (end and line.gap) or any(dates_in(line.text)):
            break
        end += 1
    if end >= _MENU_RUN:
        for index in range(end):
            page.mark(index, "boilerplate", "a menu above the title")


def _mark_between(page: Page) -> None:
    """A short line between two notices at the foot is a notice too."""
    last = max((i for i, line in enumerate(page.lines) if line.prose and page.free(i)), default=-1)
    if last < 0:
        return
    for index in range(last + 1, len(page.lines) - 1):
        near = page.labels[index - 1], page.labels[index + 1]
        notices = all(label is not None and label.kind == "boilerplate" for label in near)
        if notices and not byline_of(page.lines[index]) and len(page.lines[index].text) < 80:
            page.mark(index, "boilerplate", "between two notices")


def _reason(line: Line) -> str:
    bare = line.text.strip("*_ ")
    tags = len(_HASHTAG.findall(bare))
    if tags and tags * 2 >= len(bare.split()):
        return "hashtags"
    if _IMAGE.match(line.text):
        return "an image without words"
    if _RULE.match(bare):
        return "a rule, a counter or a page number"
    if _NOTE.match(line.text):
        return "a note on an author"
    if _FIGURE.match(line.text) and len(line.text) < _LONGEST:
        return "the legend of a figure or table"
    if len(_BARS.findall(bare)) >= 2 and len(bare) < _LONGEST and not line.finished:
        return "" if _is_item(line) else "a menu between bars"
    return _notice(line) if len(line.text) < _LONGEST else ""


def _notice(line: Line) -> str:
    low = line.text.casefold().strip("*_ ")
    phrase = next((p for p in words("boilerplate_phrases") if p in low), "")
    if phrase:
        return f"a notice: '{phrase}'"
    if _TAGS.match(low) or _COUNTED.match(line.bare) or line.bare in words("furniture_lines"):
        return "a button, tag or counter of the page"
    follows = any(low.startswith(p) for p in words("follow_phrases"))
    return "asks to follow the publisher" if follows and not line.finished else ""


def _masthead(page: Page, index: int) -> str:
    """A name of paper and section above the title: parted by bars, or capitals in a first line."""
    line = page.lines[index]
    if line.finished or any(page.lines[i].prose for i in range(index)):
        return ""
    if len(line.text) < _LONGEST and len(_CRUMBS.findall(line.text)) >= 1:
        return "" if _is_item(line) else "a masthead or menu"
    if index < 3 and len(line.text) < 40 and _SERIES.match(line.text):
        return "the issue of the publication"
    if index == 1 and not page.free(0) and len(line.text.split()) <= 2 and _under(page):
        return "the name of a section"
    if index == 0 and len(line.text) < 70 and _first_line_names_a_paper(page):
        return "the name of the publication"
    return ""


def _under(page: Page) -> bool:
    """Whether the second line is followed by one that reads as a title."""
    return len(page.lines) > 2 and len(page.lines[2].text) > 20 and not page.lines[2].finished


def _first_line_names_a_paper(page: Page) -> bool:
    """Capitals, or a section or issue or date after a dash, above a line that reads as a title."""
    line = page.lines[0].text
    if len(page.lines) < 3 or page.lines[1].prose:
        return False
    if _SERIES.search(line) or (" - " in line and any(dates_in(line))):
        return True
    tail = line.rpartition(" - ")
    label = bool(tail[0]) and tail[0].isupper() and len(tail[2].split()) <= 3
    return label or (line.isupper() and len(line.split()) <= 5 and page.lines[1].gap == 0)


def _is_item(line: Line) -> bool:
    """A dated headline, which belongs to a list."""
    first = next(dates_in(line.text), None)
    return first is not None and first.start <= 2 and len(line.text) > first.end + 15


def _running_head(page: Page, index: int) -> bool:
    """A short line in capitals with a page number, where a sentence breaks off and goes on."""
    if not 0 < index < len(page.lines) - 1:
        return False
    before, line, after = page.lines[index - 1 : index + 2]
    if line.text.isupper() and _PAGE_HEAD.match(line.text) and before.prose:
        return True
    broken = not before.finished and after.text[:1].islower() and len(before.text) > 40
    return (
        broken and len(line.text) < 100 and (line.text.isupper() or bool(_DIGITS.search(line.text)))
    )


def _mark_repeats(page: Page) -> None:
    """A title printed twice keeps the copy nearer to its story; a running head keeps none."""
    bare = [_DIGITS.sub("#", line.bare) for line in page.lines]
    count = Counter(b for b in bare if len(b) > 12)
    start = page.first_prose()
    for index, line in enumerate(page.lines):
        if count[bare[index]] >= 3 and len(line.text) < 100 and line.text.isupper():
            page.mark(index, "boilerplate", "a running head: it stands on several pages")
        elif count[bare[index]] == 2 and index < start + 8 and not line.prose:
            _mark_second_title(page, bare, index)


def _mark_second_title(page: Page, bare: list[str], index: int) -> None:
    if index != bare.index(bare[index]) or index > 1:
        return
    other = bare.index(bare[index], index + 1)
    adjacent = other == index + 1
    if other < page.first_prose() + 8:
        page.mark(index if adjacent else other, "boilerplate", "the title printed twice")
