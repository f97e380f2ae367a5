"""Columns side by side on the screen, as many as fit; the rest in the next table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from rich import box
from rich.console import RenderableType
from rich.table import Table as Grid

WIDTH = 100
"""Columns of the terminal that everything fits."""

_NAMES, _WIDEST = 24, 44
"""Columns kept for the name of a row, and how many it may take where there is room."""

Values = tuple[str, Callable[[str], str]]
"""Heading of a column and the text of a row in it."""


def side_by_side(
    title: str, corner: str, labels: Mapping[str, str], values: Sequence[Values]
) -> Iterator[RenderableType]:
    """As many columns side by side as fit the width, then the next table; none without rows."""
    if not labels:
        return
    names = min(_NAMES, max(map(len, labels.values())) + 2)
    left: list[Values] = []
    used = names
    for value in values:
        need = 2 + _width(value, labels)
        if left and used + need > WIDTH:
            yield _grid(title, corner, labels, left)
            left, used = [], names
        left.append(value)
        used += need
    yield _grid(title, corner, labels, left)


def _width(value: Values, labels: Iterable[str]) -> int:
    """Room for the widest cell and for the longest word of the heading."""
    heading, write = value
    return max([*(len(write(name)) for name in labels), *map(len, heading.split())])


def _grid(
    title: str, corner: str, labels: Mapping[str, str], values: Sequence[Values]
) -> RenderableType:
    grid = Grid(
        box=box.SIMPLE_HEAD,
        title=title,
        title_justify="left",
        title_style="bold",
        pad_edge=False,
        collapse_padding=True,
    )
    room = WIDTH - sum(2 + _width(value, labels) for value in values) - 2
    grid.add_column(corner, max_width=max(12, min(room, _WIDEST)), overflow="fold")
    for heading, write in values:
        width = _width((heading, write), labels)
        grid.add_column(heading, justify="right", min_width=width, max_width=width)
    for name, label in labels.items():
        grid.add_row(label, *(write(name) for _, write in values))
    return grid
