# What of numpyro is used here; the package ships no types.
from collections.abc import Callable
from typing import Any

from numpyro import diagnostics as diagnostics
from numpyro import distributions as distributions
from numpyro import infer as infer

sample: Callable[..., Any]
factor: Callable[..., Any]
deterministic: Callable[..., Any]
plate: Callable[..., Any]
handlers: Any
set_host_device_count: Callable[[int], None]
