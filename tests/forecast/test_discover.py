"""PRIM: a planted box is found, on draws it has not seen; noise gives none."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from foedus.case.records import Case
from foedus.core.errors import BadOption, UnknownName
from foedus.ensemble.request import make_request
from foedus.forecast.discover.discover import discover
from foedus.forecast.discover.measure import measure, quasi_p, related
from foedus.forecast.discover.prim import inside_of, peel, ranks

Floats = NDArray[np.float64]
POINTS, INPUTS = 4000, 12


@pytest.fixture(scope="module")
def planted() -> dict[str, Any]:
    """Frequent where input 3 is above its 70th and input 7 below its 40th percentile."""
    rng = np.random.default_rng(2)
    inputs = rng.normal(size=(POINTS, INPUTS))
    rank = ranks(inputs)
    inside = (rank[:, 3] > 0.7) & (rank[:, 7] < 0.4)
    outcome = (rng.uniform(size=POINTS) < np.where(inside, 0.6, 0.03)).astype(float)
    weights = rng.gamma(2.0, size=POINTS)
    return {"rank": rank, "outcome": outcome, "weights": weights, "inside": inside}


def test_the_planted_box_is_found(planted: dict[str, Any]) -> None:
    rank, outcome, weights = planted["rank"], planted["outcome"], planted["weights"]
    steps = list(peel(rank, outcome, weights))
    assert steps[0].limits == {}
    best = min(steps, key=lambda s: abs(weights[s.inside].sum() / weights.sum() - 0.13))
    assert best.limits[3, True] == pytest.approx(0.7, abs=0.05)
    assert best.limits[7, False] == pytest.approx(0.4, abs=0.05)
    found = measure(best.inside, outcome, weights)
    assert found.density == pytest.approx(0.6, abs=0.06)
    assert found.coverage > 0.65
    assert np.array_equal(best.inside, inside_of(rank, best.limits))


def test_mass_falls_from_step_to_step(planted: dict[str, Any]) -> None:
    steps = list(peel(planted["rank"], planted["outcome"], planted["weights"]))
    masses = [planted["weights"][s.inside].sum() for s in steps]
    assert all(b < a for a, b in pairwise(masses))
    assert masses[-1] >= 0.05 * masses[0]


def test_limits_that_add_nothing_have_a_high_p(planted: dict[str, Any]) -> None:
    data = planted["rank"], planted["outcome"], planted["weights"]
    limits = {(3, True): 0.7, (7, False): 0.4, (0, True): 0.3}
    assert quasi_p(limits, (3, True), *data) < 1e-6
    assert quasi_p(limits, (7, False), *data) < 1e-6
    assert quasi_p(limits, (0, True), *data) > 0.05


def test_only_inputs_beyond_chance_are_searched(planted: dict[str, Any]) -> None:
    acting = related(planted["rank"], planted["outcome"], planted["weights"], 0.01)
    assert set(acting) == {3, 7}
    rng = np.random.default_rng(4)
    noise = rng.uniform(size=POINTS)
    assert len(related(planted["rank"], noise, planted["weights"], 0.01)) == 0


def test_an_empty_box_is_said_to_be_empty(planted: dict[str, Any]) -> None:
    nowhere = np.zeros(POINTS, np.bool_)
    found = measure(nowhere, planted["outcome"], planted["weights"])
    assert (found.mass, found.coverage) == (0.0, 0.0)
    assert next(peel(planted["rank"][:, :0], planted["outcome"], planted["weights"])).limits == {}


def test_a_scenario_of_the_case(case: Case) -> None:
    request = make_request(case, policies=["trump-2-continued"], draws=4000, replicates=2)
    found = discover(case, request, "S2a")
    assert found.box is not None
    assert {limit.name for limit in found.box.limits} == {"institution.lambda_ref"}
    assert found.box.limits[0].above
    assert found.box.held_out.density > 1.5 * found.base_rate
    assert found.trade_off[0].held_out.mass == 1
    assert found.base_rate == pytest.approx(0.04, abs=0.02)
    with pytest.raises(UnknownName):
        discover(case, request, "S9")
    with pytest.raises(BadOption):
        discover(case, request, "S2a", coverage=1.5)
