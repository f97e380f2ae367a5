"""`foedus init`: a whole case or nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from foedus.case.find import case_files, find_case
from foedus.case.load import load_case
from foedus.cli.main import main


def tree(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file()
    }


def test_the_built_in_case_by_default(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "mine"
    assert main(["init", str(target)]) == 0
    count = len(case_files(find_case()))
    assert capsys.readouterr().out.startswith(f"{target}: {count} files; ")
    assert load_case(target).digest == load_case().digest


def test_another_case(minimal_case: Path, tmp_path: Path) -> None:
    target = tmp_path / "new" / "mine"
    assert main(["init", str(target), "--from", str(minimal_case)]) == 0
    assert tree(target) == tree(minimal_case)
    assert sorted(p.name for p in target.parent.iterdir()) == ["mine"]


def test_an_empty_folder_will_do(minimal_case: Path, tmp_path: Path) -> None:
    target = tmp_path / "mine"
    target.mkdir()
    assert main(["init", str(target), "--from", str(minimal_case)]) == 0
    assert load_case(target).name == "minimal"


def test_leftovers_of_editors_stay_behind(minimal_case: Path, tmp_path: Path) -> None:
    (minimal_case / ".levers.csv.swp").write_bytes(b"\0")
    assert main(["init", str(tmp_path / "mine"), "--from", str(minimal_case)]) == 0
    assert not (tmp_path / "mine" / ".levers.csv.swp").exists()


def test_a_folder_with_anything_in_it_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "note.txt").write_text("mine")
    assert main(["init", str(tmp_path)]) == 2
    assert capsys.readouterr().err == f"{tmp_path}: is not empty; name a new folder\n"
    assert tree(tmp_path) == {"note.txt": b"mine"}


def test_a_file_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "note.txt"
    target.write_text("mine")
    assert main(["init", str(target)]) == 2
    assert capsys.readouterr().err == f"{target}: is a file; name a new folder\n"


def test_not_into_the_case_itself(minimal_case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = tree(minimal_case)
    assert main(["init", str(minimal_case / "copy"), "--from", str(minimal_case)]) == 2
    assert "lies inside the case to copy" in capsys.readouterr().err
    assert tree(minimal_case) == before


@pytest.mark.parametrize("failure", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_copy_cut_short_leaves_nothing(
    failure: BaseException,
    minimal_case: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    copied: list[Path] = []
    genuine = shutil.copyfile

    def fail_at_the_third(source: Path, target: Path) -> None:
        if len(copied) == 2:
            raise failure
        copied.append(target)
        genuine(source, target)

    monkeypatch.setattr("foedus.case.copy.shutil.copyfile", fail_at_the_third)
    parent = tmp_path / "parent"
    status = main(["init", str(parent / "mine"), "--from", str(minimal_case)])
    assert len(copied) == 2
    assert list(parent.iterdir()) == []
    assert status == (130 if isinstance(failure, KeyboardInterrupt) else 2)
    if status == 2:
        assert capsys.readouterr().err == (
            f"{parent / 'mine'}: cannot be written (No space left on device); "
            "choose a folder that you may write to\n"
        )
