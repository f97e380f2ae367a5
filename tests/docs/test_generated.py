"""A generated page says what the code and the built-in case say now."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
from pathlib import Path

import pytest
from docs.generate import FOLDER, NOTICE, PAGES, main
from docs.reference.language import EXAMPLES, evaluate
from docs.reference.markdown import docstring, slug
from docs.reference.source import case

from docs import reference
from foedus.ensemble.language import FUNCTIONS

MODULES = [f"docs.reference.{m.name}" for m in pkgutil.iter_modules(reference.__path__)]


@pytest.mark.parametrize("name", PAGES)
def test_no_page_is_stale(name: str) -> None:
    written = (FOLDER / name).read_text(encoding="utf-8")
    assert written == PAGES[name](), f"docs/{name} is stale: run `make docs`"


def test_every_page_with_the_notice_is_generated() -> None:
    marked = {p.name for p in FOLDER.glob("*.md") if NOTICE in p.read_text(encoding="utf-8")}
    assert marked == set(PAGES)


def test_only_what_changed_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("docs.generate.FOLDER", tmp_path)
    monkeypatch.setattr("docs.generate.PAGES", {"a.md": lambda: "a\n"})
    main()
    assert (tmp_path / "a.md").read_bytes() == b"a\n"
    assert capsys.readouterr().out == "docs/a.md written\n"
    main()
    assert not capsys.readouterr().out


def test_every_statement_has_a_home() -> None:
    page = PAGES["mechanisms.md"]()
    rows = [line for line in page.splitlines() if line.startswith("| M")]
    assert len(rows) == len(case().statements) == 54
    assert all("](#" in row for row in rows)
    assert "[effort](#effort) (dormant), awake in E1 (structural)" in page


def test_every_parameter_has_one_line() -> None:
    page = PAGES["parameters.md"]()
    for name in case().parameters:
        assert page.count(f"\n| `{name}` |") == 1, name


def test_every_function_of_the_language_has_an_example() -> None:
    assert set(EXAMPLES) == set(FUNCTIONS)
    assert all(name in text for name, text in EXAMPLES.items())


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("end(forces.total)", "95"),  # the last of the row
        ("mean(forces.total, 2)", "80 80 79.5 74.5 71 83.5"),  # by hand
        ("first(trade.level == 4)", "never"),
        ("held(trade.level >= 2, 2)", "no no yes yes no no"),
    ],
)
def test_examples_come_to_what_a_hand_finds(text: str, result: str) -> None:
    assert evaluate(text) == result


def test_a_docstring_keeps_its_equation() -> None:
    title, body = docstring("E9 Title.\n\n    a*b = c\n      d\n\nProse a*b.\n")
    assert title == "E9 Title."
    assert body == "```text\na*b = c\n  d\n```\n\nProse a\\*b."


def test_anchors_are_those_of_the_reader() -> None:
    assert slug("E1 (minimal_literal)") == "e1-minimal_literal"


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_the_generator_run(name: str) -> None:
    failed, _ = doctest.testmod(importlib.import_module(name))
    assert not failed
