"""A compiled chain: other data cost no compilation, and a chain is its key's alone."""

from __future__ import annotations

import numpy as np
import numpyro
import numpyro.distributions as dist
import pytest

from foedus.calibrate.chain import BLOCK, Chain, Length, compile_chain, run


def normal_mean(value):
    mean = numpyro.sample("mean", dist.Normal(0.0, 1.0))
    numpyro.factor("data", dist.Normal(mean, 1.0).log_prob(value).sum())


def compiled(length: Length) -> Chain:
    return compile_chain(normal_mean, [np.zeros(8, np.float32)], ["mean"], seed=3, length=length)


def quiet(*_: int) -> None:
    """Nobody listens."""


def test_one_compilation_serves_other_data():
    chain = compiled(Length(1, 200, 500))
    for level in (-1.0, 2.0):
        (found,) = run(chain, [np.full(8, level, np.float32)], 3, "toy", quiet)
        assert found.values["mean"].shape == (500,)
        assert found.divergences == 0
        assert found.values["mean"].mean() == pytest.approx(8 * level / 9, abs=0.1)
    assert chain.advance._cache_size() == 1


def test_a_chain_does_not_depend_on_the_others():
    data = [np.ones(8, np.float32)]
    one, two = (run(compiled(Length(n, 50, 50)), data, 3, "toy", quiet) for n in (1, 2))
    other = run(compiled(Length(2, 50, 50)), data, 3, "other", quiet)
    np.testing.assert_array_equal(two[1].values["mean"], run_again(data)[1].values["mean"])
    assert (two[0].values["mean"] != two[1].values["mean"]).any()
    assert (two[0].values["mean"] != other[0].values["mean"]).any()
    assert one[0].values["mean"].shape == two[0].values["mean"].shape


def run_again(data):
    return run(compiled(Length(2, 50, 50)), data, 3, "toy", quiet)


def test_progress_is_told_block_by_block():
    told: list[tuple[int, int]] = []
    chain = compiled(Length(1, 60, 50))
    run(chain, [np.zeros(8, np.float32)], 3, "toy", lambda *a: told.append(a))
    blocks = -(-110 // BLOCK)
    assert told == [(k, blocks) for k in range(blocks + 1)]
