"""Whether a parameter can take a value: its name, its label, the support of its prior."""

from __future__ import annotations

from foedus.case.field import Field
from foedus.case.priors import FAMILIES
from foedus.case.records import Case
from foedus.ensemble.fit import BEHIND, MEASUREMENT, PROBABILITIES
from foedus.forecast.whatif.changes import ParameterSet

POSITIVE = ("Gamma", "LogNormal", "HalfNormal", "PositiveNormal", "LogOnePlusGamma")
assert set(POSITIVE) < set(FAMILIES)


def read_parameter(
    case: Case, text: str, name: Field, label: str, value: Field
) -> ParameterSet | None:
    """A parameter at a value; None, with the faults noted, where that cannot be."""
    acting = [p for p in case.parameters if not p.startswith(MEASUREMENT) and p not in BEHIND]
    known = name.name_of("parameter", acting)
    parameter = case.parameters.get(known)
    if parameter is None or known not in acting:
        return None
    if label and label not in parameter.labels:
        name.wrong(f"'{known}' has no label '{label}'", _labels(parameter.labels))
        return None
    low, high = _support(case, known)
    return ParameterSet(text, known, label, value.number(low, high))


def _labels(labels: tuple[str, ...]) -> str:
    return f"labels: {', '.join(labels)}" if labels else "leave the brackets out"


def _support(case: Case, name: str) -> tuple[float, float]:
    family = case.parameters[name].priors[0].family
    if family == "Beta" or name in PROBABILITIES:
        return 0.0, 1.0
    return (0.0 if family in POSITIVE else -1e9), 1e9
