"""``slipstick check``."""

import sys

import click


@click.command("check", short_help="Is this spec file right?")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
def command(paths: tuple[str, ...]) -> int:
    """Is this spec file right? Names file, line and remedy for whatever is not.

    Checks files or folders of your own specs; without a PATH, every spec at hand.

    \b
    Examples:
      slipstick check
      slipstick check mychip.yaml
    """
    from ..checks import check

    problems: list[str] = []
    specs = values = 0
    for path in paths or (None,):
        found, more_specs, more_values = check(path)
        problems, specs, values = [*problems, *found], specs + more_specs, values + more_values
    if problems:
        print("\n".join(problems), file=sys.stderr)
        return 1
    print(f"{_plural(specs, 'spec')} with {_plural(values, 'value')}, all right")
    return 0


def _plural(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"
