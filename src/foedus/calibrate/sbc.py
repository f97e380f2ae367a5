"""Simulation-based calibration of the panel block, recovery, and the check's own power.

Draw parameters from the prior, simulate a panel, fit it by the sampler of `foedus calibrate`, rank
the true values, for each of some designs (see `design`). One short chain a panel, compiled once a
design; finished panels are kept in a journal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from foedus.calibrate import panel
from foedus.calibrate.chain import Chain, Length, compile_chain, run
from foedus.calibrate.design import Design
from foedus.calibrate.journal import Entry, Journal
from foedus.calibrate.ranks import RANKS, Verdict, see, verdict
from foedus.calibrate.sampling import Progress
from foedus.calibrate.simulate import TREND, Change, Simulated, change_of, simulate
from foedus.case.records import Case
from foedus.core.errors import BadOption
from foedus.ensemble.posterior import inputs_digest

ACCEPTED = 0.85
"""Aim of the step size: twice as fast as that of a fit, and a panel that diverges is counted."""

ATTEMPTS = 1000
"""Seeds set apart for each panel: implausible ones are drawn anew."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much to do: panels a design, and the chain of each fit."""

    panels: int = 100
    warmup: int = 300
    draws: int = 500


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Verdicts by design."""

    verdicts: tuple[Verdict, ...]
    wrong: tuple[str, ...]
    """Designs with a wrong likelihood."""

    @property
    def faults(self) -> tuple[str, ...]:
        """What came out otherwise than it must; empty if the check passes."""
        bad = [v for v in self.verdicts if v.design not in self.wrong and not v.uniform]
        out = [f"{v.design}: {v.quantity} is not uniform" for v in bad]
        blind = [n for n in self.wrong if all(v.uniform for v in self.verdicts if v.design == n)]
        return (*out, *(f"{n}: no fault is noticed, so the check has no power" for n in blind))


def check_size(size: Size, effort: str) -> Size:
    """The size itself, if ranks can be taken from it and the form can be fitted.

    Raises `BadOption`.

    >>> check_size(Size(panels=60), "minimal").panels
    60
    """
    if size.draws < RANKS + 1:
        raise BadOption(
            f"{size.draws} draws give no {RANKS} ranks", where="--draws", remedy="raise it"
        )
    if effort not in panel.FORMS:
        raise BadOption(
            f"effort '{effort}' has no likelihood here",
            where="--effort",
            remedy=f"choose {' or '.join(panel.FORMS)}",
        )
    return size


def diagnose(
    case: Case,
    asked: Sequence[Design],
    folder: Path,
    *,
    effort: str,
    seed: int,
    size: Size,
    progress: Progress,
) -> Diagnosis:
    """Simulate and fit the panels of each design, going on from the journal in `folder`."""
    head = {"made_from": inputs_digest(case), "effort": effort, "seed": seed}
    head |= {name: value for name, value in asdict(size).items() if name != "panels"}
    journal = Journal(folder, head)
    found: list[Verdict] = []
    for design in asked:
        _work(design, journal, effort, seed, size, progress)
        found += verdicts(design.name, journal, size.panels)
    return Diagnosis(tuple(found), tuple(d.name for d in asked if not d.right))


def _work(
    design: Design, journal: Journal, effort: str, seed: int, size: Size, progress: Progress
) -> None:
    todo = sorted(set(range(size.panels)) - journal.panels(design.name))
    if not todo:
        return
    progress(f"{design.name}: compile", 0, 1)
    change = change_of(design.case, design.data, effort)
    chain = _chain(design, effort, seed, size)
    for number in todo:
        progress(design.name, size.panels - len(todo) + todo.index(number), size.panels)
        made = _plausible(design, effort, seed + ATTEMPTS * number, change)
        journal.add(_fit(design, chain, effort, seed, number, made))


def _chain(design: Design, effort: str, seed: int, size: Size) -> Chain:
    data = design.data

    def model(value: Any, centre: Any) -> None:
        panel.model(design.case, data, value, centre, effort, design.noisy)

    return compile_chain(
        model,
        [data.value, data.observed()],
        [*design.sites(effort), *panel.LABELLED, TREND],
        seed=seed,
        length=Length(1, size.warmup, size.draws, ACCEPTED),
        start={"x_step": np.zeros(data.observed().shape, np.float32)} if design.noisy else {},
    )


def _plausible(design: Design, effort: str, seed: int, change: Change) -> Simulated:
    for attempt in range(ATTEMPTS):
        made = simulate(
            design.case, design.data, effort, seed + attempt, change, given=design.given
        )  # fmt: skip
        if made.plausible:
            return made
    raise BadOption(
        f"no plausible panel in {ATTEMPTS} draws from the priors",
        where="parameters.csv",
        remedy="narrow the priors of effort",
    )


def _fit(
    design: Design, chain: Chain, effort: str, seed: int, number: int, made: Simulated
) -> Entry:
    shown = design.data.with_values(made.value)
    name = f"{design.name}[{number}]"
    (found,) = run(chain, [shown.value, shown.observed()], seed, name, lambda *_: None)
    truth, draws = (_quantities(v, design, effort) for v in (made.truth, found.values))
    seen = {k: see(float(truth[k]), np.asarray(draws[k], float)) for k in truth}
    return Entry(design.name, number, found.divergences, seen)


def _quantities(
    values: Mapping[str, Any], design: Design, effort: str
) -> dict[str, NDArray[np.float32]]:
    """What is ranked: every scalar, the first ally's numbers, the trend of the last year."""
    out = {name: values[name] for name in design.sites(effort)}
    ally, year = design.data.allies[0], design.data.years[-1]
    out |= {f"{name}[{ally}]": values[name][..., 0] for name in panel.LABELLED}
    return out | {f"trend[{year}]": values[TREND][..., -1]}


def verdicts(design: str, journal: Journal, panels: int) -> list[Verdict]:
    """Verdicts on every quantity of a design, from the first `panels` of its journal."""
    mine = [e for e in journal.entries if e.design == design and e.panel < panels]
    names, divergent = list(mine[0].seen), sum(e.divergences > 0 for e in mine)
    return [
        verdict(design, name, [e.seen[name] for e in mine], len(names), divergent) for name in names
    ]
