"""Quality of the coder, with pinned floors, on eight short documents written for the project.

They were written and coded before the coder had seen them; it has been mended since, so the
floors guard against decay and do not say how well another text is coded. On first sight of
the last two (g7, g8) it reached: F1 0.90 and 0.83, action 0.92 and 0.75, full triple 0.69 and
0.67, modality 0.69 and 0.83, date 0.69 and 0.75.
"""

from pathlib import Path

import pytest

from foedus.claims.lexicon import load_lexicon
from foedus.claims.record import read_claims
from foedus.claims.score import Score, score
from foedus.claims.trial import code_files
from foedus.core.digest import digest_files

FOLDER = Path(__file__).parent / "gold"
DIGEST = "6cb896a2ab836fef849f5f1173594943bffa49c5906ef9e53f67ab2050e150ae"
FLOORS = {
    "en": {
        "f1": 0.92,
        "action": 0.97,
        "triple": 0.68,
        "modality": 0.97,
        "date": 0.89,
        "quantity": 0.75,
    },
    "vi": {
        "f1": 0.93,
        "action": 0.99,
        "triple": 0.82,
        "modality": 0.99,
        "date": 0.93,
        "quantity": 0.99,
    },
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
