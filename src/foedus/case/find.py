"""Where cases are: those of the package by name, those of the user by path."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from foedus.core.errors import CaseFault, UnknownName

DEFAULT_CASE = "us-alliances"

FILES = (
    "case.toml", "sources.csv", "actors.csv", "dyads.csv", "terms.csv", "levers.csv",
    "lever_history.csv", "parameters.csv", "variables.csv", "history.csv", "scenarios.toml",
    "indicators.csv", "statements.csv",
)  # fmt: skip
OPTIONAL = (
    "documents.csv", "evidence.csv", "source_classes.csv", "kernels.toml", "opinions.csv",
    "relations.csv",
)  # fmt: skip
"""A case without the files on evidence runs, and no document moves it; without relations.csv its
report has no page of relations."""
POSTERIOR = "posterior.npz"
"""Joint draws of the fitted parameters: made from a case, so no part of what identifies it."""

BACKTEST = "backtest.json"
"""What reports show of the back-test: made from a case too."""

_FOLDERS = {"policies": (".toml",), "shocks": (".toml",), "tables": (".toml", ".csv")}


def built_in_cases() -> dict[str, Path]:
    """Folders of the cases that come with the package, by name."""
    root = Path(str(files("foedus") / "cases"))
    return {path.name: path for path in sorted(root.iterdir()) if (path / "case.toml").exists()}


def is_case(name_or_path: str) -> bool:
    """Whether a text is a built-in name or looks like a path: something that is there, or a `/`."""
    path = Path(name_or_path)
    return name_or_path in built_in_cases() or path.exists() or path.name != name_or_path


def find_case(name_or_path: str | Path = DEFAULT_CASE) -> Path:
    """Folder of a case: a text that is a built-in name means that, all else is a path.

    Raises `UnknownName` when it is neither, `CaseFault` when the folder is not a case.

    >>> find_case("us-alliances").name
    'us-alliances'
    """
    known = built_in_cases()
    if isinstance(name_or_path, str) and name_or_path in known:
        return known[name_or_path]
    path = Path(name_or_path)
    if path.is_dir() and (path / "case.toml").is_file():
        return path
    if path.exists():
        remedy = "a case is a folder; `foedus init DIR` makes one"
        raise CaseFault("no case.toml in it", where=str(path), remedy=remedy)
    if path.name == str(name_or_path):
        raise UnknownName("case", path.name, known)
    raise CaseFault("no such folder", where=str(path), remedy="`foedus init DIR` makes one")


def case_files(root: Path) -> list[Path]:
    """Files that make up a case: all in its folder but hidden ones, backups and caches."""
    return [
        path
        for path in root.rglob("*")
        if path.is_file() and not _passed_over(path.relative_to(root))
    ]


def stray_files(root: Path) -> list[str]:
    """TOML and CSV files of a case that nothing reads, a slip of whoever wrote them."""
    names = [path.relative_to(root) for path in case_files(root)]
    return sorted(name.as_posix() for name in names if _is_stray(name))


def _is_stray(name: Path) -> bool:
    if name.suffix not in (".toml", ".csv"):
        return False  # notes and pictures may lie beside the data
    folder = name.parent.as_posix()
    if folder == ".":
        return name.name not in (*FILES, *OPTIONAL)
    return name.suffix not in _FOLDERS.get(folder, ())


def _passed_over(path: Path) -> bool:
    # what editors, version control and Python leave behind must not change the digest
    return any(
        part.startswith(".") or part.endswith("~") or part == "__pycache__" for part in path.parts
    )
