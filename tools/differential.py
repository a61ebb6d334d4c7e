"""Hold the calculator to exact fractions: random expressions, evaluated here with fractions and dimension vectors.

    python tools/differential.py [--count 50000] [--seed 1]

Nothing of slipstick is used to make or to evaluate an expression; only its answer is compared: accepted or refused, the
value, and the dimension. Prints every disagreement, and exits with 1 if there is one.
"""

import argparse
import random
import sys
from fractions import Fraction
from typing import NamedTuple

Powers = tuple[tuple[str, int], ...]
CLOSE = Fraction(1, 10**11)  # how far off a float may be, in proportion to the largest that it was made of
HUGE, TINY = Fraction(10) ** 60, Fraction(1, 10**60)


class RefusedError(Exception):
    """The expression has no value: it must be refused."""


class Exact(NamedTuple):
    """A value in base units, the power of each base, and what its error is in proportion to.

    scale: its size, or where terms cancelled that of the terms.
    """

    value: Fraction
    powers: Powers = ()
    scale: Fraction = Fraction(0)


def exact(value: int | str | Fraction, **powers: int) -> Exact:
    return Exact(Fraction(value), tuple(sorted(powers.items())), abs(Fraction(value)))


UNITS = {
    "B": exact(1, byte=1),
    "kB": exact(10**3, byte=1),
    "GB": exact(10**9, byte=1),
    "MiB": exact(2**20, byte=1),
    "bit": exact("1/8", byte=1),
    "s": exact(1, second=1),
    "ms": exact("1/1000", second=1),
    "µs": exact("1/1000000", second=1),
    "min": exact(60, second=1),
    "h": exact(3600, second=1),
    "day": exact(86400, second=1),
    "GFLOP": exact(10**9, FLOP=1),
    "TFLOP/s": exact(10**12, FLOP=1, second=-1),
    "GB/s": exact(10**9, byte=1, second=-1),
    "Gbit/s": exact(Fraction(10**9, 8), byte=1, second=-1),
    "FLOP/B": exact(1, FLOP=1, byte=-1),
    "request": exact(1, request=1),
    "request/s": exact(1, request=1, second=-1),
    "kB/request": exact(10**3, byte=1, request=-1),
    "token/s": exact(1, token=1, second=-1),
    "J": exact(1, joule=1),
    "W": exact(1, joule=1, second=-1),
    "USD": exact(1, USD=1),
    "USD/h": exact(Fraction(1, 3600), USD=1, second=-1),
    "GHz": exact(10**9, cycle=1, second=-1),
    "cycle": exact(1, cycle=1),
}


def times(a: Exact, b: Exact, sign: int = 1) -> Exact:
    if sign < 0 and b.value == 0:
        raise RefusedError
    powers = dict(a.powers)
    for base, power in b.powers:
        powers[base] = powers.get(base, 0) + sign * power
    value = a.value * b.value if sign > 0 else a.value / b.value
    scale = a.scale * b.scale if sign > 0 else a.scale * b.scale / b.value**2
    return bounded(Exact(value, tuple(sorted((base, power) for base, power in powers.items() if power)), scale))


def bounded(a: Exact) -> Exact:
    """Raise OverflowError for what no float holds well: such an expression is not asked."""
    if a.value and not TINY < abs(a.value) < HUGE:
        raise OverflowError
    return a


def alike(*values: Exact) -> None:
    if len({each.powers for each in values}) > 1:
        raise RefusedError


def plus(a: Exact, b: Exact, sign: int = 1) -> Exact:
    alike(a, b)
    return Exact(a.value + sign * b.value, a.powers, a.scale + b.scale)


def power(a: Exact, exponent: int) -> Exact:
    if a.value == 0 and exponent < 0:
        raise RefusedError
    found = exact(1)
    for _ in range(abs(exponent)):
        found = times(found, a, 1 if exponent > 0 else -1)
    return found


class Tree(NamedTuple):
    """An expression. kind: literal, minus, power, call, or a sign. text: of a literal, or the name of a function."""

    kind: str
    text: str = ""
    parts: "tuple[Tree, ...]" = ()
    value: Exact = Exact(Fraction(0))
    exponent: int = 0


def worth(tree: Tree) -> Exact:
    """What an expression comes to. Raises RefusedError where it has to be refused."""
    if tree.kind == "literal":
        return tree.value
    parts = [worth(part) for part in tree.parts]
    if tree.kind == "minus":
        return parts[0]._replace(value=-parts[0].value)
    if tree.kind == "power":
        return power(parts[0], tree.exponent)
    if tree.kind == "call":
        return called(tree.text, parts)
    return {
        "+": lambda a, b: plus(a, b),
        "-": lambda a, b: plus(a, b, -1),
        "*": lambda a, b: times(a, b),
        "/": lambda a, b: times(a, b, -1),
    }[tree.kind](*parts)


def called(name: str, parts: list[Exact]) -> Exact:
    first = parts[0]
    if name in ("ceil", "floor"):
        if first.powers:
            raise RefusedError
        if first.value % 1 and abs(first.value - round(first.value)) <= CLOSE * max(first.scale, Fraction(1)):
            raise OverflowError  # a float cannot tell it from a whole number
        return exact(-(-first.value // 1) if name == "ceil" else first.value // 1)
    alike(*parts)
    values, scale = [part.value for part in parts], sum((part.scale for part in parts), Fraction(0))
    found = {"min": min, "max": max, "sum": sum, "mean": _mean, "abs": _size}
    return bounded(Exact(Fraction(found[name](values)), first.powers, scale))


def _mean(values: list[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def _size(values: list[Fraction]) -> Fraction:
    return abs(values[0])


STRENGTH = {"+": 1, "-": 1, "*": 2, "/": 2, "minus": 3, "power": 4, "literal": 5, "call": 5}


def text(tree: Tree, chance: random.Random) -> str:
    """An expression as a person writes it, with brackets where they are needed, and some where they are not."""
    if tree.kind == "literal":
        return tree.text
    if tree.kind == "call":
        return f"{tree.text}({', '.join(text(part, chance) for part in tree.parts)})"
    if tree.kind == "minus":
        return f"-{inside(tree.parts[0], 4, chance)}"
    if tree.kind == "power":
        base = tree.parts[0]
        plain = base.kind == "literal" and not base.value.powers and base.text.isdigit()
        return f"{base.text if plain else '(' + text(base, chance) + ')'}^{tree.exponent}"
    left, right = tree.parts
    own = STRENGTH[tree.kind]
    blank = chance.choice(("", " ", " ")) if tree.kind in "*" else " "
    return f"{inside(left, own, chance)}{blank}{tree.kind}{blank}{inside(right, own + 1, chance)}"


def inside(tree: Tree, least: int, chance: random.Random) -> str:
    told = text(tree, chance)
    return f"({told})" if STRENGTH[tree.kind] < least or told.startswith("-") or chance.random() < 0.05 else told


class Maker:
    """Makes expressions by a seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def expression(self) -> tuple[str, Exact | None]:
        """An expression that floats can hold, and its exact value; None where it has to be refused."""
        while True:
            tree = self.tree(self.random.randint(1, 4))
            try:
                return text(tree, self.random), worth(tree)
            except RefusedError:
                return text(tree, self.random), None
            except OverflowError:
                continue

    def tree(self, depth: int) -> Tree:
        kind = self.random.choice("+-*/*/nfp") if depth else "literal"
        if kind == "literal" or self.random.random() < 0.1:
            return self.literal()
        if kind == "n":
            return Tree("minus", parts=(self.tree(depth - 1),))
        if kind == "p":
            return Tree("power", parts=(self.tree(depth - 1),), exponent=self.random.choice((2, 3, -1, -2, 1, 0)))
        if kind == "f":
            return self.call(depth)
        left = self.tree(depth - 1)
        right = self.like(left, depth - 1) if kind in "+-" and self.random.random() < 0.8 else self.tree(depth - 1)
        return Tree(kind, parts=(left, right))

    def call(self, depth: int) -> Tree:
        name = self.random.choice(("min", "max", "sum", "mean", "abs", "ceil", "floor"))
        first = self.tree(depth - 1)
        if name in ("ceil", "floor", "abs"):
            return Tree("call", name, (first,))
        more = [self.like(first, depth - 1) for _ in range(self.random.randint(1, 2))]
        return Tree("call", name, (first, *more))

    def like(self, tree: Tree, depth: int) -> Tree:
        """Something of the same dimension, where it is that of a unit; else anything."""
        try:
            powers = worth(tree).powers
        except (RefusedError, OverflowError):
            return self.tree(depth)
        fitting = [unit for unit, each in UNITS.items() if each.powers == powers]
        if not powers or fitting:
            return self.literal(self.random.choice(fitting) if fitting else "")
        return self.tree(depth)

    def literal(self, unit: str | None = None) -> Tree:
        written, number = self.number()
        unit = self.random.choice(["", *UNITS]) if unit is None else unit
        if not unit:
            return Tree("literal", written, value=exact(number))
        if written.endswith("%"):
            written, number = "3", Fraction(3)
        return Tree("literal", f"{written} {unit}", value=times(exact(number), UNITS[unit]))

    def number(self) -> tuple[str, Fraction]:
        kind = self.random.randint(0, 5)
        whole = self.random.choice((0, 1, 2, 3, 7, 10, 64, 128, self.random.randint(1, 5000)))
        if kind == 0:
            decimals = f"{whole}.{self.random.randint(0, 999):03d}"
            return decimals, Fraction(decimals)
        if kind == 1:
            exponent = self.random.randint(-6, 9)
            return f"{whole}e{exponent}", whole * Fraction(10) ** exponent
        if kind == 2:
            return f"{whole}%", Fraction(whole, 100)
        return str(whole), Fraction(whole)


def disagreement(written: str, expected: Exact | None) -> str:
    """How slipstick's answer to an expression differs; empty where it does not."""
    from slipstick import SlipstickError, calculate

    try:
        found = calculate(written).value
    except SlipstickError as error:
        return f"refused: {error}" if expected else ""
    if expected is None:
        return f"answered {found}, but has to be refused"
    powers = tuple(sorted((base, int(power)) for base, power in found.powers.items() if power))
    if powers != expected.powers:
        return f"{dict(powers)}, but it is {dict(expected.powers)}"
    if abs(Fraction(found.value) - expected.value) <= CLOSE * expected.scale:
        return ""
    return f"{found.value!r}, but it is {float(expected.value)!r}"


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--count", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    maker, wrong, refused = Maker(given.seed), 0, 0
    for _ in range(given.count):
        written, expected = maker.expression()
        refused += expected is None
        if problem := disagreement(written, expected):
            wrong += 1
            print(f"{written}: {problem}")
    print(f"{given.count} expressions, {refused} of them to be refused: {wrong} disagreements")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
