"""A sound case comes out of the loader as its files say, and always the same."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foedus.case.find import built_in_cases, case_files, find_case
from foedus.case.load import load_case
from foedus.case.records import Clamp, LeverChange, Prior
from foedus.core.errors import CaseFault, UnknownName


def test_the_frame(minimal_case: Path) -> None:
    case = load_case(minimal_case)
    assert (case.name, case.title.vi) == ("minimal", "Một trường hợp nhỏ")
    assert (case.grid.steps, case.data_cut) == (73, date(2018, 1, 1))
    assert case.default_policies == ("continued",)
    assert case.variant == {"effort": "minimal"}
    assert case.root == minimal_case


def test_sets_follow_the_order_of_the_files(minimal_case: Path) -> None:
    assert load_case(minimal_case).sets == {
        "ally": ("POL", "DEU", "ITA"),
        "bloc": ("East", "West", "South"),
        "host": ("DEU", "ITA", "GBR", "ESP", "POL", "OTH"),
        "dyad": ("USA-NATO", "USA-RUS"),
        "term": ("first", "second"),
    }


def test_labels_that_spell_a_set_take_its_order(minimal_case: Path) -> None:
    parameters = load_case(minimal_case).parameters
    assert parameters["trust.cbar"].labels == ("East", "West", "South")
    assert parameters["trust.cbar"].priors[2] == Prior("Normal", (-0.3, 0.5))
    assert parameters["trade.rate"].labels == ("0", "1")
    assert parameters["effort.b_req"].labels == ()


def test_history_holds_up_to_the_next_row(minimal_case: Path) -> None:
    war = [clamp for clamp in load_case(minimal_case).history if clamp.variable == "war.state"]
    assert [(c.start, c.end, c.value) for c in war] == [
        (date(2014, 1, 1), date(2016, 2, 1), "none"),
        (date(2016, 2, 1), None, "war"),
    ]


def test_an_element_of_an_indexed_variable(minimal_case: Path) -> None:
    (trust,) = [c for c in load_case(minimal_case).history if c.variable == "trust.usa"]
    assert (trust.label, trust.value) == ("East", 0.75)


def test_lines_after_a_cell_of_two_lines_are_exact(minimal_case: Path) -> None:
    case = load_case(minimal_case)
    assert [str(change.place) for change in case.lever_history] == [
        "lever_history.csv:2",
        "lever_history.csv:5",
        "lever_history.csv:3",
    ]


def test_a_policy_with_everything(minimal_case: Path) -> None:
    policy = load_case(minimal_case).policies["pressed"]
    assert (policy.base, policy.column, policy.column_from) == (
        "continued",
        "second",
        date(2018, 6, 1),
    )
    assert [(c.lever, c.start, c.value) for c in policy.changes] == [
        ("u1", date(2018, 2, 1), 0.8),
        ("u1", date(2018, 7, 1), 0.9),
        ("u2", date(2018, 7, 1), 0.0),
    ]
    assert all(isinstance(change, LeverChange) for change in policy.changes)
    (clamp,) = policy.clamps
    assert isinstance(clamp, Clamp)
    assert (clamp.variable, clamp.label, clamp.end) == ("trust.usa", "East", date(2019, 1, 1))


def test_a_column_without_a_day_counts_from_the_start_of_the_policy(minimal_case: Path) -> None:
    path = minimal_case / "policies" / "pressed.toml"
    path.write_text(path.read_text().replace("column_from = 2018-06-01\n", ""))
    assert load_case(minimal_case).policies["pressed"].column_from == date(2018, 1, 1)


def test_readings_and_parts(minimal_case: Path) -> None:
    case = load_case(minimal_case)
    assert {name: reading.order for name, reading in case.readings.items()} == {
        "weak": ("S2", "S1-weak"),
        "core": ("S2", "S1-core"),
    }
    assert case.scenarios["S2b"].part_of == "S2"
    assert not case.scenarios["S2b"].primary
    assert case.thresholds["s1_aid"].strip == (0.05, 0.1, 0.15)


def test_files_as_a_spreadsheet_saves_them(minimal_case: Path) -> None:
    before = load_case(minimal_case)
    for name in ("actors.csv", "case.toml"):
        path = minimal_case / name
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    after = load_case(minimal_case)
    assert after.actors == before.actors
    assert after.title == before.title


@pytest.mark.parametrize(
    "name",
    [
        p.relative_to(r).as_posix()
        for r in [Path(__file__).parent / "minimal"]
        for p in sorted(r.rglob("*.*"))
    ],
)
def test_the_digest_changes_with_every_file(name: str, minimal_case: Path) -> None:
    before = load_case(minimal_case).digest
    path = minimal_case / name
    path.write_bytes(path.read_bytes() + b"\n")
    assert load_case(minimal_case).digest != before


def test_the_digest_changes_with_a_table_and_with_a_name(minimal_case: Path) -> None:
    digests = {load_case(minimal_case).digest}
    (minimal_case / "tables" / "effort.csv").write_text("year,value\n")
    digests.add(load_case(minimal_case).digest)
    (minimal_case / "tables" / "effort.csv").rename(minimal_case / "tables" / "outlay.csv")
    digests.add(load_case(minimal_case).digest)
    assert len(digests) == 3


def test_the_digest_passes_over_what_editors_leave(minimal_case: Path) -> None:
    before = load_case(minimal_case).digest
    (minimal_case / ".levers.csv.swp").write_bytes(b"\0")
    (minimal_case / "levers.csv~").write_text("old")
    (minimal_case / "__pycache__").mkdir()
    (minimal_case / "__pycache__" / "own.pyc").write_bytes(b"\0")
    assert load_case(minimal_case).digest == before
    assert all("~" not in path.name for path in case_files(minimal_case))


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    noise=st.floats(0, 1),
    start=st.dates(date(2014, 1, 1), date(2018, 1, 1)),
    note=st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=20),
)
def test_loading_is_a_pure_function(
    minimal_case: Path, noise: float, start: date, note: str
) -> None:
    quoted = '"' + note.replace('"', '""') + '"'
    (minimal_case / "lever_history.csv").write_text(
        f"lever,from,value,basis,source,note\nu1,{start},{noise!r},judgement,coding,{quoted}\n",
        encoding="utf-8",
    )
    files = {path: path.read_bytes() for path in case_files(minimal_case)}
    first, second = load_case(minimal_case), load_case(str(minimal_case))
    assert first == second
    (change,) = first.lever_history
    assert (change.value, change.start, change.note) == (noise, start, note.strip())
    assert {path: path.read_bytes() for path in case_files(minimal_case)} == files


def test_a_built_in_name_and_a_path(minimal_case: Path) -> None:
    assert find_case("us-alliances") == built_in_cases()["us-alliances"]
    assert find_case(str(minimal_case)) == minimal_case


def test_an_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(UnknownName) as caught:
        load_case("us-alliance")
    assert str(caught.value) == (
        "unknown case 'us-alliance'; did you mean 'us-alliances'? known: us-alliances"
    )


def test_a_folder_that_is_none_or_no_case(tmp_path: Path) -> None:
    with pytest.raises(CaseFault, match="no such folder; `foedus init DIR` makes one"):
        load_case(tmp_path / "nowhere")
    with pytest.raises(CaseFault, match=r"no case\.toml in it; a case is a folder"):
        load_case(tmp_path)


def test_loading_imports_nothing_heavy(minimal_case: Path) -> None:
    code = (
        "import sys; from foedus.case.load import load_case; load_case(sys.argv[1]); "
        "print([m for m in ('jax', 'pandas', 'xarray', 'altair', 'pydantic') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(minimal_case)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
