"""What the likelihood of the panel is given: figures by edition, spans of the levers, no future."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from foedus.calibrate.panel_data import panel_data
from foedus.case.load import load_case
from foedus.core.errors import BadOption
from foedus.tables import load

CASE = load_case("us-alliances")
TABLES = load(CASE.root)
PANEL = panel_data(CASE, TABLES)


def test_one_full_edition_fills_every_cell_once():
    panel = panel_data(CASE, TABLES, edition="NATO-2026-07")
    cells = set(zip(panel.ally.tolist(), panel.year.tolist(), strict=True))
    assert len(cells) == len(panel.value) == 30 * 13
    assert panel.core.all()


def test_a_figure_is_that_of_the_table():
    rows = TABLES.edition("defence_expenditure", "NATO-2024-06")
    stated = rows[(rows.iso3 == "POL") & (rows.year == 2024)].pct_gdp.item()
    place = PANEL.allies.index("POL")
    mine = PANEL.value[(PANEL.ally == place) & (PANEL.years[PANEL.year] == 2024)]
    assert np.isclose(np.exp(mine), stated, atol=1e-4).any()


def test_editions_selected_by_their_value_are_left_out():
    rows = TABLES["defence_expenditure"]
    kept = rows[rows.definition.isin(["classic", "core"]) & rows.iso3.isin(PANEL.allies)]
    kept = kept[(kept.year >= 2014) & (kept.vintage != "NATO-2022-06")]
    redefined = (kept.iso3 == "ALB") & (kept.year >= 2023) & (kept.definition == "classic")
    assert redefined.sum() > 3
    kept = kept[~redefined]
    assert len(PANEL.value) == len(kept.drop_duplicates(["iso3", "year", "vintage"]))


def test_what_the_core_definition_redefined_is_known_only_once_it_is_out():
    before = panel_data(CASE, TABLES.as_of(date(2026, 6, 1)))
    place = (before.ally == before.allies.index("ALB")) & (before.years[before.year] == 2023)
    assert np.exp(before.value[place]).min() > 1.7
    after = (PANEL.ally == PANEL.allies.index("ALB")) & (PANEL.years[PANEL.year] == 2023)
    np.testing.assert_allclose(np.exp(PANEL.value[after]), [1.29], atol=0.01)


def test_a_cell_stands_at_its_final_figures_not_at_an_early_estimate():
    ally, year = PANEL.allies.index("BGR"), list(PANEL.years).index(2019)
    cell = (PANEL.ally == ally) & (PANEL.year == year)
    assert np.exp(PANEL.value[cell]).min() < 1.7  # estimated before a purchase was booked
    assert np.exp(PANEL.observed()[ally, year]) == pytest.approx(3.1475, abs=0.01)


def test_as_of_a_day_nothing_later_is_seen():
    day = date(2024, 7, 1)
    panel = panel_data(CASE, TABLES.as_of(day))
    assert panel.years[-1] == 2024
    assert not panel.core.any()
    assert len(panel.war) == 3  # talks began in 2025
    assert (panel.u2 == 0).all()  # The Hague came in 2025
    assert np.unique(panel.u1[-12:]).size == 1


def test_spans_cut_years_where_a_lever_changes():
    spans = PANEL.spans
    assert len(spans.year) == 12 + 4  # three inaugurations in January, The Hague in June
    np.testing.assert_allclose(spans.months.sum(axis=0), 1, rtol=1e-6)
    np.testing.assert_allclose(spans.share.sum(axis=0), 1, rtol=1e-6)
    yearly = PANEL.u1.reshape(-1, 12).mean(axis=1)
    np.testing.assert_allclose(spans.u1 @ spans.share, yearly, rtol=1e-5)


def test_too_short_a_panel_is_refused():
    with pytest.raises(BadOption, match="no figures known on 2019-07-01 for"):
        panel_data(CASE, TABLES.as_of(date(2019, 7, 1)))
