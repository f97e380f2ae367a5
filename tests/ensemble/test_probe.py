"""Probes: what is asked of every trajectory agrees with the paths that are kept."""

from __future__ import annotations

import pickle
from datetime import date

import numpy as np

from foedus.case.records import Case
from foedus.ensemble.language import Path, compile_expression
from foedus.ensemble.outcomes import vocabulary
from foedus.ensemble.pool import Spread
from foedus.ensemble.probe import Holds, Level
from foedus.ensemble.request import make_request
from foedus.ensemble.run import run
from foedus.ensemble.sweep import sweep

from .conftest import DRAWS, REPLICATES

STEP, LAST = 140, 170


def questions(case: Case) -> list[Holds | Level]:
    """A level in history, one of a label, and a condition across the origin."""
    words = vocabulary(case)
    ally = case.sets["ally"].index("POL")
    return [
        Level("total", "forces.total", STEP),
        Level("poland", "effort.x", LAST, ally),
        Holds("tariffs", compile_expression("trade.level >= 2", words), STEP, LAST),
        Holds("calm", compile_expression("trade.level < 4", words), STEP, LAST, throughout=True),
        Holds("rises", compile_expression("change(command.jfc) >= 1", words), STEP, LAST),
    ]


def test_answers_are_those_of_the_kept_paths(case: Case) -> None:
    asked = make_request(case, draws=DRAWS, replicates=REPLICATES)
    swept = sweep(case, asked, probes=questions(case))
    policy = asked.policies[0].name
    found = {name: values[swept.kept] for name, values in swept.answers[policy].items()}
    whole = {
        name: np.concatenate([swept.past[name], swept.future[policy][name]])
        for name in ("forces.total", "effort.x", "trade.level", "command.jfc")
    }
    np.testing.assert_array_equal(found["total"], whole["forces.total"][STEP - 1])
    poland = case.sets["ally"].index("POL")
    np.testing.assert_array_equal(found["poland"], whole["effort.x"][LAST - 1, poland])
    trade = whole["trade.level"][STEP - 1 : LAST]
    np.testing.assert_array_equal(found["tariffs"], (trade >= 2).any(axis=0))
    np.testing.assert_array_equal(found["calm"], (trade < 4).all(axis=0))
    steps = np.diff(whole["command.jfc"], axis=0)[STEP - 2 : LAST - 1]
    np.testing.assert_array_equal(found["rises"], (steps >= 1).any(axis=0))
    assert 0 < found["rises"].mean() < 1


def test_probes_change_nothing_else_and_work_in_processes(case: Case) -> None:
    asked = make_request(case, draws=DRAWS, replicates=REPLICATES, as_of=date(2026, 6, 1))
    plain = run(case, asked)
    probed = sweep(case, asked, probes=questions(case), spread=Spread(workers=2))
    for policy, classes in probed.classes.items():
        for row, order in enumerate(probed.job.model.outcomes.readings.values()):
            for place, scenario in enumerate(order):
                reading = list(probed.job.model.outcomes.readings)[row]
                weights = probed.draw_weights[probed.draw]
                share = np.average(classes[row] == place, weights=weights)
                value = plain.row(policy, reading, scenario).estimate.value
                np.testing.assert_allclose(share, value, atol=1e-9)


def test_an_expression_survives_being_sent_to_another_process(case: Case) -> None:
    sent = pickle.loads(pickle.dumps(compile_expression("trade.level >= 2", vocabulary(case))))
    path = Path({"trade.level": np.array([[1.0, 2.0], [3.0, 0.0]])}, 1)
    np.testing.assert_array_equal(sent.evaluate(path, {}), [[False, True], [True, False]])
