"""The random streams: the cipher against the published answers, and what streams promise."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
import pytest
from scipy import stats

from foedus.core import rng

# Random123, kat_vectors, rows "threefry2x32 20": counter, key, answer.
KNOWN = {
    "zeros": ((0, 0), (0, 0), (0x6B200159, 0x99BA4EFE)),
    "ones": ((0xFFFFFFFF,) * 2, (0xFFFFFFFF,) * 2, (0x1CB996FC, 0xBB002BE7)),
    "pi": ((0x243F6A88, 0x85A308D3), (0x13198A2E, 0x03707344), (0xC4923A9C, 0x483DF7A0)),
}
LANES = np.arange(100_000, dtype=np.uint32)


@pytest.mark.parametrize("xp", [np, jnp], ids=["numpy", "jax"])
@pytest.mark.parametrize("name", KNOWN)
def test_known_answers(name: str, xp: object) -> None:
    counter, key, answer = KNOWN[name]
    words = [xp.full(3, word, xp.uint32) for word in (*key, *counter)]  # type: ignore[attr-defined]
    first, second = rng.threefry(*words)
    assert np.asarray(first).tolist() == [answer[0]] * 3
    assert np.asarray(second).tolist() == [answer[1]] * 3


def test_host_and_device_draw_the_same_numbers() -> None:
    host = np.stack([rng.uniforms(7, name, LANES[40:140], time=25) for name in ("a", "b")])
    keys, times = rng.stream_keys(7, ("a", "b")), np.array([24, 25], np.uint32)
    device = rng.uniform_blocks(keys, np.uint32(40), times, 100)
    assert device.shape == (2, 2, 100)
    np.testing.assert_array_equal(np.asarray(device[1]), host)


def test_a_number_has_one_address_whatever_the_block_it_is_drawn_in() -> None:
    keys, times = rng.stream_keys(3, ("x", "y", "z")), np.arange(5, dtype=np.uint32)
    whole = np.asarray(rng.uniform_blocks(keys, np.uint32(0), times, 64))
    part = np.asarray(rng.uniform_blocks(keys[1:2], np.uint32(32), times[3:], 16))
    np.testing.assert_array_equal(part, whole[3:, 1:2, 32:48])


def test_ends_of_the_interval_stay_out() -> None:
    words = np.array([0, 2**9 - 1, 2**32 - 1], np.uint32)
    u = rng.unit_interval(words)
    assert u.dtype == np.float32
    assert u[0] == u[1] == 2.0**-24  # the lower nine bits do not count
    assert u[2] == 1 - 2.0**-24
    assert u[0] == 1 - u[2]


def test_uniform() -> None:
    u = rng.uniforms(2026, "threat.noise", LANES)
    assert stats.kstest(u, "uniform").pvalue > 1e-4
    assert stats.chisquare(np.bincount((u * 256).astype(int), minlength=256)).pvalue > 1e-4


@pytest.mark.parametrize(
    ("what", "seed", "chance", "time"),
    [("seed", 2, "war.move", 5), ("chance", 1, "war.move2", 5), ("month", 1, "war.move", 6)],
)
def test_streams_that_differ_in_one_thing_are_unrelated(
    what: str, seed: int, chance: str, time: int
) -> None:
    here = rng.uniforms(1, "war.move", LANES, time=5)
    there = rng.uniforms(seed, chance, LANES, time=time)
    assert not np.any(here[:100] == there[:100]), what
    assert abs(np.corrcoef(here, there)[0, 1]) < 5 / np.sqrt(len(LANES))


def test_neighbouring_trajectories_are_unrelated() -> None:
    u = rng.uniforms(1, "war.move", LANES)
    assert abs(np.corrcoef(u[:-1], u[1:])[0, 1]) < 5 / np.sqrt(len(LANES))
    pairs = np.histogram2d(u[::2], u[1::2], bins=16, range=[[0, 1], [0, 1]])[0].ravel()
    assert stats.chisquare(pairs).pvalue > 1e-4
