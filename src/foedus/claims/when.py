"""Which date a claim has: its clause's own, its sentence's, its heading's, or none.

An undated claim of a dated document has no date, except what goes on
now or is being weighed now. A text without any date of its own takes the
administration that it spoke of last.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from foedus.claims.date_grammar import Clock
from foedus.claims.date_relations import leaves, repeats
from foedus.claims.date_scope import Timed, apart, behind, framing, is_deadline, own
from foedus.claims.dates import Dated
from foedus.claims.headings import heading, tells_scenario
from foedus.claims.setting import Meant
from foedus.claims.tense import goes_on_now, is_perfect
from foedus.claims.trigger import Trigger
from foedus.documents.records import Period

_UNDER = ("dưới thời", "under ", "thời ", "nhiệm kỳ")
_COMPARED = re.compile(r"\b(?:so với|khác với|thay vì|unlike|than|compared with)\b", re.IGNORECASE)
_TOPIC = 80
"""A term this near to the start of a sentence is what the sentence is about."""
_PRESIDENTS = re.compile(r"obama|trump|biden")
_PLUPERFECT = re.compile(r"\bhad (?:\w+ )?$|\btừng $", re.IGNORECASE)
_SCHEDULED = frozenset({"CONSULT", "COOPERATE"})
_GONE = 31
"""Days from which a time is gone by."""


@dataclass(slots=True)
class Dating:
    """The clock of a segment, its own date and the heading in force."""

    clock: Clock
    published: Period | None
    heading: Period | None = None
    term: Period | None = None
    scenario: bool = False
    scholarly: bool = False
    """Whether the text tells of periods, not of the day: it has an abstract or references."""
    caption: bool = False
    """Whether the text is that of a picture, whose one date dates all it says."""
    as_of: Period | None = None
    """In a text without a date, the time that it says it was written at ("as of April 2025")."""
    known: dict[str, Period] = field(default_factory=dict)
    """The administration last named for each president."""

    def of(self, sentence: Timed, n: int, trigger: Trigger, text: str) -> Period | None:
        """The date that the text gives clause `n`, or that of its heading."""
        inside, tail = own(sentence, n, trigger), behind(sentence, n, trigger, text)
        now = not inside and goes_on_now(sentence.clauses[n], trigger, text)
        dated = self.published and self.published.precision == "day"
        if now and (dated or not self._open()):
            return self.heading or self.published
        before = [] if is_perfect(trigger, text) else framing(sentence, n, trigger, text)
        if trigger.part.shape == "s":  # a simple present is not of a time gone by
            before = [d for d in before if not self._past(d.period)]
        if now:  # in a text without a day, one that the sentence names, else its own present
            before = [d for d in before if d.period.precision in ("day", "month")]
            return before[-1].period if before else self.heading or self.as_of or self.term
        ordered = [*inside, *reversed(before)]
        tail = list(sentence.dated) if self.caption else tail
        best = [d for d in ordered if d.period.precision != "term"][:1] or ordered[:1] or tail[:1]
        if best:
            return best[0].period
        return (
            None
            if _PLUPERFECT.search(text[max(0, trigger.part.start - 16) : trigger.part.start])
            else self.heading
        )

    def settled(
        self, when: Period | None, sentence: Timed, n: int, trigger: Trigger, how: Meant, text: str
    ) -> Period | None:
        """The date of a claim, once its modality is known.

        An announcement has the day of announcing, not the one ahead, unless it is a meeting or a
        drill that is told as coming; a forecast only a date of its own clause or one ahead.
        """
        clause, dated = sentence.clauses[n], sentence.dated
        scheduled = how.cue == "a date ahead" and trigger.act.action in _SCHEDULED
        if how.modality == "announced" and not scheduled:
            later = [d.period for d in dated if d.start >= clause.end]
            days = [day for day in later if day.precision == "day"]
            if when is None and days:
                return days[0]
            if self.clock.today is None and is_deadline(own(sentence, n, trigger), text):
                return None
            if self.heading and when and when.precision == "year" and self._lasts(when):
                return self.heading
            if self.ahead(when) and when and when.precision != "day":
                past = [d.period for d in dated if not self.ahead(d.period)]
                return past[0] if past else self.heading
        outlook = how.modality in ("forecast", "hypothetical")
        near = own(sentence, n, trigger) or behind(sentence, n, trigger, text)
        if outlook and not near and not self.ahead(when):
            when = None
        own_time = n > 0 and clause.opened != "rel" and apart(clause, dated, text)
        told = self.scenario or not (outlook or own_time)
        if when is None and self._open() and told:
            return self.term
        return when

    def paragraph(self, text: str, start: int, end: int) -> None:
        """Note at the start of a paragraph whether it tells a scenario."""
        if start == 0 or text[start - 1] == "\n":
            self.scenario = tells_scenario(text, start, end)

    def heard(self, text: str, start: int, dated: Sequence[Dated]) -> list[Dated]:
        """What counts of the time expressions of a sentence; the administration it is about.

        In a dated text "the Biden administration" names an actor, not a time, unless the
        words say so ("under Biden", "dưới thời").
        """
        kept: list[Dated] = []
        for each in dated:
            if kept and repeats(each, kept[-1]):
                continue
            if self.term and leaves(each.period, self.term):
                self.term = None
            if each.period.precision == "term":
                said = text[each.start : each.end].lower()
                if not self._open() and not said.startswith(_UNDER):
                    continue
                compared = _COMPARED.search(text, start, each.start)
                if not compared and each.start - start < _TOPIC:
                    self.term = each.period
                for name in _PRESIDENTS.findall(said):
                    self.known[name] = each.period
            kept.append(each)
        return kept

    def turn_to(self, sentence: str) -> None:
        """In an undated text a sentence on a president is about the term last named for him."""
        opening = sentence[:_TOPIC]
        names = _PRESIDENTS.findall(opening.lower())
        if self._open() and names and not _COMPARED.search(opening) and names[0] in self.known:
            self.term = self.known[names[0]]
            self.clock.heard(self.term)

    def _open(self) -> bool:
        known = self.published
        return self.scholarly or known is None or known.precision in ("year", "quarter")

    def person_day(self, dated: Sequence[Dated]) -> date | None:
        """The day on which offices are looked up."""
        exact = [d.period.start for d in dated if d.period.precision in ("day", "month")]
        if exact:
            return exact[0]
        if dated:
            middle = dated[0].period
            return middle.start + (middle.end - middle.start) / 2
        if self.heading:
            return self.heading.start
        return self.clock.today

    def announced_for(self, sentence: Timed, n: int, trigger: Trigger) -> bool:
        """Whether a clause itself names a date that lies ahead."""
        return any(self.ahead(d.period) for d in own(sentence, n, trigger))

    def scheduled(self, sentence: Timed, n: int, trigger: Trigger, text: str) -> bool:
        """Whether the sentence names the day or month ahead on which clause `n` comes true."""
        told = (*own(sentence, n, trigger), *framing(sentence, n, trigger, text))
        return any(self.ahead(d.period) and d.period.precision in ("day", "month") for d in told)

    def ahead(self, when: Period | None) -> bool:
        """Whether a date lies behind that of the document."""
        return bool(when and self.clock.today and when.start > self.clock.today)

    def _lasts(self, when: Period) -> bool:
        """Whether a time that has begun is not over yet: "this year"."""
        return bool(self.clock.today and when.start <= self.clock.today <= when.end)

    def _past(self, when: Period) -> bool:
        """Whether a date lies well before that of the document."""
        return bool(self.clock.today and (self.clock.today - when.end).days > _GONE)


def heading_of(text: str, start: int, end: int, dating: Dating) -> int:
    """Note the date that heads an entry, if any; where the sentence proper begins."""
    if start and text[start - 1] != "\n":
        return start
    dating.heading, begins = heading(text, start, end, dating.clock)
    return begins
