"""What may come next in a line that is being typed: commands, options, handles, formulas, numbers and parameters."""

import re
import shlex
from collections.abc import Collection, Iterable

import click

from ..errors import SlipstickError

COMPUTES = ("gpu", "cpu", "accelerator", "node")
BEFORE = re.compile(r"(.*,)?(\d+x)?")  # of a handle: those before it in a list, and how many of it
OTHER = re.compile("[^a-z0-9]")
BREAKS = re.compile(r".*[=:]")  # what bash takes for words of their own


def candidates(commands: click.Command, line: str, bash: bool = False) -> list[tuple[str, str]]:
    """What the last word of a line may be, with help; nothing where the line is wrong already.

    bash: without what stands before an equals sign or a colon, as bash replaces only what is behind it.
    """
    from click.shell_completion import ShellComplete

    words, last = _parted(line)
    try:
        found = ShellComplete(commands, {}, "slipstick", "").get_completions(words[1:], last)
    except (SlipstickError, click.ClickException):
        return []
    option = last[: last.index("=") + 1] if last.startswith("--") and "=" in last else ""
    told = [(f"{option}{each.value}", each.help or "") for each in found if each.type == "plain"]
    before = BREAKS.match(last)
    return [(value.removeprefix(before[0]), help) for value, help in told] if bash and before else told


def _parted(line: str) -> tuple[list[str], str]:
    """The words of a line before the last, and the last; a quote may be open."""
    for closed in ("", "'", '"'):
        try:
            words = shlex.split(line + closed)
        except ValueError:
            continue
        return (words, "") if line[-1:].isspace() and not closed else (words[:-1], words[-1] if words else "")
    return [], line


def specs_of(ctx: click.Context, incomplete: str, kinds: Collection[str] = ()) -> list[str]:
    """Handles and their other names, of some kinds; the last of a list with commas, with a count before it."""
    from ..specs.catalogue import catalogue

    known = catalogue(ctx.params.get("specs"))
    before = (BEFORE.match(incomplete) or [""])[0]
    begun = incomplete[len(before) :].casefold()
    of, plain = known.kinds, OTHER.sub("-", begun)  # llama-3.1 is llama-3-1 there
    words = {handle: handle for handle in of} | (known.words if begun else {})
    found = [
        f"{before}{begun}{word[len(begun) :]}"
        for word, handle in words.items()
        if word.startswith(plain) and (not kinds or of.get(handle) in kinds)
    ]
    return sorted(found)


def facts_of(ctx: click.Context, incomplete: str) -> list[str]:
    """Handles, and behind the point of one the paths of its facts."""
    from ..specs.catalogue import catalogue

    found = specs_of(ctx, incomplete)
    known, places = catalogue(ctx.params.get("specs")), [at for at, letter in enumerate(incomplete) if letter == "."]
    handle = next((incomplete[:at] for at in places[::-1] if known.exact(incomplete[:at])), "")
    paths = [f"{handle}.{path}" for path in known.find(handle)] if handle else []
    return found + [path for path in paths if path.startswith(incomplete)]


def formulas_of(incomplete: str) -> list[str]:
    """The names of formulas; no chapter is imported for that."""
    from ..formulas import named_in_sources

    return [name for name in named_in_sources() if name.startswith(incomplete)]


def names_of(names: Iterable[str], given: Iterable[str], incomplete: str) -> list[str]:
    """Parameters as they are given by name, without those that are there."""
    there = {each.partition("=")[0] for each in given}
    return [f"{name}=" for name in names if name.startswith(incomplete) and name not in there]
