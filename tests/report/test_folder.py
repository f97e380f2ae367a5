"""A run folder appears whole or not at all, and only ours is ever replaced."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from foedus.core.errors import BadOption
from foedus.report.folder import MARK, is_run_folder, whole_folder


def finish(folder: Path, text: str = "first") -> None:
    (folder / "manifest.json").write_text(json.dumps({"kind": MARK}), "utf-8")
    (folder / "data.txt").write_text(text, "utf-8")


def stop_halfway(target: Path, *, overwrite: bool = False) -> None:
    with whole_folder(target, overwrite=overwrite) as folder:
        finish(folder, "second")
        raise RuntimeError("stopped")


def test_appears_when_the_block_ends(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "run"
    with whole_folder(target) as folder:
        finish(folder)
        assert not target.exists()
    assert is_run_folder(target)
    assert [path.name for path in target.parent.iterdir()] == ["run"]


def test_nothing_is_left_when_the_block_fails(tmp_path: Path) -> None:
    target = tmp_path / "run"
    with pytest.raises(RuntimeError, match="stopped"):
        stop_halfway(target)
    assert list(tmp_path.iterdir()) == []


def test_refuses_an_earlier_run_unless_asked(tmp_path: Path) -> None:
    target = tmp_path / "run"
    with whole_folder(target) as folder:
        finish(folder)
    with pytest.raises(BadOption, match="holds an earlier run"), whole_folder(target):
        pass
    with whole_folder(target, overwrite=True) as folder:
        finish(folder, "second")
    assert (target / "data.txt").read_text("utf-8") == "second"
    assert [path.name for path in tmp_path.iterdir()] == ["run"]


def test_failed_overwrite_keeps_the_earlier_run(tmp_path: Path) -> None:
    target = tmp_path / "run"
    with whole_folder(target) as folder:
        finish(folder)
    with pytest.raises(RuntimeError, match="stopped"):
        stop_halfway(target, overwrite=True)
    assert (target / "data.txt").read_text("utf-8") == "first"


def test_earlier_run_returns_when_the_new_one_cannot_take_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "run"
    with whole_folder(target) as folder:
        finish(folder)
    moves: list[Path] = []
    rename = Path.rename

    def second_fails(self: Path, to: Path) -> Path:
        moves.append(self)
        if len(moves) == 2:
            raise OSError("disk gone")
        return rename(self, to)

    monkeypatch.setattr(Path, "rename", second_fails)
    with pytest.raises(OSError, match="disk gone"), whole_folder(target, overwrite=True) as folder:
        finish(folder, "second")
    assert (target / "data.txt").read_text("utf-8") == "first"
    assert [path.name for path in tmp_path.iterdir()] == ["run"]


@pytest.mark.parametrize("overwrite", [False, True])
def test_never_touches_a_folder_that_is_not_ours(tmp_path: Path, overwrite: bool) -> None:
    target = tmp_path / "thesis"
    target.mkdir()
    (target / "manifest.json").write_text('{"kind": "something else"}', "utf-8")
    with pytest.raises(BadOption, match="no run folder"), whole_folder(target, overwrite=overwrite):
        pass
    assert [path.name for path in target.iterdir()] == ["manifest.json"]


def test_never_follows_a_link(tmp_path: Path) -> None:
    real = tmp_path / "real"
    with whole_folder(real) as folder:
        finish(folder)
    link = tmp_path / "link"
    link.symlink_to(real)
    with pytest.raises(BadOption), whole_folder(link, overwrite=True):
        pass
    assert is_run_folder(real)
