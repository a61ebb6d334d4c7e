"""Reliability: how long until something fails, and what a second one of it is worth."""

from ..formula import formula
from ..maths import total
from ..units import Count, Rate, Time, Times

CHAPTER = 9


@formula(source="nemotron-mttf")
def failure_rate(mttf: Time) -> Rate:
    """Failures in a time, of a part that fails at random: one over its mean time to failure.

    A million hours are 1000 FIT, failures in 10^9 hours.

    >>> round(failure_rate("1e6 h").to("FIT").magnitude)
    1000
    """
    return 1 / mttf


@formula(source="nemotron-mttf")
def series_mttf(mttfs: Times) -> Time:
    """Mean time to failure of a system that needs all its parts: their failure rates add up.

    Five disks of 6,000,000 hours: 1,200,000 hours. Hennessy and Patterson's ten disks of 1,000,000, with a controller
    of 500,000, a supply and a fan of 200,000 and a cable of 1,000,000: 43,500 hours.

    >>> round(series_mttf(["6e6 h"] * 5).to("h").magnitude)
    1200000
    >>> round(series_mttf(["1e6 h"] * 10 + ["5e5 h", "2e5 h", "2e5 h", "1e6 h"]).to("h").magnitude)
    43478
    """
    return 1 / total(failure_rate(mttf) for mttf in mttfs)


@formula(source="nemotron-mttf")
def cluster_mttf(mttf: Time, parts: Count) -> Time:
    """Mean time to the first failure among many equal parts.

    mttf: of one. parts: how many. Five disks of 6,000,000 hours: 1,200,000 hours.

    >>> round(cluster_mttf("6e6 h", 5).to("h").magnitude)
    1200000
    """
    return mttf / parts


@formula(source="nemotron-mttf")
def redundant_mttf(mttf: Time, repair: Time) -> Time:
    """Mean time until both of a pair are down: the second has to fail while the first is repaired.

    mttf: of one. repair: mean time to repair it, far shorter. 6,000,000 and 120 hours: 1.5 x 10^11 hours. Hennessy
    and Patterson's supplies of 200,000 hours, repaired in 24: 8.3 x 10^8.

    >>> round(redundant_mttf("6e6 h", "120 h").to("h").magnitude)
    150000000000
    >>> round(redundant_mttf("200000 h", "24 h").to("h").magnitude, -7)
    830000000.0
    """
    return mttf**2 / (2 * repair)
