"""A policy kept outside the case: checked against the case it is run with."""

from __future__ import annotations

from pathlib import Path

import pytest

from foedus.case.load import load_case
from foedus.case.policies import load_policy
from foedus.core.errors import BadOption, CaseFaults

TEXT = """\
title = { en = "Mine", vi = "Của tôi" }
summary = { en = "My policy.", vi = "Chính sách của tôi." }
kind = "forward"
start = 2018-01-01
base = "pressed"
"""


def faults_of(path: Path, root: Path) -> list[str]:
    with pytest.raises(CaseFaults) as caught:
        load_policy(path, load_case(root))
    return [str(fault) for fault in caught.value.faults]


def write(tmp_path: Path, text: str, name: str = "mine.toml") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_it_may_build_on_a_policy_of_the_case(minimal_case: Path, tmp_path: Path) -> None:
    case = load_case(minimal_case)
    bound = TEXT + f'bound_to = "{case.digest}"\n'
    policy = load_policy(write(tmp_path, bound), case)
    assert (policy.name, policy.base, policy.bound_to) == ("mine", "pressed", case.digest)


def test_it_must_be_of_this_case(minimal_case: Path, tmp_path: Path) -> None:
    path = write(tmp_path, TEXT + f'bound_to = "{"0" * 64}"\n')
    (fault,) = faults_of(path, minimal_case)
    digest = load_case(minimal_case).digest
    assert fault == (
        f"{path}:6: bound_to: written for case 000000000000, this is {digest[:12]}; "
        "check that the policy still means the same, then remove or renew bound_to"
    )


def test_its_name_must_be_free(minimal_case: Path, tmp_path: Path) -> None:
    path = write(tmp_path, TEXT, "pressed.toml")
    assert faults_of(path, minimal_case) == [
        f"{path}: the name 'pressed' is taken; give the file another name"
    ]


def test_its_base_must_exist(minimal_case: Path, tmp_path: Path) -> None:
    path = write(tmp_path, TEXT.replace('"pressed"', '"mine"'))
    assert faults_of(path, minimal_case) == [
        f"{path}:5: unknown policy 'mine'; known: history, continued, pressed"
    ]


def test_all_its_faults_come_at_once(minimal_case: Path, tmp_path: Path) -> None:
    path = write(tmp_path, TEXT.replace('"forward"', '"forwards"').replace("2018", "2028"))
    assert faults_of(path, minimal_case) == [
        f"{path}:3: unknown kind 'forwards'; did you mean 'forward'?",
        f"{path}:4: start: 2028-01-01 is after 2020-01-20; give a date up to 2020-01-20",
    ]


def test_a_file_that_is_not_there(minimal_case: Path, tmp_path: Path) -> None:
    path = tmp_path / "none.toml"
    with pytest.raises(BadOption) as caught:
        load_policy(path, load_case(minimal_case))
    assert str(caught.value).startswith(f"{path}: no such file; give the path of a policy file")
