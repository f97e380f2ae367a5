"""Time expressions by a small grammar, each with the precision that its words state.

Relative dates ("hôm qua", "last Tuesday", "tháng 9 năm ngoái") are resolved
against the date of the segment or document. Where there is none they stay
unresolved: today's date is never used. A month or day without a year takes the
year nearest to that date, the past before the future.
"""

from __future__ import annotations

import re
import string
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import ahocorasick

from foedus.claims import date_counts, date_days, date_months, date_periods, date_terms
from foedus.claims.date_grammar import Clock, Reader, Rule
from foedus.documents.records import Period

_RULES = (
    *date_days.RULES,
    *date_counts.RULES,
    *date_months.RULES,
    *date_periods.RULES,
    *date_terms.RULES,
)


def _numbered() -> tuple[ahocorasick.Automaton[int], list[tuple[int, Rule]]]:
    """All hints in one automaton, each with the bits of its groups; the bits each rule needs."""
    bits = {group: 1 << n for n, group in enumerate({g: 0 for r in _RULES for g in r.hints})}
    values: defaultdict[str, int] = defaultdict(int)
    for group, bit in bits.items():
        for hint in group:
            for digit in string.digits if "#" in hint else "0":
                values[hint.replace("#", digit)] |= bit
    automaton: ahocorasick.Automaton[int] = ahocorasick.Automaton()
    for written, mask in values.items():
        automaton.add_word(written, mask)
    automaton.make_automaton()
    return automaton, [(sum(bits[g] for g in set(rule.hints)), rule) for rule in _RULES]


_AUTOMATON, _GRAMMAR = _numbered()
_WEEKDAY = re.compile(r"^\D*(?:day|thứ \w+|chủ nhật)\D*$", re.IGNORECASE)
_BESIDE = re.compile(r",? ?\(?(?:the |on |ngày |hôm )?")
_TO = re.compile(r"(?: ?[–-] ?| (?:to|until|through|đến|tới|đến hết) )(?:ngày |hôm )?")
_AND = re.compile(r",? (?:and|và) (?:on )?")
_COMPARED = re.compile(
    r"\b(?:(?:similar to|just as|as in|like|unlike|than|compared (?:with|to)|tương tự|giống|khác|"
    r"so với)\b[^,;:.()]{0,48}|như (?:hồi |vào |trong |của )?)(?<!\w)$",
    re.IGNORECASE,
)
"""A time that something is only compared with: "like France in 1966"."""
_RECORD = re.compile(
    r"\b(?:first|highest|lowest|largest|biggest|most|worst|no|none|lần đầu|lần đầu tiên|cao nhất|"
    r"thấp nhất|lớn nhất|mạnh nhất)\b[^,;.:]{0,32}$",
    re.IGNORECASE,
)
_SINCE = re.compile(r"(?:kể )?(?:since|từ)\b", re.IGNORECASE)
"""A time since which nothing like it was: "the first talks since 2022", "lần đầu kể từ 2022"."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A time expression and what it means."""

    start: int
    end: int
    period: Period


def dates_in(text: str, start: int, end: int, clock: Clock) -> list[Dated]:
    """Time expressions of ``text[start:end]``, left to right; the clock remembers the last.

    >>> from datetime import date
    >>> clock = Clock(today=date(2025, 10, 3))
    >>> [d.period.precision for d in dates_in("in the third quarter of 2025", 0, 28, clock)]
    ['quarter']
    >>> dates_in("thứ Năm tuần trước", 0, 18, clock)[0].period.start
    datetime.date(2025, 9, 25)
    """
    found: list[Dated] = []
    last = start
    for match, read in _candidates(text, start, end):
        if match.start() < last or _only_compared(text, start, match):
            continue
        period = read(match, clock)
        if period is not None:
            found.append(Dated(match.start(), match.end(), period))
            last = match.end()
            clock.heard(period)
    return _joined(text, found)


def _only_compared(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether a time is not that of what is told, but what it is measured against."""
    before = text[max(start, match.start() - 8) : match.end()]
    since = _SINCE.search(before)
    at = match.start() - 8 + since.start() if since else 0
    return bool(
        _COMPARED.search(text, start, match.start())
        or (since and _RECORD.search(text, start, max(start, at)))
    )


def _joined(text: str, found: Sequence[Dated]) -> list[Dated]:
    """Two expressions that make one: "Monday to Friday", "Tuesday, March 11"."""
    made: list[Dated] = []
    for each in found:
        last = made[-1] if made else None
        one = last and _one(text[last.start : last.end], text[last.end : each.start], last, each)
        if last and one:
            made[-1] = Dated(last.start, each.end, one)
        else:
            made.append(each)
    return made


def _one(named: str, gap: str, first: Dated, second: Dated) -> Period | None:
    """The time of two neighbours together, or None where they are two times."""
    a, b = first.period, second.period
    if a.precision != b.precision or a.precision == "term":
        return None
    if a.precision == "day" and _WEEKDAY.search(named) and _BESIDE.fullmatch(gap):
        return b
    after = (b.start - a.end).days
    if after > 0 and (_TO.fullmatch(gap) or (after == 1 and _AND.fullmatch(gap))):
        return Period(a.start, b.end, a.precision)
    return None


def _candidates(text: str, start: int, end: int) -> list[tuple[re.Match[str], Reader]]:
    """What the rules match, leftmost first, of those the longest first."""
    standing = 0
    for _, groups in _AUTOMATON.iter(text[start:end].lower()):
        standing |= groups
    spans = [
        (m.start(), -m.end(), rank, m, rule.read)
        for rank, (needed, rule) in enumerate(_GRAMMAR)
        if needed & standing == needed
        for m in rule.pattern.finditer(text, start, end)
    ]
    spans.sort(key=lambda span: span[:3])
    return [(match, read) for *_, match, read in spans]
