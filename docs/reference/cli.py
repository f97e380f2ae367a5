"""docs/cli.md: every command with its arguments and options."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Any

import typer

from docs.reference.markdown import page, prose, table
from foedus.cli.main import app

INTRO = """
The same text as `foedus COMMAND --help`. A command that prints a table also prints it as JSON
with `--json`. Where `CASE` may be left out, the built-in case is meant; else it is the name of a
built-in case or a folder. Bad input is answered with one line on the standard error (what, where,
what to do) and exit status 2; Ctrl-C gives 130.
"""


def render() -> str:
    """The page."""
    root = typer.main.get_command(app)
    return page("Commands", INTRO, *_section("foedus", root))


def _section(name: str, command: Any) -> Iterator[str]:
    """A command, then the commands below it, if it is a group."""
    yield f"## {name}"
    yield prose(command.help or "")
    arguments = [p for p in command.params if not p.opts[0].startswith("-")]
    options = [p for p in command.params if p.opts[0].startswith("-") and not p.hidden]
    below = getattr(command, "commands", {})
    yield _usage(name, arguments, bool(below))
    if arguments:
        yield table(("argument", "what"), [(f"`{p.metavar}`", prose(p.help)) for p in arguments])
    if options:
        yield table(("option", "default", "what"), [_option(p) for p in options])
    if command.epilog:
        yield f"```sh\n{command.epilog.removeprefix('Example: ')}\n```"
    for word, child in below.items():
        yield from _section(f"{name} {word}", child)


def _usage(name: str, arguments: list[Any], group: bool) -> str:
    words = [p.metavar if p.required else f"[{p.metavar}]" for p in arguments]
    words += ["COMMAND"] if group else []
    return f"```text\n{' '.join([name, '[OPTIONS]', *words])}\n```"


def _option(p: Any) -> tuple[str, str, str]:
    names = ", ".join(f"`{name}`" for name in (*p.opts, *p.secondary_opts))
    return names, _default(p), prose(p.help or "")


def _default(p: Any) -> str:
    if p.is_flag:
        return "off"
    if isinstance(p.default, Enum):
        return f"`{p.default.value}` of {', '.join(f'`{x.value}`' for x in type(p.default))}"
    return f"`{p.default}`" if p.default not in (None, "") else ""
