"""Published training runs beside what is estimated: each source as fitted, and by a fit of the others.

``python tools/trained.py`` prints the rows, their median and worst error of both. Needs the ``calibrate`` extra.
"""

import numpy as np

from slipstick.estimates.calibration import shipped_table
from slipstick.evidence.trainfit import FAMILY, Fit, expected, fit
from slipstick.evidence.trainrows import published
from slipstick.layout import table


def shipped():
    """The fit that ships."""
    made = shipped_table(FAMILY)
    rates = {built: {name: own[name] for name in made["parameters"]} for built, own in made["architectures"].items()}
    return Fit(made["shared"], rates, {name: each["factor"] for name, each in made["software"].items()})


def told(errors):
    """The median and the worst of errors."""
    return [f"{np.median(errors):.1%}", f"{errors.max():.1%}"]


def lines(rows):
    """A line for each source: how many rows, the errors as fitted, and of a fit that has not seen the source."""
    known = shipped()
    for source in sorted({*rows.source.tolist()}):
        own, rest = rows.some(rows.source == source), rows.some(rows.source != source)
        off = [np.abs(expected(own, made) / own.measured - 1) for made in (known, fit(rest))]
        yield [source, str(len(own.measured)), *told(off[0]), *told(off[1])]


if __name__ == "__main__":
    head = ["source", "rows", "median", "worst", "left out: median", "worst"]
    print(table(head, [*lines(published())]))
