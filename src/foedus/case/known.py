"""A case as it was known on a day: coded rows dated later are left out for good.

What a case states and does not date stays: priors, equations, scenarios, policies, the calendar
of terms of office, which a law fixes in advance.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from foedus.case.evidence_records import Evidence
from foedus.case.records import Case, Clamp


def known_on(case: Case, day: date) -> Case:
    """The case as known at the end of `day`; its data cut is then that day.

    Rows of levers, history and opinions of later days go, and so do claims and documents published
    later; `Case.later` counts them by file. A case whose data end by then is handed back as it is.

    >>> from foedus.case.load import load_case
    >>> then = known_on(load_case("us-alliances"), date(2025, 3, 1))
    >>> max(change.start for change in then.lever_history).isoformat()
    '2025-02-12'
    """
    if day >= case.data_cut:
        return case
    levers = tuple(c for c in case.lever_history if c.start <= day)
    history = tuple(_open_ended(c, day) for c in case.history if c.start <= day)
    evidence = _evidence(case.evidence, day)
    later = {
        "lever_history.csv": len(case.lever_history) - len(levers),
        "history.csv": len(case.history) - len(history),
        "documents.csv": len(case.evidence.documents) - len(evidence.documents),
        "evidence.csv": len(case.evidence.claims) - len(evidence.claims),
        "opinions.csv": len(case.evidence.opinions) - len(evidence.opinions),
    }
    return replace(
        case,
        data_cut=day,
        lever_history=levers,
        history=history,
        evidence=evidence,
        known_on=day,
        later=later,
    )


def columns_later(case: Case, terms: Iterable[str]) -> tuple[str, ...]:
    """Those of some terms of office that begin after the data of a case end: a column of levers
    coded for one of them is hindsight."""
    return tuple(term for term in terms if term and case.terms[term].start > case.data_cut)


def _open_ended(clamp: Clamp, day: date) -> Clamp:
    """A row that a later one would end stands open: nobody knew of that end."""
    return replace(clamp, end=None) if clamp.end and clamp.end > day else clamp


def _evidence(evidence: Evidence, day: date) -> Evidence:
    documents, claims, opinions = evidence.documents, evidence.claims, evidence.opinions
    return replace(
        evidence,
        # a register has no day of its own: its records have
        documents={k: d for k, d in documents.items() if d.published is None or d.published <= day},
        claims={k: c for k, c in claims.items() if c.published <= day},
        opinions={k: o for k, o in opinions.items() if o.published <= day},
    )
