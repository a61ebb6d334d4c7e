"""Fit the calibration to the published measurements, print its error, and write it to ``data/calibration/``.

Run ``python -m slipstick.evidence.calibrate`` from a checkout with the ``calibrate`` extra installed (numpy, scipy);
with ``--check`` nothing is written.
"""

import csv
import json
import os
import sys
from typing import Any

import numpy as np
from scipy.optimize import minimize

from ..estimates.calibration import Calibration, group, path
from ..formulas.kernels import matmul_traffic, matmul_work
from ..formulas.roofline import compute_time, memory_time, roofline_time
from ..specs.catalogue import load
from ..specs.rates import peak
from ..units.dtypes import result_width, width
from ..units.maths import is_array
from ..units.writing import write_whole
from .measurements import every_measurement, source_file
from .residuals import Rows, loss, ranges, ratios, residuals

DEEP = (512.0, 1024.0, 2048.0)
EXPOSED = (0.0, 0.1, 0.2, 0.3, 0.4)
STATED = {
    "unmeasured_kind_range_power": 2,
    "why": "no part of this kind was measured: the range of an unmeasured gpu is taken twice as wide, in ratios",
}
PARAMETERS = ("launch", "fill", "compute", "memory")
CONDITIONS = {
    "narrow": "8 bits as serving libraries run them, which convert the input from 16 bits in the same call; "
    "a kernel fed 8 bits is faster",
    "wide": "",
}


def measurements() -> dict[tuple[str, str], Rows]:
    """The measured matmuls by part and dtype: arrays of m, n, k and the median measured time in seconds."""
    return {
        key: _roofline(*key, np.array([(*map(float, size), time) for size, time in found]).T)
        for key, found in every_measurement().items()
    }


def measured_by() -> str:
    """The key of the measurements' source. The calibration cites one; several would need it to say which."""
    with open(source_file(), encoding="utf-8", newline="") as file:
        (key,) = {row["source"] for row in csv.DictReader(file)}
    return key


def _roofline(handle: str, dtype: str, columns: Any) -> Rows:
    """The rows with what the floor says of them."""
    m, n, k, measured = columns
    part = load(handle)
    rate, bandwidth = peak(part, dtype).printed, part.number(f"{part.main_memory}.bandwidth")
    work = matmul_work.rule(1.0, m, n, k)
    traffic = matmul_traffic.rule(1.0, m, n, k, width(dtype), result_width(dtype))
    rows = {"k": k, "measured": measured, "work": work, "traffic": traffic, "peak": rate, "bandwidth": bandwidth}
    rows["floor"] = roofline_time.rule(compute_time.rule(work, rate), memory_time.rule(traffic, bandwidth))
    return rows


def fit_rows(rows: Rows, deep: float, exposed: float) -> Calibration:
    """The parameters that bring the model closest to the rows, with no range yet."""

    def made(x: Any) -> Calibration:
        launch, fill = (float(f"{np.exp(v) * 1e-6:.6g}") for v in x[:2])
        compute, memory = (float(1 / (1 + np.exp(-v))) for v in x[2:])
        return Calibration(launch, fill, compute, memory, deep, exposed, {}, len(rows["k"]), "measured", "")

    start = [1.0, 1.0, 1.0, 1.0]
    options = {"maxiter": 1500, "xatol": 1e-4, "fatol": 1e-6}
    best = minimize(lambda x: loss(rows, made(x)), start, method="Nelder-Mead", options=options)
    return _rounded(made(best.x))


def _rounded(fit: Calibration) -> Calibration:
    return _with(fit, {name: float(f"{getattr(fit, name):.4g}") for name in PARAMETERS})


def middle(fits: list[Calibration]) -> Calibration:
    """The fit halfway between others: the median of each parameter."""
    return _rounded(
        _with(fits[0], {name: float(np.median([getattr(fit, name) for fit in fits])) for name in PARAMETERS})
    )


def _with(fit: Calibration, values: dict[str, float]) -> Calibration:
    changes: dict[str, Any] = dict(values)
    return fit._replace(**changes)


def calibrate(groups: dict[tuple[str, str], Rows]) -> tuple[dict[tuple[str, str], Calibration], dict[str, Calibration]]:
    """The fit of every group, and the priors for parts not measured: narrow dtypes and wide ones.

    A prior's range is what each part would have needed, had it been estimated from the others alone.
    """
    tried = []
    for deep in DEEP:
        for exposed in EXPOSED:
            fits = {key: fit_rows(rows, deep, exposed) for key, rows in groups.items()}
            tried.append((sum(loss(groups[key], fit) * len(groups[key]["k"]) for key, fit in fits.items()), fits))
    fits = min(tried, key=lambda pair: pair[0])[1]
    fits = {key: fit._replace(ranges=ranges([ratios(groups[key], fit)])) for key, fit in fits.items()}
    priors = {}
    for name in ("narrow", "wide"):
        keys = [key for key in groups if group(key[1]) == name]
        strangers = [(key, middle([fits[other] for other in keys if other[0] != key[0]])) for key in keys]
        spreads = ranges([ratios(groups[key], fit) for key, fit in strangers])
        center = middle([fits[key] for key in keys])
        priors[name] = center._replace(ranges=spreads, measurements=len(keys), kind="prior")
    return fits, priors


def table(
    fits: dict[tuple[str, str], Calibration], priors: dict[str, Calibration], groups: dict[tuple[str, str], Rows]
) -> dict[str, Any]:
    """The calibration as it is written to its file. Times in seconds, shares and ratios plain."""
    found: dict[str, Any] = {}
    for (handle, dtype), fit in fits.items():
        marks = residuals(groups[handle, dtype], fit)
        found.setdefault(handle, {})[dtype] = {
            **_numbers(fit),
            "measurements": fit.measurements,
            "below_floor": marks["below_floor"],
            "median_error": round(float(np.median(marks["error"])), 3),
            "median_error_long": round(float(np.median(marks["long"])), 3),
            "inside": round(float(marks["inside"].mean()), 3),
        }
    one = next(iter(fits.values()))
    return {
        "about": "Made by `python -m slipstick.evidence.calibrate` from data/measurements/gemm.csv. Times in seconds.",
        "source": measured_by(),
        "model": {"deep": one.deep, "exposed": one.exposed},
        "measured_kinds": sorted({load(handle).kind for handle, _ in fits}),
        "stated": STATED,
        "conditions": CONDITIONS,
        "fits": found,
        "priors": {
            name: {**_numbers(fit), "parts": sorted(handle for handle, dtype in fits if group(dtype) == name)}
            for name, fit in priors.items()
        },
    }


def _numbers(fit: Calibration) -> dict[str, Any]:
    return {name: getattr(fit, name) for name in (*PARAMETERS, "ranges")}


def report(
    fits: dict[tuple[str, str], Calibration], priors: dict[str, Calibration], groups: dict[tuple[str, str], Rows]
) -> str:
    """The error of every fit, of all together, and of each part estimated as a stranger."""
    lines = [
        f"{'part':<16}{'dtype':<7}{'rows':>5}{'error':>8}{'>100us':>8}{'inside':>8}{'below floor':>13}"
        f"{'as stranger':>13}"
    ]
    total: dict[str, list[Any]] = {"error": [], "long": [], "inside": [], "stranger": [], "stranger_inside": []}
    below = 0
    for (handle, dtype), fit in fits.items():
        rows, name = groups[handle, dtype], group(dtype)
        marks = residuals(rows, fit)
        others = [f for (h, d), f in fits.items() if h != handle and group(d) == name]
        stranger = residuals(rows, middle(others)._replace(ranges=priors[name].ranges))
        below += marks["below_floor"]
        for key in ("error", "long", "inside"):
            total[key].append(marks[key])
        total["stranger"].append(stranger["long"])
        total["stranger_inside"].append(stranger["inside"])
        lines.append(
            f"{handle:<16}{dtype:<7}{len(rows['k']):>5}{np.median(marks['error']):>8.1%}{np.median(marks['long']):>8.1%}"
            f"{marks['inside'].mean():>8.1%}{marks['below_floor']:>13}{np.median(stranger['long']):>13.1%}"
        )
    lines += _together(total, below)
    lines.append(f"held out: {held_out(groups, fits):.1%} of the odd rows lie inside a range fitted to the even ones")
    inside = np.concatenate(total["stranger_inside"]).mean()
    lines.append(f"strangers: {inside:.1%} of all rows lie inside the prior's range")
    return "\n".join(lines)


def _together(total: dict[str, list[Any]], below: int) -> list[str]:
    """The line of all rows together."""
    joined = {key: np.concatenate(values) for key, values in total.items()}
    return [
        f"{'all':<23}{len(joined['error']):>5}{np.median(joined['error']):>8.1%}{np.median(joined['long']):>8.1%}"
        f"{joined['inside'].mean():>8.1%}{below:>13}{np.median(joined['stranger']):>13.1%}"
    ]


def held_out(groups: dict[tuple[str, str], Rows], fits: dict[tuple[str, str], Calibration]) -> float:
    """Share of every second row that lies inside a range fitted to the other half."""
    inside = []
    for key, rows in groups.items():
        even, odd = ({n: v[start::2] if is_array(v) else v for n, v in rows.items()} for start in (0, 1))
        fit = fit_rows(even, fits[key].deep, fits[key].exposed)
        inside.append(residuals(odd, fit._replace(ranges=ranges([ratios(even, fit)])))["inside"])
    return float(np.concatenate(inside).mean())


def main(arguments: list[str]) -> int:
    """Fit, print, and write unless ``--check`` is given."""
    groups = measurements()
    fits, priors = calibrate(groups)
    print(report(fits, priors, groups))
    if "--check" not in arguments:
        write_whole(path("matmul"), (json.dumps(table(fits, priors, groups), indent=1) + "\n").encode())
        print(f"written to {os.path.relpath(path('matmul'))}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
