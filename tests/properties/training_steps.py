from .kinds import at, equals, falls, rises, scales

PROPERTIES = {
    "passes_work": [scales("work", 1), scales("tokens", 1), scales("passes", 1)],
    "tensors_traffic": [scales("layers", 1), scales("tensors", 1), scales("width", 1)],
    "scores_traffic": [scales("tokens", 1), scales("context", 1), scales("heads", 1)],
    "passes_time": [scales("forward", 1), scales("passes", 1), falls("share")],
    "bubble_time": [
        scales("stage", 1, stages=(1, 100)),
        falls("chunks", stages=(1, 100)),
        at(0.0, stages=1.0),
    ],
    "unhidden_time": [falls("hidden"), equals("time", hidden=0.0)],
    "training_run_time": [scales("step", 1), scales("tokens", 1), scales("batch", -1)],
    "kept_activations": [scales("tokens", 1), falls("ranks"), falls("sequence_ranks"), rises("hidden")],
    "kept_scores": [scales("context", 1), scales("ranks", -1)],
    "pipeline_activations": [
        scales("layer", 1, stages=(1, 100)),
        rises("microbatches", stages=(1, 100)),
        falls("stages", stages=(1, 100)),
    ],
    "interleaved_activations": [
        scales("layer", 1, stages=(1, 100)),
        falls("chunks", stages=(1, 100)),
        rises("stages", stages=(1, 100)),
    ],
    "logits_memory": [scales("vocabulary", 1), scales("ranks", -1)],
}
