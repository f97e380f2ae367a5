from collections.abc import Callable, Mapping
from typing import Any

def init_to_value(*, values: Mapping[str, Any]) -> Callable[..., Any]: ...
