from .kinds import at, between, falls, rises, scales

PROPERTIES = {
    "chinchilla_loss": [falls("parameters"), falls("tokens")],
    "chinchilla_parameters": [rises("work")],
    "refitted_loss": [falls("parameters"), falls("tokens"), between(1.8172, float("inf"))],
    "refitted_parameters": [rises("work"), scales("work", 0.3658 / 0.7136)],
    "kaplan_parameters_loss": [scales("parameters", -0.076), at(1.0, parameters=8.8e13)],
    "kaplan_tokens_loss": [scales("tokens", -0.095), at(1.0, tokens=5.4e13)],
    "kaplan_loss": [
        falls("parameters"),
        falls("tokens"),
        between(lambda i: (6.4e13 / i["parameters"]) ** 0.076, float("inf")),
    ],
    "byte_perplexity": [rises("loss", loss=(0, 10)), falls("per_token", loss=(0, 10)), at(1.0, loss=0.0)],
    "twenty_tokens": [scales("parameters", 1)],
    "perplexity": [rises("loss", loss=(0, 10)), at(1.0, loss=0.0)],
    "loss_of_perplexity": [rises("perplexity", perplexity=(1, 1000)), at(0.0, perplexity=1.0)],
    "bits_per_byte": [scales("loss", 1), scales("per_token", -1)],
    "effective_tokens": [
        rises("tokens", unique=(1, 10), tokens=(10, 100)),
        rises("unique", unique=(1, 10), tokens=(10, 100)),
    ],
    "fitting_parameters": [scales("unique", 1)],
    "effective_parameters": [rises("parameters"), rises("unique")],
    "repeated_data_loss": [
        falls("tokens", unique=(1, 10), tokens=(10, 100)),
        falls("parameters", tokens=(10, 100), unique=(1, 10)),
    ],
}
