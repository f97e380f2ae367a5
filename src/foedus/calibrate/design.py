"""What the check of calibration simulates, and how it fits it.

as fitted       the places of all editions, noise and break fitted: the likelihood that ships
one edition     one edition, with noise of 3 and 6 % that the fit knows
noise ignored   the same panels, the figures taken for the truth: this must fail
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from foedus.calibrate import panel
from foedus.calibrate.panel_data import Panel, panel_data
from foedus.case.records import Case, Prior
from foedus.tables.store import Tables

EDITION = "NATO-2026-07"
"""The one edition of the second design."""

NOISE: Mapping[str, float] = {"measurement.s_fin": 0.03, "measurement.s_est": 0.06}
"""Measurement sd that the fit of one edition knows."""


@dataclass(frozen=True, slots=True)
class Design:
    """What is simulated and how it is fitted."""

    name: str
    case: Case
    """With the priors of the fit."""
    data: Panel
    given: Mapping[str, float]
    noisy: bool
    right: bool
    """Whether ranks must be uniform; else they must not be."""

    def sites(self, effort: str) -> list[str]:
        """Scalar parameters that its fit does not know."""
        return [name for name in panel.scalars(effort) if name not in self.given]


def designs(case: Case, tables: Tables) -> tuple[Design, ...]:
    """The three designs of a case."""
    whole, one = panel_data(case, tables), panel_data(case, tables, edition=EDITION)
    known = _with_known_noise(case)
    return (
        Design("as fitted", case, whole, {}, True, True),
        Design("one edition", known, one, NOISE, True, True),
        Design("noise ignored", known, one, NOISE, False, False),
    )


def _with_known_noise(case: Case) -> Case:
    known = {
        name: replace(case.parameters[name], priors=(Prior("Fixed", (sd,)),))
        for name, sd in NOISE.items()
    }
    return replace(case, parameters={**case.parameters, **known})
