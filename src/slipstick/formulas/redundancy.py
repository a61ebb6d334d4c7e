"""Redundancy: how many of several parts are enough, what a code can lose, and how much failure is allowed."""

from ..units import Count, D, Probability, Rate, Share, Time, Whole
from ..units.recursions import binomial, binomial_tail, poisson
from .core.conditions import below_one
from .core.formula import formula
from .reliability import failure_probability


@formula(source="mcmaster-4e03-mva")
def combinations(things: Whole, chosen: Whole) -> Count:
    """In how many ways some of several things can be chosen (the binomial coefficient).

    things: how many there are, at most 1000. chosen: of them, in no order. 24 of 34: 131,128,140, the states of 25 jobs
    in 10 queues. Worked here: 2 of 4: 6.

    >>> round(combinations(34, 24).m), show(combinations(4, 2))
    (131128140, '6')
    """
    return binomial(things, chosen)


@formula(source="fossee-bellamy")
def poisson_probability(mean: Count, events: Whole) -> Probability:
    """Probability that just so many events happen in a time, where they come at random and independently.

    mean: how many come in that time on average. events: how many, at most 100,000. 1000 bits at an error rate of 1e-5:
    four errors with 4.125e-10. Four calls a minute: eight or more in half a minute with 0.0011.

    >>> show(poisson_probability(0.01, 4), digits=4)
    '412.5e-12'
    >>> round(1 - sum(poisson_probability(2, k).m for k in range(8)), 4)
    0.0011
    """
    return poisson(mean, events)


@formula(source="reliabilityanalytics-k-of-n")
def exactly_working(working: Whole, parts: Whole, availability: Probability) -> Probability:
    """Probability that so many of some equal parts, no more and no fewer, are working.

    working: how many. parts: in all, at most 1000; they fail independently of each other. availability: of one, or its
    reliability. 3 of 4 displays that work with 0.9: 0.2916; all 4: 0.6561.

    >>> show(exactly_working(3, 4, 0.9), digits=4), show(exactly_working(4, 4, 0.9), digits=4)
    ('0.2916', '0.6561')
    """
    return binomial(parts, working) * availability**working * (1 - availability) ** (parts - working)


@formula(source="reliabilityanalytics-k-of-n")
def k_of_n_availability(needed: Whole, parts: Whole, availability: Probability) -> Probability:
    """Availability, or reliability, of a system that needs so many of its equal parts (k out of n).

    needed: how many have to work, or agree in a quorum. parts: in all, at most 1000; they fail independently of each
    other. availability: of one. 3 of 4 displays of 0.9: 0.9477. Worked here: 2 of 3 are the triple redundancy of 0.972.

    >>> show(k_of_n_availability(3, 4, 0.9), digits=4), show(k_of_n_availability(2, 3, 0.9))
    ('0.9477', '0.972')
    """
    return binomial_tail(parts, needed, availability)


@formula(source="storj-segment-danger")
def erasure_loss_probability(data: Whole, parity: Whole, failure: Probability) -> Probability:
    """Probability that an erasure code loses data: more of its pieces fail before a repair than it has parity.

    data, parity: pieces, at most 1000 together; they fail independently of each other, which those of one rack do not.
    failure: probability that a piece fails before it is repaired. 32 of 64 pieces, each of which arrives with 0.4444,
    get through with 0.2206, for the authors of a network; so 0.7794 is lost. Worked here: 17 + 3 at 1e-5, 4.84e-17.

    >>> show(erasure_loss_probability(32, 32, 5 / 9), digits=4), show(erasure_loss_probability(17, 3, 1e-5))
    ('0.7794', '48.4e-18')
    """
    return binomial_tail(data + parity, parity + 1, failure)


@formula(source="storj-segment-danger")
def erasure_loss_rate(data: Whole, parity: Whole, mttf: Time, repair: Time) -> Rate:
    """How often data in an erasure code is lost: the probability for the time of one repair, again and again.

    data, parity: pieces, at most 1000 together. mttf: mean time to failure of the drive of one. repair: until a lost
    piece is made again. Worked here: 17 + 3 on drives of 100,000 h, repaired in 100 h: 4.77e-11 an hour. Mirrors, 1 + 1
    of 1000 h and 1 h, are lost as often as two drives that fail within the same hour.

    >>> round(erasure_loss_rate(17, 3, "100000 h", "100 h").to("1/h").m, 13)
    4.77e-11
    >>> round(erasure_loss_rate(1, 1, "1000 h", "1 h").to("1/h").m, 9)
    9.99e-07
    """
    return erasure_loss_probability(data, parity, failure_probability(mttf, repair)) / repair


@formula(source="google-cloud-burn-rate")
def error_budget(objective: Share, whole: D) -> D:
    """How much may fail without missing an objective: time in a period, or requests among all.

    objective: share that has to be good (SLO). whole: the period, or the requests in it. 99.9 % of 30 days: 43.2 min;
    of 43.2 million requests: 43,200.

    >>> show(error_budget("99.9%", "30 d")), show(error_budget("99.9%", 43.2e6))
    ('43.2 min', '43200')
    """
    return (1 - objective) * whole


@formula(
    source="datadog-burn-rate", holds=[below_one("objective", "nothing may fail, so there is no budget to use up")]
)
def burn_rate(errors: Share, objective: Share) -> Count:
    """How fast an error budget is used up: 1 makes it last just for its period, 10 for a tenth of it.

    errors: share of requests, or of time, that is bad now. objective: share that has to be good (SLO). 1 % of errors
    where 99.9 % have to be good: 10.

    >>> show(burn_rate("1%", "99.9%")), show(burn_rate("100%", "95%"))
    ('10', '20')
    """
    return errors / (1 - objective)


@formula(source="datadog-burn-rate")
def budget_lasts(period: Time, burn: Count) -> Time:
    """Time until an error budget is used up at a burn rate.

    period: that the objective is for. burn: rate of using it up. 30 days: 15 at a rate of 2, 10 at 3, 3 at 10.

    >>> show(budget_lasts("30 d", 2)), show(budget_lasts("30 d", 10))
    ('15 days', '3 days')
    """
    return period / burn


@formula(source="datadog-burn-rate")
def budget_used(burn: Count, window: Time, period: Time) -> Count:
    """Share of an error budget that is used up while it burns at a rate; more than 1 if there was not so much.

    burn: rate of using it up. window: how long. period: that the objective is for. Worked here: 14.4 for an hour is
    2 % of 30 days, the usual threshold of a page; 6 for six hours is 5 %.

    >>> show(budget_used(14.4, "1 h", "30 d")), show(budget_used(6, "6 h", "30 d"))
    ('0.02', '0.05')
    """
    return burn * window / period
