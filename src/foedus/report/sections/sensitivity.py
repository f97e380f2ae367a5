"""What moves the answer: the sensitivity analysis of a run on its page."""

from __future__ import annotations

from dataclasses import replace

from foedus.forecast.sensitivity.outcomes import leading
from foedus.forecast.sensitivity.records import GAP, Index, Outcome, Sensitivity
from foedus.report.boxes import parameter_name
from foedus.report.catalogue import Catalogue
from foedus.report.contexts import Section, TableView, view
from foedus.report.sections.drawing import Drawing
from foedus.report.sections.naming import named
from foedus.report.sensitivities import WAYS, drawn_from, group_name
from foedus.report.sensitivity_tables import left_out, screening
from foedus.report.table import Table

SHOWN = 15
"""Rows of the screening; all of them are in its file."""

SAID = 3
"""Groups named in a sentence."""


def sensitivity(drawing: Drawing, found: Sensitivity | None) -> list[Section]:
    """The section; none when the run has no analysis."""
    if found is None:
        return []
    t = drawing.t
    shares = [_shares(drawing, found, by) for by in WAYS]
    intro = [t("section.sensitivity_intro", drawn=drawn_from(found, t))]
    if len(found.policies) > 1:
        first, second = (drawing.names[policy] for policy in found.policies)
        intro.append(t("sensitivity.less", first=first, second=second))
    return [
        Section(
            "sensitivity",
            t("section.sensitivity"),
            (*intro, *_answers(drawing, found)),
            tuple(table for table in shares if table.rows),
            folded=tuple(_folded(drawing, found)),
            keyed=False,
        )
    ]


def _answers(drawing: Drawing, found: Sensitivity) -> list[str]:
    """For each leading outcome the inputs that a share of its variance surely hangs on."""
    lines = []
    for outcome in _varying(drawing, found):
        rows = [i for i in _ranked(found, "parameter", outcome) if i.total > i.total_error]
        words = [f"{_input(drawing, i.group)} ({_share(drawing, i)})" for i in rows[:SAID]]
        if words:
            what = _outcome(drawing, outcome)
            lines.append(drawing.t("sensitivity.hangs_on", outcome=what, groups="; ".join(words)))
    return lines


def _input(drawing: Drawing, name: str) -> str:
    """An input by its name and what it is."""
    case, t = drawing.result.case, drawing.t
    known = group_name(name, "parameter", t)
    if name in case.levers:
        return f"{known}, {t.of(case.levers[name].label)}"
    return f"{known}, {parameter_name(name, case, t)}" if name in case.parameters else known


def _shares(drawing: Drawing, found: Sensitivity, by: str) -> TableView:
    """Total order of every group, an outcome a column."""
    t = drawing.t
    outcomes = [o for o in _varying(drawing, found) if _ranked(found, by, o)]
    known = {o: {i.group: i for i in _ranked(found, by, o)} for o in outcomes}
    groups = dict.fromkeys(group for o in outcomes for group in known[o])
    heads = ((t("column.group"), False), *((_outcome(drawing, o), True) for o in outcomes))
    rows = tuple(
        (group_name(group, by, t), *(_share(drawing, known[o][group]) for o in outcomes))
        for group in groups
    )
    return TableView(
        t(f"sensitivity.page_{by}"), heads, rows, t("sensitivity.page_note"),
        "tables/variance_shares.csv",
    )  # fmt: skip


def _folded(drawing: Drawing, found: Sensitivity) -> list[TableView]:
    t = drawing.t
    screened = screening(found, t)
    top = replace(screened, rows=tuple(r for r in screened.rows[:SHOWN] if r[-2]))
    tables = [top] if found.screen else []
    tables += [left_out(found, t)] if found.left_out else []
    return [
        replace(view(named(_worded(table, t), drawing), t.numbers), file=f"tables/{table.name}.csv")
        for table in tables
    ]


def _worded(table: Table, t: Catalogue) -> Table:
    """The same table with what stands for words of the page in its language."""
    words = {GAP: t("sensitivity.difference"), "levers": t("basis.levers")}
    words |= {name: t(f"basis.{name}") for name in ("data", "literature", "judgement")}
    words |= {name: t(f"sensitivity.{name}") for name in ("acts", "decorative", "unclear")}
    places = [c.key in ("policy", "basis", "verdict") for c in table.columns]
    rows = tuple(
        tuple(
            words.get(str(cell), cell) if here else cell
            for here, cell in zip(places, row, strict=True)
        )
        for row in table.rows
    )
    return replace(table, rows=rows)


def _varying(drawing: Drawing, found: Sensitivity) -> list[Outcome]:
    """The leading outcomes whose variance can be told from noise."""
    seen = {row.outcome for row in found.indices}
    return [o for o in leading(drawing.result.case, found.outcomes) if o in seen]


def _ranked(found: Sensitivity, by: str, outcome: Outcome) -> list[Index]:
    rows = [r.index for r in found.indices if (r.by, r.outcome) == (by, outcome)]
    return sorted(rows, key=lambda index: -index.total)


def _share(drawing: Drawing, index: Index) -> str:
    n = drawing.t.numbers
    return f"{n.fixed(index.total, 2, bare=True)} ±{n.fixed(index.total_error, 2, bare=True)}"


def _outcome(drawing: Drawing, outcome: Outcome) -> str:
    if outcome.policy == GAP:
        return f"{outcome.name}, {drawing.t('sensitivity.difference')}"
    return f"{outcome.name}, {drawing.names[outcome.policy]}"
