"""Whether a case fits the mechanisms: what the loader cannot know."""

from __future__ import annotations

from collections.abc import Iterator

from foedus.case.records import Case
from foedus.core.errors import CaseFault, CaseFaults, ExpressionError
from foedus.ensemble.language import compile_expression
from foedus.ensemble.outcomes import vocabulary
from foedus.model.mechanisms import EFFORT, mechanisms
from foedus.model.plan import Plan, make_plan

BEHIND = ("aid.k_US", "aid.k_E", "capability.S_2026")
"""Stated parameters that act only through derived ones."""

MEASUREMENT = "measurement."
"""Parameters of the measurement model, which simulation does not use."""

CHOICES = {
    "effort": tuple(EFFORT),
    "exposure": ("capital", "mindist"),
    "floor_concept": ("total", "permanent"),
    "shock": ("any_ally", "baltic"),
}
"""Structural choices of a case and what each may be."""


def plan_of(case: Case, effort: str = "") -> Plan:
    """The plan of a case under its variant of effort, or another."""
    return make_plan(mechanisms(effort or case.variant.get("effort", "minimal")))


def check_fit(case: Case, effort: str = "") -> None:
    """Raise `CaseFaults` with everything in a case that does not fit the mechanisms."""
    faults = [*_variants(case)]
    if not faults:
        plan = plan_of(case, effort)
        faults += [*_parameters(case, plan), *_variables(case, plan), *_predicates(case)]
    if faults:
        raise CaseFaults(faults)


def _variants(case: Case) -> Iterator[CaseFault]:
    for name, choice in case.variant.items():
        if choice not in CHOICES.get(name, ()):
            known = ", ".join(CHOICES.get(name, ())) or f"no variant '{name}' exists"
            yield CaseFault(
                f"variant {name} = '{choice}' is unknown",
                where="case.toml",
                remedy=f"known: {known}",
            )


def _parameters(case: Case, plan: Plan) -> Iterator[CaseFault]:
    for name in (*plan.stated, *BEHIND):
        if name not in case.parameters:
            yield CaseFault(
                f"parameter '{name}' is missing",
                where="parameters.csv",
                remedy=f"add a row with its prior; mechanism '{name.split('.')[0]}' needs it",
            )
    used = {name for form in EFFORT for name in plan_of(case, form).stated} | set(BEHIND)
    for name, parameter in case.parameters.items():
        if name not in used and not name.startswith(MEASUREMENT):
            yield CaseFault(
                f"no mechanism uses parameter '{name}'",
                where=str(parameter.place),
                remedy="check the spelling or remove the row",
            )


def _variables(case: Case, plan: Plan) -> Iterator[CaseFault]:
    for name, variable in case.variables.items():
        if name not in plan.writers:
            yield CaseFault(
                f"no mechanism writes variable '{name}'",
                where=str(variable.place),
                remedy="check the spelling or remove the row",
            )


def _predicates(case: Case) -> Iterator[CaseFault]:
    words = vocabulary(case)
    texts = [(s.expression, s.place) for s in case.scenarios.values()]
    texts += [(d.expression, d.place) for d in case.definitions.values()]
    for text, place in texts:
        try:
            compile_expression(text, words, where=str(place))
        except ExpressionError as fault:
            yield CaseFault(fault.what, where=fault.where, remedy=fault.remedy)
