"""Break every formula in every simple way and count what notices: ``python tools/mutation.py [CHAPTER or FORMULA]...``.

An operator is replaced by each other one, a function by its twin or by nothing, an argument is dropped, the sides are
exchanged, a number is another. The dimension proof or the worked examples have to fail for each.
"""

import sys

from proof import survivors
from slipstick.formulas import formulas


def main(wanted: list[str]) -> int:
    tried = lived = 0
    for formula in formulas().values():
        chapter = formula.function.__module__.split(".")[-1]
        if wanted and not {formula.name, chapter} & set(wanted):
            continue
        count, alive = survivors(formula)
        tried, lived = tried + count, lived + len(alive)
        for what in alive:
            print(f"{chapter}.{formula.name}: {what}")
    print(f"{tried} mutants, {tried - lived} noticed, {lived} survive: {1 - lived / max(tried, 1):.1%} noticed")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
