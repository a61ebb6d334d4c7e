"""Sampling: what many attempts at a task buy, where something tells the right answer from the wrong ones."""

from ..units import Count, Share, Tokens, Whole, Work
from ..units.maths import exp, expm1, log, log1p
from .core.conditions import at_most, least
from .core.formula import formula
from .redundancy import combinations
from .transformers import forward_work


@formula(source="monkeys-power-laws")
def repeated_success(success: Share, samples: Count) -> Share:
    """Chance that one of several attempts at one task is right: it fails in all only by a power of them (pass@k).

    success: of one attempt. 5 % become 9.75 % in two, and 99.4 % in a hundred.

    >>> show(repeated_success(0.05, 2)), show(repeated_success(0.05, 100))
    ('0.0975', '0.994')
    """
    return -expm1(samples * log1p(-success))


@formula(
    source="monkeys-power-laws",
    holds=[at_most("wrong", "attempts", "so many were tried"), at_most("samples", "attempts", "so many were tried")],
)
def pass_at(samples: Whole, wrong: Whole, attempts: Whole) -> Share:
    """Chance that one of some attempts is right, out of more that were tried: the estimate of pass@k without bias.

    samples: k. wrong: of the attempts at one task, which are at most 1000. Worked by hand: of 4 with 2 wrong, two hold
    a right one but in 1 of 6 choices.

    >>> show(pass_at(2, 2, 4)), show(pass_at(1, 7, 10)), show(pass_at(2, 1, 10))
    ('0.833', '0.3', '1')
    """
    return 1 - combinations(wrong, samples) / combinations(attempts, samples)


@formula(source="large-language-monkeys")
def coverage(first: Share, power: Count, samples: Count) -> Share:
    """Share of many tasks that one of several attempts solves: an exponentiated power law of their number.

    first: the share that one attempt solves. power: how fast more of them help, of the tasks and the model. SWE-bench
    Lite by DeepSeek-Coder-V2: 15.9 % in one, with the power 0.209 the published 56 % in 250.

    >>> show(coverage(0.159, 0.20883, 250), digits=2), show(coverage(0.25, 0.5, 4), digits=2)
    ('0.56', '0.5')
    """
    return exp(log(first) / samples**power)


@formula(source="large-language-monkeys", holds=[at_most("first", "later", "more attempts solve more", strict=True)])
def coverage_power(first: Share, later: Share, samples: Count) -> Count:
    """Power of the law of coverage out of two points: what one attempt solves, and what several do.

    later: the share that so many samples solve. CodeContests by Gemma 2B: 0.02 % in one and 7.1 % in 10,000.

    >>> show(coverage_power(0.159, 0.56, 250)), show(coverage_power(0.0002, 0.071, 10000))
    ('0.209', '0.127')
    """
    return log(log(first) / log(later)) / log(samples)


@formula(source="large-language-monkeys", holds=[at_most("first", "wanted", "more attempts solve more")])
def samples_for_coverage(first: Share, power: Count, wanted: Share) -> Count:
    """Attempts at each task that solve a share of them, by the law of coverage.

    wanted: that share. SWE-bench Lite by DeepSeek-Coder-V2: 56 % take the published 250.

    >>> show(samples_for_coverage(0.159, 0.20883, 0.56), digits=2), show(samples_for_coverage(0.25, 0.5, 0.5))
    ('250', '4')
    """
    return (log(first) / log(wanted)) ** (1 / power)


@formula(source="kipply-inference-arithmetic", holds=[least("samples", 1, "an answer is one attempt")])
def sampling_work(parameters: Count, prompt: Tokens, answer: Tokens, samples: Count) -> Work:
    """Work of several attempts at a task: the prompt is read once, and each of them is written.

    parameters: active ones. prompt, answer: tokens. 8 billion, a prompt of 1000 and 100 answers of 500: 816 TFLOP.

    >>> show(sampling_work(8e9, 1000, 500, 100))
    '816 TFLOP'
    """
    return forward_work(parameters) * (prompt + samples * answer)
