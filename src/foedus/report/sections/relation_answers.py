"""Four questions of the documents, answered in words with the figures of the run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from foedus.forecast.relations.acts import Acts, weighed
from foedus.forecast.relations.causes import (
    Push,
    centre,
    doubt,
    median_now,
    pushes,
    quantile_now,
    thaw,
)
from foedus.forecast.relations.records import Level, Relation
from foedus.forecast.relations.relation import Relations
from foedus.forecast.relations.tones import ACTS
from foedus.report.sections.drawing import Drawing
from foedus.report.sections.relation_words import level_text, signed_text, term_name

Answer = tuple[str, str]
"""Question and answer."""


def answers(drawing: Drawing, found: Relations) -> Iterator[Answer]:
    """The answers that the measures of the case allow."""
    for key, write in (
        ("russia", _russia),
        ("japan", _japan),
        ("nato_japan", _nato_japan),
        ("arms", _arms),
    ):
        text = write(drawing, found)
        if text:
            yield drawing.t(f"relations.{key}_question"), text


def _russia(drawing: Drawing, found: Relations) -> str:
    t, result = drawing.t, drawing.result
    tone = found.of("tone.shown[USA-RUS]")
    sides = _sides(tone)
    if tone is None or sides is None:
        return ""
    (old, before), (new, after), change = sides
    lo, hi = (quantile_now(result, "tone.shown", q, "USA-RUS") for q in (0.05, 0.95))
    acts = found.acts.get(("USA-RUS", "diplomacy"), {})
    counts = {x: acts[x].together if x in acts else 0 for x in (old, new)}
    parts = pushes(result, "USA-RUS")
    return t(
        "relations.russia_answer",
        moved=t(f"moved.{_moved(change)}"),
        old=term_name(drawing, old), before=level_text(drawing, before),
        new=term_name(drawing, new), after=level_text(drawing, after),
        change=level_text(drawing, change, signed=True),
        stands=t(f"stands.{_stands(lo, hi, median_now(result, 'tone.shown', 'USA-RUS'))}"),
        now=_span(drawing, median_now(result, "tone.shown", "USA-RUS"), lo, hi),
        acts_new=counts[new], acts_old=counts[old],
        when=_when(drawing, tone), last=_latest(drawing, acts.get(new)),
        votes=_two(drawing, found.of("structure:RUS-USA")),
        nato=signed_text(drawing, thaw(result, before.value, after.value)[1]),
        link=t.numbers.value(thaw(result, before.value, after.value)[0]),
        base=t.numbers.value(centre(result.case, "tone.zbar", "USA-RUS")),
        ups=_list(drawing, [p for p in parts if p.points > 0]),
        downs=_list(drawing, [p for p in parts if p.points < 0]),
        war=drawing.word("state", _war(drawing)),
        sanctions=_last(drawing, found.of("levers.u10")),
    )  # fmt: skip


def _japan(drawing: Drawing, found: Relations) -> str:
    t = drawing.t
    security, economy = found.of("tone.usa_jpn_security"), found.of("tone.usa_jpn_economy")
    troops = found.of("us_troops:JPN")
    if security is None or economy is None or troops is None:
        return ""
    new = list(security.levels)[-1]
    one, other = security.levels[new], economy.levels[new]
    acts = found.acts.get(("USA-JPN", "economy"), {}).get(new)
    coded = next((r for r in found.measures if _place(r) == ("USA-JPN", "economy", ACTS)), None)
    return t(
        "relations.japan_answer",
        new=term_name(drawing, new),
        security=level_text(drawing, one),
        economy=level_text(drawing, other),
        lags=t("relations.lags" if other.value < one.value else "relations.lags_not"),
        gap=t.numbers.value(one.value - other.value),
        drag=t.numbers.short(centre(drawing.result.case, "tone.drag")),
        troops=level_text(drawing, list(troops.levels.values())[-1]),
        troops_before=level_text(drawing, list(troops.levels.values())[-2]),
        together=acts.together if acts else 0,
        apart=acts.apart if acts else 0,
        tone=_two(drawing, coded),
        last=_latest(drawing, acts),
        steps=_last(drawing, found.of("tariffs:JPN")),
        sales=_two(drawing, found.of("arms_notifications:JPN")),
        unit=drawing.word("unit", "USD bn a year, 2024 prices"),
    )


def _nato_japan(drawing: Drawing, found: Relations) -> str:
    t, result = drawing.t, drawing.result
    tone = found.of("tone.shown[NATO-JPN]")
    sides = _sides(tone)
    if tone is None or sides is None:
        return ""
    (old, _), (new, after), change = sides
    parts = pushes(result, "NATO-JPN")
    threat = result.terms["threat.russia"].sel(quantile=0.5)
    rise = float(threat.sel(term=new) - threat.isel(term=0))
    return t(
        "relations.nato_japan_answer",
        new=term_name(drawing, new),
        old=term_name(drawing, old),
        after=level_text(drawing, after),
        change=level_text(drawing, change, signed=True),
        base=t.numbers.value(centre(result.case, "tone.zbar", "NATO-JPN")),
        parts=_list(drawing, parts),
        first=term_name(drawing, str(threat["term"].values[0])),
        rise=t.numbers.value(rise),
        points=t.numbers.value(rise * centre(result.case, "tone.threat_japan")),
        when=_when(drawing, tone),
        last=_latest(drawing, found.acts.get(("NATO-JPN", "diplomacy"), {}).get(new)),
        count=_count(found.acts.get(("NATO-JPN", "diplomacy"), {}).get(new)),
        events=_two(drawing, found.of("dyad_events:JPN-NATO")),
    )


def _arms(drawing: Drawing, found: Relations) -> str:
    t, result = drawing.t, drawing.result
    share = found.of("arms.us_share")
    orders = found.of("arms.us_orders")
    sides = _sides(share)
    if sides is None or orders is None or orders.change is None:
        return ""
    (old, before), (new, after), change = sides
    alone = doubt(result, old, new)
    trust = result.terms["trust.usa"].sel(quantile=0.5).mean("bloc")
    return t(
        "relations.arms_answer",
        old=term_name(drawing, old), new=term_name(drawing, new),
        before=level_text(drawing, before), after=level_text(drawing, after),
        change=level_text(drawing, change, signed=True),
        trust_before=t.numbers.value(float(trust.sel(term=old))),
        trust_after=t.numbers.value(float(trust.sel(term=new))),
        doubt=signed_text(drawing, alone), rest=signed_text(drawing, change.value - alone),
        orders=level_text(drawing, orders.change, signed=True),
        when=_when(drawing, share),
        last=_latest(drawing, found.acts.get(("USA-EU", "arms industry"), {}).get(new)),
        count=_count(found.acts.get(("USA-EU", "arms industry"), {}).get(new)),
        weighed=weighed(
            result.case, ("USA-NATO", "USA-EU"), "arms industry", result.as_of
        ),
        germany=_two(drawing, found.of("arms_notifications:DEU")),
        poland=_two(drawing, found.of("arms_notifications:POL")),
        denmark=_two(drawing, found.of("arms_notifications:DNK")),
    )  # fmt: skip


def _place(relation: Relation) -> tuple[str, str, str]:
    m = relation.measure
    return m.dyad, m.side, m.measure


def _when(drawing: Drawing, relation: Relation | None) -> str:
    """Month of the step; that there is none, is said."""
    step = relation.step if relation else None
    return f"{step.day:%m/%Y}" if step else drawing.t("relations.no_step")


def _latest(drawing: Drawing, acts: Acts | None) -> str:
    """The latest coded act with its day."""
    last = acts.last if acts else None
    if last is None or last.start is None:
        return drawing.t("relations.nothing")
    return f"{drawing.t.of(last.summary)} ({drawing.t.numbers.day(last.start)})"


def _count(acts: Acts | None) -> int:
    return acts.together + acts.apart if acts else 0


def _two(drawing: Drawing, relation: Relation | None) -> str:
    """The last two terms of a measure: ``0.27 (Biden), 2.40 (Trump, second term)``."""
    if relation is None:
        return "–"
    pairs = list(relation.levels.items())[-2:]
    return ", ".join(
        f"{level_text(drawing, level)} ({term_name(drawing, term)})" for term, level in pairs
    )


Side = tuple[str, Level]


def _sides(relation: Relation | None) -> tuple[Side, Side, Level] | None:
    """The last two terms with their levels, and the change between them."""
    if relation is None or relation.change is None:
        return None
    before, after = list(relation.levels.items())[-2:]
    return before, after, relation.change


def _moved(change: Level) -> str:
    if change.lo > 0 or change.hi < 0:
        return "rose" if change.value > 0 else "fell"
    return "probably_rose" if change.value > 0 else "probably_fell"


def _stands(lo: float, hi: float, middle: float) -> str:
    if hi < 0:
        return "hostile"
    if lo > 0:
        return "friendly"
    return "rather_hostile" if middle < 0 else "rather_friendly"


def _span(drawing: Drawing, middle: float, lo: float, hi: float) -> str:
    return level_text(drawing, Level(middle, lo, hi))


def _last(drawing: Drawing, relation: Relation | None) -> str:
    """Level of the last term; a dash without one."""
    return level_text(drawing, list(relation.levels.values())[-1]) if relation else "–"


def _list(drawing: Drawing, parts: Sequence[Push]) -> str:
    t = drawing.t
    if not parts:
        return t("relations.nothing")
    return ", ".join(f"{_cause(drawing, p.cause)} {signed_text(drawing, p.points)}" for p in parts)


def _cause(drawing: Drawing, cause: str) -> str:
    lever = drawing.result.case.levers.get(cause)
    return drawing.t.of(lever.label) if lever else drawing.t(f"push.{cause}")


def _war(drawing: Drawing) -> str:
    """State of the war at the end of shared history: that of most trajectories."""
    result = drawing.result
    states = result.case.variables["war.state"].states
    shares = {
        state: _mean_now(drawing, f"war.state={state}")
        for state in states
        if f"war.state={state}" in result.means
    }
    return max(shares, key=lambda state: shares[state])


def _mean_now(drawing: Drawing, name: str) -> float:
    path = drawing.result.means[name].isel(policy=0)
    past = path["time"].values <= np.datetime64(drawing.result.as_of)
    return float(path.values[past][-1])
