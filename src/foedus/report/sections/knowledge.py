"""What the run knew: for every run how far its figures reach, for a replay what it was not told."""

from __future__ import annotations

from collections.abc import Iterator

from foedus.ensemble.knowledge import Knowledge
from foedus.ensemble.result import RunResult
from foedus.report.catalogue import Catalogue
from foedus.report.contexts import Section, view
from foedus.report.knowledge import knowledge_table


def knowledge(result: RunResult, t: Catalogue) -> list[Section]:
    """One section; none where nobody noted what was known."""
    if result.knew is None:
        return []
    shown = view(knowledge_table(result.knew, t), t.numbers)
    intro = [t("section.knew_intro", day=t.numbers.day(result.knew.day))]
    if result.case.known_on:
        intro += _replay(result.knew, t)
        return [Section("knew", t("section.knew"), tuple(intro), tables=(shown,))]
    return [Section("knew", t("section.knew"), tuple(intro), folded=(shown,))]


def _replay(known: Knowledge, t: Catalogue) -> Iterator[str]:
    yield t("section.knew_past", day=t.numbers.day(known.day), rows=known.left_out)
    if known.lent:
        yield t("section.knew_lent", rows=known.lent)
    files = ", ".join(f"{name} {rows}" for name, rows in known.later.items() if rows)
    if files:
        yield t("section.knew_files", list=files)
    yield t("section.knew_hindsight")
