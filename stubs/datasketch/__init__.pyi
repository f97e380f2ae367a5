# The part of datasketch that is used; the package ships no types.
from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

class MinHash:
    hashvalues: NDArray[np.uint64]

    def __init__(
        self, num_perm: int = ..., seed: int = ..., hashfunc: Callable[[bytes], int] = ...
    ) -> None: ...
    def update_batch(self, b: Iterable[bytes]) -> None: ...
