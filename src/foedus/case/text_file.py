"""The bytes of a file of a case as text, or one clear fault."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from foedus.case.faults import Faults
from foedus.case.records import Place


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of files with the list that their faults go to."""

    root: Path
    faults: Faults

    def has(self, name: str) -> bool:
        """Whether a file that a case may leave out is there."""
        return (self.root / name).exists()

    def text(self, name: str) -> str | None:
        """Text of a UTF-8 file (a byte-order mark is dropped); None with a fault noted."""
        try:
            return (self.root / name).read_bytes().decode("utf-8-sig")
        except FileNotFoundError:
            self.faults.add(Place(name, 0), "no such file", self._remedy(name))
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            self.faults.add(Place(name, line), "not UTF-8", "save the file as UTF-8")
        except OSError as error:
            self.faults.add(Place(name, 0), f"cannot be read ({error.strerror})")
        return None

    def names(self, folder: str) -> list[str]:
        """Names, relative to the root, of the TOML files of a sub-folder, in order of stems."""
        return [
            f"{folder}/{stem}.toml"
            for stem in sorted(p.stem for p in self.root.glob(f"{folder}/*.toml"))
        ]

    def _remedy(self, name: str) -> str:
        path = self.root / name
        # a high cutoff: `terms.csv` must not be offered for `parameters.csv`
        near = get_close_matches(path.name, [p.name for p in path.parent.glob("*")], 1, 0.85)
        if near:
            return f"did you mean '{near[0]}'?"
        return "`foedus init DIR` makes a complete case to copy it from"
