"""Scaling laws of any text: the loss by five constants, the best model for a budget, and for all that it will serve.

``least``, ``a``, ``b``, ``alpha`` and ``beta`` are the constants of one text, and hold for no other:
``slipstick calibrate --law`` fits them to rows of one's own, and pages of datasets have those that were published.
"""

from ..units import FLOP, Count, Tokens, Work, token
from ..units.maths import exp, minimum
from .core.conditions import Condition, at_most
from .core.formula import formula
from .transformers import forward_work, training_work

LEAST = at_most("least", "loss", "no model of this law gets that low", strict=True)


def _above(least: float, loss: float, parameters: float, a: float, alpha: float) -> bool:
    return loss - least <= a / parameters**alpha


def _too_small(least: float, loss: float, parameters: float, a: float, alpha: float) -> str:
    return f"a model of {parameters:.4g} parameters gets no lower than {least + a / parameters**alpha:.4g} nats"


REACHED = Condition("reached", ("least", "loss", "parameters", "a", "alpha"), _above, _too_small)


@formula(source="epoch-analyzing-chinchilla")
def law_loss(parameters: Count, tokens: Tokens, least: Count, a: Count, b: Count, alpha: Count, beta: Count) -> Count:
    """Loss in nats per token by a scaling law: what no model gets below, what size adds, and what data add.

    tokens: seen in training, each once. The fit to Chinchilla's rows: 70 billion parameters and 1.4e12 tokens, 1.974.

    >>> show(law_loss(70e9, 1.4e12, 1.8172, 482.01, 2085.43, 0.3478, 0.3658), digits=4)
    '1.974'
    >>> show(law_loss(16, 81, 1, 6, 27, 0.5, 0.25), digits=4)
    '11.5'
    """
    return least + a / parameters**alpha + b / (tokens / token) ** beta


@formula(source="epoch-analyzing-chinchilla")
def law_balance(a: Count, b: Count, alpha: Count, beta: Count) -> Count:
    """How a scaling law shares out work between size and data: the best size is this times a power of the work.

    Worked by hand: a 4 and b 1 of the powers 0.5 share out as 4 to 1 (the square root of 4, to the power of 2, over 1).

    >>> show(law_balance(4, 1, 0.5, 0.5)), show(law_balance(482.01, 2085.43, 0.3478, 0.3658), digits=3)
    ('4', '0.12')
    """
    return (alpha * a / (beta * b)) ** (1 / (alpha + beta))


@formula(source="epoch-analyzing-chinchilla")
def law_parameters(work: Work, a: Count, b: Count, alpha: Count, beta: Count) -> Count:
    """Parameters at which the loss of a scaling law is lowest for a budget of work, 6 FLOP a parameter and token.

    It grows with the work to the power beta / (alpha + beta). Chinchilla's rows at 5.76e23 FLOP: 72.2 billion.

    >>> show(law_parameters("5.76e23 FLOP", 482.01, 2085.43, 0.3478, 0.3658), digits=5)
    '72.249e9'
    """
    return law_balance(a, b, alpha, beta) * (work / (6 * FLOP)) ** (beta / (alpha + beta))


@formula(source="epoch-analyzing-chinchilla")
def trained_tokens(work: Work, parameters: Count) -> Tokens:
    """Tokens that a budget of work trains a model on, 6 FLOP a parameter and token. Chinchilla: 5.88e23 FLOP, 1.4e12.

    >>> show(trained_tokens("5.88e23 FLOP", 70e9))
    '1.4e12 token'
    """
    return work / (6 * FLOP / token * parameters)


@formula(source="epoch-analyzing-chinchilla", holds=[LEAST])
def law_work(loss: Count, least: Count, a: Count, b: Count, alpha: Count, beta: Count) -> Work:
    """Least work of training that reaches a loss by a scaling law: with the best size, and the data that go with it.

    loss: in nats per token. Worked here: what :func:`law_loss` gives for the best model of 5.76e23 FLOP comes back.

    >>> show(law_work(1.974441108, 1.8172, 482.01, 2085.43, 0.3478, 0.3658))
    '576e21 FLOP'
    >>> show(law_work(5, 1, 4, 1, 0.5, 0.5), digits=3)
    '6 FLOP'
    """
    return (6 * FLOP) * (
        (a / law_balance(a, b, alpha, beta) ** alpha + b * law_balance(a, b, alpha, beta) ** beta) / (loss - least)
    ) ** ((alpha + beta) / (alpha * beta))


@formula(source="epoch-analyzing-chinchilla")
def run_out_work(unique: Tokens, a: Count, b: Count, alpha: Count, beta: Count) -> Work:
    """Work from which on the data run out: the best model for it needs each token that there is once.

    unique: different tokens. Worked here: of the fit to Chinchilla's rows, whose best model of 5.76e23 FLOP is trained
    on 1.33e12 tokens, these run out at that work.

    >>> show(run_out_work(1.32874e12, 482.01, 2085.43, 0.3478, 0.3658))
    '576e21 FLOP'
    >>> show(run_out_work(100, 4, 1, 0.5, 0.5))
    '960 kFLOP'
    """
    return (6 * FLOP) * (law_balance(a, b, alpha, beta) * unique / token) ** ((alpha + beta) / alpha)


@formula(source="datablations")
def law_fitting_parameters(unique: Tokens, a: Count, b: Count, alpha: Count, beta: Count) -> Count:
    """Parameters that so many different tokens are enough for, by a scaling law: more are in excess.

    With the constants behind the law of repeated data, 25 billion tokens are enough for 1.27 billion parameters.

    >>> show(law_fitting_parameters(25e9, 520.83, 1487.72, 0.3526596, 0.3526596))
    '1.27e9'
    >>> show(law_fitting_parameters(16, 9, 2, 0.25, 0.5))
    '6560'
    """
    return law_balance(a, b, alpha, beta) * (law_balance(a, b, alpha, beta) * unique / token) ** (beta / alpha)


@formula(source="datablations")
def worth_parameters(parameters: Count, fitting: Count) -> Count:
    """Parameters that a model is worth where it is larger than its different tokens are enough for.

    fitting: that they are enough for. Of excess parameters each tenfold is worth less; all are worth at most 6.31 times
    the fitting ones. 6.34 billion where 1.27 fit: 4.84.

    >>> show(worth_parameters(6.34e9, 1.2744e9)), show(worth_parameters(1e9, 2e9))
    ('4.84e9', '1e9')
    """
    return minimum(parameters, fitting) * (
        1 + 5.309743 * (1 - exp((1 - parameters / minimum(parameters, fitting)) / 5.309743))
    )


@formula(source="epoch-analyzing-chinchilla", holds=[LEAST, REACHED])
def law_tokens(loss: Count, parameters: Count, least: Count, a: Count, b: Count, alpha: Count, beta: Count) -> Tokens:
    """Tokens that a model of some size has to be trained on to reach a loss by a scaling law.

    loss: in nats per token. Worked here: the loss of 70 billion parameters and 1.4e12 tokens takes these back.

    >>> show(law_tokens(1.97388186, 70e9, 1.8172, 482.01, 2085.43, 0.3478, 0.3658), digits=3)
    '1.4e12 token'
    >>> show(law_tokens(11.5, 16, 1, 6, 27, 0.5, 0.25))
    '81 token'
    """
    return token * (b / (loss - least - a / parameters**alpha)) ** (1 / beta)


@formula(source="microscale-scaling-laws")
def lifetime_work(parameters: Count, tokens: Tokens, served: Tokens) -> Work:
    """Work of a model over its life: training, and all the tokens it then reads and writes (Sardana and others).

    tokens: of training. served: of all prompts and answers. 7 billion trained on 1e12 and serving 2e12: 7e22 FLOP.

    >>> show(lifetime_work(7e9, 1e12, 2e12))
    '70e21 FLOP'
    """
    return training_work(parameters, tokens) + forward_work(parameters) * served
