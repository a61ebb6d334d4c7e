from .kinds import equals, rises, scales

PROPERTIES = {
    "attention_parameters": [scales("width", 1), scales("head", 1), rises("kv_heads")],
    "mlp_parameters": [scales("width", 1), scales("hidden", 1)],
    "gated_mlp_parameters": [scales("width", 1), scales("hidden", 1)],
    "embedding_parameters": [scales("vocabulary", 1), scales("width", 1)],
    "transformer_parameters": [rises("tables"), equals(lambda i: i["tables"] * i["embedding"], layers=0.0)],
    "block_parameters": [scales("layers", 1), scales("width", 2)],
    "moe_parameters": [equals("dense", experts=0.0), rises("expert")],
    "forward_work": [scales("parameters", 1)],
    "training_work": [scales("parameters", 1), scales("tokens", 1)],
    "attention_score_work": [scales("context", 1), scales("layers", 1)],
    "exact_training_work": [rises("context"), equals(lambda i: 6 * i["parameters"], context=0.0)],
    "attention_equals_projections": [scales("width", 1)],
    "attention_equals_matmuls": [scales("width", 1)],
    "kv_cache_per_token": [scales("kv_heads", 1), scales("element", 1)],
    "kv_cache_total": [scales("batch", 1), scales("context", 1)],
    "max_context": [scales("memory", 1), scales("batch", -1)],
    "weights_size": [scales("parameters", 1), scales("element", 1)],
}
