"""Can a score tell whether deterrence belongs in the rate of a Russian attack on an ally?

    with      lam3 exp(b1 RC - b2 DET + b3 1[B=2])         section E10, as the engine runs it
    without   the same, DET left out

There was no attack in coded history. So a form is as likely as its mean over the prior of
exp(-sum of rate dt), the draws being those of a noise-free run of that history.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from foedus.case.records import Case
from foedus.ensemble.engine import TILE, Course, Engine, Record
from foedus.ensemble.exogenous import exogenous
from foedus.ensemble.model import build_model
from foedus.ensemble.observed import step_of_cut
from foedus.ensemble.parameters import pick
from foedus.ensemble.paths import observed_path
from foedus.tables.store import Tables

SEED = 2026
RATE, DETERRENCE = "escalation.attack_rate", "deterrence"
PER_YEAR = 12


def table(case: Case, tables: Tables) -> pd.DataFrame:
    """Expected attacks in coded history and ln likelihood of none, with deterrence and without."""
    rate, deterrence, b2 = _history(case, tables)
    rates = {"with deterrence": rate, "without": rate * np.exp(b2 * deterrence)}
    rows = []
    for name, path in rates.items():
        total = path.sum(axis=0) / PER_YEAR
        rows.append(
            {
                "form": name, "years": len(path) / PER_YEAR, "expected": float(total.mean()),
                "log": float(-np.log(np.exp(-total).mean())),
            }
        )  # fmt: skip
    return pd.DataFrame(rows)


def _history(case: Case, tables: Tables) -> tuple[Any, Any, Any]:
    """Rate and deterrence ``[months, draws]`` of coded history, b2 ``[draws]``."""
    model = build_model(case, draws=TILE, seed=SEED)
    engine = Engine(case, model.plan, exogenous(case, tables), seed=SEED, record=(RATE, DETERRENCE))
    cut = step_of_cut(case)
    months = engine.prepare(Course(observed_path(case), model.history(cut), cut, quiet=True))
    parameters = pick(model.parameters, np.arange(TILE))
    record = Record((RATE, DETERRENCE))
    engine.advance(
        engine.start(parameters), parameters, months, first_lane=0, first=1, last=cut, see=record
    )
    paths = record.paths()
    return paths[RATE], paths[DETERRENCE], np.asarray(parameters["escalation.b2"].value)
