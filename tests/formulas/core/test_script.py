"""Formulas in JavaScript give the numbers that Python gives, where Python gives any."""

import json
import random
import shutil
import subprocess
from math import isclose
from pathlib import Path

import pytest

from properties import properties
from slipstick import UsageError, site
from slipstick.formulas import formulas
from slipstick.formulas.core.script import script
from slipstick.site.chapters import formulas_script
from slipstick.site.trying import example

DRAWS = 8
NODE = shutil.which("node")
ASK = """
const [files, asked] = JSON.parse(require("fs").readFileSync(0)), found = [];
(0, eval)(files.join("\\n") + "\\nglobalThis.F = F;");
for (const [name, values] of asked) {
  try { found.push(F[name](...values)); } catch (error) { found.push(error instanceof RangeError ? null : `${error}`); }
}
console.log(JSON.stringify(found));
"""


def drawn(formula, draw, ranges):
    """Arguments from a thousandth to a thousand within their ranges, as the properties narrow them."""
    count = draw.randint(2, 4)
    found = {}
    for name, dim in formula.parameters.items():
        usual = (1, 64) if dim.whole else (0.001, 0.999) if dim.high == 1 else (max(dim.low, 0.001), 1000.0)
        low, high = ranges.get(name, usual)
        one = [
            draw.uniform(low, high) if high < 2 else low * (high / max(low, 1e-9)) ** draw.random()
            for _ in range(count)
        ]
        one = [float(round(each)) if dim.whole or (draw.random() < 0.3 and high > 2) else each for each in one]
        one = [min(max(each, low), high) for each in one]
        one = [dim.low if draw.random() < 0.03 else each for each in one]
        if any(name in each.of and "one" in each.said for each in formula.holds):
            one = [each / (sum(one) or 1) for each in one]
        found[name] = tuple(one) if dim.many else one[0]
    return found


def expected(formula, values):
    """What Python gives; None where it refuses."""
    try:
        return formula.checked(**values)
    except UsageError:
        return None


@pytest.mark.skipif(NODE is None, reason="node is not installed")
def test_every_formula_gives_in_javascript_what_it_gives_in_python():
    draw, asked, told = random.Random(19), [], []
    for name, formula in formulas().items():
        ranges = properties()[name][0].ranges
        draws = [drawn(formula, draw, ranges) for _ in range(DRAWS)]
        own = example(formula)
        draws += [own] if own.keys() == formula.parameters.keys() else []
        for values in draws:
            asked.append([name, list(values.values())])
            told.append(expected(formula, values))
    maths = (Path(site.__file__).parent / "maths.js").read_text(encoding="utf-8")
    text = json.dumps([[maths, formulas_script()], asked])
    found = json.loads(subprocess.run([NODE, "-e", ASK], input=text, capture_output=True, text=True, check=True).stdout)
    wrong = [
        (*question, mine, theirs)
        for question, mine, theirs in zip(asked, told, found, strict=True)
        if not same(mine, theirs, 1e-12)
    ]
    assert wrong == []
    assert len({name for (name, _), mine in zip(asked, told, strict=True) if mine is not None}) == len(formulas())


def same(mine, theirs, within):
    if mine is None or theirs is None or isinstance(theirs, str):
        return mine is theirs
    return isclose(mine, theirs, rel_tol=within, abs_tol=1e-300)


def test_a_list_is_gone_through_and_a_condition_is_checked():
    known = formulas()
    assert "M.pairs(shares, cpis).map(([share, cpi]) => (share * cpi))" in script(known["cpi_from_mix"])
    assert "M.holds(!((pue < 1)), 'at least')" in script(known["facility_power"])
