"""The posterior that ships with a case: joint draws of the fitted parameters, and their record.

A file ``posterior.npz`` in the case's folder: one float32 array a parameter, ``[draws,
…labels]``, and ``facts``, a record as JSON. It was made from certain tables and case files; the
digest of those is in it, and a case that has others refuses it. Names of scenarios, policies
and texts are not among them: a scholar may edit those and keep the posterior.

Rows are joint draws: a run takes whole rows, so that correlations within a block survive.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from foedus.case.find import POSTERIOR, case_files
from foedus.case.records import Case
from foedus.core.digest import digest_files
from foedus.core.errors import BadOption
from foedus.core.rng import uniforms

FORMAT = 1
FACTS = "facts"
TREND = "effort.trend_path"
"""Fitted common trend by year: a state, not a parameter of the file."""

MADE_FROM = (
    "case.toml", "actors.csv", "dyads.csv", "terms.csv", "levers.csv", "lever_history.csv",
    "parameters.csv", "variables.csv", "history.csv",
)  # fmt: skip
"""Files that a likelihood reads, besides the tables."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Posterior:
    """Draws ``[draws, …labels]`` by parameter, their record, and the digest of the file."""

    values: Mapping[str, Floats]
    facts: Mapping[str, Any]
    digest: str

    @property
    def draws(self) -> int:
        """Number of joint draws."""
        return int(self.facts["draws"])

    @property
    def fitted_to(self) -> date:
        """The last day whose figures the fit knows."""
        return date.fromisoformat(self.facts["data_cut"])

    def rows(self, count: int, seed: int) -> NDArray[np.intp]:
        """Which joint draw each of `count` parameter draws of a run takes, from a named stream."""
        u = uniforms(seed, "parameter.posterior", np.arange(count, dtype=np.uint32))
        return np.minimum((u * self.draws).astype(np.intp), self.draws - 1)


def inputs_digest(case: Case) -> str:
    """Digest of the files that a posterior of this case is made from."""
    root = case.root
    files = [p for p in case_files(root) if _is_input(p.relative_to(root))]
    return digest_files(root, files)


def _is_input(name: Path) -> bool:
    return name.as_posix() in MADE_FROM or name.parent.as_posix() == "tables"


def posterior_bytes(values: Mapping[str, Floats], facts: Mapping[str, Any]) -> bytes:
    """A posterior as the bytes of its file."""
    text = json.dumps({**facts, "format": FORMAT}, ensure_ascii=False, sort_keys=True)
    arrays: dict[str, Any] = {name: np.asarray(v, np.float32) for name, v in values.items()}
    arrays[FACTS] = np.frombuffer(text.encode(), np.uint8)
    out = io.BytesIO()
    np.savez_compressed(out, **arrays)
    return out.getvalue()


def read_posterior(path: Path) -> Posterior:
    """A posterior from its file.

    Raises `BadOption` where there is none, or the file is damaged or of another format.
    """
    if not path.is_file():
        raise BadOption(
            "no posterior", where=str(path), remedy="make one with `foedus calibrate`, or use prior"
        )
    raw = path.read_bytes()
    try:
        with np.load(io.BytesIO(raw), allow_pickle=False) as arrays:
            values = {name: arrays[name] for name in arrays.files if name != FACTS}
            facts = json.loads(arrays[FACTS].tobytes().decode())
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, EOFError) as fault:
        raise _unusable(path, "cannot be read as a posterior") from fault
    if facts.get("format") != FORMAT:
        raise _unusable(path, f"is a posterior of format {facts.get('format')}, not {FORMAT}")
    if any(len(v) != facts["draws"] or not np.isfinite(v).all() for v in values.values()):
        raise _unusable(path, "holds incomplete draws")
    return Posterior(values, facts, sha256(raw).hexdigest())


def _unusable(path: Path, what: str) -> BadOption:
    return BadOption(what, where=str(path), remedy="make it again with `foedus calibrate`")


def posterior_of(case: Case) -> Posterior:
    """The posterior that ships with a case; `BadOption` if it was made for another one."""
    return posterior_from(case)


def posterior_from(case: Case, file: Path | None = None) -> Posterior:
    """A posterior of a case from a file, that in its folder if None.

    `BadOption` if it was made for another case.
    """
    path = file or case.root / POSTERIOR
    found = read_posterior(path)
    if found.facts["case"] != case.name:
        raise _unusable(path, f"was made for case '{found.facts['case']}', not '{case.name}'")
    if found.facts["made_from"] != inputs_digest(case):
        raise _unusable(path, "was made from other tables or case files than those here")
    return found


def fitted_of(
    case: Case, digest: str, effort: str = "", file: Path | None = None
) -> dict[tuple[str, str], str]:
    """What a run from this posterior took from it, see `shown`; nothing of one no longer there."""
    path = file or case.root / POSTERIOR
    if not digest or not path.is_file():
        return {}
    found = read_posterior(path)
    form = effort or case.variant.get("effort", "")
    return shown(case, found, form) if found.digest == digest else {}


def shown(case: Case, posterior: Posterior, effort: str) -> dict[tuple[str, str], str]:
    """How to show what a run under a form of effort takes from a posterior, by parameter and
    label: mean and sd of the draws, or ``prior`` where the data hardly moved it.
    """
    facts = posterior.facts
    panel = () if facts["effort"] == effort else facts["blocks"]["panel"]["parameters"]
    out: dict[tuple[str, str], str] = {}
    for line in facts["parameters"]:
        name, label = line["parameter"], line["label"]
        if name in panel:
            continue
        out[name, label] = "prior"
        if line["shown_as"] == "posterior":
            values = posterior.values[name]
            values = values[:, case.parameters[name].labels.index(label)] if label else values
            out[name, label] = f"{values.mean():.3g} ± {values.std():.2g}"
    return out
