"""report.html: one file that needs nothing else, for the screen, the phone and A4 paper."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from altair.utils.schemapi import debug_mode
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from foedus.ensemble.result import RunResult
from foedus.report.catalogue import catalogue
from foedus.report.contexts import Page
from foedus.report.material import Material
from foedus.report.sections.backtest import backtest
from foedus.report.sections.drawing import Drawing
from foedus.report.sections.evidence import evidence
from foedus.report.sections.figures import figures
from foedus.report.sections.front import front, validity
from foedus.report.sections.indicators import indicators
from foedus.report.sections.inputs import inputs
from foedus.report.sections.knowledge import knowledge
from foedus.report.sections.relations import relations
from foedus.report.sections.results import results
from foedus.report.sections.sensitivity import sensitivity
from foedus.report.sections.side_by_side import side_by_side
from foedus.report.sections.strips import strips

_LABELS = ("contents", "numbers", "warnings", "past")


def build_page(result: RunResult, lang: str = "en", material: Material | None = None) -> Page:
    """Everything the page shows, charts drawn; `UnknownName` for a language we lack."""
    t = catalogue(lang)
    given = material or Material()
    drawing = Drawing(result, t, given.observed_for(result))
    found = given.findings_for(result)
    stale = bool(found and found.stale(result.case))
    with debug_mode(False):  # no validation of what we build ourselves: half of the time
        tested = [backtest(found, t, stale=stale)] if found else []
        told = (evidence(drawing, given.evidence),) if given.evidence else ()
        sections = (
            results(drawing),
            *side_by_side(drawing),
            *relations(drawing, given.relations_for(result)),
            *indicators(drawing),
            *strips(drawing),
            *sensitivity(drawing, given.sensitivity),
            *told,
            figures(drawing),
            *tested,
            *knowledge(result, t),
            *inputs(result, t, given.mechanisms),
        )
    return Page(
        lang=lang,
        front=front(result, t),
        validity=validity(result, t, None if stale else found),
        sections=sections,
        key=tuple((drawing.names[p], drawing.colours[p]) for p in result.policies),
        labels={name: t(f"label.{name}") for name in _LABELS},
    )


def render_page(page: Page) -> str:
    """The page as one HTML text, style and charts inside."""
    style = files("foedus.report").joinpath("templates", "report.css").read_text("utf-8")
    return _environment().get_template("report.html").render(page=page, style=Markup(style))


@cache
def _environment() -> Environment:
    """Templates escape every text; only our own charts and style pass as they are."""
    environment = Environment(
        loader=PackageLoader("foedus.report", "templates"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["drawn"] = Markup
    return environment
