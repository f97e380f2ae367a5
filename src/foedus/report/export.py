"""Write a run to disk: everything in one folder, which appears whole or not at all."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from foedus.core.digest import canonical_json
from foedus.ensemble.result import RunResult
from foedus.forecast.sensitivity.file import FILE as SENSITIVITY
from foedus.forecast.sensitivity.file import sensitivity_text
from foedus.report.best_sign_tables import best_sign_tables
from foedus.report.bibtex import bibtex
from foedus.report.case_tables import case_tables
from foedus.report.catalogue import Catalogue, catalogue
from foedus.report.charts.style import png
from foedus.report.contexts import Page
from foedus.report.csv_files import write_csv_files
from foedus.report.evidence_tables import evidence_tables
from foedus.report.folder import whole_folder
from foedus.report.gap_tables import gap_tables
from foedus.report.html import build_page, render_page
from foedus.report.likelihood import likelihood
from foedus.report.manifest import manifest
from foedus.report.material import Material
from foedus.report.netcdf import write_netcdf
from foedus.report.path_tables import path_tables
from foedus.report.relation_tables import relation_tables
from foedus.report.scenario_tables import scenario_tables
from foedus.report.sensitivity_tables import sensitivity_tables
from foedus.report.sign_tables import sign_tables
from foedus.report.strip_tables import strip_tables
from foedus.report.summary import summary_text
from foedus.report.table import Table
from foedus.report.tested_tables import tested_tables
from foedus.report.workbook import write_workbook
from foedus.update.record import FILE, ledger_text


def write_run(
    result: RunResult,
    out_dir: Path,
    lang: str = "en",
    *,
    material: Material | None = None,
    overwrite: bool = False,
) -> Path:
    """Write summary, arrays, tables, figures, report and manifest of a run.

    Parameters
    ----------
    out_dir : folder to make; parents are made too.
    lang : ``en`` or ``vi``, for the report, the workbook and the labels in results.nc.
    material : what the report shows besides the result.
    overwrite : replace an earlier run folder; a folder that is not one is never touched.

    Raises `BadOption` when `out_dir` may not be written, `UnknownName` for a language.
    """
    given = material or Material()
    given = replace(given, relations=given.relations_for(result))
    t = catalogue(lang)
    summary = summary_text(result, given.evidence)
    with whole_folder(out_dir, overwrite=overwrite) as folder:
        (folder / "summary.json").write_text(summary, "utf-8")
        write_netcdf(result, folder / "results.nc", t)
        tables = run_tables(result, t, given)
        write_csv_files(tables, folder / "tables")
        page = build_page(result, lang, given)
        write_workbook(tables, folder / "tables.xlsx", t, _opening(page))
        _write_figures(page, folder / "figures")
        if given.sensitivity:
            (folder / SENSITIVITY).write_text(sensitivity_text(given.sensitivity), "utf-8")
        if given.evidence:
            (folder / FILE).write_text(ledger_text(given.evidence), "utf-8")
        (folder / "references.bib").write_text(bibtex(result.case.sources.values()), "utf-8")
        (folder / "report.html").write_text(render_page(page), "utf-8")
        facts = manifest(result, summary, lang, given.command)
        text = json.dumps(json.loads(canonical_json(facts)), indent=2, ensure_ascii=False)
        (folder / "manifest.json").write_text(text + "\n", "utf-8")
    return out_dir


def run_tables(result: RunResult, t: Catalogue, material: Material) -> list[Table]:
    """Every table of a run: the answer, the paths, the inputs."""
    return [
        *scenario_tables(result, t),
        *gap_tables(result, t),
        *strip_tables(result, t),
        *sign_tables(result, t),
        *best_sign_tables(result, t),
        *(sensitivity_tables(material.sensitivity, t) if material.sensitivity else ()),
        *relation_tables(result, material.relations_for(result), t),
        likelihood(t),
        *path_tables(result, t),
        *(evidence_tables(material.evidence, t) if material.evidence else ()),
        *case_tables(result, t, material.mechanisms),
        *(tested_tables(found) if (found := material.findings_for(result)) else ()),
    ]


def _opening(page: Page) -> list[str]:
    """First lines of the workbook: title, question, and what the numbers rest on."""
    return [page.front.title, page.front.question, *page.front.lines, *page.validity.intro]


def _write_figures(page: Page, folder: Path) -> None:
    """Every figure as SVG for the web and as PNG for a text processor."""
    folder.mkdir()
    for figure in page.figures:
        (folder / f"{figure.slug}.svg").write_text(figure.svg, "utf-8")
        (folder / f"{figure.slug}.png").write_bytes(png(figure.svg))
