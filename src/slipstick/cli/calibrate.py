"""``slipstick calibrate``."""

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from ..errors import SlipstickError, UsageError
from ..layout import table
from ..units.show import show
from ..words import did_you_mean
from ._options import Plain, as_json, print_json

if TYPE_CHECKING:
    from ..evidence.calibrate import Made
    from ..evidence.leftout import Left

TIMES = ("launch", "step", "overhead", "hop")  # parameters in seconds


@click.command("calibrate", cls=Plain, short_help="Fit the model to measurements of your own.")
@click.argument("files", nargs=-1, metavar="[FILE]...")
@click.option("--check", is_flag=True, help="Print the errors; write nothing.")
@click.option("--only", multiple=True, metavar="FAMILY", help="Only this family, such as collective; repeatable.")
@click.option("--law", is_flag=True, help="Fit the loss of models by their parameters and tokens instead.")
@as_json()
def command(files: tuple[str, ...], check: bool, only: tuple[str, ...], law: bool, form: str | None) -> None:
    """Fit launch times and reached shares to the measurements of FILES, and keep them as your own layer.

    Your own calibration counts before the shipped one. At least 20 times of one kernel, part and dtype are needed.
    Without FILES the shipped calibration is made again from the published measurements.
    Errors are those of rows left out: of every second shape, and of each part estimated from the others.
    With --law a FILE has columns parameters, tokens (or work) and loss (or perplexity); what is fitted is a dataset.

    \b
    Examples:
      slipstick calibrate --check --only collective
      slipstick calibrate --law runs.csv
    """
    if law:
        return _law(files, check, only, form)
    try:
        from ..evidence import calibrate
    except ImportError:
        raise SlipstickError("calibrate needs numpy and scipy: pip install 'slipstick[calibrate]'") from None
    writes = not check and (bool(files) or calibrate.remakes())
    tables: dict[str, Any] = {}
    known = [*calibrate.RECIPES, *calibrate.LINKS]
    for name in only:
        if name not in known:
            raise UsageError(f"--only {name}: {did_you_mean(name, known)}")
    for name, text, found, left in _each(files, only):
        if form != "json":
            print("\n" * bool(tables) + text)
        tables[name] = found
        if writes:
            for path in calibrate.write(name, found, bool(files), left):
                print(f"wrote {path}", file=sys.stderr)
    if form == "json":
        print_json(tables)
    if not (writes or check):
        print(
            "nothing was written: the shipped calibration is made again in a checkout of the project", file=sys.stderr
        )


def _law(files: tuple[str, ...], check: bool, only: tuple[str, ...], form: str | None) -> None:
    """Fit the law of a loss to the rows of a file, print it, and keep it as a page of a dataset."""
    if len(files) != 1 or only:
        raise UsageError("--law takes one file of rows, as in calibrate --law runs.csv, and no --only")
    try:
        from ..evidence import lawfit, lawrows
    except ImportError:
        raise SlipstickError("calibrate needs numpy and scipy: pip install 'slipstick[calibrate]'") from None
    fitted, handle = lawfit.fit(lawrows.read(files[0])), lawfit.handle_of(files[0])
    if form == "json":
        print_json(lawfit.as_dict(fitted))
    else:
        print(lawfit.text(handle, fitted))
    if not check:
        print(f"wrote {lawfit.write(handle, lawfit.page(handle, fitted))}", file=sys.stderr)


def _each(files: tuple[str, ...], only: tuple[str, ...]) -> Iterator[tuple[str, str, dict[str, Any], "list[Left]"]]:
    """Each calibration that is made: whose it is, what is told of it, its table, and the rows left out of it."""
    from ..evidence import calibrate, leaving

    for made, found in calibrate.own(files) if files else calibrate.shipped(only):
        yield made.family.name, _text(made, found), found, [] if files else [*leaving.of_kernels(made)]
    for name, found, left in () if files else calibrate.links(only):
        yield name, _linked(name, found), found, left


def _text(made: "Made", found: dict[str, Any]) -> str:
    """The fits of a family, and its errors on rows left out."""
    rows = []
    for (handle, dtype), fit in made.fits.items():
        numbers = [_number(name, fit.numbers[name]) for name in made.family.parameters]
        rows.append([handle, dtype, str(fit.measurements), *numbers])
    fits = table(["part", "dtype", "rows", *made.family.parameters], rows)
    return f"{made.family.name}\n\n{fits}\n\n{_errors(found['left_out'])}"


def _linked(name: str, found: dict[str, Any]) -> str:
    """The fits of a family of links, and its errors on rows left out."""
    parameters = found["parameters"]
    layers = found["fits"] or found.get("kinds") or found["architectures"]
    every = {key: fit if "measurements" in fit else next(iter(fit.values())) for key, fit in layers.items()}
    rows = [
        [key, str(fit["measurements"]), *(_number(each, fit[each]) if each in fit else "" for each in parameters)]
        for key, fit in every.items()
    ]
    fits = table(["of", "rows", *parameters], rows)
    return "\n\n".join([name, fits, *([_errors(found["left_out"])] if "left_out" in found else [])])


def _number(name: str, value: float) -> str:
    return show(value, "s") if name in TIMES else f"{value:.3f}"


def _errors(left_out: dict[str, dict[str, dict[str, Any]]]) -> str:
    rows = []
    for kind, scores in left_out.items():
        for dtype, each in scores.items():
            p90 = "" if each["p90"] is None else f"{each['p90']:.1%}"
            shares = [f"{each['median']:.1%}", p90, f"{each['inside']:.0%}", f"{each['width']:.2f}"]
            rows.append([kind, dtype, str(each["count"]), *shares])
    return table(["left out", "dtype", "rows", "median", "p90", "inside", "width"], rows)
