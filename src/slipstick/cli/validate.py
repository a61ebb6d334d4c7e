"""``slipstick validate``."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from ..layout import shorten, table
from ._options import as_json, print_json, specs, table_forms

if TYPE_CHECKING:
    from ..evidence.score import Score
    from ..evidence.validate import Validation

TITLES = {"commands": "command", "devices": "machine", "dtypes": "dtype", "libraries": "library"}
COLUMNS = ("rows", "median", "p90", "ratio", "inside", "width", "below floor")
OVER = "over 100 µs"
LEFT_OUT = ("rows", "median", ">100 µs", "p90", "inside", "width")
REASONS = 8  # of skipped rows, in the text


@click.command("validate", short_help="How far are estimates from measurements?")
@click.argument("files", nargs=-1, metavar="[FILE]...")
@click.option("--by", type=click.Choice([*TITLES]), multiple=True, help="Only the scores by these; repeatable.")
@click.option("--left-out", is_flag=True, help="What calibrations score on rows that were left out of them.")
@specs()
@as_json()
@table_forms
def command(files: tuple[str, ...], by: tuple[str, ...], left_out: bool, specs: str | None, form: str | None) -> None:
    """Hold estimates to the measurements of FILES (YAML or CSV), or to those that ship.

    median and p90 are errors of the expected time, ratio is measured over expected, inside is the share of
    measurements in the range, width is high over low, and below floor counts measurements that beat the floor.
    Rows that a calibration was made from are said to be seen; what it scores on rows left out of it is shown beside.

    \b
    Examples:
      slipstick validate --by commands
      slipstick validate --left-out --by commands
      slipstick validate --by dtypes --by libraries --csv
    """
    from ..evidence.validate import left_out as scores
    from ..evidence.validate import validate

    if left_out:
        print_json(scores()) if form == "json" else print(_left_out(scores(), form, "commands" in by))
        return
    found = validate(files or None, specs)
    if form == "json":
        print_json(found.as_dict())
        return
    tables = [_table(found, name, form) for name in by or TITLES if found.rows]
    print("\n\n".join([*tables, *([] if form else _notes(found))]))


def _table(found: "Validation", by: str, form: str | None) -> str:
    rows = [[name, *_cells(each)] for name, each in found.scores(by).items()]
    return table([TITLES[by], *COLUMNS], rows, form or "text")


def _cells(each: "Score") -> list[str]:
    p90 = "" if each.p90 is None else f"{each.p90:.1%}"
    shares = [f"{each.median:.1%}", p90, f"{each.ratio:.2f}", f"{each.inside:.0%}", f"{each.width:.2f}"]
    return [str(each.count), *shares, str(each.below_floor)]


def _notes(found: "Validation") -> list[str]:
    """What was seen by a calibration, what it scores on rows left out, and what was skipped."""
    seen = sum(row.seen for row in found.rows)
    lines = [f"{seen} of {len(found.rows)} rows were seen by a calibration"] if seen else []
    told = ["\n".join([*lines, *_skipped(found)])] if lines or found.skipped else []
    return [f"On rows that were left out of a calibration:\n\n{_left_out(found.left_out)}", *told] if seen else told


def _left_out(found: dict[str, Any], form: str | None = None, whole: bool = False) -> str:
    """What calibrations scored on rows that were left out of them. whole: only of all rows of a command."""
    every = [(name, *each) for name, kinds in found.items() for each in _kinds(kinds)]
    kept = [each for each in every if not whole or each[2].split()[0] == "all"]
    rows = [_row(name, kind, run_as, found[name]) for name, kind, run_as in kept]
    return table(["kernel", "run as", "left out", *LEFT_OUT], rows, form or "text")


def _kinds(kinds: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield from ((kind, run_as) for kind in kinds if OVER not in kind for run_as in kinds[kind])


def _row(name: str, kind: str, run_as: str, kinds: dict[str, Any]) -> list[str]:
    each, long = kinds[kind][run_as], kinds.get(f"{kind} {OVER}", {}).get(run_as)
    p90 = "" if each["p90"] is None else f"{each['p90']:.1%}"
    shares = [f"{each['median']:.1%}", f"{long['median']:.1%}" if long else "", p90, f"{each['inside']:.0%}"]
    return [name, run_as, kind.replace(" with a ", ", "), str(each["count"]), *shares, f"{each['width']:.2f}"]


def _skipped(found: "Validation") -> list[str]:
    reasons = [f"  {count:>5}  {shorten(reason, 70)}" for reason, count in found.skipped.items()]
    more = [f"  and {len(reasons) - REASONS} more reasons"] if len(reasons) > REASONS else []
    return [f"{sum(found.skipped.values())} measurements were skipped", *reasons[:REASONS], *more] if reasons else []
