"""Every plot as a function, such as ``roofline("a100", "h100")``: as text, in a notebook, on axes or in a file.

>>> from slipstick import plot
>>> plot.ladder("latency")
<plot: Latency numbers every programmer should know>
"""

from .plots.library import *  # noqa: F403
from .plots.library import __all__ as __all__
