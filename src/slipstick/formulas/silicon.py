"""Silicon: how many dies a wafer holds, how many of them work, and what one costs."""

from ..units import Area, AreaCost, Count, DefectDensity, Length, Money, Probability, Share, Time
from ..units.maths import exp, floor, log1p, sqrt
from ..units.special import mean_exponential
from .core.conditions import least
from .core.formula import formula


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


@formula(source="hennessy-patterson")
def bose_einstein_yield(wafer_yield: Share, defects: DefectDensity, die_area: Area, complexity: Count) -> Share:
    """Share of dies that work, with a process-complexity factor (Bose-Einstein model).

    wafer_yield: share of wafers not wholly bad. defects: per area. complexity: the process-complexity factor N.
    Less than half of the 270 dies of 2.25 cm^2 and nearly 70 % of the 640 of 1 cm^2 are good: 120 and 444 follow
    from 0.031 defects per cm^2 and N = 12, not from the 0.047 printed beside them.

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
    >>> show(negative_binomial_yield(1, "0.5/cm^2", "1 cm^2", 1e12)), show(poisson_yield("0.5/cm^2", "1 cm^2"))
    ('0.607', '0.607')
    """
    return wafer_yield * exp(-clustering * log1p(defects * die_area / clustering))


@formula(source="cornell-ece4750-hw1")
def good_dies(dies: Count, die_yield: Share) -> Count:
    """Working dies of a wafer.

    dies: it holds. die_yield: share that works. The homework's four dies, cut off to whole ones: 127, 70, 20 and 46.

    >>> [int(good_dies(dies, share)) for dies, share in ((231, 0.55), (157, 0.45), (79, 0.26), (122, 0.38))]
    [127, 70, 20, 46]
    """
    return dies * die_yield


@formula(source="ca-aqa4-solutions")
def die_cost(wafer_cost: Money, dies: Count, die_yield: Share) -> Money:
    """Cost of a working die: the wafer's, shared by the dies that work.

    dies: per wafer. die_yield: share that works. The fourth edition's solutions: 500 USD, 148 dies, 0.36: 9.38 USD.
    The textbook's wafer of 7000 USD with 444 good dies of 640, or 120 of 270: 16 USD and 58 USD.

    >>> show(die_cost("500 USD", 148, 0.36))
    '9.38 USD'
    >>> show(die_cost("7000 USD", 640, 444 / 640), digits=2), show(die_cost("7000 USD", 270, 120 / 270), digits=2)
    ('16 USD', '58 USD')
    """
    return wafer_cost / good_dies(dies, die_yield)


@formula(source="lynskey-area-yield")
def poisson_yield(defects: DefectDensity, die_area: Area) -> Share:
    """Share of dies that work where defects fall anywhere, each by itself (Poisson model).

    defects: per area. die_area: of one die. The source's 457.9 mm^2 die: 63.3 % at 0.1 defects per cm^2, 10.1 % at 0.5.

    >>> show(poisson_yield("0.1/cm^2", "457.9 mm^2")), show(poisson_yield("0.5/cm^2", "457.9 mm^2"))
    ('0.633', '0.101')
    """
    return exp(-defects * die_area)


@formula(source="lynskey-area-yield")
def murphy_yield(defects: DefectDensity, die_area: Area) -> Share:
    """Share of dies that work where the density of defects differs from place to place (Murphy's model).

    defects: per area, on average. die_area: of one die. Never less than Poisson's: defects that cluster waste
    themselves on dies already dead. The same 457.9 mm^2 die: 64.4 % and 15.4 %.

    >>> show(murphy_yield("0.1/cm^2", "457.9 mm^2")), show(murphy_yield("0.5/cm^2", "457.9 mm^2"))
    ('0.644', '0.154')
    >>> round(1 - murphy_yield("1e-12/cm^2", "1 cm^2").m, 15), show(murphy_yield("0/cm^2", "1 cm^2"))
    (1e-12, '1')
    """
    return mean_exponential(-defects * die_area) ** 2


@formula(source="jkuat-yield-models")
def seeds_yield(defects: DefectDensity, die_area: Area) -> Share:
    """Share of dies that work where defects gather in few places (Seeds's model): the hopeful one for large dies.

    defects: per area, on average. die_area: of one die. A die 14 mm a side at 0.84 defects per cm^2: 27.7 %, where
    Poisson's model gives 19.3 % and Murphy's 24.0 %. Others call 1 / (1 + defects x area) Seeds's: that is the
    Bose-Einstein model with a complexity of 1.

    >>> show(seeds_yield("0.84/cm^2", "196 mm^2")), show(poisson_yield("0.84/cm^2", "196 mm^2"))
    ('0.277', '0.193')
    """
    return exp(-sqrt(defects * die_area))


@formula(source="lynskey-area-yield")
def chiplet_silicon_cost(
    wafer_cost: Money, diameter: Length, area: Area, defects: DefectDensity, chiplets: Count
) -> Money:
    """Cost of the silicon of a design cut into equal chiplets, by Murphy's yield; one chiplet: the monolithic die.

    area: of the whole design. defects: per area. Without what joins the chiplets: their interfaces, the interposer,
    assembly and its yield, tests. 1182 mm^2 at 0.1 defects per cm^2 on a 300 mm wafer of 10 000 USD: 727 USD whole,
    381 in two, 267 in four, 219 in eight.

    >>> show(chiplet_silicon_cost("10000 USD", "300 mm", "1182 mm^2", "0.1/cm^2", 1))
    '727 USD'
    >>> show(chiplet_silicon_cost("10000 USD", "300 mm", "1182 mm^2", "0.1/cm^2", 4))
    '267 USD'
    """
    return chiplets * die_cost(
        wafer_cost, floor(dies_per_wafer(diameter, area / chiplets)), murphy_yield(defects, area / chiplets)
    )


@formula(source="lynskey-area-yield")
def good_area_cost(wafer_cost: Money, dies: Count, die_yield: Share, die_area: Area) -> AreaCost:
    """Cost of an area of working silicon: the die's cost over its area.

    dies: per wafer. die_yield: share that works. Large dies pay twice, for the wafer's edge and for defects: at 0.1
    defects per cm^2 a mm^2 of an 858 mm^2 die (59 of a wafer, 0.451 of them good) costs 2.54 times one of a
    100 mm^2 die (640, 0.906).

    >>> large = good_area_cost("10000 USD", 59, 0.4507, "858 mm^2")
    >>> show(large / good_area_cost("10000 USD", 640, 0.9056, "100 mm^2"))
    '2.54'
    """
    return die_cost(wafer_cost, dies, die_yield) / die_area


@formula(source="ca-aqa4-solutions", holds=[least("cores", 1, "there is no core to be bad")])
def one_bad_core(core_yield: Share, cores: Count) -> Probability:
    """Probability that just one of a chip's cores is bad: what a part sold with one core less lives on.

    core_yield: share of cores that work, each by itself. cores: of the chip. The solutions' eight cores of 0.71: 0.21.

    >>> show(one_bad_core(0.71, 8), digits=2)
    '0.21'
    """
    return cores * (1 - core_yield) * core_yield ** (cores - 1)


@formula(source="die-products-yield")
def package_yield(die_yield: Share, dies: Count, assembly_yield: Share) -> Share:
    """Share of packages that work where each holds several untested dies: every one of them has to work.

    die_yield: share of dies that work. dies: in a package. assembly_yield: share of packages put together well. Worked
    here: four dies of 90 %, 66 %; of 80 %, 41 %. With dies known to be good before assembly only the last factor is
    left.

    >>> show(package_yield(0.9, 4, 1)), show(package_yield(0.8, 4, 1), digits=2)
    ('0.656', '0.41')
    >>> show(package_yield(1, 4, 0.95))
    '0.95'
    """
    return die_yield**dies * assembly_yield


@formula(source="leitl-chip-cost")
def packaged_chip_cost(die: Money, testing: Money, packaging: Money, final_yield: Share) -> Money:
    """Cost of a chip: die, its test and package, borne by those that pass the final test.

    die, testing, packaging: cost of each for one chip. final_yield: share that passes. By hand: a die of 9.38 USD, a
    test of 1 USD, a package of 5 USD, and 96 % pass: 16.02 USD.

    >>> show(packaged_chip_cost("9.38 USD", "1 USD", "5 USD", 0.96), digits=4)
    '16.02 USD'
    """
    return (die + testing + packaging) / final_yield


@formula(source="sharu-computing-trends")
def moore_growth(time: Time, doubling: Time) -> Count:
    """Growth of the number of transistors on a chip when it doubles at a steady pace (Moore's law).

    time: that passes. doubling: time to double, two years in the law's usual form. By hand: 32 times in ten years.

    >>> show(moore_growth("10 year", "2 year")), show(moore_growth("3 year", "1.5 year"))
    ('32', '4')
    """
    return 2 ** (time / doubling)
