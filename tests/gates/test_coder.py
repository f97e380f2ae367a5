"""Quality of the coder, with pinned floors, on six short documents written for the project.

They were written and coded before the coder had seen them; it has been mended since, so the
floors guard against decay and do not say how well another text is coded.
"""

from pathlib import Path

import pytest

from foedus.claims.lexicon import load_lexicon
from foedus.claims.record import read_claims
from foedus.claims.score import Score, score
from foedus.claims.trial import code_files
from foedus.core.digest import digest_files

FOLDER = Path(__file__).parent / "gold"
DIGEST = "3d67dccb068150bb448dd47a2521a8a163811d2e062454d0f53657c2c56dd109"
FLOORS = {
    "en": {"f1": 0.85, "action": 0.9, "triple": 0.6, "modality": 0.9, "date": 0.85},
    "vi": {"f1": 0.85, "action": 0.9, "triple": 0.7, "modality": 0.9, "date": 0.85},
}


def result(language: str) -> Score:
    paths = sorted(FOLDER.glob(f"*-{language}.txt"))
    names = {path.stem for path in paths}
    gold = [claim for claim in read_claims(FOLDER / "claims.jsonl") if claim.doc in names]
    return score(gold, code_files(paths, load_lexicon()))


def test_the_gold_is_the_one_that_the_floors_were_set_on() -> None:
    assert digest_files(FOLDER, sorted(FOLDER.iterdir())) == DIGEST


@pytest.mark.parametrize("language", FLOORS)
def test_each_measure_stays_above_its_floor(language: str) -> None:
    measures = result(language).measures
    below = {
        name: measures[name].value
        for name, floor in FLOORS[language].items()
        if (measures[name].value or 0) < floor
    }
    assert below == {}


def test_gold_quotes_its_documents() -> None:
    for claim in read_claims(FOLDER / "claims.jsonl"):
        text = (FOLDER / f"{claim.doc}.txt").read_text(encoding="utf-8")
        assert text[claim.start : claim.end] == claim.quote
