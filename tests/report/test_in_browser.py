"""The page in headless Chromium: nothing runs over the edge of a phone, every figure is drawn."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from pypdf import PdfReader

from foedus.report.contexts import Page
from foedus.report.html import render_page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
MEASURE = """
<script>
addEventListener("load", () => {
  const measured = [...document.querySelectorAll("iframe")].map((frame) => {
    const page = frame.contentDocument, width = frame.clientWidth;
    const drawn = [...page.querySelectorAll("figure")].filter((figure) => {
      const box = figure.querySelector("svg").getBoundingClientRect();
      return box.width > 50 && box.height > 40 && figure.querySelector("details table");
    });
    return {
      lang: page.documentElement.lang,
      width: width,
      wide: page.documentElement.scrollWidth,
      figures: page.querySelectorAll("figure").length,
      drawn: drawn.length,
      sections: page.querySelectorAll("section").length,
      over: [...page.querySelectorAll("p, h1, h2, h3, h4, dl, figure, .drawn")]
        .filter((part) => part.getBoundingClientRect().right > width + 1).length,
    };
  });
  const note = document.createElement("p");
  note.id = "measured";
  note.textContent = JSON.stringify(measured);
  document.body.append(note);
});
</script>
"""
"""Pages stand in frames of the widths asked for: the window itself has a least width."""

SEEN = (("en", 390), ("vi", 390), ("vi", 1280))

PAPER = (12, 40)
"""Fewest and most sheets of A4 that a reader is given."""

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")


def test_pages_fit_and_are_whole(real_pages: dict[str, Page], tmp_path: Path) -> None:
    for lang, page in real_pages.items():
        (tmp_path / f"{lang}.html").write_text(render_page(page), "utf-8")
    found = measure(tmp_path)
    assert [(m["lang"], m["width"]) for m in found] == list(SEEN)
    for measured in found:
        page = real_pages[str(measured["lang"])]
        assert measured["wide"] <= measured["width"], measured
        assert measured["over"] == 0, measured
        assert measured["figures"] == measured["drawn"] == len(page.figures) > 50
        assert measured["sections"] == len(page.sections) + 1


def test_paper_is_numbered_and_holds_no_empty_sheet(
    real_pages: dict[str, Page], tmp_path: Path
) -> None:
    page = real_pages["vi"]
    (tmp_path / "vi.html").write_text(render_page(page), "utf-8")
    _browse(tmp_path, f"--print-to-pdf={tmp_path / 'vi.pdf'}", (tmp_path / "vi.html").as_uri())
    sheets = [sheet.extract_text() for sheet in PdfReader(tmp_path / "vi.pdf").pages]
    assert PAPER[0] <= len(sheets) <= PAPER[1]
    assert all(len(sheet) > 150 for sheet in sheets)
    for number, sheet in enumerate(sheets[1:], start=2):
        assert str(number) in (sheet.split()[0], sheet.split()[-1])
    first = " ".join(sheets[0].split())
    assert all(section.title in first for section in page.sections)


def measure(folder: Path) -> list[dict[str, int | str]]:
    """What a browser makes of the pages in a folder, one start for all."""
    style = "height:3000px;border:0"
    frames = [f'<iframe src="{x}.html" style="width:{w}px;{style}"></iframe>' for x, w in SEEN]
    outer = f"<!doctype html><body>{''.join(frames)}{MEASURE}</body>"
    (folder / "outer.html").write_text(outer, "utf-8")
    seen = _browse(folder, "--dump-dom", (folder / "outer.html").as_uri())
    numbers = re.search(r'<p id="measured">(.*?)</p>', seen)
    assert numbers, seen[-500:]
    out: list[dict[str, int | str]] = json.loads(numbers[1])
    return out


def _browse(folder: Path, *words: str) -> str:
    flags = (
        *FLAGS, f"--user-data-dir={folder / 'profile'}", "--allow-file-access-from-files",
        "--virtual-time-budget=5000", "--no-pdf-header-footer",
    )  # fmt: skip
    command = [str(CHROMIUM), *flags, *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=240, check=True).stdout
