"""What training software reaches: the calibration of steps, by the architecture of a part and by the software.

An architecture that was not measured has the middle of those that were; software that was not has that of the named.
"""

from collections.abc import Mapping
from typing import Any

from ...specs.spec import Spec
from ...units.dtypes import BITS
from ...words import counted
from ..calibration import Calibration, shipped_table
from ..layers import NARROW

FAMILY = "training"
RUNS = ""  # whole runs, whose software is not said
TUNER = "pytorch"  # what adapters are trained with: it starts kernels one by one, and a device may wait for it
OTHER = "other"  # software that is none of the measured
STEP, TUNED = "step", "tuned"  # of a range: steps as in training from nothing; of adapters, or that wait for the host


def software() -> list[str]:
    """The software that was measured, by name."""
    return [name for name in (shipped_table(FAMILY) or {}).get("software", {}) if name]


def reached(part: Spec, dtype: str, library: str) -> Calibration:
    """The fit for a part, a number format and a software; of whole published runs where none is named."""
    return found(shipped_table(FAMILY) or {}, part, dtype, library)


def found(table: Mapping[str, Any], part: Spec, dtype: str, library: str) -> Calibration:
    """The same of a table."""
    built = part.told("architecture")[2] if "architecture" in part else ""
    own, told = table["architectures"].get(built), table["software"].get(library)
    rates, slow = own or table["priors"]["part"], told or table["priors"]["software"]
    narrow = BITS[dtype] <= NARROW
    shares = {"wide": rates["wide"], "attention": rates["attention"]}
    matmul = rates["wide"] * (table["shared"]["narrow"] if narrow else 1.0)
    whole = told if library == RUNS else None
    factor = (table["priors"]["software"] if whole else slow)["factor"]
    numbers = {**table["shared"], **shares, "matmul": matmul, "software": factor, "fused": slow["fused"]}
    numbers["run"] = whole["factor"] if whole else 0.0
    numbers["launch"] *= library == TUNER
    kind = "measured" if own and told and library else "related"  # whole runs are of many kinds of software
    ranges = {regime: tuple(ends) for regime, ends in table["ranges"][kind if own else "part"].items()}
    many = slow["measurements"] if own and told else 0
    basis = f"{_of_part(table, own, built)}; {_of_software(told, library)}"
    return Calibration(
        numbers,
        ranges,
        many,
        kind,
        basis,
        table["conditions"].get(library, table["conditions"][OTHER]),
        table["source"],
    )


def _of_part(table: Mapping[str, Any], own: Any, built: str) -> str:
    if own:
        return f"{counted(own['measurements'], 'measured run')} on {built}"
    return f"no run on {built or 'such parts'} was measured: the middle of {' and '.join(table['architectures'])}"


def _of_software(told: Any, library: str) -> str:
    if told and library:
        return f"{told['measurements']} of {library}"
    return "of whole published runs, whose software is not said" if told else "the middle of what software was measured"
