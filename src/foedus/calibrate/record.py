"""Files of a calibration: the posterior, and every draw as ArviZ reads it.

Nothing is overwritten.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import numpy as np
import xarray as xr

from foedus.calibrate.fit import Calibration
from foedus.calibrate.joint import facts, joint_draws
from foedus.core.errors import BadOption
from foedus.ensemble.posterior import posterior_bytes

HIDDEN = ("x_step",)


def check_new(*paths: Path) -> None:
    """Raise `BadOption` if one of the files is there, or its folder is not."""
    for path in paths:
        if path.exists():
            raise BadOption("is already there", where=str(path), remedy="name another --out")
        if not path.parent.is_dir():
            raise BadOption("no such folder", where=str(path.parent), remedy="make it first")


def write_posterior(found: Calibration, path: Path) -> None:
    """Write the posterior whole or not at all, never over another file."""
    check_new(path)
    half = path.with_name(f".{path.name}.part")
    half.write_bytes(posterior_bytes(joint_draws(found), facts(found)))
    half.replace(path)


def write_arviz(found: Calibration, path: Path) -> None:
    """Write all draws and the figures as netCDF in the groups that ArviZ expects."""
    check_new(path)
    groups = {
        "posterior": _posterior(found),
        "sample_stats": _stats(found),
        "observed_data": _observed(found),
        "posterior_predictive": _predictive(found),
    }
    half = path.with_name(f".{path.name}.part")
    for place, (name, dataset) in enumerate(groups.items()):
        mode: Literal["a", "w"] = "a" if place else "w"
        dataset.to_netcdf(half, mode=mode, group=name, engine="h5netcdf")
    half.replace(path)


def _posterior(found: Calibration) -> xr.Dataset:
    out: dict[str, xr.DataArray] = {}
    for fit in found.fits:
        for name, values in fit.draws.items():
            if name in HIDDEN:
                continue
            known = fit.labels.get(name, ())
            axis = f"{name}_label"
            dims = ("chain", "draw", axis)[: values.ndim]
            coords = {axis: list(known)} if known else None
            out[name] = xr.DataArray(values, dims=dims, coords=coords)
    return xr.Dataset(out)


def _stats(found: Calibration) -> xr.Dataset:
    blocks = [fit.block for fit in found.fits]
    return xr.Dataset(
        {
            "divergences": ("block", np.array([fit.divergences for fit in found.fits])),
            "seconds": ("block", np.array([fit.seconds for fit in found.fits])),
        },
        coords={"block": blocks},
    )


def _observed(found: Calibration) -> xr.Dataset:
    panel = found.panel
    return xr.Dataset(
        {
            "ln_effort": ("figure", panel.value),
            "ally": ("figure", np.array(panel.allies)[panel.ally]),
            "year": ("figure", panel.years[panel.year]),
            "estimate": ("figure", panel.estimate),
            "core": ("figure", panel.core),
        }
    )


def _predictive(found: Calibration) -> xr.Dataset:
    panel = found.panel
    return xr.Dataset(
        {"place": (("ally", "year"), found.predictive.place)},
        coords={"ally": list(panel.allies), "year": panel.years[1:]},
        attrs={"within_50": found.predictive.within_50, "within_90": found.predictive.within_90},
    )
