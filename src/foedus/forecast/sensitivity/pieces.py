"""Finished pieces of a long computation on disk, so that it can stop and go on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class Pieces:
    """Arrays by name in a folder; None keeps nothing."""

    folder: Path | None

    def get(self, name: str, make: Callable[[], Floats]) -> Floats:
        """The piece, from the folder if it is there and whole, else made and written."""
        if self.folder is None:
            return make()
        path = self.folder / f"{name}.npy"
        if path.exists():
            found: Floats = np.load(path, allow_pickle=False)
            return found
        made = make()
        self.folder.mkdir(parents=True, exist_ok=True)
        # written aside and renamed: a run that is stopped leaves no half piece
        aside = path.with_suffix(".part")
        with aside.open("wb") as file:
            np.save(file, made)
        aside.replace(path)
        return made


NOWHERE = Pieces(None)
"""Nothing is kept."""
