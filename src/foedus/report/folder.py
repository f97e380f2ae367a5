"""A folder that appears whole or not at all.

Files are written into a hidden sibling, which is renamed at the end. An
interrupted run leaves nothing that looks finished, and an earlier run
keeps its place until its successor is complete.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from foedus.core.errors import BadOption

MARK = "foedus run"
"""`kind` in the manifest of a folder that is ours to replace."""


@contextmanager
def whole_folder(target: Path, *, overwrite: bool = False) -> Iterator[Path]:
    """A fresh folder to write into; it becomes `target` when the block ends without error.

    `BadOption` when `target` exists, unless it is a run folder and `overwrite` is set.
    """
    check_target(target, overwrite=overwrite)
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    try:
        fresh.chmod(0o777 & ~_umask())
        yield fresh
        check_target(target, overwrite=overwrite)
        _swap(fresh, target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def is_run_folder(path: Path) -> bool:
    """Whether a folder holds a manifest that a run of ours has written."""
    try:
        manifest = json.loads((path / "manifest.json").read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(manifest, dict) and manifest.get("kind") == MARK


def check_target(target: Path, *, overwrite: bool) -> None:
    """Raise `BadOption` when a run may not be written there; ask before a long run."""
    if not target.exists() and not target.is_symlink():
        return
    if target.is_symlink() or not is_run_folder(target):
        raise BadOption(
            "is there already and is no run folder", where=str(target), remedy="name another --out"
        )
    if not overwrite:
        raise BadOption(
            "holds an earlier run", where=str(target), remedy="name another --out, or overwrite it"
        )


def _swap(fresh: Path, target: Path) -> None:
    """Put `fresh` where `target` is; on failure `target` is back as it was."""
    if not target.exists():
        fresh.rename(target)
        return
    aside = Path(tempfile.mkdtemp(prefix=f".{target.name}.old.", dir=target.parent))
    old = target.rename(aside / target.name)
    try:
        fresh.rename(target)
    except OSError:
        old.rename(target)
        aside.rmdir()
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _umask() -> int:
    """The umask of the process, which the system only tells by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
