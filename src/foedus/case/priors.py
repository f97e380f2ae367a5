"""Priors as a case writes them: ``Normal(0.5, 0.3)``.

Only names, counts and supports of arguments are checked here; what a family means is the
business of the layer that draws from it.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from difflib import get_close_matches

from foedus.case.records import Prior

_WRITTEN = re.compile(r"(?P<family>[A-Za-z]+)\s*\((?P<arguments>[^()]*)\)")


@dataclass(frozen=True, slots=True)
class Family:
    """Arguments of a family in order; those in `positive` must be above 0."""

    arguments: tuple[str, ...]
    positive: tuple[str, ...]


FAMILIES = {
    "Normal": Family(("mean", "sd"), ("sd",)),
    "HalfNormal": Family(("scale",), ("scale",)),
    "PositiveNormal": Family(("mean", "sd"), ("sd",)),
    "Gamma": Family(("shape", "scale"), ("shape", "scale")),
    "LogNormal": Family(("median", "sd"), ("median", "sd")),
    "Beta": Family(("a", "b"), ("a", "b")),
    "LogOnePlusGamma": Family(("shape", "scale"), ("shape", "scale")),
    "Fixed": Family(("value",), ()),
}


class BadPrior(ValueError):
    """A prior that cannot be read; the message is the fault, `remedy` what to write."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.remedy = remedy


def parse_prior(text: str) -> Prior:
    """A prior from its text.

    >>> parse_prior("LogNormal(0.25, 0.5)")
    Prior(family='LogNormal', arguments=(0.25, 0.5))
    >>> parse_prior("Normal(0.5, -0.3)")
    Traceback (most recent call last):
    foedus.case.priors.BadPrior: sd of Normal is -0.3, not above 0
    """
    match = _WRITTEN.fullmatch(text.strip())
    if not match:
        raise BadPrior(f"'{text}' is not a prior", "write a family and its numbers: Normal(0, 1)")
    name = match["family"]
    if name not in FAMILIES:
        near = get_close_matches(name, FAMILIES, n=1, cutoff=0.5)
        hint = f"did you mean '{near[0]}'?" if near else f"known: {', '.join(FAMILIES)}"
        raise BadPrior(f"unknown family '{name}'", hint)
    return Prior(name, _arguments(name, FAMILIES[name], match["arguments"]))


def write_prior(prior: Prior) -> str:
    """The text of a prior, which `parse_prior` reads back.

    >>> write_prior(Prior("LogNormal", (0.25, 0.5)))
    'LogNormal(0.25, 0.5)'
    """
    return f"{prior.family}({', '.join(_shortest(x) for x in prior.arguments)})"


def _shortest(x: float) -> str:
    short = f"{x:g}"
    return short if float(short) == x else repr(x)


def _arguments(name: str, family: Family, text: str) -> tuple[float, ...]:
    usage = f"write {name}({', '.join(family.arguments)})"
    parts = [part.strip() for part in text.split(",")] if text.strip() else []
    if len(parts) != len(family.arguments):
        count = len(family.arguments)
        raise BadPrior(f"{name} takes {count} argument{'s' * (count > 1)}, not {len(parts)}", usage)
    numbers = tuple(_number(part, usage) for part in parts)
    for argument, value in zip(family.arguments, numbers, strict=True):
        if argument in family.positive and value <= 0:
            raise BadPrior(f"{argument} of {name} is {value:g}, not above 0", usage)
    return numbers


def _number(text: str, usage: str) -> float:
    try:
        value = float(text)
    except ValueError:
        raise BadPrior(f"'{text}' is not a number", usage) from None
    if not math.isfinite(value):
        raise BadPrior(f"'{text}' is not finite", usage)
    return value
