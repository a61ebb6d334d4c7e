"""What else formulas are called, from ``data/synonyms.yaml``."""

import os
from functools import cache
from typing import TYPE_CHECKING

from ..errors import SpecError
from ..units.data import data_folder

if TYPE_CHECKING:
    from .yamltree import Branch


@cache
def synonyms() -> dict[str, tuple[str, ...]]:
    """The other names of formulas, by the formula's own. Raises SpecError for a file that is no list under each name.

    >>> "erlang b" in synonyms()["erlang_loss"]
    True
    """
    from .yamltree import read  # yaml is slow to import, and most questions need no other names

    path = os.path.join(data_folder(), "synonyms.yaml")
    with open(path, "rb") as file:
        tree = read(path, file.read())
    if not isinstance(tree.value, dict):
        raise SpecError([f"{path}:{tree.line}: expected formulas, each with a list of names"])
    return {name: _texts(path, name, branch) for name, branch in tree.value.items()}


def _texts(path: str, name: str, branch: "Branch") -> tuple[str, ...]:
    """The items of a list of texts."""
    if not isinstance(branch.value, list):
        raise SpecError([f"{path}:{branch.line}: {name} needs a list of names, such as [erlang b, mmcc]"])
    return tuple(str(item.value) for item in branch.value)
