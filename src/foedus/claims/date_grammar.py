"""What a rule for a time expression is, and the clock that it is read by."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from foedus.documents.records import Period

_AHEAD = 2
"""Months ahead that a month without a year may lie; farther ahead, last year's is meant."""
_BACKGROUND = 8
"""Years back from which a year is background: "we had 50,000 in 1999" moves no text."""
YEAR = r"(?:19|20)\d\d"
FEW = r"(?<!vài )(?<!những )(?<!nhiều )(?<!mấy )(?<!các )(?<!\d )(?<!hai )(?<!ba )(?<!sáu )"
"""Not behind a count: "vài tháng tới" are months, "tháng tới" is one."""
OF_YEAR = "năm ngoái|năm trước|năm nay|năm này|năm sau|năm tới|cùng năm|năm đó|năm ấy"
_BACK = frozenset({"năm ngoái", "năm trước", "last"})
_SAME = frozenset({"cùng năm", "năm đó", "năm ấy"})
_AFTER = frozenset({"năm sau", "năm tới", "next"})


@dataclass(slots=True)
class Clock:
    """What relative expressions are resolved against.

    Parameters
    ----------
    today : the date of the segment or document; None where it has none.
    year : the year that the text spoke of last; used where `today` is None.
    last : the date that the text spoke of last ("two weeks later", "cùng năm").
    last_day : the day that it spoke of last ("that day", "cùng ngày").
    """

    today: date | None = None
    year: int | None = None
    last: Period | None = None
    last_day: Period | None = None

    @classmethod
    def at(cls, known: Period | None) -> Clock:
        """A clock at the date of a segment or document; None where it has none."""
        return cls(known.end if known else None)

    def year_for(self, month: int, day: int = 1, *, coming: bool = False) -> int | None:
        """The year of a month (and day) given without one: the nearest, past before future.

        Parameters
        ----------
        coming : the words before tell of the future: in December, "will meet on 7 January".
        """
        if self.today is None:
            return self.year
        ahead = month - self.today.month
        if coming and ahead + 12 <= _AHEAD:
            return self.today.year + 1
        if ahead == 0 and day > self.today.day + 10:
            return self.today.year
        return self.today.year - (ahead > _AHEAD)

    def heard(self, period: Period) -> None:
        """Note what the text speaks of."""
        self.last = period
        if period.precision == "day":
            self.last_day = period
        inside = self.year and period.start.year <= self.year < period.end.year
        background = self.year and period.start.year < self.year - _BACKGROUND
        if not (background and period.precision == "year") and (
            period.precision != "term" or not inside
        ):
            self.year = period.start.year


_COMING = re.compile(
    r"\b(?:will|would|shall|(?:is|are|was|were) (?:due |set |scheduled )?to|planned|scheduled|sẽ|"
    r"sắp|dự kiến|dự định)\b[^.;:\n]{0,100}$",
    re.IGNORECASE,
)


def coming(match: re.Match[str]) -> bool:
    """Whether the words before a time expression tell of the future."""
    return _COMING.search(match.string, max(0, match.start() - 120), match.start()) is not None


def year_named(named: str | None, clock: Clock) -> int | None:
    """The year that words name: of the text, of the year last spoken of."""
    word = (named or "").lower()
    if word in _SAME:
        return clock.year
    if clock.today is None:
        return None
    return clock.today.year - (word in _BACK) + (word in _AFTER)


Reader = Callable[[re.Match[str], Clock], Period | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and what it means; tried only where its hints stand.

    Parameters
    ----------
    hints : groups of lower-case strings, one of each group needed; "#" in one stands for a digit.
    """

    hints: tuple[tuple[str, ...], ...]
    pattern: re.Pattern[str]
    read: Reader


def adder(rules: list[Rule]) -> Callable[[str, str], Callable[[Reader], Reader]]:
    """A decorator that adds a reader to a list of rules, by hints and pattern.

    Hints are parted by "|", groups of them by "&".
    """

    def rule(hints: str, pattern: str) -> Callable[[Reader], Reader]:
        def add(reader: Reader) -> Reader:
            compiled = re.compile(pattern, re.IGNORECASE)
            rules.append(
                Rule(tuple(tuple(group.split("|")) for group in hints.split("&")), compiled, reader)
            )
            return reader

        return add

    return rule
