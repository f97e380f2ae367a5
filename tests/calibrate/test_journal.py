"""The journal of a long check: what is done stays done, and belongs to one question."""

from __future__ import annotations

import pytest

from foedus.calibrate.journal import NAME, Entry, Journal
from foedus.calibrate.ranks import Seen
from foedus.core.errors import BadOption

ASKED = {"effort": "minimal", "seed": 1}
ONE = Seen(0.5, 3, 0.4, 0.1, 0.2, 0.6)


def entry(panel: int) -> Entry:
    return Entry("as fitted", panel, 1, {"effort.b_req": ONE})


@pytest.fixture
def folder(tmp_path):
    made = Journal(tmp_path / "new", ASKED)
    made.add(entry(0))
    made.add(entry(4))
    return tmp_path / "new"


def test_what_was_filed_is_read(folder):
    again = Journal(folder, ASKED)
    assert again.entries == [entry(0), entry(4)]
    assert again.panels("as fitted") == {0, 4}
    assert again.panels("one edition") == set()


def test_another_question_is_refused_and_nothing_is_lost(folder):
    before = (folder / NAME).read_bytes()
    with pytest.raises(BadOption, match="journal of another check; name another --out"):
        Journal(folder, ASKED | {"seed": 2})
    assert (folder / NAME).read_bytes() == before


def test_a_line_cut_short_is_done_again(folder):
    path = folder / NAME
    path.write_text(path.read_text()[:-20])
    again = Journal(folder, ASKED)
    assert again.panels("as fitted") == {0}
    again.add(entry(1))
    assert Journal(folder, ASKED).panels("as fitted") == {0, 1}


def test_a_line_that_is_no_panel_is_named(folder):
    with (folder / NAME).open("a") as file:
        file.write('{"design": "as fitted"}\n')
    with pytest.raises(BadOption, match=r"journal.jsonl:4: cannot be read"):
        Journal(folder, ASKED)
