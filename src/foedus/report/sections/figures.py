"""The paths: one group of figures a subject. What a run has not recorded is left out."""

from __future__ import annotations

from typing import Literal

from foedus.report.charts.areas import area_chart
from foedus.report.charts.style import svg
from foedus.report.contexts import Figure, FigureGroup, Section, TableView, view
from foedus.report.numbers import kept
from foedus.report.path_tables import labels_of, path_table
from foedus.report.sections.drawing import Drawing, fan_figure, share_figure
from foedus.report.sections.rank import rank
from foedus.report.series import Band, bands, horizon_of, paths

TONE = ("tone.shown", "tone")
"""Names under which a run may hold the shown tone of each dyad."""

_TONE_LIMITS = (-10.0, 10.0)
_UNIT = (0.0, 1.0)
_STATUS = "institution.status"


def figures(drawing: Drawing) -> Section:
    """The section of figures, without the groups that would be empty."""
    t, result = drawing.t, drawing.result
    groups = [
        _group(drawing, "effort", _effort(drawing)),
        _group(
            drawing, "forces", _fans(drawing, "forces.total forces.permanent forces.rotational")
        ),
        _group(drawing, "ukraine", _ukraine(drawing)),
        _group(drawing, "trust", _trust(drawing)),
        _group(drawing, "trade", _trade(drawing)),
        _group(drawing, "tone", _tone(drawing)),
    ]
    intro = [t("section.figures_intro", as_of=t.numbers.day(result.as_of))]
    if len(result.policies) > 3:
        intro.append(t("section.figures_median"))
    kept = tuple(group for group in groups if group.figures)
    tables = (_at_horizon(drawing),)
    return Section("figures", t("section.figures"), tuple(intro), tables, groups=kept)


def _at_horizon(drawing: Drawing) -> TableView:
    """Every recorded number that is not indexed: median and 5 to 95 % under each policy."""
    t, result = drawing.t, drawing.result
    rows = []
    for name in map(str, result.quantiles.data_vars):
        record = result.case.variables.get(name)
        if record and (record.index or record.kind != "real"):
            continue
        cells = [_range(drawing, band) for band in bands(result, name)]
        rows.append((drawing.name_of(name), drawing.unit(name), *cells))
    heads = ((t("column.variable"), False), (t("column.unit"), False))
    names = tuple((name, True) for name in drawing.names.values())
    title = t("table.horizon", horizon=t.numbers.day(horizon_of(result)))
    return TableView(title, heads + names, tuple(rows), t("note.horizon"))


def _range(drawing: Drawing, band: Band) -> str:
    """``67.2 [56.1, 69.7]`` at the last date."""
    n = drawing.t.numbers
    middle, lo, hi = (float(band.column(q)[-1]) for q in (0.5, 0.05, 0.95))
    return kept(f"{n.value(middle)} {n.span(lo, hi)}")


def _group(drawing: Drawing, slug: str, found: list[Figure]) -> FigureGroup:
    return FigureGroup(slug, drawing.t(f"section.group_{slug}"), tuple(found))


def _fans(
    drawing: Drawing,
    names: str,
    limits: tuple[float, float] | None = None,
    *,
    shape: Literal["", "small"] = "",
) -> list[Figure]:
    """Fans of the variables named, one for each label of an indexed one."""
    found: list[Figure] = []
    for name in names.split():
        for label in labels_of(drawing.result, name):
            found += fan_figure(drawing, name, label, limits=limits, shape=shape)
    return found


def _effort(drawing: Drawing) -> list[Figure]:
    return [
        *_fans(drawing, "europe.effort nato.at2"),
        *rank(drawing),
        *_fans(drawing, "europe.off europe.self threat.russia arms.us_share"),
    ]


def _ukraine(drawing: Drawing) -> list[Figure]:
    war = drawing.name_of("war.state")
    what = f"{war}: {drawing.word('state', 'ceasefire')}"
    fans = _fans(drawing, "aid.usa aid.europe")
    return fans + share_figure(drawing, "war.state=ceasefire", what)


def _trust(drawing: Drawing) -> list[Figure]:
    trust = _fans(drawing, "trust.usa", _UNIT)
    return trust + _status(drawing) + _fans(drawing, "enablers.europe pillar.europe", _UNIT)


def _trade(drawing: Drawing) -> list[Figure]:
    t = drawing.t
    unit = drawing.unit("trade.level")
    title = drawing.name_of("trade.level")
    found = share_figure(drawing, "trade.level", title, percent=False, unit=unit)
    for name, levels in (("trade.level", (2, 3)), ("escalation.level", (1, 2, 3))):
        for level in levels:
            title = f"{drawing.name_of(name)}: {t('figure.at_least', level=level)}"
            found += share_figure(drawing, f"{name}>={level}", title)
    return found


def _tone(drawing: Drawing) -> list[Figure]:
    name = next((n for n in TONE if n in drawing.result.quantiles), "")
    return _fans(drawing, name, _TONE_LIMITS, shape="small")


def _status(drawing: Drawing) -> list[Figure]:
    """Shares of the states of `institution.status`, one stacked chart a policy."""
    t, result = drawing.t, drawing.result
    record = result.case.variables.get(_STATUS)
    states = record.states if record else ()
    known = [state for state in states if f"{_STATUS}={state}" in result.means]
    if len(known) < 2:
        return []
    found = []
    for k, policy in enumerate(result.policies):
        shares = [paths(result, f"{_STATUS}={state}")[k] for state in known]
        labels = [drawing.word("state", state) for state in known]
        unit = t("figure.share")
        title = f"{drawing.name_of(_STATUS)}: {drawing.names[policy]}"
        chart = area_chart(shares, labels, drawing.style(unit))
        rows = [(name, [share]) for name, share in zip(labels, shares, strict=True)]
        numbers = path_table(t, title, rows, drawing.names)
        caption = drawing.caption(unit, t("figure.institution_band"), [])
        slug = f"institution-{policy}"
        found.append(Figure(slug, title, svg(chart, t.lang), caption, view(numbers, t.numbers)))
    return found
