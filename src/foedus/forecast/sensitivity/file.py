"""A sensitivity analysis as a file of a run's folder, for its report in another language."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter

from foedus.core.errors import BadOption
from foedus.forecast.sensitivity.records import Sensitivity

FILE = "sensitivity.json"
FORMAT: Literal[1] = 1


@dataclass(frozen=True, slots=True)
class _Image:
    """The file: its format, and the analysis."""

    format: Literal[1]
    sensitivity: Sensitivity


def sensitivity_text(found: Sensitivity) -> str:
    """sensitivity.json: one object, UTF-8."""
    plain = asdict(_Image(FORMAT, found))
    return json.dumps(plain, ensure_ascii=False, indent=1, default=str) + "\n"


def read_sensitivity(folder: Path) -> Sensitivity | None:
    """The analysis in a run's folder; None where there is none.

    Raises `BadOption` where the file has been damaged.
    """
    path = folder / FILE
    if not path.is_file():
        return None
    try:
        return TypeAdapter(_Image).validate_json(path.read_bytes()).sensitivity
    except ValueError as error:
        what = str(error).splitlines()[0]
        raise BadOption(f"cannot be read: {what}", where=str(path), remedy="run again") from None
