"""What every figure of a run shares, and the two kinds that most variables need."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Literal

from foedus.ensemble.result import RunResult
from foedus.report.catalogue import Catalogue
from foedus.report.charts.fan import MOST_FANS, FanStyle, fan_chart
from foedus.report.charts.lines import line_chart
from foedus.report.charts.style import colour_of, svg
from foedus.report.contexts import Figure, view
from foedus.report.observed import Observed
from foedus.report.path_tables import band_table, path_table, unit_of
from foedus.report.scenario_tables import policy_title
from foedus.report.series import bands, paths
from foedus.report.table import Cell, Column, Table, table


@dataclass(frozen=True, slots=True)
class Drawing:
    """A result, the language and the observed figures, as charts want them."""

    result: RunResult
    t: Catalogue
    observed: tuple[Observed, ...]

    @property
    def names(self) -> dict[str, str]:
        """Titles of the policies; with the name behind a title that two of them share."""
        titles = {p: policy_title(self.result, p, self.t) for p in self.result.policies}
        count = Counter(titles.values())
        return {p: f"{title} ({p})" if count[title] > 1 else title for p, title in titles.items()}

    @property
    def colours(self) -> dict[str, str]:
        """Colours of the policies."""
        return colour_of(self.result.policies)

    def unit(self, variable: str) -> str:
        """Unit of a variable in the language, as far as the catalogue has it."""
        return self.word("unit", unit_of(self.result, variable))

    def word(self, family: str, name: str) -> str:
        """A word of a case (a unit, a state, a bloc) in the language, or as the case has it."""
        return self.t.word(family, name)

    def name_of(self, variable: str, label: str = "") -> str:
        """Label of a variable in the language, with the name of one of its elements."""
        record = self.result.case.variables.get(variable)
        title = self.t.of(record.label) if record else variable
        return f"{title}: {self._element(label)}" if label else title

    def _element(self, label: str) -> str:
        case = self.result.case
        record = case.dyads.get(label) or case.actors.get(label)
        return self.t.of(record.name) if record else self.word("bloc", label)

    def style(
        self, unit: str, limits: tuple[float, float] | None = None, *, small: bool = False
    ) -> FanStyle:
        """Style of a chart over time."""
        return FanStyle(self.result.as_of, self.names, self.colours, unit, limits, small)

    def seen(self, variable: str, element: str = "") -> list[Observed]:
        """Observed series of a variable."""
        wanted = (variable, element)
        return [o for o in self.observed if (o.variable, o.element) == wanted]

    def caption(self, unit: str, band: str, observed: list[Observed]) -> str:
        """Unit, band and source, in one line below a figure."""
        parts = [self.t("figure.with_unit", unit=unit)] if unit else []
        parts += [band, self._source(observed)]
        if any(_yearly(series) for series in observed):
            parts.append(self.t("figure.december"))
        return " ".join(part for part in parts if part)

    def _source(self, observed: list[Observed]) -> str:
        if not observed:
            return self.t("figure.model")
        marks = ("●", "△", "□")
        names = (f"{mark}\xa0{o.series}" for mark, o in zip(marks, observed, strict=False))
        return self.t("figure.model_and", sources=", ".join(names))


def fan_figure(
    drawing: Drawing,
    variable: str,
    label: str = "",
    *,
    limits: tuple[float, float] | None = None,
    shape: Literal["", "small"] = "",
) -> list[Figure]:
    """The fan chart of a variable, or nothing when the run did not record it."""
    t, result = drawing.t, drawing.result
    given = bands(result, variable, label)
    if not given:
        return []
    small = shape == "small"
    title = drawing.name_of(variable, label)
    unit, seen = drawing.unit(variable), drawing.seen(variable, label)
    chart = fan_chart(given, drawing.style(unit, limits, small=small), seen)
    band = t("figure.fan_band" if len(given) <= MOST_FANS else "figure.fan_band_median")
    numbers = _with_observed(band_table(result, t, title, given, drawing.names), seen, t)
    slug = _slug(f"{variable}-{label}" if label else variable)
    return [
        Figure(
            slug,
            title,
            svg(chart, t.lang),
            drawing.caption(unit, "" if small else band, seen),
            view(numbers, t.numbers),
            shape,
        )
    ]


def share_figure(
    drawing: Drawing, name: str, title: str, *, percent: bool = True, unit: str = ""
) -> list[Figure]:
    """The line chart of a mean: a share of trajectories, or a mean level."""
    t = drawing.t
    given = paths(drawing.result, name)
    if not given:
        return []
    unit = unit or t("figure.share")
    chart = line_chart(given, drawing.style(unit), percent=percent)
    band = t("figure.share_band" if percent else "figure.mean_band")
    numbers = path_table(t, title, [(name, given)], drawing.names)
    caption = drawing.caption(unit, band, [])
    slug = _slug(name) + ("" if percent else "-mean")
    return [Figure(slug, title, svg(chart, t.lang), caption, view(numbers, t.numbers))]


def _slug(name: str) -> str:
    """A name fit for a file and an anchor: ``trade.level>=2`` gives ``trade-level-2``."""
    return re.sub(r"[^A-Za-z0-9_]+", "-", name)


def _yearly(series: Observed) -> bool:
    return all((day.month, day.day) == (12, 31) for day in series.dates)


def _with_observed(numbers: Table, seen: list[Observed], t: Catalogue) -> Table:
    """The same table with the observed figures below, in the column of the median."""
    rows: list[tuple[Cell, ...]] = list(numbers.rows)
    middle = [column.key for column in numbers.columns].index("q50")
    for series in seen:
        for day, value in zip(series.dates, series.values, strict=True):
            cells: list[Cell] = [None] * len(numbers.columns)
            cells[0], cells[1] = f"{t('figure.observed')}: {series.series}", day
            cells[middle] = value
            rows.append(tuple(cells))
    heads: list[Column] = list(numbers.columns)
    return table(numbers.name, numbers.title, heads, rows, numbers.note)
