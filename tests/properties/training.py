from .kinds import equals, falls, rises, scales

PROPERTIES = {
    "training_states": [scales("parameters", 1), rises("optimizer")],
    "zero1_memory": [falls("ranks"), scales("parameters", 1)],
    "zero2_memory": [falls("ranks"), scales("parameters", 1)],
    "zero3_memory": [scales("ranks", -1), scales("parameters", 1)],
    "layer_activations": [scales("batch", 1), rises("heads")],
    "tensor_parallel_activations": [scales("batch", 1), falls("ranks")],
    "selective_activations": [scales("sequence", 1), scales("ranks", -1)],
    "full_recompute_activations": [scales("sequence", 1), scales("width", 1)],
    "checkpoint_memory": [scales("tokens", 1), scales("saved", 1)],
    "pipeline_idle_share": [
        falls("microbatches", stages=(1, 100)),
        equals(0.0, {"microbatches": (1, 100)}, stages=1.0),
    ],
    "gradient_traffic": [scales("parameters", 1), scales("element", 1)],
    "zero3_traffic": [scales("parameters", 1), scales("element", 1)],
    "model_utilization": [falls("chips", work=(0.1, 1), rate=(0.1, 1), chips=(10, 20), peak=(10, 20))],
    "training_time": [scales("work", 1), scales("chips", -1), falls("utilization")],
    "fsdp_minimum_batch": [scales("peak", 1), scales("bandwidth", -1)],
    "mixed_minimum_batch": [scales("single", 2), scales("hidden", -1)],
    "optimal_fsdp": [scales("batch", 0.5), scales("hidden", -0.5)],
    "tokens_per_chip": [scales("batch", 1), scales("chips", -1)],
    "interleaved_idle_share": [
        falls("chunks", stages=(1, 100)),
        equals(0.0, {"microbatches": (1, 100)}, stages=1.0),
    ],
    "hardware_utilization": [rises("recomputed", model=(0.01, 0.7)), equals("model", recomputed=0.0)],
}
