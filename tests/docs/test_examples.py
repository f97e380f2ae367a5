"""What the pages show in Python runs, beside a run of the built-in case; so does the policy."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.docs.pages import PAGES, ROOT, blocks, name, text

from foedus.case.find import find_case
from foedus.case.load import load_case
from foedus.case.policies import load_policy
from foedus.cli.main import main
from foedus.ensemble.request import make_request
from foedus.ensemble.run import run

EXAMPLES = [(name(page), code) for page in PAGES for code in blocks(page, "python")]
GUIDE = ROOT / "docs" / "guide.md"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working folder with a small run in out/run."""
    where = tmp_path_factory.mktemp("docs")
    small = ["--draws", "40", "--replicates", "2", "--json", "--out", str(where / "out" / "run")]
    assert main(["run", *small]) == 0
    return where


@pytest.mark.parametrize(("page", "code"), EXAMPLES, ids=[page for page, _ in EXAMPLES])
def test_python_examples_run(
    page: str, code: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    exec(compile(code, page, "exec"), {})


def test_the_policy_of_the_guide_is_one(tmp_path: Path) -> None:
    (written,) = (b for b in blocks(GUIDE, "toml") if "[[change]]" in b)
    path = tmp_path / "my-policy.toml"
    path.write_text(written, encoding="utf-8")
    policy = load_policy(path, load_case(find_case("us-alliances")))
    assert [(c.lever, c.value) for c in policy.changes] == [("u4", 0.5)]


def test_the_edit_of_the_guide_finds_its_threshold() -> None:
    case = load_case(find_case("us-alliances"))
    assert case.thresholds["s1_effort"].value == 2.5
    assert case.thresholds["s1_core"].value == 0.85


def shown(page: Path) -> dict[str, list[float]]:
    """Probabilities of the first table that a page prints, by class: one for each policy."""
    rows = re.findall(r"^ (S3|O4|S2a|S1-weak|O2|O1|O3) \w.*?((?<!\S)\.\d+ \[.*)$", text(page), re.M)
    return {row: [float(p) for p in re.findall(r"(?<!\S)(\.\d+) \[", cells)] for row, cells in rows}


def test_the_pages_show_a_whole_table() -> None:
    assert set(shown(GUIDE)) == {"S3", "O4", "S2a", "S1-weak", "O2", "O1", "O3"}
    for policy in (0, 1):
        assert sum(ps[policy] for ps in shown(GUIDE).values()) == pytest.approx(1, abs=0.004)


@pytest.mark.slow
@pytest.mark.parametrize("page", [GUIDE, ROOT / "README.md"], ids=name)
def test_the_table_shown_is_that_of_the_main_job(page: Path) -> None:
    case = load_case(find_case("us-alliances"))
    result = run(case, make_request(case))
    for scenario, shown_ps in shown(page).items():
        for policy, p in zip(result.policies, shown_ps, strict=True):
            estimate = result.row(policy, "weak", scenario).estimate
            assert p == pytest.approx(estimate.value, abs=0.002 + 2 * estimate.mc_se), scenario
