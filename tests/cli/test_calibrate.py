"""`foedus calibrate`: what it refuses, and that a fit beyond its gates is no posterior."""

from __future__ import annotations

import pytest

from foedus.cli.main import main


def test_an_existing_file_is_refused_before_any_work(tmp_path, capsys):
    path = tmp_path / "posterior.npz"
    path.write_bytes(b"mine")
    assert main(["calibrate", "--out", str(path)]) == 2
    assert "is already there; name another --out" in capsys.readouterr().err
    assert path.read_bytes() == b"mine"


def test_a_form_without_likelihood_is_refused(tmp_path, capsys):
    out = str(tmp_path / "p.npz")
    assert main(["calibrate", "--out", out, "--effort", "structural"]) == 2
    assert "'structural' has no likelihood here; choose minimal or" in capsys.readouterr().err


def test_a_day_with_too_little_data_is_refused(tmp_path, capsys):
    out = str(tmp_path / "p.npz")
    assert main(["calibrate", "--out", out, "--as-of", "2018-01-01"]) == 2
    assert "too few years to fit" in capsys.readouterr().err


def test_diagnose_refuses_a_form_without_likelihood(capsys):
    assert main(["diagnose", "--effort", "structural"]) == 2
    assert "has no likelihood" in capsys.readouterr().err


@pytest.mark.slow
def test_a_fit_that_fails_its_gates_is_no_posterior(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "160")
    out = tmp_path / "p.npz"
    few = ["--chains", "2", "--warmup", "50", "--draws", "40"]
    assert main(["calibrate", "--out", str(out), *few]) == 2
    told = capsys.readouterr()
    assert "fails its gates" in told.err
    assert "effort.b_req" in told.out
    assert not out.exists()
    assert out.with_suffix(".nc").exists()
