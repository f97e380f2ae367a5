"""A what-if written as a policy file, which `foedus run --policy FILE` reads back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from foedus.case.policies import load_policy
from foedus.case.records import Case, Clamp, LeverChange, Policy
from foedus.core.errors import BadOption
from foedus.forecast.whatif.changes import Change, ParameterSet, Pledge

SUFFIX = ".toml"


def save_policy(path: Path, policy: Policy, changes: Iterable[Change], case: Case) -> Policy:
    """Write a policy, bound to the case it was made for, and return what is read back.

    Raises `BadOption` for a file that is there already or has another ending, and for changes
    that a policy file cannot hold.
    """
    check_save(path, changes)
    path.parent.mkdir(parents=True, exist_ok=True)
    written = replace(policy, bound_to=case.digest)
    path.write_text("\n".join(_lines(written, changes)) + "\n", encoding="utf-8")
    return load_policy(path, case)


def check_save(path: Path, changes: Iterable[Change]) -> None:
    """Refuse what cannot be saved, before anything is run; errors as for `save_policy`."""
    if path.suffix != SUFFIX:
        raise BadOption(
            f"{path} does not end in {SUFFIX}", where="--save", remedy="name a .toml file"
        )
    if path.exists():
        raise BadOption(f"{path} exists", where="--save", remedy="name another file or remove it")
    odd = [c.written for c in changes if isinstance(c, ParameterSet | Pledge)]
    if odd:
        raise BadOption(
            f"a policy file holds no parameters, and {', '.join(odd)} changes some",
            where="--save",
            remedy="leave it out, or keep the whole what-if in a file for --file",
        )


def _lines(policy: Policy, changes: Iterable[Change]) -> Iterator[str]:
    what = "; ".join(change.written for change in changes)
    yield f'title = {{ en = "What if: {what}", vi = "Giả định: {what}" }}'
    yield 'summary = { en = "Written by foedus whatif.", vi = "Do foedus whatif ghi ra." }'
    yield f'kind = "{policy.kind}"'
    yield f"start = {policy.start}"
    if policy.end:
        yield f"end = {policy.end}"
    yield f'base = "{policy.base}"'
    if policy.column:
        yield f'column = "{policy.column}"'
        yield f"column_from = {policy.column_from}"
    yield f'bound_to = "{policy.bound_to}"'
    for change in policy.changes:
        yield from _change(change)
    for clamp in policy.clamps:
        yield from _clamp(clamp)


def _change(change: LeverChange) -> Iterator[str]:
    yield from ("", "[[change]]", f"from = {change.start}")
    yield f"levers = {{ {change.lever} = {change.value:g} }}"
    yield f'basis = "{change.basis}"'


def _clamp(clamp: Clamp) -> Iterator[str]:
    yield from ("", "[[clamp]]", f"from = {_day(clamp.start)}")
    if clamp.end:
        yield f"to = {_day(clamp.end)}"
    yield f'variable = "{clamp.variable}{f"[{clamp.label}]" if clamp.label else ""}"'
    yield f'value = "{clamp.value}"' if isinstance(clamp.value, str) else f"value = {clamp.value:g}"


def _day(day: date) -> str:
    return day.isoformat()
