"""manifest.json: what it takes to run this again, and how long it took."""

from __future__ import annotations

import dataclasses
import hashlib
import platform
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import foedus
from foedus.case.records import Policy
from foedus.core.digest import digest_files, digest_of
from foedus.ensemble.result import RunResult
from foedus.report.folder import MARK
from foedus.report.knowledge import knowledge_json

LIBRARIES = ("altair", "h5netcdf", "jax", "jaxlib", "numpy", "scipy", "vl-convert-python", "xarray")


def manifest(result: RunResult, summary: str, lang: str, command: Sequence[str]) -> dict[str, Any]:
    """Digests of case, data, code and summary; seed, policies, versions, timings, command."""
    return {
        "kind": MARK,
        "format": 1,
        "case": result.case.name,
        "as_of": result.as_of.isoformat(),
        "history_to": result.history_to.isoformat(),
        "known_on": result.case.known_on.isoformat() if result.case.known_on else None,
        "knew": knowledge_json(result.knew) if result.knew else None,
        "seed": result.seed,
        "lang": lang,
        "command": list(command),
        "policies": {
            name: policy_digest(result.case.policies.get(name)) for name in result.policies
        },
        "policy_order": list(result.policies),
        "shocks": list(result.shocks),
        "parameters_from": result.parameters_from,
        "digests": {
            "case": result.case.digest,
            "data": data_digest(result.case.root),
            "code": code_digest(),
            "summary": hashlib.sha256(summary.encode()).hexdigest(),
        },
        "versions": versions(),
        "seconds": dict(result.seconds),
    }


def policy_digest(policy: Policy | None) -> str:
    """Digest of what a policy says, wherever its file lies; empty when it is not known."""
    return digest_of(_unplaced(dataclasses.asdict(policy))) if policy else ""


def data_digest(root: Path) -> str:
    """Digest of the tables of a case; empty when it has none."""
    files = [path for path in (root / "tables").rglob("*") if path.is_file()]
    return digest_files(root, files) if files else ""


def code_digest() -> str:
    """Digest of the Python files of this package."""
    root = Path(foedus.__file__).parent
    return digest_files(root, root.rglob("*.py"))


def versions() -> dict[str, str]:
    """Versions of Python, of this package and of the libraries that make its numbers."""
    names = {name: version(name) for name in LIBRARIES}
    return {"python": platform.python_version(), "foedus": version("foedus"), **names}


def _unplaced(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _unplaced(item) for key, item in value.items() if key != "place"}
    if isinstance(value, list | tuple):
        return [_unplaced(item) for item in value]
    return value
