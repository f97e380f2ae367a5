"""Whatever happens to a file: loading ends in a case or in placed faults, never in a crash."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foedus.case.load import load_case
from foedus.case.priors import FAMILIES, BadPrior, parse_prior, write_prior
from foedus.case.records import Prior
from foedus.core.errors import CaseFaults

MINIMAL = Path(__file__).parent / "minimal"
FILES = sorted(
    path.relative_to(MINIMAL).as_posix()
    for path in MINIMAL.rglob("*")
    if path.is_file() and path.parent.name != "tables"
)
SCRAPS = st.sampled_from(
    [
        b"",
        b",",
        b"\n",
        b'"',
        b"=",
        b"[",
        b"]",
        b"{",
        b"1e999",
        b"-1",
        b"\xff",
        b"true",
        b"'''",
        b"\0",
    ]
) | st.binary(max_size=4)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(file=st.sampled_from(FILES), cut=st.floats(0, 1), length=st.integers(0, 30), scrap=SCRAPS)
def test_damage_is_a_fault_or_nothing(
    minimal_case: Path, file: str, cut: float, length: int, scrap: bytes
) -> None:
    whole = (MINIMAL / file).read_bytes()
    at = int(cut * len(whole))
    (minimal_case / file).write_bytes(whole[:at] + scrap + whole[at + length :])
    try:
        load_case(minimal_case)
    except CaseFaults as found:
        for fault in found.faults:
            name, _, line = fault.where.partition(":")
            assert (minimal_case / name).exists()
            assert not line or 1 <= int(line) <= lines_of(minimal_case / name)
    finally:
        (minimal_case / file).write_bytes(whole)


def lines_of(path: Path) -> int:
    return path.read_bytes().count(b"\n") + 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("[threshold.s1_aid]", "[threshold]"),
        ("[define.shock]", "[[define]]"),
        ("[reading.weak]", "[reading.weak.deep]"),
        ('order = ["S2", "S1-weak"]', "order = 3"),
        ('ambiguous = "S1"', "ambiguous = 1"),
        ('{ en = "Share of aid", vi = "Tỷ trọng viện trợ" }', '"Share of aid"'),
    ],
)
def test_a_value_of_another_shape(old: str, new: str, minimal_case: Path) -> None:
    path = minimal_case / "scenarios.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(CaseFaults):
        load_case(minimal_case)


positive = st.floats(1e-6, 1e6)


@given(
    st.sampled_from(sorted(FAMILIES)).flatmap(
        lambda name: st.tuples(
            st.just(name), st.tuples(*(positive for _ in FAMILIES[name].arguments))
        )
    )
)
def test_a_prior_survives_writing_and_reading(written: tuple[str, tuple[float, ...]]) -> None:
    prior = Prior(*written)
    assert parse_prior(write_prior(prior)) == prior


@given(st.text(max_size=30))
def test_any_text_is_a_prior_or_a_bad_one(text: str) -> None:
    with contextlib.suppress(BadPrior):
        assert parse_prior(text).family in FAMILIES
