"""Terms of the past side by side on the screen, and the same as plain data."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from foedus.case.records import Case
from foedus.forecast.compare.records import TermRow, Terms, TermValue
from foedus.report.catalogue import Catalogue, catalogue
from foedus.report.columns import WIDTH, Values, side_by_side
from foedus.report.plain import element_text, plain, unit_text


def terms_json(found: Terms) -> dict[str, Any]:
    """What ``--json`` prints."""
    out: dict[str, Any] = plain(found)
    return out


def render_terms(
    found: Terms, case: Case, lang: str, width: int = WIDTH, topics: tuple[str, ...] = ()
) -> Group:
    """A row a variable: its mean over each term, and what changed from the first."""
    t = catalogue(lang)
    rows = {_key(r): r for r in found.rows if not topics or r.topic in topics}
    labels = {key: _label(row, case, t) for key, row in rows.items()}
    values: list[Values] = []
    for place, name in enumerate(found.policies):
        begin, end = (t.numbers.day(day) for day in found.spans[place])
        values.append((f"{name} {begin} – {end}", _level(rows, place, t)))
    for place, name in enumerate(found.policies[1:]):
        values.append((f"{name} − {found.policies[0]}", _change(rows, place, t)))
    tables: list[RenderableType] = [
        *side_by_side(t("compare.terms"), t("column.variable"), labels, values, width)
    ]
    return Group(*tables, Padding(Text(t("compare.terms_note")), (0, 1)))


def _key(row: TermRow) -> str:
    return f"{row.variable}[{row.label}]"


def _label(row: TermRow, case: Case, t: Catalogue) -> str:
    element = element_text(row.label, t)
    return f"{t.of(case.variables[row.variable].label)}{element} ({unit_text(row.unit, t)})"


def _level(rows: dict[str, TermRow], place: int, t: Catalogue) -> Callable[[str], str]:
    return lambda key: _cell(rows[key].values[place], t)


def _cell(value: TermValue, t: Catalogue) -> str:
    mean = t.numbers.value(value.mean)
    if value.observed == 1:
        return f"{mean} ({t('compare.observed', share=t.numbers.percent(1))})"
    span = t.numbers.span(value.lo, value.hi)
    if value.observed == 0:
        return f"{mean} {span}"
    return f"{mean} {span} ({t('compare.observed', share=t.numbers.percent(value.observed))})"


def _change(rows: dict[str, TermRow], place: int, t: Catalogue) -> Callable[[str], str]:
    def write(key: str) -> str:
        mean, low, high = rows[key].changes[place]
        sign = "+" if mean > 0 else ""
        span = "" if low == high else f" {t.numbers.span(low, high)}"
        return f"{sign}{t.numbers.value(mean)}{span}"

    return write
