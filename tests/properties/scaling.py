from .kinds import at, falls, rises, scales

PROPERTIES = {
    "chinchilla_loss": [falls("parameters"), falls("tokens")],
    "chinchilla_parameters": [rises("work")],
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
