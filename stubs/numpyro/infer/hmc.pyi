from collections.abc import Callable
from typing import Any

def hmc(
    *, potential_fn_gen: Callable[..., Any]
) -> tuple[Callable[..., Any], Callable[..., Any]]: ...
