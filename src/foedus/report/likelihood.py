"""Words of estimative probability: fixed bands, so that a word always means the same numbers.

Bands after those that American intelligence estimates use (Intelligence Community Directive 203),
closed at both ends so that every probability has a word.
"""

from __future__ import annotations

from foedus.report.catalogue import Catalogue
from foedus.report.table import Column, Table, table

BANDS = (
    ("remote", 0.0, 0.05),
    ("very_unlikely", 0.05, 0.20),
    ("unlikely", 0.20, 0.45),
    ("even", 0.45, 0.55),
    ("likely", 0.55, 0.80),
    ("very_likely", 0.80, 0.95),
    ("almost_certain", 0.95, 1.0),
)
"""Key of the word, and the band from its lower end up to, not including, its upper end."""


def likelihood_word(p: float, t: Catalogue) -> str:
    """A probability as a word of the scale.

    >>> from foedus.report.catalogue import catalogue
    >>> likelihood_word(0.69, catalogue("en")), likelihood_word(0.04, catalogue("vi"))
    ('likely', 'hầu như không xảy ra')
    """
    word = next((word for word, _, end in BANDS if p < end), BANDS[-1][0])
    return t(f"words.{word}")


def likelihood(t: Catalogue) -> Table:
    """The scale as a table."""
    heads = [
        Column("word", t("column.word")),
        Column("from", t("column.from"), "percent"),
        Column("to", t("column.to"), "percent"),
    ]
    rows = [(t(f"words.{word}"), low, high) for word, low, high in BANDS]
    return table("likelihood", t("table.likelihood"), heads, rows, t("note.likelihood"))
