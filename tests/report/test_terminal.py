"""The screen: what stands on it, in which width, in both languages."""

from __future__ import annotations

import dataclasses
import io
import re

import pytest
from rich.console import Console

from foedus.core.errors import UnknownName
from foedus.ensemble.result import RunResult
from foedus.report.columns import WIDTH
from foedus.report.summary import summarise
from foedus.report.terminal import as_json, render


def shown(result: RunResult, lang: str = "en", width: int = WIDTH) -> str:
    console = Console(file=io.StringIO(), width=width)
    console.print(render(result, lang))
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_estimate_has_interval_and_error(result: RunResult) -> None:
    line = next(line for line in shown(result).splitlines() if "S1-weak" in line)
    assert re.search(r"\.703 \[\.35, \.92\] ±\.009 +\.269 \[\.13, \.35\] ±\.004", line)
    assert re.search(r"\+\.434 \[\.17, \.70\] ±\.013", line)


def test_vietnamese_writes_decimal_commas(result: RunResult) -> None:
    text = shown(result, "vi")
    assert "0,703 [0,35; 0,92] ±0,009" in text
    assert ".703" not in text
    assert "chưa được hiệu chỉnh" in text


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_fits_a_hundred_columns(result: RunResult, lang: str) -> None:
    """On a wider screen no line of the tables is longer, so nothing was cut at 100."""
    tables = [
        line for line in shown(result, lang, 160).splitlines() if re.search(r"±[<.,\d]", line)
    ]
    assert tables
    assert max(map(len, (line.rstrip() for line in tables))) <= WIDTH


def test_more_policies_take_more_tables(result: RunResult) -> None:
    """The columns that do not fit stand in a second table, none is lost."""
    extra = tuple(
        dataclasses.replace(row, policy=f"{row.policy}-again") for row in result.scenarios
    )
    more = dataclasses.replace(
        result,
        policies=(*result.policies, *(f"{name}-again" for name in result.policies)),
        scenarios=result.scenarios + extra,
    )
    text = shown(more)
    for name in more.policies:
        assert name in text
    estimates = re.findall(r"\.703 \[\.35, \.92\] ±\.009", text)
    assert len(estimates) == 4  # two policies, in the table of classes and in that of readings
    assert "…" not in text


def test_all_readings_stand_together(result: RunResult) -> None:
    text = shown(result)
    block = text[text.index("three readings") :]
    for name, p in {"weak": ".703", "core": ".031", "literal": ".008"}.items():
        assert re.search(rf"^ {name} +{re.escape(p)} ", block, flags=re.M)
    assert "weak 100 % / 100 %; core 33 % / 33 %" in re.sub(r"\s+", " ", block)


def test_says_that_priors_are_not_calibrated(result: RunResult) -> None:
    assert "not yet calibrated" in shown(result)
    fitted = dataclasses.replace(result, parameters_from="f" * 64)
    assert "not yet calibrated" not in shown(fitted)
    assert "posterior ffffffffffff" in shown(fitted)


def test_says_draws_and_warnings(result: RunResult) -> None:
    text = re.sub(r"\s+", " ", shown(result))
    assert "60000 trajectories a policy = 300 parameter draws × 200 replicates; 161" in text
    assert "Warning: only 161 of 300" in text


def test_json_is_the_summary(result: RunResult) -> None:
    assert as_json(result) == summarise(result)


def test_unknown_language_is_an_error_with_the_known_ones(result: RunResult) -> None:
    with pytest.raises(UnknownName, match=r"known: en, vi"):
        render(result, "fr")


def test_a_case_without_an_ambiguous_scenario_has_no_block_of_readings(result: RunResult) -> None:
    plain = dataclasses.replace(result.case, ambiguous="S9")
    text = shown(dataclasses.replace(result, case=plain))
    assert "three readings" not in text
    assert ".703 [.35, .92] ±.009" in text
