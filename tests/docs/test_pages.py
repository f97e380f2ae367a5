"""Links lead somewhere, and every command written down is one that the program takes."""

from __future__ import annotations

import shlex
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import typer
from tests.docs.pages import PAGES, ROOT, anchors, blocks, commands, links, name

from foedus.case.find import find_case
from foedus.case.load import load_case
from foedus.case.shocks import parse_shock
from foedus.cli.main import app
from foedus.cli.views import VIEWS

COMMANDS = [(name(page), words) for page in PAGES for words in commands(page)]


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_to_a_page_and_a_heading(page: Path) -> None:
    for target in links(page):
        file, _, anchor = target.partition("#")
        goal = (page.parent / file).resolve() if file else page
        assert goal.exists(), f"{target}: no such file"
        assert goal.is_relative_to(ROOT), f"{target}: outside the repository"
        assert not anchor or anchor in anchors(goal), f"{target}: no such heading"


def test_every_page_is_in_the_index() -> None:
    index = ROOT / "docs" / "README.md"
    listed = {target.partition("#")[0] for target in links(index)}
    assert listed >= {p.name for p in (ROOT / "docs").glob("*.md")} - {"README.md"}


def parsed(words: list[str]) -> dict[str, Any]:
    """Parameters of a command line, as the program itself reads them."""
    root: Any = typer.main.get_command(app)
    assert words[0] in root.commands, f"no command '{words[0]}'"
    context = root.commands[words[0]].make_context(words[0], words[1:])
    return dict(context.params)


@pytest.mark.parametrize(("page", "words"), COMMANDS, ids=lambda x: str(x)[:60])
def test_commands_are_ones_that_the_program_takes(page: str, words: list[str]) -> None:
    given, case = parsed(words), load_case(find_case("us-alliances"))
    policies = given.get("policy") or ()
    for policy in [policies] if isinstance(policies, str) else policies:
        assert policy in case.policies or policy == "my-policy.toml"
    for shock in given.get("shock") or ():
        assert parse_shock(shock, case).day > date(2026, 11, 1)
    if words[0] == "show":
        assert given["case"] in VIEWS or given["what"] in VIEWS


def test_there_are_commands_to_check() -> None:
    assert {words[0] for _, words in COMMANDS} >= {"run", "init", "check", "show"}


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_shell_blocks_call_make_or_foedus(page: Path) -> None:
    for block in blocks(page, "sh"):
        for line in block.splitlines():
            assert shlex.split(line)[0] in {"make", "foedus"}
