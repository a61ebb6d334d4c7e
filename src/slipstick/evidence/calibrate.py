"""Make a calibration: the shipped one from the published measurements, or a person's own from theirs.

Needs the ``calibrate`` extra (numpy, scipy).
"""

import csv
import json
import os
from collections.abc import Iterable
from typing import Any

from ..errors import SlipstickError
from ..estimates.calibration import own_path, path, shipped_table
from ..estimates.family import MATMUL
from ..units.data import data_folder
from ..units.writing import write_whole
from .made import Made
from .measurements import by_library, source_file
from .own import own_rows
from .rows import Key, Rows, matmuls

CONVERTS = "8 bits as {} runs them: it converts the input from 16 bits in the same call"
FED = "the input comes in 8 bits; serving libraries convert it in the same call: library {}"


def measurements() -> dict[Key, Rows]:
    """The published matmuls that the shipped calibration is made from, by part and dtype."""
    return matmuls(by_library())


def measured_by() -> str:
    """The key of the measurements' source. The calibration cites one; several would need it to say which."""
    with open(source_file(), encoding="utf-8", newline="") as file:
        (key,) = {row["source"] for row in csv.DictReader(file)}
    return key


def shipped() -> tuple[Made, dict[str, Any]]:
    """The shipped calibration, made again, and its table."""
    made = Made(measurements())
    about = "Made by `slipstick calibrate` from data/measurements/gemm.csv. Times in seconds."
    libraries = sorted({name.split()[1] for _, name in made.groups if " " in name})
    conditions = {f"narrow {library}": CONVERTS.format(library) for library in libraries}
    return made, made.table(measured_by(), about, {**conditions, "narrow": FED.format(", ".join(libraries))})


def links() -> dict[str, dict[str, Any]]:
    """The shipped calibrations of collectives and of moves, made again: the table of each by its family."""
    from . import collectives, linkfit, movefit
    from .measurements import read

    about = "Made by `slipstick calibrate` from data/measurements/{}. Times in seconds."
    made = linkfit.Collectives(collectives.rows_of(collectives.published()))
    copies = os.path.join(data_folder(), "measurements", "transfers.yaml")
    return {
        linkfit.FAMILY: made.table("aiconfigurator-nccl", about.format("collectives.csv")),
        movefit.FAMILY: movefit.table(read([copies]), "gpu-benches-2024", about.format("transfers.yaml")),
    }


def own(paths: Iterable[str]) -> list[tuple[Made, dict[str, Any]]]:
    """A person's own calibrations, one for each family their measurements are of, and their tables.

    Raises UsageError for a file with a fault, SlipstickError where there are too few rows to fit.
    """
    made = [Made(groups, _shared(groups)) for groups in own_rows(paths).values()]
    if not made:
        raise SlipstickError("nothing to calibrate: 20 scored times of one kernel, part and dtype are needed")
    about = "Made by `slipstick calibrate` from files of your own. Times in seconds."
    return [(each, each.table("your own measurements", about, {})) for each in made]


def _shared(groups: dict[Key, Rows]) -> dict[str, float] | None:
    """What the shipped calibration of a family shares among parts; None where there is none."""
    family = next(iter(groups.values())).kernel.family
    shipped = shipped_table(family.name)
    return shipped["shared"] if shipped else None


def remakes() -> bool:
    """Whether the shipped calibration can be made again: in a checkout, and not where the package is installed."""
    return os.path.isfile(os.path.join(os.path.dirname(data_folder()), "pyproject.toml"))


def write(family: str, table: dict[str, Any], mine: bool) -> str:
    """Write a calibration to its file, and say where. Raises SlipstickError where it cannot be written."""
    place = own_path(family) if mine else path(family)
    write_whole(place, (json.dumps(table, indent=1) + "\n").encode())
    return place


__all__ = ["MATMUL", "Made", "measurements", "own", "shipped", "write"]
