"""The ranking statement of the documents in words, and strips on the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from foedus.ensemble.result import StripRow
from foedus.report.catalogue import Catalogue
from foedus.report.columns import Values, side_by_side
from foedus.report.plain import unit_text
from foedus.report.scenario_tables import own_class
from foedus.report.strip_tables import (
    Judged,
    line_of,
    most_moved,
    names_threshold,
    ranking_ends,
    shown_thresholds,
)


def ranking_statement(found: Judged, reading: str, policy: str, t: Catalogue) -> str:
    """Under one reading and policy; empty where no strip was asked for."""
    ends = ranking_ends(found, reading, policy)
    if ends is None:
        return ""
    least, most = ends
    return t(
        "strips.ranking",
        scenario=found.case.ambiguous,
        reading=t.of(found.case.readings[reading].title),
        share=t.numbers.percent(found.ranking[reading][policy]),
        least=t.numbers.percent(least.ranks_first),
        least_at=_at(least, t),
        most=t.numbers.percent(most.ranks_first),
        most_at=_at(most, t),
    )


def _at(row: StripRow, t: Catalogue) -> str:
    return f"{row.threshold} = {t.numbers.short(row.value)}"


def render_strips(found: Judged, t: Catalogue, width: int) -> Iterator[RenderableType]:
    """A table a threshold and reading, then the ranking statement under each policy."""
    for threshold in shown_thresholds(found):
        for reading, scenario in _shown(found, threshold):
            yield from _strip(found, threshold, (reading, scenario), t, width)
    for policy in found.policies if found.strips else ():
        told = [ranking_statement(found, reading, policy, t) for reading in found.case.readings]
        text = "\n".join([t("strips.policy", policy=policy), *filter(None, told)])
        yield Padding(Text(text), (0, 1))


def _shown(found: Judged, threshold: str) -> list[tuple[str, str]]:
    """The ambiguous class in every reading that names the threshold; else what it moves most."""
    own = [
        (reading, name)
        for reading in found.case.readings
        if (name := own_class(found.case, reading)) and names_threshold(found.case, name, threshold)
    ]
    return own or [most_moved(found, threshold)]


def _written(texts: Mapping[StripRow, str]) -> Callable[[str], str]:
    """Texts by the value of the threshold."""
    by_value = {str(row.value): text for row, text in texts.items()}
    return lambda value: by_value[value]


def _strip(
    found: Judged, threshold: str, which: tuple[str, str], t: Catalogue, width: int
) -> Iterator[RenderableType]:
    record = found.case.thresholds[threshold]
    lines = {policy: line_of(found, threshold, policy, which) for policy in found.policies}
    labels = {
        str(row.value): t.numbers.short(row.value) + (" *" if row.value == record.value else "")
        for row in lines[found.policies[0]]
    }
    values: list[Values] = []
    for policy, rows in lines.items():
        values.append((policy, _written({r: t.numbers.estimate(r.estimate) for r in rows})))
        first = t("strips.first", scenario=found.case.ambiguous)
        values.append((first, _written({r: t.numbers.percent(r.ranks_first) for r in rows})))
    title = t(
        "strips.title",
        threshold=threshold,
        meaning=t.of(record.meaning),
        scenario=which[1],
        reading=t.of(found.case.readings[which[0]].title),
    )
    corner = f"{threshold} ({unit_text(record.unit, t)})"
    yield from side_by_side(title, corner, labels, values, width)
