from typing import Any

from numpy.typing import NDArray

def sample(
    problem: dict[str, Any], N: int, num_levels: int = ..., *, seed: int | None = ...
) -> NDArray[Any]: ...
