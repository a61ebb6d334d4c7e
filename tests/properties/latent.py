from .kinds import rises, scales, symmetric

PROPERTIES = {
    "latent_attention_work": [scales("batch", 1), symmetric("heads", "queries"), scales("keys", 1), rises("position")],
    "latent_attention_traffic": [scales("batch", 1), symmetric("heads", "queries"), rises("read"), rises("latent")],
}
