"""The little Markdown that the generated pages need."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

NOTICE = "<!-- Written by `make docs` from the code and the built-in case: do not edit. -->"


def page(title: str, *blocks: str) -> str:
    """A page: the notice, the title and its blocks, each parted by an empty line."""
    return "\n\n".join((NOTICE, f"# {title}", *(b.strip("\n") for b in blocks if b))) + "\n"


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table; a bar inside a cell is escaped.

    >>> print(table(["a"], [["x | y"]]))
    | a |
    |---|
    | x \\| y |
    """
    head = [_row(columns), "|" + "---|" * len(columns)]
    return "\n".join([*head, *(_row(row) for row in rows)])


def _row(cells: Sequence[object]) -> str:
    return "| " + " | ".join(str(cell).replace("|", r"\|") for cell in cells) + " |"


def code(names: Iterable[str]) -> str:
    """Names in code letters, parted by commas."""
    return ", ".join(f"`{name}`" for name in names)


def prose(text: str) -> str:
    """Plain text in which no letter is markup, but for words between backticks.

    >>> prose("x*_i of `a*b`")
    'x\\\\*_i of `a*b`'
    """
    parts = re.split(r"(`+[^`]+`+)", text)
    return "".join(p if p.startswith("`") else re.sub(r"([*<])", r"\\\1", p) for p in parts)


def docstring(text: str) -> tuple[str, str]:
    """Title of a module's docstring, and its body: equations as code, the rest as prose."""
    title, _, body = text.strip().partition("\n\n")
    blocks = []
    for block in body.split("\n\n"):
        indented = block.startswith("    ")
        blocks.append(_fenced(block) if indented else prose(block))
    return prose(title), "\n\n".join(blocks)


def _fenced(block: str) -> str:
    lines = (line.removeprefix("    ") for line in block.splitlines())
    return "\n".join(("```text", *lines, "```"))


def slug(heading: str) -> str:
    """Anchor of a heading: small letters, spaces as hyphens, no other marks.

    >>> slug("E1 Effort, minimal form")
    'e1-effort-minimal-form'
    """
    kept = re.sub(r"[^\w\- ]", "", heading.replace("\\", "").lower())
    return kept.replace(" ", "-")
