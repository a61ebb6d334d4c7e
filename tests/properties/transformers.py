from .kinds import equals, rises, scales, symmetric

PROPERTIES = {
    "head_size": [scales("width", 1), scales("heads", -1)],
    "attention_parameters": [scales("width", 1), scales("head", 1), rises("kv_heads")],
    "mlp_parameters": [scales("width", 1), scales("hidden", 1)],
    "gated_mlp_parameters": [scales("width", 1), scales("hidden", 1)],
    "embedding_parameters": [scales("vocabulary", 1), scales("width", 1)],
    "transformer_parameters": [
        rises("tables"),
        equals(lambda i: i["tables"] * i["embedding"] + i["positions"], layers=0.0),
    ],
    "block_parameters": [scales("layers", 1), scales("width", 2)],
    "moe_parameters": [equals("dense", experts=0.0), rises("expert")],
    "query_parameters": [scales("width", 1), scales("heads", 1), symmetric("head", "position")],
    "latent_query_parameters": [scales("rank", 1), symmetric("head", "position"), rises("width")],
    "latent_attention_parameters": [
        rises("heads"),
        equals("queries", width=0.0, latent=0.0),
        equals(lambda i: i["queries"] + i["width"] * i["position"], latent=0.0, value=0.0),
    ],
    "sparse_transformer_parameters": [
        symmetric("shared", "experts", layers=(10, 100), dense_layers=(0.001, 10)),
        rises("layers", layers=(10, 100), dense_layers=(0.001, 10)),
        equals(
            lambda i: i["layers"] * (i["attention"] + i["mlp"]) + i["tables"] * i["embedding"],
            **{"layers": 7.0, "dense_layers": 7.0},
        ),
    ],
    "forward_work": [scales("parameters", 1)],
    "training_work": [scales("parameters", 1), scales("tokens", 1)],
    "attention_score_work": [scales("context", 1), scales("layers", 1)],
    "exact_forward_work": [rises("context"), equals(lambda i: 2 * i["parameters"], context=0.0)],
    "exact_training_work": [rises("context"), equals(lambda i: 6 * i["parameters"], context=0.0)],
    "attention_equals_projections": [scales("width", 1)],
    "attention_equals_matmuls": [scales("width", 1)],
    "kv_cache_per_token": [scales("kv_heads", 1), scales("element", 1)],
    "kv_cache_total": [scales("batch", 1), scales("context", 1)],
    "max_context": [scales("memory", 1), scales("batch", -1)],
    "weights_size": [scales("parameters", 1), scales("element", 1)],
    "projection_parameters": [scales("width", 1), symmetric("heads", "head")],
    "down_parameters": [
        scales("width", 1),
        rises("expert", layers=(10, 100), dense_layers=(0.001, 10)),
        equals(lambda i: i["width"] * 7 * i["hidden"], layers=7.0, dense_layers=7.0),
    ],
    "quantised_weights": [
        rises("value"),
        equals(
            lambda i: 3 * i["parameters"],
            **dict.fromkeys(("plain", "query", "value", "output", "down", "table"), 3.0),
            head=3.0,
        ),
    ],
    "latent_cache_per_token": [scales("layers", 1), symmetric("latent", "position")],
    "window_cache": [scales("window", 1), scales("kv_heads", 1)],
    "mixed_window_cache": [
        rises("context", layers=(10, 100), windowed=(1, 10)),
        equals(
            lambda i: 2 * 7 * i["kv_heads"] * i["head"] * i["element"] * min(i["window"], i["context"]),
            layers=7.0,
            windowed=7.0,
        ),
    ],
    "window_reach": [symmetric("layers", "window")],
    "active_share": [scales("active", 1, active=(0.1, 1), parameters=(100, 1000))],
}
