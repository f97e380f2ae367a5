"""How numbers and dates are written, in both languages.

A probability has three places and no leading zero in English (``.703``), a
decimal comma in Vietnamese (``0,703``). Fewer digits would hide differences
between policies, more would pretend.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

from foedus.ensemble.result import Estimate

MINUS = "\N{MINUS SIGN}"
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Numbers:
    """Number formats of one language.

    >>> Numbers("en").estimate(Estimate(0.7031, 0.41, 0.913, 0.0123))
    '.703 [.41, .91] ±.012'
    >>> Numbers("vi").estimate(Estimate(0.7031, 0.41, 0.913, 0.0123))
    '0,703 [0,41; 0,91] ±0,012'
    """

    lang: str

    def fixed(self, x: float, places: int, *, bare: bool = False) -> str:
        """A number with so many places; `bare` drops the zero before an English point.

        >>> Numbers("en").fixed(-0.25, 2, bare=True), Numbers("vi").fixed(-0.25, 2)
        ('−.25', '−0,25')
        """
        if not math.isfinite(x):
            return "–"
        text = f"{abs(x):.{places}f}"
        sign = MINUS if x < 0 and float(text) != 0 else ""
        if self.lang == "vi":
            return sign + text.replace(".", ",")
        return sign + (text.removeprefix("0") if bare and places else text)

    def probability(self, p: float, places: int = 3) -> str:
        """A probability; never rounded to 0 or 1 unless it is.

        >>> [Numbers("en").probability(p) for p in (0, 0.0002, 0.031, 0.9999, 1)]
        ['0', '<.001', '.031', '>.999', '1']
        """
        if not math.isfinite(p):
            return "–"
        if p in (0.0, 1.0):
            return f"{p:.0f}"
        smallest = 10.0**-places
        if abs(p) < smallest / 2:
            return "<" + self.fixed(smallest, places, bare=True)
        if 1 - smallest / 2 < p < 1:
            return ">" + self.fixed(1 - smallest, places, bare=True)
        return self.fixed(p, places, bare=True)

    def bound(self, p: float) -> str:
        """One end of an interval: two places, three below a hundredth.

        >>> Numbers("en").bound(0.914), Numbers("en").bound(0.0042)
        ('.91', '.004')
        """
        return self.probability(p, 2 if 0.0095 <= abs(p) <= 0.995 else 3)

    def interval(self, lo: float, hi: float, *, signed: bool = False) -> str:
        """``[.41, .91]``; a semicolon where the comma is the decimal mark.

        An end of a difference (`signed`) that rounds to nothing is written 0, whatever its sign.

        >>> Numbers("en").interval(-0.0002, 0.02, signed=True)
        '[0, .02]'
        """
        if signed:
            lo, hi = (0.0 if abs(end) < 0.0005 else end for end in (lo, hi))
        return self.between(self.bound(lo), self.bound(hi))

    def span(self, lo: float, hi: float) -> str:
        """An interval of quantities.

        >>> Numbers("en").span(-10.2, 1.566), Numbers("vi").span(56.1, 69.7)
        ('[−10.2, 1.57]', '[56,1; 69,7]')
        """
        return self.between(self.value(lo), self.value(hi))

    def between(self, lo: str, hi: str) -> str:
        """Two ends as written; a semicolon where the comma is the decimal mark."""
        return f"[{lo}{'; ' if self.lang == 'vi' else ', '}{hi}]"

    def estimate(self, e: Estimate) -> str:
        """Probability, 5-95 % interval over parameter draws, Monte-Carlo error."""
        return f"{self.probability(e.value)} {self.interval(e.lo, e.hi)} ±{self.error(e.mc_se)}"

    def difference(self, e: Estimate) -> str:
        """The same with a sign.

        >>> Numbers("en").difference(Estimate(-0.005, -0.02, 0.001, 0.0002))
        '−.005 [−.02, .001] ±<.001'
        """
        span = self.interval(e.lo, e.hi, signed=True)
        return f"{self.signed(e.value)} {span} ±{self.error(e.mc_se)}"

    def signed(self, x: float) -> str:
        """A difference of probabilities with its sign; ``0`` when it rounds to nothing."""
        if not math.isfinite(x):
            return "–"
        if abs(x) < 0.0005:
            return "0"
        return ("+" if x > 0 else "") + self.fixed(x, 3, bare=True)

    def error(self, se: float) -> str:
        """A standard error to three places."""
        return self.probability(se)

    def percent(self, share: float) -> str:
        """A share as a whole percentage.

        >>> Numbers("en").percent(0.834)
        '83 %'
        """
        return f"{self.fixed(100 * share, 0)} %" if math.isfinite(share) else "–"

    def value(self, x: float) -> str:
        """A quantity with about three significant digits.

        >>> [Numbers("en").value(x) for x in (67.9123, 2.556, 0.04, 131.2)]
        ['67.9', '2.56', '0.040', '131']
        """
        size = abs(x)
        places = 0 if size >= 100 else 1 if size >= 10 else 2 if size >= 0.1 or x == 0 else 3
        return self.fixed(x, places)

    def short(self, x: float) -> str:
        """A number as it was written: no digits added.

        >>> Numbers("en").short(0.85), Numbers("vi").short(2.56), Numbers("en").short(6.0)
        ('0.85', '2,56', '6')
        """
        return f"{x:g}".replace(".", "," if self.lang == "vi" else ".").replace("-", MINUS)

    def day(self, when: date) -> str:
        """A date in words, as the language writes it.

        >>> Numbers("en").day(date(2029, 1, 20)), Numbers("vi").day(date(2029, 1, 20))
        ('20 January 2029', '20/1/2029')
        """
        if self.lang == "vi":
            return f"{when.day}/{when.month}/{when.year}"
        return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def kept(text: str) -> str:
    """An estimate whose interval stays on one line when a narrow column breaks it."""
    return text.replace(", ", ",\xa0").replace("; ", ";\xa0")
