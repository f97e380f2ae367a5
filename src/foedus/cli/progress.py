"""A progress bar on the error stream, where a terminal watches; silence elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def progress_bar() -> Iterator[Callable[[str, int, int], None]]:
    """A function to be told of phase, what is done and what there is to do."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    console, live = Console(stderr=True), sys.stderr.isatty()
    with Progress(*columns, console=console, transient=True, disable=not live) as bar:
        task = bar.add_task("prepare", total=None)

        def tell(phase: str, done: int, total: int) -> None:
            bar.update(task, description=phase, completed=done, total=total)

        yield tell


def print_group(group: object) -> None:
    """Print what a renderer made, as wide as the screen is, or `WIDTH` columns in a file."""
    from rich.console import Console

    Console(width=screen_width(), highlight=False).print(group)


def screen_width() -> int:
    """Columns to write for."""
    from rich.console import Console

    from foedus.report.columns import LEAST, WIDTH

    return max(Console().width, LEAST) if sys.stdout.isatty() else WIDTH
