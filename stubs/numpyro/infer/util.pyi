from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

class ParamInfo(NamedTuple):
    z: dict[str, Any]
    potential_energy: Any
    z_grad: Any

class ModelInfo(NamedTuple):
    param_info: ParamInfo
    potential_fn: Callable[..., Any]
    postprocess_fn: Callable[..., Any]
    model_trace: Any

def initialize_model(
    rng_key: Any,
    model: Callable[..., Any],
    *,
    init_strategy: Callable[..., Any],
    model_args: Sequence[Any],
    dynamic_args: bool,
    validate_grad: bool,
) -> ModelInfo: ...
