"""All blocks of a case, fitted one after another."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import jax.numpy as jnp
import numpy as np

from foedus.calibrate import aid, forces, panel, tone
from foedus.calibrate.chain import Length
from foedus.calibrate.counts import Count, counts
from foedus.calibrate.panel_data import Panel, panel_data
from foedus.calibrate.predictive import Predictive, predict
from foedus.calibrate.sampling import Check, Fit, Progress, fit
from foedus.case.records import Case
from foedus.core.errors import BadOption
from foedus.tables.store import Tables

YEARS = "trend_path"
PANEL_STATES = ("x_step", "common", "trend", "threat")


@dataclass(frozen=True, slots=True)
class Calibration:
    """What a calibration found, whether or not it passed its gates."""

    case: Case
    effort: str
    seed: int
    panel: Panel
    fits: tuple[Fit, ...]
    counts: tuple[Count, ...]
    predictive: Predictive

    @property
    def faults(self) -> tuple[str, ...]:
        """What the gates of any block object to."""
        return tuple(f"{f.block}: {fault}" for f in self.fits for fault in f.faults)


def quiet(phase: str, done: int, total: int) -> None:
    """Report nothing."""


def calibrate(
    case: Case,
    tables: Tables,
    *,
    effort: str = "",
    seed: int = 2026,
    length: Length | None = None,
    progress: Progress = quiet,
) -> Calibration:
    """Fit every block of a case to its tables.

    Parameters
    ----------
    tables : all of them, or as known on a day.
    effort : ``minimal`` or ``minimal_literal``; the case's own form if empty.
    length : chains and draws; the gates ask for about four chains of 1,200.

    Raises `BadOption` for a form without a likelihood and for tables too short to fit.
    """
    form = effort or case.variant.get("effort", "minimal")
    if form not in panel.FORMS:
        raise BadOption(
            f"effort '{form}' has no likelihood here",
            where="--effort",
            remedy=f"choose {' or '.join(panel.FORMS)}",
        )
    size = length or Length()
    data = panel_data(case, tables)
    first = fit_panel(case, data, form, seed, size, progress)
    rest = [make(case, tables, seed, size, progress) for make in OTHERS.values()]
    seen = predict(case, data, first, form)
    return Calibration(case, form, seed, data, (first, *rest), counts(case), seen)


def fit_panel(
    case: Case, data: Panel, effort: str, seed: int, length: Length, progress: Progress
) -> Fit:
    """The panel of effort with threat and measurement."""
    labels: dict[str, tuple[str, ...]] = dict.fromkeys(panel.scalars(effort), ())
    labels |= dict.fromkeys(panel.LABELLED, data.allies)
    labels[YEARS] = tuple(str(year) for year in data.years)
    return fit(
        "panel",
        lambda value, centre: panel.model(case, data, value, centre, effort),
        [jnp.asarray(data.value), jnp.asarray(data.observed())],
        labels,
        seed=seed,
        length=length,
        progress=progress,
        start={"x_step": np.zeros((len(data.allies), len(data.years)), np.float32)},
        unchecked=PANEL_STATES,
    )


def fit_aid(case: Case, tables: Tables, seed: int, length: Length, progress: Progress) -> Fit:
    """Military aid to Ukraine."""
    data = aid.aid_data(case, tables)
    flows = [jnp.asarray(data.usa), jnp.asarray(data.europe)]
    labels: dict[str, tuple[str, ...]] = dict.fromkeys(aid.FITTED, ())
    run = partial(aid.model, case, data)
    start = {"aid.s_US": np.float32(float(data.usa[data.usa > 0].mean()))}
    return fit("aid", run, flows, labels, seed=seed, length=length, progress=progress, start=start)


def fit_forces(case: Case, tables: Tables, seed: int, length: Length, progress: Progress) -> Fit:
    """Noise of stationed forces."""
    data = forces.forces_data(case, tables)
    labels: dict[str, tuple[str, ...]] = dict.fromkeys(forces.FITTED, ())
    run = partial(forces.model, case, data)
    value = [jnp.asarray(data.value)]
    return fit("forces", run, value, labels, seed=seed, length=length, progress=progress)


def fit_tone(case: Case, tables: Tables, seed: int, length: Length, progress: Progress) -> Fit:
    """Memory of tone; independent draws, shaped as chains so that all blocks look alike."""
    begun = time.perf_counter()
    data = tone.tone_data(case, tables)
    draws, effective = tone.sample(case, data, seed, progress)
    size = length.chains * length.draws
    shaped = np.resize(draws, (size, len(data.dyads)))
    checks = tuple(
        Check(tone.FITTED, dyad, None, float(n))
        for dyad, n in zip(data.dyads, effective, strict=True)
    )
    return Fit(
        "tone",
        {tone.FITTED: shaped.reshape(length.chains, length.draws, -1)},
        {tone.FITTED: data.dyads},
        checks,
        seconds=time.perf_counter() - begun,
    )


OTHERS: Mapping[str, Callable[[Case, Tables, int, Length, Progress], Fit]] = {
    "aid": fit_aid,
    "forces": fit_forces,
    "tone": fit_tone,
}
"""Blocks besides the panel, each independent of the rest."""
