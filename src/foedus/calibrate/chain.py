"""Chains of a block: the sampler's kernel stepped by a loop compiled once for a shape of data.

The library's own loop compiles anew at every run, which took longer than the run. Here the data
are arguments of the compiled step, so one chain serves any number of data sets of one shape: the
chains of a fit run in threads, one a core, and a thousand simulated panels cost one compilation.
A chain is named by its key: neither threads nor other chains change it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray
from numpyro.infer import init_to_value
from numpyro.infer.hmc import hmc
from numpyro.infer.util import initialize_model

from foedus.core.rng import stream_key
from foedus.ensemble.engine import use_compilation_cache

Floats = NDArray[np.float32]
Model = Callable[..., None]
Tell = Callable[[int, int], None]
BLOCK = 50
"""Steps between two words of progress."""

DEPTH = (6, 8)
"""Largest depth of trees while adapting and after: before the scales are known trees would grow
to a thousand steps, which taught nothing and took four fifths of the time."""


@dataclass(frozen=True, slots=True)
class Length:
    """How long to sample: chains, adaptation and kept draws of each.

    accepted : what the step size aims at. Where editions disagree about a figure, x has two
        narrow modes and a scale measured over both; at .85 and .9 some steps diverged there.
    """

    chains: int = 4
    warmup: int = 1000
    draws: int = 1200
    accepted: float = 0.95


@dataclass(frozen=True, slots=True)
class Draws:
    """Kept draws ``[draws, …labels]`` of one chain by site, and its divergent steps."""

    values: Mapping[str, Floats]
    divergences: int


@dataclass(frozen=True)
class Chain:
    """A compiled chain.

    starts : where chains begin, one row a chain.
    begin : key, start, data to the sampler's state. advance : state, data to the state `BLOCK`
        steps later, with their values and whether each diverged.
    """

    length: Length
    starts: Mapping[str, Any]
    begin: Callable[..., Any]
    advance: Callable[..., Any]


def compile_chain(
    model: Model,
    data: Sequence[Any],
    keep: Sequence[str],
    *,
    seed: int,
    length: Length,
    start: Mapping[str, Any] | None = None,
) -> Chain:
    """A chain of a model whose data are arguments.

    Parameters
    ----------
    data : arguments of `model`; others of the same shapes may be given to `run`.
    keep : sites whose values are kept.
    start : where the sampler begins, by site; elsewhere a draw of the named streams.
    """
    use_compilation_cache()
    found = initialize_model(
        keys(seed, "start", length.chains),
        model,
        init_strategy=init_to_value(values=dict(start or {})),
        model_args=tuple(data),
        dynamic_args=True,
        validate_grad=False,
    )
    first, step = hmc(potential_fn_gen=found.potential_fn)

    def begin(key: Any, at: Any, args: Any) -> Any:
        return first(
            at,
            length.warmup,
            target_accept_prob=length.accepted,
            max_tree_depth=DEPTH,
            model_args=args,
            rng_key=key,
        )

    def advance(state: Any, args: Any) -> Any:
        def one(before: Any, _: None) -> Any:
            after = step(before, args)
            sites = found.postprocess_fn(*args)(after.z)
            return after, ({name: sites[name] for name in keep}, after.diverging)

        return jax.lax.scan(one, state, None, length=BLOCK)

    return Chain(length, found.param_info.z, jax.jit(begin), jax.jit(advance))


def run(chain: Chain, data: Sequence[Any], seed: int, name: str, tell: Tell) -> list[Draws]:
    """All chains of a length on one set of data; `tell` hears of blocks done, of how many."""
    count, args = chain.length.chains, tuple(jnp.asarray(x) for x in data)
    own = [{k: v[number] for k, v in chain.starts.items()} for number in range(count)]
    blocks = -(-(chain.length.warmup + chain.length.draws) // BLOCK)
    kept: list[list[Any]] = [[] for _ in own]
    with ThreadPoolExecutor(min(count, os.cpu_count() or 1)) as pool:
        begun = map(partial(chain.begin, args=args), keys(seed, name, count), own)
        states = list(begun)
        for block in range(blocks):
            tell(block, blocks)
            # the first call compiles: not in two threads at once
            spread = pool.map if block else map
            after = list(spread(partial(chain.advance, args=args), states))
            states = [state for state, _ in after]
            for place, (_, seen) in zip(kept, after, strict=True):
                place.append(jax.tree.map(np.asarray, seen))
    tell(blocks, blocks)
    return [_collect(pieces, chain.length) for pieces in kept]


def _collect(pieces: list[Any], length: Length) -> Draws:
    wanted = slice(length.warmup, length.warmup + length.draws)
    values = {
        name: np.concatenate([seen[name] for seen, _ in pieces])[wanted].astype(np.float32)
        for name in pieces[0][0]
    }
    diverging = np.concatenate([flag for _, flag in pieces])[wanted]
    return Draws(values, int(diverging.sum()))


def keys(seed: int, name: str, chains: int) -> Any:
    """Keys of the sampler's own generator ``[chains, 2]``, from named streams."""
    found = [stream_key(seed, f"{name}.chain[{k}]") for k in range(chains)]
    return jnp.asarray(found, jnp.uint32)
