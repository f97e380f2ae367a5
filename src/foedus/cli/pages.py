"""One page a document, the claims marked in place; each page stands alone, without network."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

from foedus.claims.code import Trace
from foedus.claims.record import Claim, Quantity
from foedus.claims.roots import Source
from foedus.documents.records import Segment

_STYLE = """
body{font:17px/1.6 Georgia,serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b}
header,footer,li,td,th{font:14px/1.5 system-ui,sans-serif} h1{font-size:1.4rem}
p.segment{white-space:pre-wrap;margin:0 0 .8rem;padding-left:.8rem;border-left:3px solid #ddd}
p.rewrite{border-color:#b07d2b} p.teaser{border-color:#2b7d6d} p.caption{border-color:#5a6fb0}
p.sidebar,p.boilerplate,p.references{color:#8a8a8a;font-size:.85em}
p.segment::before{content:attr(data-kind);display:block;font:11px system-ui,sans-serif;color:#777}
mark{background:#fff1b8;color:inherit} mark:target{outline:2px solid #b07d2b}
mark a{font:11px system-ui,sans-serif;vertical-align:super;text-decoration:none}
li{margin-bottom:.7rem} li:target{background:#f4f4f4} q{font-family:Georgia,serif}
small{color:#666} table{border-collapse:collapse} td,th{padding:.2rem .8rem;text-align:left}
@media print{body{margin:0;max-width:none} a{color:inherit}}
"""
_SAFE = re.compile(r"[^\w.-]+")


def write_pages(
    folder: Path,
    claims: Sequence[Claim],
    traces: Mapping[str, Trace],
    sources: Sequence[Source],
) -> None:
    """Write `index.html` and a page for each document."""
    folder.mkdir(parents=True, exist_ok=True)
    by_doc: dict[str, list[Claim]] = {s.document.id: [] for s in sources}
    for claim in claims:
        by_doc[claim.doc].append(claim)
    rows = []
    for source in sources:
        name = f"{_SAFE.sub('-', source.document.id)}.html"
        own = by_doc[source.document.id]
        (folder / name).write_text(page(source, own, traces), encoding="utf-8")
        rows.append((name, source.document.id, len(own)))
    (folder / "index.html").write_text(_index(rows), encoding="utf-8")


def page(source: Source, claims: Sequence[Claim], traces: Mapping[str, Trace]) -> str:
    """The page of one document, as HTML."""
    document = source.document
    about = [
        document.language,
        document.published.start.isoformat() if document.published else "no date of its own",
        document.publisher or "publisher not named",
        document.source_class,
        f"SHA-256 {document.sha256[:12]}…",
        *document.doubts,
    ]
    body = "\n".join(_paragraph(document.text, part, claims) for part in source.segments)
    notes = "\n".join(
        _note(number, claim, traces.get(claim.id)) for number, claim in enumerate(claims, 1)
    )
    return _html(
        document.id,
        document.language,
        f"<header><h1>{escape(document.id)}</h1><p>{escape(' · '.join(about))}</p></header>\n"
        f"{body}\n<footer><h2>Claims</h2><ol>{notes}</ol></footer>",
    )


def _paragraph(text: str, part: Segment, claims: Sequence[Claim]) -> str:
    inside = sorted(
        (c for c in claims if part.start <= c.start < part.end), key=lambda c: (c.start, -c.end)
    )
    pieces, at = [], part.start
    for claim in inside:
        first, last = max(at, claim.start), min(claim.end, part.end)
        pieces.append(escape(text[at:first]))
        number = claims.index(claim) + 1
        link = f'<a href="#n{number}" title="{escape(_short(claim))}">{number}</a>'
        pieces.append(f'<mark id="c{number}">{escape(text[first:last])}{link}</mark>')
        at = max(at, last)
    pieces.append(escape(text[at : part.end]))
    reason = escape(f"{part.kind}: {part.reason}")
    words = "".join(pieces)
    return f'<p class="segment {part.kind}" data-kind="{part.kind}" title="{reason}">{words}</p>'


def _note(number: int, claim: Claim, trace: Trace | None) -> str:
    by_hand = "" if trace else f" by {claim.coder}"
    facts = [
        f"modality {claim.modality}",
        _days(claim),
        "; ".join(_amount(quantity) for quantity in claim.quantity),
        f"said by {' > '.join(claim.speaker)}" if claim.speaker else "",
        f"event {claim.event}",
        f"root {claim.root}",
        f"confidence {claim.confidence:.2f}{by_hand}",
    ]
    rules = [f"+ {r}" for r in trace.fired] + [f"− {r}" for r in trace.ignored] if trace else []
    why = "<br>".join(escape(rule) for rule in rules)
    return (
        f'<li id="n{number}"><a href="#c{number}">↑</a> <b>{escape(_short(claim))}</b> '
        f"<q>{escape(claim.quote)}</q><br>"
        f"<small>{escape(' · '.join(f for f in facts if f))}<br>{why}</small></li>"
    )


def _days(claim: Claim) -> str:
    if claim.date is None:
        return "no date"
    first, last = claim.date.start.isoformat(), claim.date.end.isoformat()
    return f"date {first}" if first == last else f"date {first} to {last}"


def _amount(quantity: Quantity) -> str:
    bound = "" if quantity.bound == "exact" else f"{quantity.bound} "
    return f"{bound}{quantity.value:,.12g} {quantity.unit}"


def _short(claim: Claim) -> str:
    return f"{' '.join(claim.actor) or '?'} {claim.action} {' '.join(claim.target)}".rstrip()


def _index(rows: Sequence[tuple[str, str, int]]) -> str:
    lines = "".join(
        f'<tr><td><a href="{escape(name)}">{escape(title)}</a></td><td>{count}</td></tr>'
        for name, title, count in rows
    )
    table = f"<table><tr><th>document</th><th>claims</th></tr>{lines}</table>"
    return _html("Documents", "en", f"<h1>Documents</h1>{table}")


def _html(title: str, language: str, body: str) -> str:
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(title)}</title>'
        f"<style>{_STYLE}</style></head><body>\n{body}\n</body></html>\n"
    )
