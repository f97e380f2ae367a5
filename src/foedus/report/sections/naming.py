"""Identifiers that files keep, as a page calls them: policies and readings by their titles."""

from __future__ import annotations

from dataclasses import replace

from foedus.report.sections.drawing import Drawing
from foedus.report.table import Table

_POLICY = ("policy", "policy_a", "policy_b")


def named(table: Table, drawing: Drawing) -> Table:
    """The same table with titles in its columns of policies and readings."""
    readings = {name: drawing.t.of(r.title) for name, r in drawing.result.case.readings.items()}
    titles = [
        drawing.names if c.key in _POLICY else readings if c.key == "reading" else {}
        for c in table.columns
    ]
    rows = tuple(
        tuple(known.get(str(cell), cell) for known, cell in zip(titles, row, strict=True))
        for row in table.rows
    )
    return replace(table, rows=rows)
