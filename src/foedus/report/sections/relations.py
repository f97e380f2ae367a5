"""The page of relations: four answers, changes at a glance, then dyad by dyad."""

from __future__ import annotations

from foedus.case.relations import SIDES
from foedus.forecast.relations.records import Relation
from foedus.forecast.relations.relation import Relations
from foedus.forecast.relations.tones import ACTS
from foedus.report.contexts import Section, TableView
from foedus.report.sections.drawing import Drawing
from foedus.report.sections.relation_answers import answers
from foedus.report.sections.relation_words import level_text, term_name


def relations(drawing: Drawing, found: Relations) -> list[Section]:
    """The section; none when the case names no measure."""
    t = drawing.t
    if not found.measures:
        return []
    intro = (t("section.relations_intro"), t("note.relations"), t("note.acts"))
    folded = tuple(_dyad(drawing, found, dyad) for dyad in drawing.result.case.dyads)
    return [
        Section(
            "relations",
            t("section.relations"),
            intro,
            (_glance(drawing, found),),
            folded=folded,
            terms=tuple(answers(drawing, found)),
        )
    ]


def _glance(drawing: Drawing, found: Relations) -> TableView:
    """Change of the first measure of each side, dyads down and sides across."""
    t, case = drawing.t, drawing.result.case
    heads = (
        (t("column.dyad"), False),
        *((t(f"side.{side.replace(' ', '_')}"), False) for side in SIDES),
    )
    rows = []
    for dyad, record in case.dyads.items():
        cells = []
        for side in SIDES:
            mine = [r for r in found.measures if (r.measure.dyad, r.measure.side) == (dyad, side)]
            cells.append(_cell(drawing, mine[0]) if mine else t("relations.no_measure"))
        rows.append((t.of(record.name), *cells))
    return TableView(t("table.glance"), heads, tuple(rows), t("note.glance"))


def _cell(drawing: Drawing, relation: Relation) -> str:
    name = drawing.t.of(relation.measure.label)
    unit = drawing.word("unit", relation.measure.unit)
    if relation.change:
        return f"{name}: {level_text(drawing, relation.change, signed=True)} {unit}"
    term, level = list(relation.levels.items())[-1]
    told = f"{level_text(drawing, level)} {unit}"
    return drawing.t("relations.level_only", name=name, level=told, term=term_name(drawing, term))


def _dyad(drawing: Drawing, found: Relations, dyad: str) -> TableView:
    """Every measure of a dyad by term, then the coded acts of each side."""
    t, case = drawing.t, drawing.result.case
    terms = [term.id for term in case.terms.values() if term.start <= drawing.result.as_of]
    heads = (
        (t("column.side"), False), (t("column.what"), False), (t("column.unit"), False),
        *((term_name(drawing, term), True) for term in terms),
        (t("column.change"), True), (t("column.step"), False), (t("column.seen"), False),
    )  # fmt: skip
    rows = []
    for side in SIDES:
        mine = [r for r in found.measures if (r.measure.dyad, r.measure.side) == (dyad, side)]
        label = t(f"side.{side.replace(' ', '_')}")
        rows += [_row(drawing, relation, label, terms) for relation in mine]
        if not mine:  # neither figures nor acts
            rows.append((label, t("relations.no_measure"), "", *[""] * len(terms), "", "", ""))
        if acts := found.acts.get((dyad, side)):
            counts = (f"+{a.together} −{a.apart}" if (a := acts.get(x)) else "" for x in terms)
            named = t("relations.acts")
            rows.append((label, named, "+ / −", *counts, "", "", t("seen.coded")))
    return TableView(t.of(case.dyads[dyad].name), heads, tuple(rows))


def _row(drawing: Drawing, relation: Relation, label: str, terms: list[str]) -> tuple[str, ...]:
    t, m = drawing.t, relation.measure
    levels = (
        level_text(drawing, level) if (level := relation.levels.get(term)) else "–"
        for term in terms
    )
    change = level_text(drawing, relation.change, signed=True) if relation.change else "–"
    unit = drawing.word("unit", m.unit)
    return (
        label,
        t.of(m.label),
        unit,
        *levels,
        change,
        _step(drawing, relation),
        _seen(drawing, relation),
    )


def _step(drawing: Drawing, relation: Relation) -> str:
    """Month of the step, and its interval where it is that of figures."""
    step = relation.step
    if relation.measure.measure == ACTS:
        return "–"
    if step is None:
        return drawing.t("relations.no_step")
    if relation.seen == "simulated" or step.earliest == step.latest:
        return f"{step.day:%Y-%m}"
    return f"{step.day:%Y-%m} [{step.earliest:%Y-%m}; {step.latest:%Y-%m}]"


def _seen(drawing: Drawing, relation: Relation) -> str:
    t = drawing.t
    source = drawing.result.case.sources.get(relation.source.split(";")[0])
    known = f": {source.publisher}" if source and relation.seen == "observed" else ""
    return t(f"seen.{relation.seen}") + known
