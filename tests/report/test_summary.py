"""summary.json: its schema, its bytes, and that its numbers are those of the result."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from foedus.ensemble.result import RunResult
from foedus.report.summary import summarise, summary_text

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "summary.schema.json").read_text("utf-8"))


def check(summary: Any) -> None:
    jsonschema.Draft202012Validator(SCHEMA).validate(summary)


def test_follows_its_schema(result: RunResult) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    check(json.loads(summary_text(result)))


@pytest.mark.parametrize("key", ["seed", "policies", "differences", "ranking"])
def test_schema_misses_what_is_missing(result: RunResult, key: str) -> None:
    summary = summarise(result)
    del summary[key]
    with pytest.raises(jsonschema.ValidationError, match=key):
        check(summary)


def test_schema_refuses_a_probability_above_one(result: RunResult) -> None:
    summary = summarise(result)
    summary["policies"]["trump-2-continued"]["scenarios"]["S1-weak"]["p"] = 1.2
    with pytest.raises(jsonschema.ValidationError, match=r"1\.2"):
        check(summary)


def test_holds_the_numbers_of_the_result(result: RunResult) -> None:
    policy = summarise(result)["policies"]["trump-2-continued"]
    row = result.row("trump-2-continued", "core", "S1-core")
    assert policy["readings"]["core"]["S1-core"]["p"] == pytest.approx(row.estimate.value)
    assert policy["scenarios"] == policy["readings"]["weak"]
    assert policy["parts"].keys() == {"S2b", "S3.1", "S3.2", "O4a", "O4b", "trigger"}


def test_classes_of_a_reading_sum_to_one(result: RunResult) -> None:
    for policy in summarise(result)["policies"].values():
        for classes in policy["readings"].values():
            assert sum(c["p"] for c in classes.values()) == pytest.approx(1, abs=1e-5)


def test_bytes_depend_on_the_answer_only(result: RunResult) -> None:
    slower = dataclasses.replace(result, seconds={"simulate": 99.0})
    other = dataclasses.replace(result, seed=result.seed + 1)
    assert summary_text(slower) == summary_text(result)
    assert summary_text(other) != summary_text(result)
    assert "99.0" not in summary_text(slower)
    assert str(result.case.root) not in summary_text(result)


def test_a_hindcast_ends_where_its_path_ends(result: RunResult) -> None:
    short = dataclasses.replace(result, quantiles=result.quantiles.isel(time=slice(0, 132)))
    assert summarise(result)["horizon"] == "2029-01-20"
    assert summarise(short)["horizon"] == "2025-01-01"


def test_what_is_not_finite_becomes_null(result: RunResult) -> None:
    lost = dataclasses.replace(result, effective_draws=float("nan"))
    assert summarise(lost)["effective_draws"] is None
    check(summarise(lost))


def test_quantiles_at_the_horizon_are_the_last_of_the_path(result: RunResult) -> None:
    at_horizon = summarise(result)["at_horizon"]
    last = result.quantiles["trust.usa"].sel(policy="restored-commitment", bloc="East")
    wanted = float(last.isel(time=-1).sel(quantile=0.95))
    assert at_horizon["trust.usa"]["restored-commitment"]["East"]["q95"] == pytest.approx(
        wanted, abs=1e-6
    )
