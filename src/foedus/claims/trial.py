"""What a codebook is worth: the score of a whole coding against gold claims.

Gold is a JSON-lines file of claims; the documents that it quotes lie beside it
or in a folder given. They are read, cut and coded as `foedus read` would.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from foedus.claims.code import code_document
from foedus.claims.lexicon import Lexicon
from foedus.claims.record import Claim, read_claims
from foedus.claims.score import Score, score
from foedus.core.errors import BadOption
from foedus.documents.read import read
from foedus.documents.segment import segment


def try_lexicon(gold: Path, lexicon: Lexicon, docs: Path | None = None) -> Score:
    """The score of a codebook on a gold file; a missing document is a `BadOption`."""
    claims = read_claims(gold)
    names = sorted({claim.doc for claim in claims})
    return score(claims, code_files(_files(names, docs or gold.parent), lexicon))


def code_files(paths: Iterable[Path], lexicon: Lexicon) -> list[Claim]:
    """Claims of text files, in order, named by their files."""
    made = []
    for path in paths:
        document = read(path)
        made += [coded.claim for coded in code_document(document, segment(document.text), lexicon)]
    return made


def _files(names: Sequence[str], folder: Path) -> list[Path]:
    paths = [folder / f"{name}.txt" for name in names]
    for path in paths:
        if not path.is_file():
            raise BadOption("no such document", where=str(path), remedy="name its folder: --docs")
    return paths
