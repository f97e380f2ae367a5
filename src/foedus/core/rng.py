"""Named random streams: the only file that may draw a random number.

A number is addressed, not consumed: ``u(seed, chance, trajectory, time)``.
The key of a chance is the SHA-256 of seed and name, the counter is the pair
(trajectory, time), the cipher Threefry-2x32 with 20 rounds (Salmon et al. 2011,
"Parallel random numbers: as easy as 1, 2, 3"). So a draw depends neither on
chunk size nor on workers nor on the order of mechanisms, and two policies
share every draw that both make. The library's own generator was set aside
because its keys are arrays: one key for each trajectory and chance would
cost as much again as the draws themselves.

The same code runs on NumPy (parameters, on the host) and on JAX (the engine).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

_ROTATIONS = ((13, 15, 26, 6), (17, 29, 16, 24))
_PARITY = 0x1BD11BDA


def stream_key(seed: int, chance: str) -> tuple[int, int]:
    """Key of a named chance: two 32-bit words from SHA-256 of seed and name."""
    word = hashlib.sha256(f"foedus/{seed}/{chance}".encode()).digest()
    return int.from_bytes(word[:4], "big"), int.from_bytes(word[4:8], "big")


def stream_keys(seed: int, chances: Sequence[str]) -> NDArray[np.uint32]:
    """Keys of several chances, shape ``[chances, 2]``."""
    return np.array([stream_key(seed, name) for name in chances], dtype=np.uint32).reshape(-1, 2)


def threefry(key0: Any, key1: Any, counter0: Any, counter1: Any) -> tuple[Any, Any]:
    """Two 32-bit words from a key and a counter; arguments are uint32 arrays that broadcast.

    >>> zero = np.zeros(1, np.uint32)
    >>> [hex(int(word[0])) for word in threefry(zero, zero, zero, zero)]
    ['0x6b200159', '0x99ba4efe']
    """
    keys = (key0, key1, key0 ^ key1 ^ np.uint32(_PARITY))
    x0, x1 = counter0 + keys[0], counter1 + keys[1]
    for block in range(5):
        for turn in _ROTATIONS[block % 2]:
            x0 = x0 + x1
            x1 = (x1 << np.uint32(turn)) | (x1 >> np.uint32(32 - turn))
            x1 = x1 ^ x0
        x0 = x0 + keys[(block + 1) % 3]
        x1 = x1 + keys[(block + 2) % 3] + np.uint32(block + 1)
    return x0, x1


def unit_interval(word: Any) -> Any:
    """Uniform on the open interval (0, 1) from the upper 23 bits of a word, as float32.

    23 bits and a half step: both ends stay out, and ``u`` and ``1 - u`` are equally exact.
    """
    return (word >> np.uint32(9)).astype(np.float32) * np.float32(2.0**-23) + np.float32(2.0**-24)


def uniforms(
    seed: int, chance: str, trajectory: NDArray[np.uint32], time: int = 0
) -> NDArray[np.float32]:
    """Uniforms of one chance on the host, one for each trajectory number.

    >>> uniforms(1, "threat.noise", np.arange(3, dtype=np.uint32)).dtype
    dtype('float32')
    """
    key0, key1 = (np.uint32(word) for word in stream_key(seed, chance))
    lane = np.asarray(trajectory, dtype=np.uint32)
    keys = np.broadcast_to(key0, lane.shape), np.broadcast_to(key1, lane.shape)
    first, _ = threefry(*keys, lane, np.full(lane.shape, time, np.uint32))
    out: NDArray[np.float32] = unit_interval(first)
    return out


def uniform_blocks(keys: Any, first_lane: Any, times: Any, lanes: int) -> Any:
    """Uniforms of several chances for consecutive trajectories, ``[times, chances, lanes]``.

    Only the first word of each call is used: XLA would compute both words apart anyway, and a
    draw then has one address, (chance, trajectory, time), with nothing to align.

    Parameters
    ----------
    keys : uint32 ``[chances, 2]``, see `stream_keys`.
    first_lane : uint32 scalar, number of the first trajectory; or the number of every one,
        ``[times, lanes]`` or ``[1, lanes]``, where they are not consecutive.
    times : uint32 ``[times]``, months or years that the draws belong to.
    lanes : number of trajectories.
    """
    import jax.numpy as jnp  # the host needs no JAX: keeps `foedus --help` quick

    lane = jnp.asarray(first_lane, jnp.uint32)
    if lane.ndim == 0:
        lane = (lane + jnp.arange(lanes, dtype=jnp.uint32))[None, :]
    key0, key1 = keys[None, :, 0, None], keys[None, :, 1, None]
    first, _ = threefry(key0, key1, lane[:, None, :], times[:, None, None])
    return unit_interval(first)
