"""Fit the constants of the kernel sgemm to the ladder of SGEMM_CUDA, and print how it does on steps left out.

python tools/ladder.py          prints
python tools/ladder.py --write  writes data/calibration/sgemm.json too
"""

import json
import sys
from collections.abc import Iterable
from math import exp, log
from pathlib import Path

from scipy.optimize import minimize

from slipstick import load
from slipstick.estimates.kernels.sgemm import FAMILY, SGEMM, STEPS
from slipstick.estimates.layers import REGIMES, Calibration
from slipstick.estimates.question import Asked
from slipstick.formulas.core.steps import unrecorded
from slipstick.specs.catalogue import catalogue
from slipstick.specs.machine import machine
from slipstick.specs.named import rate

TARGET = Path(__file__).parents[1] / "data" / "calibration" / "sgemm.json"
PART, SIDE = "rtx-a6000", 4096.0
# GFLOP/s of kernels 1 to 6 and 10, as the README of SGEMM_CUDA prints them
MEASURED = dict(zip(STEPS, (309.0, 1986.5, 2980.3, 8474.7, 15971.7, 18237.3, 21779.3), strict=True))
START = {**FAMILY.parameters, **FAMILY.shared}
EVEN = dict.fromkeys(REGIMES, (1.0, 1.0))


def rates(numbers: dict[str, float]) -> dict[str, float]:
    """GFLOP/s of every step with these constants."""
    known, part = catalogue(None), load(PART)
    found = {name: rate(part, name, "fp32") for name in SGEMM.rates}
    fit = Calibration({**numbers, **FAMILY.fixed}, EVEN, 0, "", "")
    asked = Asked({"m": SIDE, "n": SIDE, "k": SIDE}, {}, machine(PART, known), "fp32", known)
    made = {}
    for name, inputs in SGEMM.choices["variant"].candidates(part, asked.values, "fp32").items():
        picks = [({"variant": name}, dict(inputs))]
        made[name] = 2 * SIDE**3 / SGEMM.model(asked, found, fit, picks, unrecorded, "").value / 1e9
    return made


def fitted(steps: Iterable[str]) -> dict[str, float]:
    """The constants with the least squared error of these steps, as a ratio."""
    kept = [*steps]

    def error(logs: list[float]) -> float:
        every = rates({name: exp(each) for name, each in zip(START, logs, strict=True)})
        return sum(log(every[name] / MEASURED[name]) ** 2 for name in kept)

    options = {"xatol": 1e-7, "fatol": 1e-12, "maxiter": 4000}
    best = minimize(error, [log(each) for each in START.values()], method="Nelder-Mead", options=options)
    return {name: exp(each) for name, each in zip(START, best.x, strict=True)}


def left_out() -> dict[str, float]:
    """GFLOP/s of each step with constants that have not seen it."""
    return {name: rates(fitted(each for each in STEPS if each != name))[name] for name in STEPS}


def calibration() -> dict[str, object]:
    """The file, as it is written."""
    numbers = {name: float(f"{each:.4g}") for name, each in fitted(STEPS).items()}
    ratios = [each / MEASURED[name] for name, each in left_out().items()]  # of measured time to expected
    ends = [float(f"{end:.3f}") for end in (min(ratios), max(ratios))]
    own = {name: numbers[name] for name in FAMILY.parameters} | {"ranges": dict.fromkeys(REGIMES, ends)}
    wider = [float(f"{end**2:.3f}") for end in ends]
    prior = {**own, "parts": [PART], "ranges": dict.fromkeys(REGIMES, wider)}
    return {
        "source": "sgemm-cuda-readme",
        "parameters": [*FAMILY.parameters],
        "shared": {**{name: numbers[name] for name in FAMILY.shared}, **FAMILY.fixed},
        "measured_kinds": ["gpu"],
        "stated": {"unmeasured_kind_range_power": 2},
        "conditions": {},
        "fits": {PART: {"bf16": {**own, "measurements": len(MEASURED)}}},
        "priors": {"wide": prior},
    }


def main() -> None:
    """Print measured and expected, and those of steps left out; with --write write the file."""
    numbers = fitted(STEPS)
    print(", ".join(f"{name} {each:.4g}" for name, each in numbers.items()))
    for name, each in left_out().items():
        real, own = MEASURED[name], rates(numbers)[name]
        print(
            f"{name:12}{real:9.0f} GFLOP/s, fitted {own:7.0f} ({own / real - 1:+.1%}), left out {each / real - 1:+.1%}"
        )
    if "--write" in sys.argv:
        TARGET.write_text(json.dumps(calibration(), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
