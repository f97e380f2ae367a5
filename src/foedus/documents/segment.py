"""A text as segments: main, rewrite, teaser, caption, sidebar, boilerplate, abstract, references.

Rules look at lines, in a fixed order, and the first that answers is kept with
its reason. A trained labeller was set aside: a rule can be shown to a reader
(`foedus read --explain`), and pages change faster than training sets.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from foedus.documents.captions import mark_captions
from foedus.documents.dates import dates_in
from foedus.documents.furniture import mark_furniture, mark_notices
from foedus.documents.lines import Label, Page
from foedus.documents.records import Segment
from foedus.documents.scholarly import mark_abstracts, mark_references
from foedus.documents.sidebars import mark_sidebars
from foedus.documents.teasers import mark_teasers
from foedus.documents.twice import mark_rewrite, mark_summary

RULES = (
    mark_references,
    mark_abstracts,
    mark_summary,
    mark_captions,
    mark_notices,
    mark_sidebars,
    mark_furniture,
    mark_rewrite,
    mark_teasers,
)
"""In order: what is told by a heading first, what is told by the rest of the page last."""


def segment(text: str) -> list[Segment]:
    """Segments in order of place; they never overlap, and white space belongs to none.

    >>> [s.kind for s in segment("A | B\\n\\nIt rained on Monday.\\n\\n#rain #news")]
    ['boilerplate', 'main', 'boilerplate']
    """
    page = Page.of(text)
    for rule in RULES:
        rule(page)
    return _numbered(page, list(_merged(page)))


def _labels(page: Page) -> Iterator[Label]:
    """Labels of every visible character: what a rule left of a line is furniture around it."""
    for line, label in zip(page.lines, page.labels, strict=True):
        if label is None:
            yield Label("main", "no rule says otherwise", line.start, line.end)
            continue
        if label.start > line.start:
            yield Label("boilerplate", "marks around a caption", line.start, label.start)
        yield label
        if label.end < line.end:
            yield Label("boilerplate", "the credit of a picture", label.end, line.end)


def _merged(page: Page) -> Iterator[Label]:
    """Neighbours of one kind as one; items of short news and captions stay apart."""
    last: Label | None = None
    for label in _labels(page):
        alone = label.kind in ("teaser", "caption")
        if last and last.kind == label.kind and not alone:
            last = replace(last, end=label.end)
            continue
        if last:
            yield last
        last = label
    if last:
        yield last


def _numbered(page: Page, labels: list[Label]) -> list[Segment]:
    """Segments with the number of the one they paraphrase and the date of their own."""
    found = []
    for label in labels:
        twin = page.lines[label.twin].start if label.twin is not None else None
        original = next(
            (i for i, x in enumerate(labels) if twin is not None and x.start <= twin < x.end), None
        )
        own = label.kind in ("teaser", "caption")
        first = next(dates_in(page.text, label.start, label.end), None) if own else None
        found.append(
            Segment(
                label.kind,
                label.start,
                label.end,
                label.reason,
                first.period if first else None,
                original,
            )
        )
    return found
