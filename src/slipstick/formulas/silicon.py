"""Silicon: how many dies a wafer holds, how many of them work, and what one costs."""

from ..formula import formula
from ..maths import sqrt
from ..units import Area, Count, DefectDensity, Length, Money, Share

CHAPTER = 16


@formula(source="cornell-ece4750-hw1")
def dies_per_wafer(diameter: Length, die_area: Area) -> Count:
    """Dies a round wafer holds: its area over the die's, less those the edge cuts.

    diameter: of the wafer. die_area: of one die. Not rounded down. The homework's 115 mm^2 die on 200 mm: 231.
    The textbook's 300 mm wafer: 270 dies of 1.5 cm a side, 640 of 1 cm.

    >>> show(dies_per_wafer("200 mm", "115 mm^2"))
    '232'
    >>> show(dies_per_wafer("300 mm", "2.25 cm^2")), show(dies_per_wafer("300 mm", "1 cm^2"))
    ('270', '640')
    """
    return 3.141592653589793 * (diameter / 2) ** 2 / die_area - 3.141592653589793 * diameter / sqrt(2 * die_area)


@formula(source="studyx-die-yield")
def bose_einstein_yield(wafer_yield: Share, defects: DefectDensity, die_area: Area, complexity: Count) -> Share:
    """Share of dies that work, with a process-complexity factor (Bose-Einstein model).

    wafer_yield: share of wafers not wholly bad. defects: per area. complexity: the process-complexity factor N.
    Its 120 good dies of 270 (2.25 cm^2) and 444 of 640 (1 cm^2) follow from 0.031 defects per cm^2 and N = 12,
    not from the 0.047 printed beside them.

    >>> show(270 * bose_einstein_yield(1, "0.031/cm^2", "2.25 cm^2", 12))
    '120'
    >>> show(640 * bose_einstein_yield(0.5, "0.031/cm^2", "1 cm^2", 12))
    '222'
    """
    return wafer_yield / (1 + defects * die_area) ** complexity


@formula(source="cornell-ece4750-hw1")
def negative_binomial_yield(wafer_yield: Share, defects: DefectDensity, die_area: Area, clustering: Count) -> Share:
    """Share of dies that work where defects come in clusters (negative binomial model).

    wafer_yield: share of wafers not wholly bad. defects: per area. clustering: alpha, 4 in the homework.
    The homework's 163 mm^2 die: 0.45. (Its other yields are cut off, not rounded: 0.559 is printed as 0.55.)

    >>> show(negative_binomial_yield(0.95, "0.5/cm^2", "163 mm^2", 4), digits=2)
    '0.45'
    """
    return wafer_yield * (1 + defects * die_area / clustering) ** -clustering


@formula(source="cornell-ece4750-hw1")
def good_dies(dies: Count, die_yield: Share) -> Count:
    """Working dies of a wafer.

    dies: it holds. die_yield: share that works. The homework: 231 dies at 0.55 give 127.

    >>> show(good_dies(231, 0.55))
    '127'
    """
    return dies * die_yield


@formula(source="ca-aqa4-solutions")
def die_cost(wafer_cost: Money, dies: Count, die_yield: Share) -> Money:
    """Cost of a working die: the wafer's, shared by the dies that work.

    dies: per wafer. die_yield: share that works. The fourth edition's solutions: 500 USD, 148 dies, 0.36: 9.38 USD.

    >>> show(die_cost("500 USD", 148, 0.36))
    '9.38 USD'
    """
    return wafer_cost / good_dies(dies, die_yield)
