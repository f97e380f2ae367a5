"""results.nc: names, units and origin of the arrays of a run, in groups.

Groups, because the same variable stands in each with other dimensions. Open
one with ``xarray.open_dataset("results.nc", group="quantiles")``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import xarray as xr

from foedus.ensemble.result import RunResult
from foedus.report.catalogue import Catalogue
from foedus.report.series import horizon_of

GROUPS = {
    "quantiles": "quantiles",
    "means": "means",
    "end": "end",
    "terms": "terms",
    "draws": "by_draw",
}
"""Groups of the file and what each holds of a result."""
_PACKED = {"zlib": True, "complevel": 1}


def write_netcdf(result: RunResult, path: Path, t: Catalogue) -> None:
    """Write all datasets of a run into one netCDF-4 file."""
    xr.Dataset(attrs=_origin(result, t)).to_netcdf(path, mode="w", engine="h5netcdf")
    for group, what in GROUPS.items():
        data: xr.Dataset = getattr(result, what)
        prepared = _described(result, _dated(data), t, mean=group == "means")
        prepared.attrs = data.attrs | {"title": t(f"netcdf.{group}"), **_origin(result, t)}
        encoding = {name: _PACKED for name, array in data.data_vars.items() if array.ndim}
        prepared.to_netcdf(path, mode="a", group=group, engine="h5netcdf", encoding=encoding)


def _origin(result: RunResult, t: Catalogue) -> dict[str, Any]:
    return {
        "case": result.case.name,
        "case_title": t.of(result.case.title),
        "case_digest": result.case.digest,
        "as_of": result.as_of.isoformat(),
        "horizon": horizon_of(result).isoformat(),
        "seed": str(result.seed),
        "parameters_from": result.parameters_from,
    }


def _dated(data: xr.Dataset) -> xr.Dataset:
    """Time as datetime64, whatever it came as: netCDF knows no Python dates."""
    if "time" not in data.coords:
        return data.copy()
    return data.assign_coords(time=np.asarray(data["time"].values, "datetime64[ns]"))


def _described(result: RunResult, data: xr.Dataset, t: Catalogue, *, mean: bool) -> xr.Dataset:
    for name, array in data.data_vars.items():
        record = result.case.variables.get(str(name))
        if record:
            array.attrs = {"long_name": t.of(record.label), "units": record.unit or "1"}
            if record.states:
                array.attrs["states"] = ", ".join(record.states)
        else:
            array.attrs = {"long_name": str(name), "units": "1"}
        if mean:
            array.attrs["cell_methods"] = "trajectory: mean"
    return data
