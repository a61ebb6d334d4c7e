"""Make a calibration: the shipped one from the published measurements, or a person's own from theirs.

Needs the ``calibrate`` extra (numpy, scipy).
"""

import json
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple

from ..errors import SlipstickError
from ..estimates.calibration import group, own_path, path, shipped_table
from ..estimates.kernel import Kernel
from ..estimates.question import DTYPE
from ..specs.catalogue import load
from ..units.data import data_folder
from ..units.writing import write_whole
from . import leaving, leftout
from .asked import WHERE, question_of, values_of
from .leftout import Left
from .made import Made
from .measurements import by_library, read, table_file
from .own import own_rows
from .rows import Key, Rows, Values, gathered, matmuls, together

FUSED = ("vllm",)  # of these the streams are activations, which are no measure of plain ones
STREAM = "stream"  # what ran rows that name no library: STREAM and its like
ABOUT = "Made by `slipstick calibrate` from data/measurements/{}. Times in seconds."


class Recipe(NamedTuple):
    """How a calibration that ships is made: from the rows of a file of measurements.

    groups: its rows by part and dtype. alone: what is said of a fit that names a library; bare: of others, by width.
    """

    file: str
    groups: Callable[[str], dict[Key, Rows]]
    alone: str
    bare: Mapping[str, str]


def _matmuls(file: str) -> dict[Key, Rows]:
    """In 8 bits, which libraries convert to, each library by itself; else the median of those that ran the same."""
    return matmuls(by_library())


def _each_library(file: str) -> dict[Key, Rows]:
    """The rows of each library, which run kernels of their own, and all together for those who name none."""
    found: dict[Key, Values] = {}
    measured = read([table_file(file)])
    kernel = question_of(measured[0])
    assert isinstance(kernel, Kernel)
    for each in measured:
        on, dtype = map(each.question.get, WHERE)
        row = kernel.values(values_of(each)), each.measured["time"][0]
        for name in (dtype, f"{dtype} {each.library}"):
            found.setdefault((str(on), str(name)), []).append(row)
    return gathered(kernel, found)


def _streams(family: str, file: str) -> dict[Key, Rows]:
    """The rows of all kernels of a family, by what they ask: of each library, and all together."""
    found: dict[Key, list[Rows]] = {}
    for each in read([table_file(file)]):
        kernel = question_of(each)
        assert isinstance(kernel, Kernel)
        on, dtype = map(str, map(each.question.get, WHERE))
        if kernel.family.name == family and load(on).kind == "gpu":
            (row,) = gathered(
                kernel, {(on, dtype): [(kernel.values(values_of(each)), each.measured["time"][0])]}
            ).values()
            plain = family != "streaming" or each.library not in FUSED
            for name in (*[DTYPE] * plain, f"{DTYPE} {each.library or STREAM}"):
                found.setdefault((on, name), []).append(row)
    return {key: together(rows) for key, rows in found.items()}


# The matmuls first: others go by what they reach of a part's peak.
RECIPES = {
    "matmul": Recipe(
        "gemm.csv",
        _matmuls,
        "8 bits as {library} runs them: it converts the input from 16 bits in the same call",
        {"narrow": "the input comes in 8 bits; serving libraries convert it in the same call: library {libraries}"},
    ),
    "attention": Recipe(
        "attention.csv",
        _each_library,
        "as {library} runs it",
        {"wide": "libraries differ: name yours (library {libraries})"},
    ),
    "streaming": Recipe(
        "streams.csv",
        partial(_streams, "streaming"),
        "as {library} runs it",
        {"wide": "as STREAM and sums of PyTorch; activations are slower: name yours (library {libraries})"},
    ),
    "activations": Recipe(
        "streams.csv",
        partial(_streams, "activations"),
        "as {library} runs it",
        {"wide": "libraries differ: name yours (library {libraries})"},
    ),
    "rows": Recipe(
        "streams.csv",
        partial(_streams, "rows"),
        "as {library} runs it",
        {"wide": "libraries differ: name yours (library {libraries})"},
    ),
}


def shipped(only: Collection[str] = ()) -> Iterator[tuple[Made, dict[str, Any]]]:
    """The calibrations that ship, made again one by one, and their tables; a later one goes by those written before.

    only: the families that are wanted; all where there are none.
    """
    return (_shipped(recipe) for name, recipe in RECIPES.items() if not only or name in only)


def _shipped(recipe: Recipe) -> tuple[Made, dict[str, Any]]:
    made = Made(recipe.groups(recipe.file))
    sources = dict.fromkeys(each.source for each in read([table_file(recipe.file)]))
    return made, made.table(" ".join(sources), ABOUT.format(recipe.file), _conditions(recipe, made))


def _conditions(recipe: Recipe, made: Made) -> dict[str, str]:
    """What the measurements of a fit include beside the kernel, by width and library."""
    names = dict.fromkeys(group(name) for _, name in made.groups if " " in name)
    own = {name: recipe.alone.format(library=name.split()[1]) for name in names}
    libraries = ", ".join(sorted(name.split()[1] for name in names))
    return {**own, **{width: text.format(libraries=libraries) for width, text in recipe.bare.items()}}


Linked = tuple[dict[str, Any], list[Left]]  # a table, and the rows that were left out of it


def _collectives() -> Linked:
    from . import collectives, linkfit

    made = linkfit.Collectives(collectives.rows_of(collectives.published()))
    return made.table("aiconfigurator-nccl", ABOUT.format("collectives.csv")), [*leaving.of_collectives(made)]


def _cores() -> Linked:
    from . import corefit, coregemm

    matmuls = coregemm.products(read([table_file("cores_gemm.csv")]))
    made = corefit.Loops(corefit.loops(read([table_file("cores.csv")])), matmuls)
    return made.table(ABOUT.format("cores.csv and cores_gemm.csv")), [*leaving.of_cores(made)]


def _moves() -> Linked:
    from . import movefit

    return movefit.table(read([table_file("transfers.yaml")]), "gpu-benches-2024", ABOUT.format("transfers.yaml")), []


def _runtimes() -> Linked:
    from . import runtimefit

    made = runtimefit.published()
    return made.table(ABOUT.format("models.yaml and llm_*.csv")), [*leaving.of_runtimes(made)]


def _training() -> Linked:
    from . import trainfit, trainrows

    runs = trainfit.Steps(trainrows.published())
    about = ABOUT.format(" and ".join(trainrows.TABLES))
    return runs.table("llm-foundry-benchmarks", about), [*leaving.of_training(runs)]


LINKS = {"collective": _collectives, "cores": _cores, "move": _moves, "infer": _runtimes, "training": _training}


def links(only: Collection[str] = ()) -> Iterator[tuple[str, dict[str, Any], list[Left]]]:
    """The shipped calibrations of links, of runtimes and of training, made again: family, table and rows left out.

    only: the families that are wanted; all where there are none.
    """
    return ((name, *make()) for name, make in LINKS.items() if not only or name in only)


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
    if not shipped:
        return None
    known = {**shipped["priors"]["wide"], **shipped["shared"]}
    return {name: known[name] for name in (*family.shared, *family.fixed) if name in known}


def remakes() -> bool:
    """Whether the shipped calibration can be made again: in a checkout, and not where the package is installed."""
    return os.path.isfile(os.path.join(os.path.dirname(data_folder()), "pyproject.toml"))


def write(family: str, table: dict[str, Any], mine: bool, left: Collection[Left] = ()) -> list[str]:
    """Write a calibration to its file, and the rows left out of it, and say where.

    Raises SlipstickError where they cannot be written.
    """
    place = own_path(family) if mine else path(family)
    write_whole(place, (json.dumps(table, indent=1) + "\n").encode())
    return [place, *([leftout.write(family, left)] if left else [])]


__all__ = ["Made", "own", "shipped", "write"]
