from typing import Any

from numpy.typing import NDArray

def analyze(
    problem: dict[str, Any],
    Y: NDArray[Any],
    calc_second_order: bool = ...,
    num_resamples: int = ...,
    conf_level: float = ...,
    *,
    seed: int | None = ...,
) -> dict[str, Any]: ...
