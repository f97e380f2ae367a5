"""From fits to the posterior's file: labels in order, blocks apart, nothing overwritten."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from foedus.calibrate.counts import counts
from foedus.calibrate.fit import Calibration
from foedus.calibrate.joint import JOINT, facts, joint_draws, lines
from foedus.calibrate.panel_data import panel_data
from foedus.calibrate.predictive import Predictive
from foedus.calibrate.record import write_arviz, write_posterior
from foedus.calibrate.sampling import Check, Fit
from foedus.case.load import load_case
from foedus.core.errors import BadOption
from foedus.ensemble.posterior import TREND, Posterior, inputs_digest, read_posterior, shown
from foedus.tables import load

CASE = load_case("us-alliances")
YEARS = tuple(str(year) for year in range(2014, 2027))


def make(block: str, labels: dict[str, tuple[str, ...]], rhat: float = 1.0) -> Fit:
    rng = np.random.default_rng(len(block))
    draws = {
        name: rng.normal(0.5, 0.03, size=(4, 100, *([len(known)] if known else []))).astype("f4")
        for name, known in labels.items()
    }
    checks = tuple(
        Check(name, label, rhat, 900.0)
        for name, known in labels.items()
        for label in known or ("",)
    )
    return Fit(block, draws, labels, checks)


def calibration(rhat: float = 1.0) -> Calibration:
    panel = panel_data(CASE, load(CASE.root))
    fits = (
        make("panel", {"effort.b_req": (), "effort.a": panel.allies, "trend_path": YEARS}, rhat),
        make("aid", {"aid.psi": (), "aid.chi": ()}),
        make("tone", {"tone.kappa": ("USA-RUS", "USA-CHN")}),
    )
    place = np.full((30, 12), 0.5, np.float32)
    return Calibration(CASE, "minimal", 1, panel, fits, counts(CASE), Predictive(place, 0.5, 0.9))


FOUND = calibration()


def test_rows_of_a_block_stay_together_and_blocks_are_apart():
    values = joint_draws(FOUND)
    panel, other = FOUND.fits[0], FOUND.fits[1]
    rows = zip(panel.flat("effort.b_req").tolist(), panel.flat("effort.a"), strict=True)
    known = dict(rows)
    for k in (0, 17, JOINT - 1):
        wanted = known[float(values["effort.b_req"][k])]
        np.testing.assert_array_equal(values["effort.a"][k], wanted)
    psi = dict(zip(other.flat("aid.psi").tolist(), other.flat("aid.chi").tolist(), strict=True))
    assert values["aid.chi"][3] == np.float32(psi[float(values["aid.psi"][3])])
    r = np.corrcoef(values["effort.b_req"], values["aid.psi"])[0, 1]
    assert abs(r) < 0.25  # 400 distinct rows


def test_labels_without_data_keep_their_prior():
    kappa = joint_draws(FOUND)["tone.kappa"]
    dyads = CASE.parameters["tone.kappa"].labels
    assert kappa.shape == (JOINT, len(dyads))
    assert np.median(kappa[:, dyads.index("USA-NATO")]) == pytest.approx(1.5, rel=0.05)
    assert kappa[:, dyads.index("USA-RUS")].mean() == pytest.approx(0.5, abs=0.01)


def test_contraction_is_measured_and_named():
    by_name = {line.parameter: line for line in lines(FOUND)}
    assert by_name["effort.b_req"].contraction == pytest.approx(1 - (0.03 / 0.3) ** 2, abs=0.01)
    assert by_name["effort.b_req"].shown_as == "posterior"
    assert by_name["law.l_exit"].shown_as == "prior"  # two renewals tell little
    assert "trend_path" not in by_name


def test_the_record_says_what_was_fitted_and_what_passed_through():
    record = facts(FOUND)
    assert record["made_from"] == inputs_digest(CASE)
    assert "institution.lambda_ref" in record["passed_through"]
    assert "effort.b_req" not in record["passed_through"]
    assert TREND in record["blocks"]["panel"]["parameters"]


def test_files_are_written_and_never_overwritten(tmp_path):
    path, beside = tmp_path / "posterior.npz", tmp_path / "posterior.nc"
    write_posterior(FOUND, path)
    write_arviz(FOUND, beside)
    assert read_posterior(path).draws == JOINT
    with xr.open_dataset(beside, group="posterior", engine="h5netcdf") as draws:
        assert draws["effort.a"].sizes["effort.a_label"] == 30
    with pytest.raises(BadOption, match="already there"):
        write_posterior(FOUND, path)
    with pytest.raises(BadOption, match="already there"):
        write_arviz(FOUND, beside)


def test_a_fit_beyond_its_gates_names_them():
    faults = calibration(rhat=1.2).faults
    assert faults[0] == "panel: effort.b_req: R-hat 1.200, effective draws 900"


def test_the_file_of_draws_has_the_groups_and_axes_that_arviz_reads(tmp_path):
    path = tmp_path / "posterior.nc"
    write_arviz(FOUND, path)
    groups = ("posterior", "sample_stats", "observed_data", "posterior_predictive")
    tree = xr.open_datatree(path, engine="h5netcdf")
    assert set(tree.children) == set(groups)
    draws = tree["posterior"].dataset
    assert all(v.dims[:2] == ("chain", "draw") for v in draws.data_vars.values())
    assert (draws.sizes["chain"], draws.sizes["draw"]) == (4, 100)
    assert list(draws["effort.a"]["effort.a_label"].values) == list(FOUND.panel.allies)
    assert tree["observed_data"]["ln_effort"].size == len(FOUND.panel.value)
    tree.close()


def test_contraction_below_the_line_is_shown_as_prior_wherever_it_is_shown():
    made = Posterior(joint_draws(FOUND), facts(FOUND), "")
    told = shown(CASE, made, "minimal")
    assert told["law.l_exit", ""] == "prior"
    assert told["effort.b_req", ""].endswith(" ± 0.029")
    place = CASE.parameters["effort.a"].labels.index("POL")
    mean = made.values["effort.a"][:, place].mean()
    assert told["effort.a", "POL"] in (f"{mean:.3g} ± 0.03", "prior")
    other = shown(CASE, made, "structural")
    assert ("effort.b_req", "") not in other
    assert ("aid.psi", "") in other
