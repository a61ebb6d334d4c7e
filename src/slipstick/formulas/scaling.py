"""Scaling: the loss that a budget of parameters, tokens and work buys."""

from ..units import Count, SizePerToken, Tokens, Work, bit, token
from ..units.maths import exp, log
from .core.conditions import at_most
from .core.formula import formula
from .inference import answer_latency as answer_latency
from .inference import answers_per_chip as answers_per_chip
from .inference import chips_for_weights as chips_for_weights
from .inference import decode_compute as decode_compute
from .inference import decode_step as decode_step
from .inference import decode_step_general as decode_step_general
from .inference import decode_throughput as decode_throughput
from .inference import evicted_tokens as evicted_tokens
from .inference import prefill_servers as prefill_servers
from .inference import prefill_time as prefill_time
from .inference import reading_rate as reading_rate
from .inference import speculated_tokens as speculated_tokens
from .inference import speculation_speedup as speculation_speedup
from .laws import law_loss, law_parameters, worth_parameters


@formula(source="nanogpt-scaling")
def chinchilla_loss(parameters: Count, tokens: Tokens) -> Count:
    """Loss in nats per token of a language model by its size and its training (Chinchilla, third approach).

    parameters: of the model. tokens: seen in training, each once. With the rounded constants the paper prints; they
    do not reproduce its table of best sizes. 399.54 million and 14.43 billion: 2.76.

    >>> show(chinchilla_loss(399.54e6, 14.43e9))
    '2.76'
    >>> show(chinchilla_loss(1e6, 1e6), digits=6)
    '13.9772'
    """
    return law_loss(parameters, tokens, 1.69, 406.4, 410.7, 0.34, 0.28)


@formula(source="nanogpt-scaling")
def chinchilla_parameters(work: Work) -> Count:
    """Parameters at which the Chinchilla loss is lowest for a budget of 6 FLOP a parameter and token.

    work: of training. By the rounded constants the paper prints: far fewer than the 70 billion of Chinchilla itself.
    The source searches a grid with steps of 0.9 %: at 3.459892e19 FLOP
    the best is 399.54 million.

    >>> show(chinchilla_parameters("3.459892e19 FLOP"), digits=5)
    '399.3e6'
    """
    return law_parameters(work, 406.4, 410.7, 0.34, 0.28)


@formula(source="epoch-chinchilla-refit")
def refitted_loss(parameters: Count, tokens: Tokens) -> Count:
    """Loss in nats per token of a language model by its size and its training, by Epoch's fit to Chinchilla's data.

    parameters: of the model. tokens: seen in training, each once. Besiroglu and others fitted the same form to points
    read off the paper's plots: where the printed constants disagree with the paper's own table, these do not. Worked
    here: Chinchilla, 70 billion and 1.4e12, 1.974; the least that any model gets to is 1.8172.

    >>> show(refitted_loss(70e9, 1.4e12), digits=4), show(refitted_loss(1e6, 1e6), digits=6)
    ('1.974', '19.0808')
    """
    return law_loss(parameters, tokens, 1.8172, 482.01, 2085.43, 0.3478, 0.3658)


@formula(source="epoch-chinchilla-refit")
def refitted_parameters(work: Work) -> Count:
    """Parameters at which the loss of Epoch's fit to Chinchilla's data is lowest for a budget of work.

    work: of training, 6 FLOP a parameter and token. It grows with the work to the power 0.5126. At Chinchilla's 5.76e23
    FLOP: 72.2 billion with 18 tokens each, and Chinchilla has 70; the printed constants lead to 32.

    >>> show(refitted_parameters("5.76e23 FLOP"), digits=5)
    '72.249e9'
    """
    return law_parameters(work, 482.01, 2085.43, 0.3478, 0.3658)


@formula(source="kaplan-notes")
def kaplan_parameters_loss(parameters: Count) -> Count:
    """Loss in nats per token of a language model by its size, with enough data and training (Kaplan and others).

    parameters: without embeddings. Twice as many multiply it by 0.95. The constants hold for the paper's own tokens and
    texts. Worked here: 1.5 billion, 2.30.

    >>> show(kaplan_parameters_loss(1.5e9), digits=6)
    '2.30355'
    >>> show(kaplan_parameters_loss(3e9) / kaplan_parameters_loss(1.5e9), digits=2)
    '0.95'
    """
    return (88 * 1000.0**4 / parameters) ** 0.076


@formula(source="kaplan-notes")
def kaplan_tokens_loss(tokens: Tokens) -> Count:
    """Loss in nats per token of a large language model by the data it is trained on until it stops learning (Kaplan).

    tokens: different ones. The constants hold for the paper's own tokens and texts. Worked here: 22 billion, 2.10.

    >>> show(kaplan_tokens_loss(22e9), digits=6)
    '2.09917'
    """
    return (54 * 1000.0**4 * token / tokens) ** 0.095


@formula(source="kaplan-notes")
def kaplan_loss(parameters: Count, tokens: Tokens) -> Count:
    """Loss in nats per token of a language model by its size and its data, until it stops learning (Kaplan and others).

    parameters: without embeddings. tokens: different ones. With the paper's fit of both at once, whose constants differ
    a little from those of each alone. Worked here: 1.5 billion and 22 billion, 2.31.

    >>> show(kaplan_loss(1.5e9, 22e9), digits=6), show(kaplan_loss(1.5e3, 22e6), digits=6)
    ('2.31255', '6.43292')
    """
    return ((64 * 1000.0**4 / parameters) ** (0.076 / 0.103) + 18 * 1000.0**4 * token / tokens) ** 0.103


@formula(source="cs336-scaling-lesson")
def twenty_tokens(parameters: Count) -> Tokens:
    """Tokens to train a model with by the rule of thumb of 20 for each parameter. Chinchilla: 70 billion, 1.4e12.

    >>> show(twenty_tokens(70e9))
    '1.4e12 token'
    """
    return 20 * token * parameters


@formula(source="perplexity-notes")
def perplexity(loss: Count) -> Count:
    """Perplexity of a language model: among how many equally likely tokens it seems to choose.

    loss: cross-entropy in nats per token. 1.386 is a choice among 4, 3.0 among about 20.

    >>> show(perplexity(1.386)), show(perplexity(3.0), digits=2)
    ('4', '20')
    """
    return exp(loss)


@formula(source="perplexity-notes")
def loss_of_perplexity(perplexity: Count) -> Count:
    """Cross-entropy in nats per token of a perplexity. A choice among 4: 1.386.

    >>> show(loss_of_perplexity(4), digits=4)
    '1.386'
    """
    return log(perplexity)


@formula(source="nanochat-loss-eval")
def bits_per_byte(loss: Count, per_token: SizePerToken) -> Count:
    """Bits per byte of text of a language model: a loss that does not depend on the tokenizer.

    loss: cross-entropy in nats per token. per_token: mean bytes of text in a token. A loss of 3 at 4 bytes: 1.08.

    >>> show(bits_per_byte(3.0, "4 B/token"))
    '1.08'
    """
    return loss / log(2) * (8 * bit) / (per_token * token)


@formula(source="perplexity-notes")
def byte_perplexity(loss: Count, per_token: SizePerToken) -> Count:
    """Perplexity of a language model for each byte of text: it does not depend on the tokenizer.

    loss: cross-entropy in nats per token. per_token: mean bytes of text in a token. Worked here: a choice among 16 at 4
    bytes a token is one among 2 for each byte, one bit.

    >>> show(byte_perplexity(2.772588722239781, "4 B/token")), show(bits_per_byte(2.772588722239781, "4 B/token"))
    ('2', '1')
    """
    return exp(loss / (per_token * token / (8 * bit)))


@formula(source="datablations", holds=[at_most("unique", "tokens", "each of them is seen")])
def effective_tokens(unique: Tokens, tokens: Tokens) -> Tokens:
    """Fresh tokens that training on repeated ones is worth: repetition pays less and less (Muennighoff and others).

    unique: different tokens. tokens: seen in training, at least as many. Each tenfold of repetition is worth less; the
    most is 16.4 times the unique ones. Worked here: 25 billion, each four times, are worth 93.

    >>> show(effective_tokens(25e9, 100e9)), show(effective_tokens(25e9, 25e9))
    ('93.1e9 token', '25e9 token')
    """
    return unique * (1 + 15.387756 * (1 - exp((1 - tokens / unique) / 15.387756)))


@formula(source="datablations")
def fitting_parameters(unique: Tokens) -> Count:
    """Parameters that so many different tokens are enough for, by the fit behind the law of repeated data.

    Worked here: 25 billion tokens are enough for 1.27 billion parameters.

    >>> show(fitting_parameters(25e9))
    '1.27e9'
    """
    return unique / token * exp((6.255414 - 7.3049974) / 0.3526596)


@formula(source="datablations")
def effective_parameters(parameters: Count, unique: Tokens) -> Count:
    """Parameters that a model is worth where its different tokens are too few for it.

    unique: different tokens. Up to what these are enough for, it is worth all of them; at most 6.31 times that.
    Worked here: of 6.34 billion on 25 billion tokens, 4.84.

    >>> show(effective_parameters(6.34e9, 25e9)), show(effective_parameters(1e9, 25e9))
    ('4.84e9', '1e9')
    """
    return worth_parameters(parameters, fitting_parameters(unique))


@formula(source="datablations")
def repeated_data_loss(parameters: Count, tokens: Tokens, unique: Tokens) -> Count:
    """Loss in nats per token where tokens are seen more than once (data-constrained scaling).

    parameters: of the model. tokens: seen in training. unique: different ones among them. The source's two models of
    one budget: 6.34 billion on 242 billion tokens, 25 of them different, 2.2256; 8.67 on 178, 2.2270.

    >>> show(repeated_data_loss(6.34e9, 242e9, 25e9), digits=7), show(repeated_data_loss(8.67e9, 178e9, 25e9), digits=7)
    ('2.225644', '2.226963')
    """
    return (
        exp(0.6254804)
        + exp(6.255414) / effective_parameters(parameters, unique) ** 0.3526596
        + exp(7.3049974) / (effective_tokens(unique, tokens) / token) ** 0.3526596
    )
