"""``slipstick validate``."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from ..errors import SlipstickError, UsageError
from ..layout import beside, shorten, table
from ..units.show import show
from ..words import did_you_mean, quoted
from ._options import Plain, as_json, columns, print_json, specs, table_forms

if TYPE_CHECKING:
    from ..evidence.leftout import Left
    from ..evidence.score import Score
    from ..evidence.validate import Held, Validation
    from ..evidence.worst import Worst

TITLES = {"commands": "command", "devices": "machine", "dtypes": "dtype", "libraries": "library"}
ALSO = {"kernel": "commands", "command": "commands", "part": "devices", "machine": "devices", "device": "devices"}
ALSO |= {"kernels": "commands", "parts": "devices", "machines": "devices", "dtype": "dtypes", "library": "libraries"}
COLUMNS = ("rows", "median", "p90", "ratio", "inside", "width", "below floor")
OVER = "over 100 µs"
LONG = 100e-6  # seconds
LEFT_OUT = ("rows", "median", ">100 µs", "p90", "inside", "width")
REASONS = 8  # of skipped rows, in the text
WORST = ("kernel", "question", "on", "dtype", "library", "left out", "measured", "expected", "range", "where", "why")


def _by(ctx: click.Context, param: click.Parameter, words: tuple[str, ...]) -> tuple[str, ...]:
    """What scores are asked by; 'part' is as good as 'devices'."""
    for word in words:
        if ALSO.get(word, word) not in TITLES:
            raise UsageError(f"--by {quoted(word)}: {did_you_mean(word, [*TITLES, *ALSO])}")
    return tuple(dict.fromkeys(ALSO.get(word, word) for word in words))


@click.command("validate", cls=Plain, short_help="How far are estimates from measurements?")
@click.argument("files", nargs=-1, metavar="[FILE]...")
@click.option("--by", multiple=True, metavar="|".join(TITLES), callback=_by, help="Only these scores; repeatable.")
@click.option("--left-out", is_flag=True, help="What calibrations score on rows that were left out of them.")
@click.option("--worst", type=click.IntRange(1), metavar="N", help="The N rows farthest from their range, and why.")
@click.option("--only", multiple=True, metavar="KERNEL", help="Only of this kernel or family; repeatable.")
@click.option("-o", "--output", metavar="FILE", help="Draw what no calibration has seen: .svg, .png or .pdf.")
@specs()
@as_json()
@table_forms
def command(
    files: tuple[str, ...],
    by: tuple[str, ...],
    left_out: bool,
    worst: int | None,
    only: tuple[str, ...],
    output: str | None,
    specs: str | None,
    form: str | None,
) -> None:
    """Hold estimates to the measurements of FILES (YAML or CSV), or to those that ship.

    median and p90 are errors of the expected time, ratio is measured over expected, inside is the share of
    measurements in the range, width is high over low, and below floor counts measurements that beat the floor.
    Rows that a calibration was made from are said to be seen; what it scores on rows left out of it is shown beside.
    --worst and -o are of rows that no calibration has seen: left out of it, or of another source.

    \b
    Examples:
      slipstick validate --by commands
      slipstick validate --left-out --by parts
      slipstick validate --left-out --only attention --worst 5
      slipstick validate mine.csv -o mine.png
    """
    if left_out and files:
        raise UsageError("--left-out is of the calibrations that ship: leave the files out")
    if worst or output:
        rows = _unseen(files, left_out, only, specs)
        if output:
            _draw(rows, output)
        if worst:
            _print_worst(rows, worst, specs, form)
    elif left_out:
        _print_left_out(by, only, form)
    else:
        _print_scores(files, by, only, specs, form)


def _print_scores(
    files: tuple[str, ...], by: tuple[str, ...], only: tuple[str, ...], specs: str | None, form: str | None
) -> None:
    from ..evidence.validate import validate

    found = validate(files or None, specs, only)
    if form == "json":
        print_json(found.as_dict())
        return
    tables = [_table(found, name, form) for name in by or TITLES if found.rows]
    print("\n\n".join([*tables, *([] if form else _notes(found))]))


def _print_left_out(by: tuple[str, ...], only: tuple[str, ...], form: str | None) -> None:
    """Print the scores of calibrations as they keep them, or by machine, dtype or library."""
    from ..evidence import leftout
    from ..evidence.validate import left_out, of_commands

    finer, families = [each for each in by if each != "commands"], {leftout.family(name) for name in only}
    rows = of_commands(leftout.every(), only) if finer or only else []
    scored = {name: each for name, each in left_out().items() if name in families or not only}
    if form == "json":
        print_json({each: _grouped(rows, each) for each in finer} if finer else scored)
        return
    tables = [_finer(rows, each, form) for each in finer or ["dtypes"] * ("" in families)]
    if not tables or (len(finer) < len(by) and not only):
        tables.insert(0, _left_out(scored, form, "commands" in by))
    print("\n\n".join(tables))


def _unseen(
    files: tuple[str, ...], left_out: bool, only: tuple[str, ...], specs: str | None
) -> "list[Left] | list[Left | Held]":
    """Rows that no calibration has seen: those that were left out of the shipped ones, and of other sources."""
    from ..evidence import leftout
    from ..evidence.validate import of_commands, validate

    rows: list[Any] = [] if files else leftout.every()
    if not left_out:
        rows += [row for row in validate(files or None, specs).rows if not row.seen]
    if not rows:
        raise SlipstickError("a calibration was made from each of these rows: there is none that shows how good it is")
    return of_commands(rows, only)


def _draw(rows: "list[Any]", path: str) -> None:
    from ..plots.plot import Plot
    from ..plots.validation import drawn
    from .plot import show

    show(Plot(drawn(rows)), path)


def _finer(rows: "list[Left]", by: str, form: str | None) -> str:
    """What was scored on rows left out, by kernel, by something else, and by what was left out."""
    from ..evidence.validate import grouped, score_of

    made = []
    for key, own in grouped(rows, "commands", by, "kinds").items():
        long = [row for row in own if row.measured > LONG]
        median = f"{score_of(long).median:.1%}" if long else ""
        count, first, p90, _, inside, width, _ = _cells(score_of(own))
        made.append([*key, count, first, median, p90, inside, width])
    return table(["kernel", TITLES[by], "left out", *LEFT_OUT], made, form or "text")


def _grouped(rows: "list[Left]", by: str) -> dict[str, Any]:
    """The same for a program: by kernel, what was left out, and the rest."""
    from ..evidence.validate import grouped, score_of

    made: dict[str, Any] = {}
    for (command, kind, name), own in grouped(rows, "commands", "kinds", by).items():
        made.setdefault(command, {}).setdefault(kind, {})[name] = score_of(own)._asdict()
    return made


def _print_worst(rows: "list[Any]", count: int, specs: str | None, form: str | None) -> None:
    from ..evidence.worst import worst

    found = worst(rows, count, specs)
    if form == "json":
        print_json([each.as_dict() for each in found])
    elif form:
        print(table(WORST, [_worst_cells(each) for each in found], form))
    else:
        print("\n\n".join("\n".join(_worst_lines(each)) for each in found))


def _worst_cells(each: "Worst") -> list[str]:
    row = each.row
    times = [show(time, "s") for time in (row.measured, row.expected)]
    about = [row.command, row.words, row.device, row.dtype, row.library, row.kind]
    return [*about, *times, f"{show(row.low, 's')} to {show(row.high, 's')}", each.place, "; ".join(each.reasons)]


def _worst_lines(each: "Worst") -> Iterator[str]:
    command, words, device, dtype, library, _, measured, expected, span, where, why = _worst_cells(each)
    ran = f" by {library}" if library else ""
    typed = f" in {dtype}" if dtype else ""
    yield from beside("question", f"{command} {words}{typed} on {device}{ran}", 13, columns())
    yield f"  {'measured':<11}{measured}, expected {expected} ({span}): {where}"
    yield from beside("why", why or "the rows tell no reason", 13, columns())


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
    from ..evidence.leftout import called

    rows = [_row(called(name), kind, run_as, found[name]) for name, kind, run_as in kept]
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
