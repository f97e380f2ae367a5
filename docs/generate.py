"""Write the reference pages from the code and the built-in case: ``python -m docs.generate``.

What can be derived is not written by hand: equations, declarations, priors, commands, predicates.
tests/docs fails when a page does not say what would be written now.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from docs.reference import cli, language, mechanisms, parameters, scenarios
from docs.reference.markdown import NOTICE

__all__ = ["FOLDER", "NOTICE", "PAGES", "main"]

FOLDER = Path(__file__).parent

PAGES: Mapping[str, Callable[[], str]] = {
    "cli.md": cli.render,
    "language.md": language.render,
    "mechanisms.md": mechanisms.render,
    "parameters.md": parameters.render,
    "scenarios.md": scenarios.render,
}
"""What writes each page."""


def main() -> None:
    """Write every page that changed."""
    for name, render in PAGES.items():
        path, text = FOLDER / name, render()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8", newline="\n")
            print(f"docs/{name} written")


if __name__ == "__main__":
    main()
