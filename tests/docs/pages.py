"""The pages under test, and what is in them."""

from __future__ import annotations

import re
from pathlib import Path

from docs.reference.markdown import slug

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)
_LINK = re.compile(r"\[[^\]]+\]\(([^)\s]+)\)")


def name(page: Path) -> str:
    """Name of a page from the root of the repository."""
    return page.relative_to(ROOT).as_posix()


def text(page: Path) -> str:
    """A page as it stands."""
    return page.read_text(encoding="utf-8")


def blocks(page: Path, language: str) -> list[str]:
    """Fenced blocks of one language."""
    return [body for tag, body in _FENCE.findall(text(page)) if tag == language]


def links(page: Path) -> list[str]:
    """Targets of links that stay inside the repository."""
    found = _LINK.findall(_FENCE.sub("", text(page)))
    return [target for target in found if "://" not in target]


def anchors(page: Path) -> set[str]:
    """Anchors of the headings of a page; a second one of the same name ends in -1."""
    out: set[str] = set()
    for heading in re.findall(r"^#+ (.+)$", _FENCE.sub("", text(page)), re.M):
        anchor, count = slug(re.sub(r"[`*]", "", heading)), 0
        while (unique := f"{anchor}-{count}" if count else anchor) in out:
            count += 1
        out.add(unique)
    return out


def commands(page: Path) -> list[list[str]]:
    """Arguments of every `foedus …` that a block of shell or a table of commands names."""
    lines = [line for block in blocks(page, "sh") for line in block.splitlines()]
    parts = [part.strip() for line in lines for part in line.split("&&")]
    return [part.split()[1:] for part in parts if part.startswith("foedus")]
