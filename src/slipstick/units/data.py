"""Where the data lies: units, specs, sources, measurements."""

import os
from functools import cache


@cache
def data_folder() -> str:
    """The folder with the units, specs, sources and measurements: in the wheel, or at the top of a checkout."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    shipped = os.path.join(package, "data")
    return shipped if os.path.isdir(shipped) else os.path.join(os.path.dirname(os.path.dirname(package)), "data")
