"""A person's decisions outlive a new coding."""

import csv
import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from foedus.claims.corrections import Correction, correct, read_corrections
from foedus.claims.export import to_csv
from foedus.claims.interchange import ClaimFaults
from foedus.claims.record import Claim

from .making import claim, source

TEXT = (
    "Head\nWashington will withdraw 4,000 soldiers from Romania. "
    "Bucharest said it regretted the step. Paris did nothing."
)
PAGE = source("d", TEXT)
TEXTS, DIGESTS = {"d": TEXT}, {"d": "digest-d"}
LEAVES = claim(PAGE, "withdraw 4,000 soldiers", "USA RETREAT ROU", number=1)
REGRETS = claim(PAGE, "Bucharest said it regretted", "ROU SUPPORT USA", number=2)
INVENTED = claim(PAGE, "Paris did nothing", "FRA AID", number=3)
CODED = [LEAVES, REGRETS, INVENTED]


def decided(
    kind, what: Claim, when: date = date(2026, 1, 5), digest: str = "digest-d"
) -> Correction:
    return Correction(what, kind, "Lan", when, digest, "c.csv: row 1")


def test_accept_change_and_reject() -> None:
    mended = replace(REGRETS, action="ACCUSE")
    done = correct(
        CODED,
        [decided("accept", LEAVES), decided("change", mended), decided("reject", INVENTED)],
        TEXTS,
        DIGESTS,
    )
    assert [(c.id, c.action, c.coder, c.confidence) for c in done.claims] == [
        ("d-001", "RETREAT", "Lan 2026-01-05", 1.0),
        ("d-002", "ACCUSE", "Lan 2026-01-05", 1.0),
    ]
    assert not done.unmatched


def test_a_correction_meets_a_new_coding_with_other_ids_and_a_wider_quotation() -> None:
    wider = claim(PAGE, "Bucharest said it regretted the step", "ROU SUPPORT", number=17)
    mended = replace(REGRETS, action="ACCUSE")
    done = correct([wider], [decided("change", mended)], TEXTS, DIGESTS)
    assert [c.action for c in done.claims] == ["ACCUSE"]


def test_a_correction_follows_its_words_when_offsets_move() -> None:
    moved = "A new masthead line\n" + TEXT
    done = correct([], [decided("accept", LEAVES)], {"d": moved}, DIGESTS)
    (kept,) = done.claims
    assert moved[kept.start : kept.end] == kept.quote


def test_a_renamed_document_is_found_by_its_digest() -> None:
    done = correct([], [decided("accept", LEAVES)], {"new": TEXT}, {"new": "digest-d"})
    assert [c.doc for c in done.claims] == ["new"]


def test_a_claim_that_the_coder_no_longer_finds_is_put_back_with_an_id_of_its_own() -> None:
    other = claim(PAGE, "Paris did nothing", "FRA AID", number=1)
    done = correct([other], [decided("accept", LEAVES)], TEXTS, DIGESTS)
    assert sorted(c.id for c in done.claims) == ["d-001", "d-001.2"]


def test_the_later_decision_wins() -> None:
    yes, no = decided("accept", LEAVES), decided("reject", LEAVES, date(2026, 2, 1))
    assert correct([LEAVES], [no, yes], TEXTS, DIGESTS).claims == []


def test_corrections_of_other_documents_are_told_not_applied() -> None:
    lost = decided("reject", LEAVES, digest="another")
    done = correct([LEAVES], [lost], TEXTS, DIGESTS)
    assert done.claims == [LEAVES]
    assert done.unmatched == [lost]


def test_an_edited_export_is_a_file_of_corrections(tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO("".join(to_csv(CODED, DIGESTS)).removeprefix("\ufeff"))))
    rows[1] |= {"decision": "Change", "who": "Lan", "when": "2026-01-05", "action": "ACCUSE"}
    path = sheet(tmp_path, rows)
    (only,) = read_corrections(path)
    assert (only.decision, only.who, only.claim.action) == ("change", "Lan", "ACCUSE")
    done = correct(CODED, [only], TEXTS, DIGESTS)
    assert [c.action for c in done.claims] == ["RETREAT", "ACCUSE", "AID"]


def test_every_fault_of_the_decisions_at_once(tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO("".join(to_csv(CODED)).removeprefix("\ufeff"))))
    rows[0] |= {"decision": "maybe", "who": "Lan", "when": "2026-01-05"}
    rows[1] |= {"decision": "accept", "who": "", "when": "2026-01-05"}
    rows[2] |= {"decision": "accept", "who": "Lan", "when": "5/1/2026"}
    with pytest.raises(ClaimFaults) as caught:
        read_corrections(sheet(tmp_path, rows))
    told = "\n".join(str(fault) for fault in caught.value.faults)
    assert "decision 'maybe'" in told
    assert "no `who`" in told
    assert "`when` is '5/1/2026'" in told


def sheet(folder: Path, rows: list[dict[str, str]]) -> Path:
    path = folder / "corrections.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        columns = [*rows[0], *(c for c in ("decision", "who", "when") if c not in rows[0])]
        out = csv.DictWriter(file, columns, restval="")
        out.writeheader()
        out.writerows(rows)
    return path
