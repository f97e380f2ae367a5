"""The engine: a plan compiled once, advanced over blocks of months for a tile of trajectories.

Every tile has the same number of trajectories and every call the same shapes, so there is one
compilation, and the arithmetic of a trajectory does not depend on how many run beside it: that
is what makes results identical, bit for bit, whatever the chunk size or the number of workers.
Policies, shocks, starting months and seeds are data of the call.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
import platformdirs
from numpy.typing import NDArray

from foedus.case.records import Case
from foedus.ensemble.clamps import Clamps
from foedus.ensemble.exogenous import Exogenous
from foedus.ensemble.parameters import Table
from foedus.ensemble.paths import term_of_step
from foedus.model.build import State, lay_out, make_step, start_state
from foedus.model.mechanism import Clock
from foedus.model.mechanisms import levers as lever_rows
from foedus.model.plan import Plan

TILE = 1024
"""Trajectories advanced together: state and draws of a month then fit the cache of a core."""

BLOCK_MONTHS = 14
"""Months advanced in one call: 154 of history make eleven calls, 27 to the horizon two."""

YEARS_IN_BLOCK = 3
"""Fourteen months touch three calendar years at most; one month touches one."""

YEARLY = 1 << 16
"""Offset of the time of yearly draws, so that a year never meets a month."""

Numbers = NDArray[np.uint32]

Paths = dict[str, NDArray[np.float32]]
"""Recorded variables ``[months, …labels, trajectories]``."""


@dataclass(frozen=True, slots=True)
class Course:
    """What one policy sets: its lever path, its clamps, and where coded history ends."""

    lever_path: NDArray[np.float32]
    clamps: Clamps
    origin: int
    """Last step of coded history: 0 for a run free from the start."""
    quiet: bool = False
    """A noise-free run: every uniform at one half, counts at their mean."""
    noise: bool = True
    """Whether the levers carry their coding noise."""


class Months(NamedTuple):
    """A course on the device: levers, rows of each step, last coded step, noise-free or not."""

    levers: Any
    rows: Any
    origin: Any
    quiet: Any


@dataclass(frozen=True, slots=True)
class Lanes:
    """Whose chances trajectories take: numbers ``[TILE]``.

    Their own, but in some months and years those of others: a trajectory that goes on from
    another's state was that other before, and goes on with the draws of its year too, or the
    year would be shaken twice.
    """

    own: Numbers
    months: Mapping[int, Numbers] = field(default_factory=dict)
    years: Mapping[int, Numbers] = field(default_factory=dict)

    def in_months(self, begin: int, count: int) -> Numbers:
        """Numbers in consecutive steps, ``[count, TILE]``."""
        return np.stack([self.months.get(k, self.own) for k in range(begin, begin + count)])

    def in_years(self, begin: int, count: int) -> Numbers:
        """Numbers in consecutive years, ``[count, TILE]``."""
        return np.stack([self.years.get(y, self.own) for y in range(begin, begin + count)])


class Record:
    """Collects the blocks of an advance into whole paths."""

    def __init__(self, names: Sequence[str]) -> None:
        self._blocks: dict[str, list[NDArray[np.float32]]] = {name: [] for name in names}

    def __call__(self, first: int, block: Paths) -> None:
        """Take a block."""
        for name, pieces in self._blocks.items():
            pieces.append(block[name])

    def paths(self) -> Paths:
        """Everything taken so far."""
        return {name: np.concatenate(pieces) for name, pieces in self._blocks.items()}


class Engine:
    """A model of a case, ready to run tiles of `TILE` trajectories."""

    def __init__(
        self, case: Case, plan: Plan, given: Exogenous, *, seed: int, record: Sequence[str]
    ) -> None:
        use_compilation_cache()
        self.case, self.plan, self.given = case, plan, given
        written = plan.writers
        self.record = tuple(dict.fromkeys(name for name in record if name in written))
        self._monthly = lay_out(plan, "month", seed, case.sets)
        self._yearly = lay_out(plan, "year", seed, case.sets)
        self._keys: tuple[Any, ...] = (self._monthly.keys, self._yearly.keys)
        self._calendar = _calendar(case)
        self._advance = jax.jit(self._run)
        self._draw = jax.jit(self._draw_block)
        self._levers = jax.jit(self._lever_block, static_argnames=("size",))
        self._start = jax.jit(partial(start_state, plan), static_argnames=("lanes",))

    def start(self, parameters: Table) -> State:
        """Values at the start of the case for one tile."""
        data = {**self.given.start, "lever_path": np.zeros(17, np.float32)}
        out: State = self._start(parameters, data, lanes=TILE)
        return out

    def shapes(self, parameters: Table) -> dict[str, tuple[int, ...]]:
        """Shape of each variable without its trajectories."""
        state = jax.eval_shape(lambda p: self.start(p), parameters)
        return {name: value.shape[:-1] for name, value in state.items()}

    def advance(
        self,
        state: State,
        parameters: Table,
        months: Months,
        *,
        first: int,
        last: int,
        see: Callable[[int, Paths], None],
        first_lane: int | Numbers = 0,
        lanes: Lanes | None = None,
        block_months: int = BLOCK_MONTHS,
    ) -> State:
        """Run steps `first` to `last`, both included; return the state after them.

        `see` is given the record of each block of months and the number of its first step,
        and keeps what it wants: a whole history of a tile would be tens of megabytes. What
        is recorded is fixed for an engine, so that there is one compilation; one more for
        each other length of block. `first_lane` is the number of the first trajectory, or those
        of all where they are not consecutive: a number names its chances. Or `lanes` say, by
        month and year, whose chances each takes.
        """
        lanes = lanes or Lanes(_numbers(first_lane))
        years = YEARS_IN_BLOCK if block_months > 1 else 1
        for begin in range(first, last + 1, block_months):
            count = min(block_months, last - begin + 1)
            drawn = self._draw(
                self._keys,
                lanes.in_months(begin, block_months),
                lanes.in_years(self._year_of(begin), years),
                np.int32(begin),
                months.quiet,
            )
            levers = self._levers(
                months.levers, parameters["levers.value"].value, np.int32(begin), size=block_months
            )
            state, block = self._advance(
                state, parameters, months.rows, drawn, levers, np.int32(begin), np.int32(count),
                months.origin, months.quiet
            )  # fmt: skip
            see(begin, {name: np.asarray(values)[:count] for name, values in block.items()})
        return state

    def prepare(self, course: Course) -> Months:
        """A course as arrays of the device, to be used by any number of tiles."""
        case, given = self.case, self.given
        steps = np.arange(1, case.grid.steps + 1)
        coded = np.where((steps <= course.origin)[:, None], given.monthly["coded_contacts"], 0)
        rows = dict(given.monthly) | {
            "coded": steps <= course.origin,
            "coded_contacts": coded.astype(np.float32),
        }
        levers = {
            "path": course.lever_path,
            "noise": given.constant["lever_noise"] * np.float32(course.noise),
            "term": self._calendar["term"],
        }
        step = {
            "rows": rows,
            "constant": dict(given.constant),
            "clock": {n: self._calendar[n] for n in ("dt", "time", "year", "month")},
            "held": dict(course.clamps.held),
            "value": dict(course.clamps.value),
        }
        flags = np.int32(course.origin), np.bool_(course.quiet)
        return Months(*jax.device_put((levers, step, *flags)))

    def _draw_block(self, keys: Any, of_month: Any, of_year: Any, begin: Any, quiet: Any) -> Any:
        """Monthly and yearly draws of one block of months, by the lanes of each."""
        months = (begin + jnp.arange(len(of_month))).astype(jnp.uint32)
        years = (self._year(begin) + jnp.arange(len(of_year)) + YEARLY).astype(jnp.uint32)
        width = of_month.shape[-1]
        return (
            self._monthly.blocks(keys[0], of_month, months, width, quiet),
            self._yearly.blocks(keys[1], of_year, years, width, quiet),
        )

    def _year_of(self, step: int) -> int:
        return int(self._calendar["year"][min(max(step - 1, 0), self.case.grid.steps - 1)])

    def _year(self, step: Any) -> Any:
        return jnp.asarray(self._calendar["year"])[jnp.clip(step - 1, 0, self.case.grid.steps - 1)]

    def _lever_block(self, levers: dict[str, Any], scores: Any, begin: Any, *, size: int) -> Any:
        rows = jnp.clip(begin - 1 + jnp.arange(size), 0, self.case.grid.steps - 1)
        return lever_rows.in_force(
            levers["path"][rows], levers["noise"], scores, levers["term"][rows]
        )

    def _run(
        self,
        state: State,
        parameters: Table,
        months: dict[str, Any],
        drawn: Any,
        levers: Any,
        begin: Any,
        count: Any,
        origin: Any,
        quiet: Any,
    ) -> tuple[State, dict[str, Any]]:
        step = make_step(self.plan, state)
        of_month, of_year = drawn
        first_year = self._year(begin)

        def month(offset: Any, carry: Any) -> Any:
            state, out = carry
            k = begin + offset
            row = jax.tree.map(lambda a: a[k - 1], {n: months[n] for n in _BY_MONTH})
            clock = Clock(step=k, at_origin=k == origin + 1, quiet=quiet, **row["clock"])
            chances = self._monthly.named(of_month, offset)
            chances |= self._yearly.named(of_year, clock.year - first_year)
            data = row["rows"] | months["constant"] | {"lever_values": levers[offset]}
            state = step(state, parameters, chances, clock, data, row["held"], row["value"])
            out = {n: out[n].at[offset].set(state[n].astype(jnp.float32)) for n in self.record}
            return state, out

        size = len(levers)
        out = {n: jnp.zeros((size, *state[n].shape), jnp.float32) for n in self.record}
        final: tuple[State, dict[str, Any]] = jax.lax.fori_loop(0, count, month, (state, out))
        return final


def _numbers(first_lane: int | Numbers) -> Numbers:
    lane = np.asarray(first_lane, np.uint32)
    return lane if lane.ndim else np.arange(int(lane), int(lane) + TILE, dtype=np.uint32)


_BY_MONTH = ("rows", "clock", "held", "value")


def use_compilation_cache() -> None:
    """Keep compiled code between runs in the user's cache folder.

    A compilation takes longer than a whole run of 10,000 trajectories.
    """
    folder = Path(platformdirs.user_cache_dir("foedus")) / "compiled"
    update: Callable[[str, Any], None] = jax.config.update
    update("jax_compilation_cache_dir", str(folder))
    update("jax_persistent_cache_min_compile_time_secs", 0.2)
    update("jax_persistent_cache_min_entry_size_bytes", 0)


def _calendar(case: Case) -> dict[str, NDArray[Any]]:
    grid = case.grid
    return {
        "dt": grid.dt,
        "time": grid.time,
        "year": grid.years,
        "month": grid.months,
        "term": term_of_step(case),
    }
