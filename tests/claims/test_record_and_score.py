"""Claims on disk, and the scorer's definitions on cases small enough to count by hand."""

from pathlib import Path
from typing import Any

import pytest

from foedus.claims.record import Claim, ClaimFault, read_claims, write_claims
from foedus.claims.score import QUADS, quad, score


def make(start: int = 0, end: int = 30, **fields: Any) -> Claim:
    plain: dict[str, Any] = {
        "id": f"c{start}-{end}", "doc": "d", "quote": "x" * (end - start), "start": start,
        "end": end, "segment": "main", "actor": ["USA"], "target": ["DEU"], "action": "RETREAT",
        "domain": ["force-posture"], "modality": "actual", "date": {"precision": "none"},
        "quantity": [],
    }  # fmt: skip
    return Claim.from_json(plain | fields)


def value(name: str, gold: list[Claim], coded: list[Claim], **more: Any) -> float | None:
    return score(gold, coded, **more).measures[name].value


def test_a_claim_comes_back_from_disk_as_it_was(tmp_path: Path) -> None:
    date = {"start": "2025-02-18", "end": "2025-02-18", "precision": "day"}
    quantity = [{"value": 66.5, "unit": "USD bn", "of": "aid", "bound": "min"}]
    claims = [make(date=date, quantity=quantity, speaker=["AFP"], polarity=-1), make(40, 60)]
    write_claims(tmp_path / "claims.jsonl", claims)
    assert read_claims(tmp_path / "claims.jsonl") == claims


@pytest.mark.parametrize(
    ("field", "bad"),
    [
        ("action", "HUG"),
        ("modality", "sure"),
        ("segment", "attic"),
        ("polarity", 0),
        ("quote", "too long by far for these offsets"),
        ("date", {"start": "soon", "end": "later", "precision": "day"}),
    ],
)
def test_a_bad_field_is_a_fault_with_file_and_line(tmp_path: Path, field: str, bad: object) -> None:
    path = tmp_path / "claims.jsonl"
    write_claims(path, [make()])
    with pytest.raises(ClaimFault):
        make(**{field: bad})
    path.write_text(path.read_text() + "{}\n")
    with pytest.raises(ClaimFault, match=r"claims\.jsonl:2"):
        read_claims(path)


def test_quads_part_the_sixteen_types() -> None:
    assert sorted(a for actions in QUADS.values() for a in actions) == sorted(
        set().union(*QUADS.values())
    )
    assert quad("MOBILIZE") == "material conflict"


def test_a_third_of_the_shorter_quote_makes_a_pair() -> None:
    gold = [make(0, 30)]
    assert value("f1", gold, [make(20, 60)]) == 1.0
    assert value("f1", gold, [make(21, 60)]) == 0.0


def test_each_claim_is_matched_once_by_greatest_overlap() -> None:
    gold = [make(0, 30), make(30, 60)]
    coded = [make(5, 60)]
    result = score(gold, coded)
    assert [(g.start, p.start) for g, p in result.pairs] == [(30, 5)]
    assert result.measures["recall"].value == 0.5


def test_fields_are_counted_over_pairs_and_quantities_where_there_is_one() -> None:
    tanks = [{"value": 3, "unit": "tanks", "bound": "exact"}]
    gold = [make(0, 30, quantity=tanks), make(40, 60)]
    coded = [make(0, 30, action="AID"), make(40, 60, target=["FRA"])]
    measures = score(gold, coded).measures
    assert (measures["action"].value, measures["triple"].value) == (0.5, 0.0)
    assert measures["target jaccard"].value == 0.5
    assert (measures["quantity"].top, measures["quantity"].of) == (0, 1)


def test_a_date_agrees_in_precision_and_overlap() -> None:
    month = {"start": "2025-02-01", "end": "2025-02-28", "precision": "month"}
    day = {"start": "2025-02-18", "end": "2025-02-18", "precision": "day"}
    assert value("date", [make(date=month)], [make(date=month)]) == 1.0
    assert value("date", [make(date=month)], [make(date=day)]) == 0.0
    assert value("date", [make()], [make(date=day)]) == 0.0


def test_what_lies_outside_the_coverage_costs_no_precision() -> None:
    gold, coded = [make(0, 30)], [make(0, 30), make(100, 130)]
    assert value("precision", gold, coded) == 0.5
    assert value("precision", gold, coded, coverage=[("d", 0, 50)]) == 1.0


def test_clusters_are_compared_by_pairs() -> None:
    gold = [make(0, 20, event="a"), make(30, 50, event="a"), make(60, 80, event="b")]
    coded = [make(0, 20, event="x"), make(30, 50, event="x"), make(60, 80, event="x")]
    measures = score(gold, coded).measures
    assert measures["event precision"].value == pytest.approx(1 / 3)
    assert measures["event recall"].value == 1.0
