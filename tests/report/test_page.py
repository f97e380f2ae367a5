"""The page: whole, alone, in two languages, and true to the result."""

from __future__ import annotations

import dataclasses
import re
from datetime import date
from html.parser import HTMLParser

import pytest

from foedus.case.records import Text
from foedus.ensemble.result import RunResult
from foedus.report.contexts import Page
from foedus.report.html import build_page, render_page
from foedus.report.material import Material
from foedus.report.observed import Observed

SEEN = Observed("europe.effort", "", "NATO-2026-07", (date(2025, 12, 31),), (2.31,))
VOID = {"meta", "br", "hr", "img", "link"}


class Tree(HTMLParser):
    """Ids, links and whether every element is closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if "id" in found:
            self.ids.append(found["id"] or "")
        self.links += [value or "" for key, value in attrs if key in ("href", "src", "xlink:href")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def page(result: RunResult) -> Page:
    return build_page(result, "en", Material(observed=(SEEN,)))


@pytest.fixture(scope="module")
def text(page: Page) -> str:
    return render_page(page)


def test_needs_no_network(text: str) -> None:
    tree = Tree(text)
    assert tree.open == []
    assert all(link.startswith("#") for link in tree.links)
    assert not re.search(r"@import|url\(|<script|<link", text)
    addresses = set(re.findall(r"https?://[^\s\"'<>]+", text))
    assert addresses <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}


def test_ids_are_unique_and_links_lead_somewhere(text: str) -> None:
    tree = Tree(text)
    assert len(set(tree.ids)) == len(tree.ids)
    assert {link.removeprefix("#") for link in tree.links} <= set(tree.ids)


def test_opens_with_the_answer(page: Page) -> None:
    first, second, third, fourth = page.front.lines
    assert "“Trump 2 continued”" in first
    assert "“Europeans take over”: .703 [.35, .92], likely" in first
    assert "“Re-Atlanticised without shock”: .521 [.26, .68], roughly even chance" in second
    assert "by +.434 [.17, .70]" in third
    assert ".703 read as weak (likely); .031 read as core (almost no chance)" in fourth
    assert "20 January 2029" in page.front.question


def test_says_what_is_not_validated(page: Page) -> None:
    told = " ".join(page.validity.intro)
    assert "cannot be tested" in told
    assert "not yet calibrated" in told
    assert "72 % of the variance" in told
    assert "2 % could not be attributed" in told


def test_every_figure_states_unit_or_band_source_and_numbers(page: Page) -> None:
    for figure in page.figures:
        assert "Source:" in figure.caption, figure.slug
        assert figure.svg.startswith("<svg")
        assert figure.table.rows, figure.slug
        assert all(len(row) == len(figure.table.heads) for row in figure.table.rows)


def test_expected_figures_are_drawn(page: Page) -> None:
    slugs = [figure.slug for figure in page.figures]
    assert len(set(slugs)) == len(slugs)
    for wanted in (
        "probabilities", "europe-effort", "nato-at2", "effort-by-ally", "forces-total",
        "forces-permanent", "aid-usa", "aid-europe", "trust-usa-East",
        "trade-level-mean", "trade-level-2", "trade-level-3",
        "escalation-level-3", "institution-trump-2-continued", "tone-shown-RUS-CHN",
    ):  # fmt: skip
        assert wanted in slugs
    assert sum(slug.startswith("tone-shown") for slug in slugs) == 14


def test_observed_figures_are_named_and_tabled(page: Page) -> None:
    figure = next(f for f in page.figures if f.slug == "europe-effort")
    assert "observed: ●\xa0NATO-2026-07" in figure.caption
    assert "stands at its end" in figure.caption
    assert figure.table.rows[-1][:2] == ("observed: NATO-2026-07", "31 December 2025")
    assert "2.31" in figure.table.rows[-1]


def test_past_is_tabled_once(page: Page) -> None:
    rows = next(f for f in page.figures if f.slug == "forces-total").table.rows
    assert [row[0] for row in rows].count("all policies") == 12  # ends of 2014 to 2025
    assert len(rows) == 12 + 2 * 4  # ends of 2026 to 2028 and the horizon, for two policies


@pytest.fixture
def bare(result: RunResult) -> RunResult:
    """A run that has recorded one variable only: quick to draw."""
    fan = result.quantiles[["europe.effort"]]
    return dataclasses.replace(result, quantiles=fan, means=result.means[[]])


def test_missing_variables_leave_no_gap(bare: RunResult) -> None:
    page = build_page(dataclasses.replace(bare, differences=()), "en")
    figures = next(s for s in page.sections if s.slug == "figures")
    assert [group.slug for group in figures.groups] == ["effort"]
    assert [figure.slug for figure in figures.groups[0].figures] == ["europe-effort"]
    assert len(page.front.lines) == 3  # two policies and the readings, no difference
    assert Tree(render_page(page)).open == []


def test_four_policies_drop_the_outer_bands(result: RunResult) -> None:
    """Only the line and the inner band remain, and the captions say so."""
    names = ("again", "once-more")
    policies = result.case.policies
    titles = {n: dataclasses.replace(policies["trump-2-continued"], name=n) for n in names}
    case = dataclasses.replace(result.case, policies={**policies, **titles})
    fans = result.quantiles[["europe.effort", "effort.x"]]
    doubled = fans.isel(policy=[0, 1, 0, 1]).assign_coords(policy=[*result.policies, *names])
    many = dataclasses.replace(
        result, case=case, policies=(*result.policies, *names), quantiles=doubled,
        means=result.means[[]],
    )  # fmt: skip
    rows = tuple(dataclasses.replace(r, policy="again") for r in result.scenarios[:21])
    more = tuple(dataclasses.replace(r, policy="once-more") for r in result.scenarios[21:])
    page = build_page(dataclasses.replace(many, scenarios=result.scenarios + rows + more))
    figure = next(f for f in page.figures if f.slug == "europe-effort")
    assert "Band: 25 to 75 %" in figure.caption
    assert figure.svg.count('opacity="0.16"') == 0
    allies = next(f for f in page.figures if f.slug == "effort-by-ally")
    assert len(allies.table.rows) == 30 * 4
    assert "once-more" not in allies.svg
    assert "first two policies" in allies.caption
    tables = next(s for s in page.sections if s.slug == "results").tables
    assert max(len(table.heads) for table in tables[:-1]) == 5
    assert len(tables) == 2 * 3 + 1  # four policies, then the difference, for each reading


def test_texts_of_a_case_cannot_break_the_page(bare: RunResult) -> None:
    sly = dataclasses.replace(bare.case, title=Text("<b>Sly</b> & co", "<b>Ranh</b>"))
    text = render_page(build_page(dataclasses.replace(bare, case=sly)))
    assert "<b>Sly" not in text
    assert "&lt;b&gt;Sly&lt;/b&gt; &amp; co" in text


def test_vietnamese_page(bare: RunResult) -> None:
    text = render_page(build_page(bare, "vi"))
    assert '<html lang="vi">' in text
    assert "Điều gì đã được kiểm chứng, điều gì chưa" in text
    assert "0,703 [0,35; 0,92], nhiều khả năng" in text
    assert not re.search(
        r"[\[ ]\.\d\d", re.sub(r"<svg.*?</svg>|<style.*?</style>", "", text, flags=re.S)
    )


def test_parameters_with_equal_priors_share_a_row(page: Page) -> None:
    section = next(s for s in page.sections if s.slug == "assumptions")
    trust = next(t for t in section.folded if t.title.startswith("trust"))
    assert [row[:3] for row in trust.rows] == [("cbar", "East West South", "Normal(0.5, 0.3)")]
