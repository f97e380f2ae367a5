"""The posterior's file: made for one case, refused by others, taken by whole rows."""

from __future__ import annotations

import shutil
from datetime import date

import numpy as np
import pytest

from foedus.case.known import known_on
from foedus.case.load import load_case
from foedus.core.errors import BadOption
from foedus.ensemble.model import build_model
from foedus.ensemble.posterior import (
    TREND,
    inputs_digest,
    posterior_bytes,
    posterior_from,
    posterior_of,
    read_posterior,
)
from foedus.ensemble.request import make_request
from foedus.ensemble.source import Source, source_of
from foedus.model.mechanism import Varying

BUILT_IN = load_case("us-alliances")
DRAWS = 50


def values() -> dict[str, np.ndarray]:
    one = np.linspace(0.4, 0.6, DRAWS, dtype=np.float32)
    ally = np.arange(DRAWS * 30, dtype=np.float32).reshape(DRAWS, 30) / 1e5
    trend = np.tile(np.arange(13, dtype=np.float32) / 100, (DRAWS, 1))
    return {"effort.b_req": one, "effort.a": ally, "aid.psi": one + 1, TREND: trend}


def facts(case) -> dict[str, object]:
    return {
        "case": case.name,
        "made_from": inputs_digest(case),
        "data_cut": case.data_cut.isoformat(),
        "effort": "minimal_literal",
        "years": list(range(2014, 2027)),
        "draws": DRAWS,
        "blocks": {"panel": {"parameters": ["effort.b_req", "effort.a", TREND]}},
    }


@pytest.fixture
def root(tmp_path):
    folder = tmp_path / "mine"
    shutil.copytree(BUILT_IN.root, folder, ignore=shutil.ignore_patterns("*.npz"))
    return folder


@pytest.fixture
def case(root):
    found = load_case(root)
    (root / "posterior.npz").write_bytes(posterior_bytes(values(), facts(found)))
    return found


def test_what_was_written_is_read(case):
    found = posterior_of(case)
    assert found.draws == DRAWS
    np.testing.assert_array_equal(found.values["effort.a"], values()["effort.a"])


def test_the_digest_of_a_case_does_not_depend_on_its_posterior(case, root):
    assert load_case(root).digest == case.digest


def test_other_tables_refuse_it(case, root):
    with (root / "tables" / "purl.csv").open("a") as file:
        file.write("2026-05,0.1,kiel-ust\n")
    with pytest.raises(BadOption, match="other tables or case files"):
        posterior_of(load_case(root))


def test_another_case_refuses_it(case, root):
    head = root / "case.toml"
    head.write_text(head.read_text().replace('"us-alliances"', '"elsewhere"', 1))
    with pytest.raises(BadOption, match="made for case 'us-alliances', not 'elsewhere'"):
        posterior_of(load_case(root))


def test_a_changed_scenario_keeps_it(case, root):
    scenarios = root / "scenarios.toml"
    scenarios.write_text(scenarios.read_text() + "\n# a note\n")
    assert posterior_of(load_case(root)).draws == DRAWS


@pytest.mark.parametrize("damage", [b"", b"not a zip", None])
def test_a_damaged_file_is_one_clear_line(case, root, damage):
    path = root / "posterior.npz"
    path.write_bytes(path.read_bytes()[:300] if damage is None else damage)
    with pytest.raises(BadOption, match="cannot be read as a posterior; make it again"):
        read_posterior(path)


def test_incomplete_draws_are_refused(case, root):
    broken = values() | {"aid.psi": np.full(DRAWS, np.nan, np.float32)}
    path = root / "posterior.npz"
    path.write_bytes(posterior_bytes(broken, facts(case)))
    with pytest.raises(BadOption, match="incomplete draws"):
        read_posterior(path)


def source(case, wanted, origin=BUILT_IN.data_cut, effort=""):
    return source_of(case, wanted, origin, effort)


def test_a_source_that_was_asked_for_is_used_or_refused(case, root):
    assert source(case, "posterior") == Source(posterior_of(case).digest)
    assert source(case, "prior") == Source("")
    (root / "posterior.npz").unlink()
    with pytest.raises(BadOption, match="no posterior"):
        source(case, "posterior")
    with pytest.raises(BadOption, match="'posterio' is no source"):
        source(case, "posterio")


def test_left_to_foedus_the_posterior_is_used_if_it_fits(case, root):
    assert source(case, "auto") == Source(posterior_of(case).digest)
    early = source(case, "auto", BUILT_IN.grid.first_day(100))
    assert early.digest == ""
    assert "knows figures later" in early.note
    with (root / "tables" / "purl.csv").open("a") as file:
        file.write("2026-05,0.1,kiel-ust\n")
    changed = source(load_case(root), "auto")
    assert changed.digest == ""
    assert "other tables or case files" in changed.note
    (root / "posterior.npz").unlink()
    assert source(load_case(root), "auto").note.endswith("all parameters come from priors")


def test_a_run_under_another_form_says_what_it_does_not_take(case):
    assert (
        "fitted as minimal_literal: under structural"
        in source(case, "auto", effort="structural").note
    )


def test_a_request_carries_its_source_and_says_what_it_knows(case):
    request = make_request(case, parameters="posterior", effort="minimal_literal")
    assert request.posterior == posterior_of(case).digest
    assert request.warnings == ()
    day = BUILT_IN.grid.first_day(100)
    early = make_request(case, policies=["trump-2-continued"], as_of=day, parameters="posterior")
    assert "a look back" in early.warnings[0]
    assert make_request(case, parameters="prior").posterior == ""


def test_a_posterior_of_a_past_day_serves_that_day_and_later_ones(case, tmp_path):
    then, day = tmp_path / "then.npz", date(2025, 3, 1)
    then.write_bytes(posterior_bytes(values(), facts(known_on(case, day))))
    asked = {"policies": ["trump-2-continued"], "parameters": str(then)}
    request = make_request(case, as_of=day, **asked)
    assert request.posterior == posterior_from(case, then).digest
    assert request.posterior_file == then
    assert "then.npz, fitted to what was known on 2025-03-01" in request.warnings[0]
    assert make_request(case, **asked).posterior == request.posterior
    with pytest.raises(BadOption, match=r"later than 2025-02-28; make one with `foedus calibrate"):
        make_request(case, as_of=date(2025, 2, 28), **asked)
    with pytest.raises(BadOption, match="no posterior"):
        make_request(case, parameters=str(tmp_path / "none.npz"))


def test_a_model_draws_whole_rows_and_leaves_the_rest_to_the_priors(case):
    prior = build_model(case, draws=40, seed=7).parameters
    fitted = build_model(case, draws=40, seed=7, fitted=True).parameters
    mine = values()
    rows = np.searchsorted(mine["effort.b_req"], fitted["effort.b_req"].value)
    np.testing.assert_array_equal(fitted["effort.a"].value.T, mine["effort.a"][rows])
    np.testing.assert_array_equal(fitted["aid.psi"].value, mine["aid.psi"][rows])
    np.testing.assert_array_equal(fitted["trust.gamma1"].value, prior["trust.gamma1"].value)
    assert len(set(rows.tolist())) > 10
    assert np.isnan(prior["effort.origin_trend"])
    np.testing.assert_allclose(fitted["effort.origin_trend"].value, 0.12)  # 2026


def test_another_form_of_effort_takes_nothing_from_the_panel(case):
    other = build_model(case, draws=40, seed=7, effort="minimal", fitted=True).parameters
    prior = build_model(case, draws=40, seed=7, effort="minimal").parameters
    np.testing.assert_array_equal(other["effort.b_req"].value, prior["effort.b_req"].value)
    assert np.isnan(other["effort.origin_trend"])
    assert isinstance(other["aid.psi"], Varying)
    assert other["aid.psi"].value.min() > 1.3
