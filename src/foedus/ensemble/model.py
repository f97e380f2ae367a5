"""A case made ready to run: plan, engine, parameter draws with what follows from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from foedus.case.records import Case
from foedus.ensemble import observed
from foedus.ensemble.clamps import COUNTS, ClampBook, Clamps, clampable
from foedus.ensemble.derive import NEEDED, SELF, STRUCTURAL, derive, with_nodes, with_placeholders
from foedus.ensemble.engine import TILE, Course, Engine
from foedus.ensemble.exogenous import exogenous
from foedus.ensemble.fit import BEHIND, check_fit, plan_of
from foedus.ensemble.outcomes import Outcomes, compile_outcomes
from foedus.ensemble.parameters import (
    Table,
    draw_lever_noise,
    draw_parameters,
    origin_trend,
    pick,
)
from foedus.ensemble.parameters import fitted as fitted_parameters
from foedus.ensemble.paths import observed_path
from foedus.ensemble.posterior import posterior_from
from foedus.ensemble.sample import shown
from foedus.model.plan import Plan
from foedus.tables.replay import replay
from foedus.tables.store import Tables, load

TREND_AT_ORIGIN = "effort.origin_trend"

HAZARDS = (
    "institution.exit_rate",
    "escalation.clash_rate",
    "escalation.attack_rate",
    "indopacific.rate",
)
"""Rates of what did not happen in coded history; their integral weighs the draws."""

ORDERS = ("forces.announced_permanent", "forces.announced_rotational")
"""What only evidence asks for, month by month."""


@dataclass(frozen=True)
class Model:
    """Everything that the tiles of a run share."""

    case: Case
    tables: Tables
    plan: Plan
    engine: Engine
    outcomes: Outcomes
    parameters: Table
    behind: Table
    shapes: Mapping[str, tuple[int, ...]]
    draws: int
    clampable: tuple[str, ...]
    """Variables that a course may hold."""
    coded: Clamps | None = None
    """Coded history to the cut, laid out once: reading its figures takes longer than a tile."""

    def book(self) -> ClampBook:
        """An empty book of clamps over the variables that a course may hold."""
        return ClampBook(self.case, {name: self.shapes[name] for name in self.clampable})

    def history(self, origin: int) -> Clamps:
        """Coded history through step `origin`."""
        book = self.book()
        observed.hold_history(book, self.case, self.tables, origin)
        return book.close()

    def edited(self, edit: Edit, *, draws: int = 0) -> Model:
        """The same compiled model with other parameters; what follows from them is redone.

        Parameters
        ----------
        edit : given a table, says which of its parameters are replaced, and by what.
        draws : number of draws of the replaced parameters, where it is another.
        """
        count = draws or self.draws
        behind = self.behind | edit(self.behind)
        table = with_nodes(self.parameters | edit(self.parameters), behind)
        return _complete(replace(self, behind=behind, draws=count), table)


Edit = Callable[[Table], Table]


def build_model(
    case: Case,
    *,
    draws: int,
    seed: int,
    effort: str = "",
    fitted: bool = False,
    posterior: Path | None = None,
    origin: int = 0,
    whole: bool = False,
) -> Model:
    """Load the tables, draw the parameters and run coded history once without noise.

    Parameters
    ----------
    draws : number of parameter draws.
    seed : names every random stream of the run.
    effort : form of effort, the case's own if empty.
    fitted : draw the fitted parameters from a posterior, not from their priors.
    posterior : its file; that of the case if None.
    origin : last coded step of the runs to come; the case's own if 0. Only the fitted trend
        of effort asks for it.
    whole : record and allow to hold every variable, for searches that take mechanisms out.
    """
    check_fit(case, effort)
    tables = load(case.root)
    if case.known_on:
        tables = replay(tables, case.known_on)
    plan = plan_of(case, effort)
    outcomes = compile_outcomes(case)
    record = (*shown(case), *outcomes.needs, *HAZARDS, *NEEDED, *STRUCTURAL, *COUNTS, *ORDERS)
    record += tuple(plan.writers) if whole else ()
    engine = Engine(case, plan, exogenous(case, tables), seed=seed, record=record)
    form = effort or case.variant.get("effort", "minimal")
    at = origin or observed.step_of_cut(case)
    year = int(case.grid.years[at - 1])
    known = _Fitted(case, posterior, form, year) if fitted else None
    table, behind = _draw(case, plan, draws, seed, known)
    names = tuple(sorted(plan.writers)) if whole else clampable(case, observed.SERIES)
    bare = Model(case, tables, plan, engine, outcomes, table, behind, {}, draws, names)
    return _complete(bare, table)


def _complete(model: Model, table: Table) -> Model:
    """Add to a table of parameters what follows from them: one noise-free run of history."""
    case, engine = model.case, model.engine
    structural = "effort.mu" in model.plan.parameters
    table = with_placeholders(table, model.draws, len(case.sets["ally"]), structural)
    if not model.shapes:
        shapes = engine.shapes(pick(table, np.zeros(TILE, np.intp)))
        model = replace(model, shapes=shapes)
    cut = observed.step_of_cut(case)
    coded = model.coded or model.history(cut)
    course = Course(observed_path(case), coded, cut, quiet=True)
    derived = derive(engine, table, model.behind[SELF], course)
    return replace(model, parameters=derived, coded=coded)


class _Fitted:
    """What a posterior puts in the place of priors."""

    def __init__(self, case: Case, file: Path | None, effort: str, year: int) -> None:
        self._case, self._effort, self._year = case, effort, year
        self._posterior = posterior_from(case, file)

    def into(self, table: Table, draws: int, seed: int) -> Table:
        """A table with the fitted parameters in place; names that it lacks are not added."""
        found = fitted_parameters(self._case, self._posterior, self._effort, draws, seed)
        return table | {name: entry for name, entry in found.items() if name in table}

    def trend(self, draws: int, seed: int) -> Table:
        """The fitted trend at the origin."""
        value = origin_trend(self._posterior, self._effort, self._year, draws, seed)
        return {TREND_AT_ORIGIN: value}


def _draw(
    case: Case, plan: Plan, draws: int, seed: int, known: _Fitted | None
) -> tuple[Table, Table]:
    table = draw_parameters(case, plan.stated, draws, seed)
    behind = draw_parameters(case, BEHIND, draws, seed)
    trend: Table = {TREND_AT_ORIGIN: np.float32(np.nan)}
    if known:
        table, behind = known.into(table, draws, seed), known.into(behind, draws, seed)
        trend = known.trend(draws, seed)
    if TREND_AT_ORIGIN in plan.parameters:
        table |= trend
    table["levers.value"] = draw_lever_noise(case, draws, seed)
    return with_nodes(table, behind), behind
