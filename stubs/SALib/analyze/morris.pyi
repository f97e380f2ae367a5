from typing import Any

from numpy.typing import NDArray

def analyze(
    problem: dict[str, Any],
    X: NDArray[Any],
    Y: NDArray[Any],
    num_resamples: int = ...,
    conf_level: float = ...,
    *,
    num_levels: int = ...,
    seed: int | None = ...,
) -> dict[str, Any]: ...
