"""What a report says of a trajectory: a condition in some months, or why it says nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from foedus.case.evidence_records import Kernel
from foedus.case.fitting import bounds_of, kernel_of
from foedus.case.records import Case
from foedus.update.reports import Report

Touch = Literal["when", "announcement", "threat", "intent", "base", "base_intent"]
INTENTS: frozenset[Touch] = frozenset({"intent", "base_intent"})
BASES: frozenset[Touch] = frozenset({"base", "base_intent"})
Why = Literal[
    "later", "later_date", "hypothetical", "forecast", "assertion", "historical", "no_kernel",
    "aside", "no_announcement", "no_threat", "no_intent", "history", "fitted",
]  # fmt: skip
"""Why a report moves nothing."""

SILENT: Mapping[str, Why] = {
    "hypothetical": "hypothetical",
    "forecast": "forecast",
    "assertion": "assertion",
    "historical": "historical",
}
NOT_YET: Mapping[str, Touch] = {
    "announced": "announcement",
    "threatened": "threat",
    "considered": "intent",
}
NONE_SUCH: Mapping[str, Why] = {
    "announcement": "no_announcement",
    "threat": "no_threat",
    "intent": "no_intent",
}


@dataclass(frozen=True, slots=True)
class Window:
    """The run on the grid: coded history to step `origin`, evidence known to `as_of`.

    `seen` is the step that holds `as_of`, `last` the last step of the run.
    """

    as_of: date
    origin: int
    seen: int
    last: int
    fitted: bool = False
    """Whether parameters come from a posterior, which has seen the tables of the case."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition on a trajectory: `text` holds in some (or all) of the steps `first` to `last`.

    `low` and `high` are what those names mean in it. `touch` says which of a kernel's
    conditions it is; ``base`` stands for an event that no variable carries, ``base_intent`` for
    the intent of one.
    """

    kernel: str
    touch: Touch
    text: str
    low: float
    high: float
    first: int
    last: int

    @property
    def carried(self) -> bool:
        """Whether a variable of the model carries the event."""
        return self.touch not in BASES


def condition_of(report: Report, case: Case, window: Window) -> Condition | Why:
    """The condition that a report affirms or denies, or why there is none."""
    late = _late(report, window) or SILENT.get(report.modality)
    if late:
        return late
    kernel = kernel_of(case.evidence.kernels, report)
    if kernel is None:
        return "no_kernel"
    if kernel.aside:
        return "aside"
    if kernel.fitted and window.fitted:
        return "fitted"
    touch, text = _touched(kernel, report)
    if touch not in BASES and not text:
        return NONE_SUCH.get(touch, "no_kernel")
    first, last = _steps(report, kernel, touch, case)
    # what was known then, an intent too, is in coded history or in the levers that were coded
    if min(last, case.grid.step_holding(report.known)) <= window.origin and touch not in BASES:
        return "history"
    before, after = _slack(report, kernel, touch)
    # what has happened by now has happened by now, but what is intended may come later
    end = window.last if touch in INTENTS else min(window.seen, window.last)
    low, high = bounds_of(kernel.sizes, report) if kernel.sizes else (0.0, 0.0)
    first, last = max(first - before, 1), min(last + after, end)
    return Condition(kernel.name, touch, text, low, high, first, last)


def _late(report: Report, window: Window) -> Why | None:
    if report.known > window.as_of:
        return "later"
    happened = report.modality in ("actual", "negated")
    return "later_date" if happened and report.start and report.start > window.as_of else None


def _touched(kernel: Kernel, report: Report) -> tuple[Touch, str]:
    """Which condition a modality affirms, and its expression; empty where there is none."""
    if kernel.base_rate and report.affirms and report.modality != "actual":
        weighed = report.modality == "considered" and kernel.intent
        return ("base_intent" if weighed else NOT_YET[report.modality]), ""
    if kernel.base_rate:
        return "base", ""
    if report.modality == "announced":
        return "announcement", kernel.announcement
    if report.modality == "threatened":
        return "threat", kernel.threat
    if report.modality == "considered":
        return "intent", _intended(kernel) if kernel.intent else ""
    return "when", kernel.when


def _intended(kernel: Kernel) -> str:
    """What is weighed: the act that is watched, which for a cut of forces is the order."""
    return kernel.announcement if _watches_orders(kernel) else kernel.when


def _watches_orders(kernel: Kernel) -> bool:
    return kernel.silence is not None and kernel.silence.of == "announcement"


def _steps(report: Report, kernel: Kernel, touch: Touch, case: Case) -> tuple[int, int]:
    """First and last step of the days that a report speaks of."""
    grid = case.grid
    known = grid.step_holding(report.known)
    if touch in INTENTS and kernel.intent:
        return known, known + kernel.intent.months
    if not report.start or not report.end or touch == "announcement":
        # an announcement is made by the day on which it is known, whatever day it is about
        first = grid.step_holding(min(report.start or report.known, report.known))
        return first, known if not report.end else min(known, grid.step_holding(report.end))
    return grid.step_holding(report.start), grid.step_holding(report.end)


def _slack(report: Report, kernel: Kernel, touch: Touch) -> tuple[int, int]:
    if touch in INTENTS:
        return 0, 0
    return kernel.slack[report.precision if report.start else "none"]
