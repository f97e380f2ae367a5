"""`foedus lexicon`: the codebook's word lists, checked and tried on gold claims."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foedus.cli.options import JsonOption
from foedus.cli.sheet import Sheet, show_sheet

if TYPE_CHECKING:
    from foedus.claims.lexicon import Lexicon
    from foedus.claims.score import Score

EXAMPLE = "Example: foedus lexicon check"
SCORE_EXAMPLE = "Example: foedus lexicon score gold/claims.jsonl --folder my-codebook"

app = typer.Typer(help="The word lists by which claims are coded.", no_args_is_help=True)
FolderOption = Annotated[
    Path | None, typer.Option(metavar="DIR", help="A codebook of your own, not the built-in one.")
]


@app.command(epilog=EXAMPLE)
def check(folder: FolderOption = None, as_json: JsonOption = False) -> None:
    """Check every table of the codebook; tell what is in it."""
    lexicon = _load(folder)
    rows = [
        ("names of states, bodies and places", len(lexicon.actors)),
        ("office holders", len(lexicon.persons)),
        ("acts by verb and object", len(lexicon.acts)),
        ("units", len(set(lexicon.units.names.values()))),
        ("written forms", lexicon.forms),
    ]
    show_sheet(Sheet("Codebook", ("what", "count"), rows), as_json=as_json)


@app.command(epilog=SCORE_EXAMPLE)
def score(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Coded claims, JSON lines.")],
    folder: FolderOption = None,
    docs: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Folder of the documents.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Score the coder on gold claims; with --folder, show what that codebook changes."""
    # the coder takes half a second to load: kept out of `foedus --help`
    from foedus.claims.trial import try_lexicon

    built_in = try_lexicon(gold, _load(None), docs)
    if folder is None:
        rows = [(name, ratio.value, ratio.of) for name, ratio in built_in.measures.items()]
        show_sheet(Sheet(f"Score on {gold}", ("measure", "score", "of"), rows), as_json=as_json)
        return
    changed = try_lexicon(gold, _load(folder), docs)
    columns = ("measure", "built-in", "changed", "difference")
    show_sheet(Sheet(f"Score on {gold}", columns, _compared(built_in, changed)), as_json=as_json)


def _load(folder: Path | None) -> Lexicon:
    from foedus.claims.lexicon import CODEBOOK, load_lexicon  # see `score`

    return load_lexicon(folder or CODEBOOK)


def _compared(
    built_in: Score, changed: Score
) -> list[tuple[str, float | None, float | None, float | None]]:
    rows = []
    for name, ratio in built_in.measures.items():
        one, two = ratio.value, changed.measures[name].value
        rows.append((name, one, two, None if one is None or two is None else two - one))
    return rows
