"""Whether a case fits the mechanisms: what the loader cannot know."""

from __future__ import annotations

from collections.abc import Iterator

from foedus.case.priors import write_prior
from foedus.case.records import Case, Parameter
from foedus.core.errors import CaseFault, CaseFaults, ExpressionError
from foedus.ensemble.outcomes import compile_tried, vocabulary
from foedus.model.mechanism import words
from foedus.model.mechanisms import EFFORT, mechanisms
from foedus.model.plan import Plan, make_plan

BEHIND = ("aid.k_US", "aid.k_E", "capability.S_2026")
"""Stated parameters that act only through derived ones."""

MEASUREMENT = "measurement."
"""Parameters of the measurement model, which simulation does not use."""

PROBABILITIES = words(
    "law.l_floor law.l_exit forces.p_ex forces.phi forces.s_rot forces.s_g forces.add_done "
    "forces.share_DEU escalation.p_two escalation.p_balt reconstitution.r_s institution.p_n "
    "institution.p_wd institution.p_sus response.r_att response.r_two trade.deal_chance"
)
"""Parameters that are probabilities or shares: their priors must stay within [0, 1]."""

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
    for name in PROBABILITIES:
        if name in case.parameters:
            yield from _outside(case.parameters[name])
    used = {name for form in EFFORT for name in plan_of(case, form).stated} | set(BEHIND)
    for name, parameter in case.parameters.items():
        if name not in used and not name.startswith(MEASUREMENT):
            yield CaseFault(
                f"no mechanism uses parameter '{name}'",
                where=str(parameter.place),
                remedy="check the spelling or remove the row",
            )


def _outside(parameter: Parameter) -> Iterator[CaseFault]:
    for prior in parameter.priors:
        fixed = prior.family == "Fixed" and 0 <= prior.arguments[0] <= 1
        if prior.family != "Beta" and not fixed:
            yield CaseFault(
                f"{parameter.name} is a probability, {write_prior(prior)} may leave [0, 1]",
                where=str(parameter.place),
                remedy="write Beta(a, b), or Fixed(value) with a value in [0, 1]",
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
    texts = [(s.expression, s.place, True) for s in case.scenarios.values()]
    texts += [(d.expression, d.place, False) for d in case.definitions.values()]
    for text, place, decides in texts:
        try:
            compile_tried(text, words, where=str(place), decides=decides)
        except ExpressionError as fault:
            yield CaseFault(fault.what, where=fault.where, remedy=fault.remedy)
