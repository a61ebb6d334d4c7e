"""``slipstick validate``."""

from typing import TYPE_CHECKING

import click

from ..layout import shorten, table, wrap
from ._options import as_json, print_json, specs, table_forms

if TYPE_CHECKING:
    from ..evidence.score import Score
    from ..evidence.validate import Validation

TITLES = {"commands": "command", "devices": "machine", "dtypes": "dtype", "libraries": "library"}
COLUMNS = ("rows", "median", "p90", "ratio", "inside", "width", "below floor")
REASONS = 8  # of skipped rows, in the text


@click.command("validate", short_help="How far are estimates from measurements?")
@click.argument("files", nargs=-1, metavar="[FILE]...")
@click.option("--by", type=click.Choice([*TITLES]), multiple=True, help="Only the scores by these; repeatable.")
@specs()
@as_json()
@table_forms
def command(files: tuple[str, ...], by: tuple[str, ...], specs: str | None, form: str | None) -> None:
    """Hold estimates to the measurements of FILES (YAML or CSV), or to those that ship.

    median and p90 are errors of the expected time, ratio is measured over expected, inside is the share of
    measurements in the range, width is high over low, and below floor counts measurements that beat the floor.
    Rows that a calibration was made from are said to be seen; what it scores on rows left out of it is shown beside.

    \b
    Examples:
      slipstick validate --by commands
      slipstick validate --by dtypes --by libraries --csv
    """
    from ..evidence.validate import validate

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
    for name, kinds in found.left_out.items():
        for kind, scores in kinds.items():
            lines += wrap(f"{name}, median error of rows left out by {kind}: {_left_out(scores)}", 79, hang=2)
    return ["\n".join([*lines, *_skipped(found)])] if lines or found.skipped else []


def _left_out(scores: dict[str, dict[str, float]]) -> str:
    told = [
        f"{name} {each['median']:.1%} of {each['count']}, {each['inside']:.0%} inside" for name, each in scores.items()
    ]
    return "; ".join(told)


def _skipped(found: "Validation") -> list[str]:
    reasons = [f"  {count:>5}  {shorten(reason, 70)}" for reason, count in found.skipped.items()]
    more = [f"  and {len(reasons) - REASONS} more reasons"] if len(reasons) > REASONS else []
    return [f"{sum(found.skipped.values())} measurements were skipped", *reasons[:REASONS], *more] if reasons else []
