"""Where each key of a TOML file stands: the standard parser does not say.

One pass over the lines follows table headers and keys, and skips what multi-line texts
and brackets enclose. A key inside an inline table or a list has the line of the key that
holds it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

Path = tuple[str | int, ...]

_KEY = r"""(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')"""
_DOTTED = re.compile(rf"\s*{_KEY}(?:\s*\.\s*{_KEY})*\s*")
_PART = re.compile(_KEY)
_TOKEN = re.compile(r'"""|\'\'\'|"(?:\\.|[^"\\])*"|\'[^\']*\'|[\[\]{}]|#.*')


def line_map(text: str) -> dict[Path, int]:
    r"""Line of every table and key by its path; items of arrays of tables count from 0.

    >>> line_map('a = 1\n[[step]]\nb = 2\n[x.y]\nc = [\n 1]\nd = 3')[("step", 0, "b")]
    3
    >>> line_map('a = 1\n[[step]]\nb = 2\n[x.y]\nc = [\n 1]\nd = 3')[("x", "y", "d")]
    7
    """
    lines: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    table: Path = ()
    open_quote, depth = "", 0
    for number, line in enumerate(text.split("\n"), start=1):
        inside = bool(open_quote) or depth > 0
        if not inside and line.lstrip().startswith("["):
            table = _table(line.strip(), counts)
            lines.setdefault(table, number)
            continue
        if not inside and (match := _DOTTED.match(line)) and line[match.end() :].startswith("="):
            lines.setdefault(table + _parts(match[0]), number)
        open_quote, depth = _scan(line, open_quote, depth)
    return lines


def line_of(lines: Mapping[Path, int], path: Path) -> int:
    """Line of the longest known beginning of a path; 1 when none is known."""
    for end in range(len(path), 0, -1):
        if path[:end] in lines:
            return lines[path[:end]]
    return 1


def _parts(dotted: str) -> Path:
    return tuple(part.strip("\"'") for part in _PART.findall(dotted))


def _table(header: str, counts: dict[Path, int]) -> Path:
    match = _DOTTED.match(header.lstrip("["))
    name = _parts(match[0]) if match else ()
    if not header.startswith("[["):
        return _numbered(name, counts)
    # a header [[a.b]] opens the next item of the list `b` in the latest item of `a`
    path = (*_numbered(name[:-1], counts), name[-1]) if name else ()
    counts[path] = counts.get(path, -1) + 1
    return (*path, counts[path])


def _numbered(name: Path, counts: Mapping[Path, int]) -> Path:
    """The path with the current item number after each part that is an array of tables."""
    path: Path = ()
    for part in name:
        path = (*path, part)
        if path in counts:
            path = (*path, counts[path])
    return path


def _scan(line: str, open_quote: str, depth: int) -> tuple[str, int]:
    """State after a line: the multi-line quote that is open, and how many brackets are."""
    position = 0
    while position < len(line):
        if open_quote:
            end = line.find(open_quote, position)
            if end < 0:
                return open_quote, depth
            position, open_quote = end + 3, ""
            continue
        match = _TOKEN.search(line, position)
        if not match:
            break
        position = match.end()
        if match[0] in ('"""', "'''"):
            open_quote = match[0]
        depth += (match[0] in ("[", "{")) - (match[0] in ("]", "}"))
    return open_quote, depth
