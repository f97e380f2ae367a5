"""A case of the user's own, copied from another one: whole or not at all."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from foedus.case.find import case_files
from foedus.core.errors import BadOption


def copy_case(source: Path, target: Path) -> int:
    """Copy the files of a case into a folder that is new or empty; how many they are.

    The copy is made beside the target and takes its name in one step, so that a copy that
    is cut short leaves nothing under that name. Raises `BadOption` for a target that holds
    anything, lies inside the source, or cannot be written.
    """
    _refuse(source, target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{target.name}-", dir=target.parent) as beside:
            count = _copy_files(source, Path(beside) / "case")
            # replaces an empty folder of that name, and no other
            (Path(beside) / "case").rename(target)
            return count
    except OSError as error:
        raise BadOption(
            f"cannot be written ({error.strerror or error})",
            where=str(target),
            remedy="choose a folder that you may write to",
        ) from error


def _refuse(source: Path, target: Path) -> None:
    if target.resolve().is_relative_to(source.resolve()):
        raise BadOption("lies inside the case to copy", where=str(target), remedy="go elsewhere")
    if target.is_dir() and any(target.iterdir()):
        raise BadOption("is not empty", where=str(target), remedy="name a new folder")
    if target.exists() and not target.is_dir():
        raise BadOption("is a file", where=str(target), remedy="name a new folder")


def _copy_files(source: Path, target: Path) -> int:
    files = case_files(source)
    for path in files:
        place = target / path.relative_to(source)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place)  # bytes only: a copy of a read-only case is for editing
    return len(files)
