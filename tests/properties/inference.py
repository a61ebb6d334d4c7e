from .kinds import at, between, equals, falls, rises, scales, symmetric

PROPERTIES = {
    "decode_step": [symmetric("weights", "cache"), scales("chips", -1)],
    "decode_compute": [scales("batch", 1), scales("peak", -1)],
    "decode_step_general": [symmetric("compute", "weights"), rises("attention")],
    "prefill_time": [scales("prompt", 1), falls("utilization")],
    "decode_throughput": [scales("batch", 1), scales("step", -1)],
    "answers_per_chip": [scales("batch", 1), scales("chips", -1)],
    "chips_for_weights": [scales("parameters", 1), scales("memory", -1)],
    "evicted_tokens": [scales("batch", 1), falls("answer")],
    "prefill_servers": [scales("prefill", 1), scales("answer", -1)],
    "speculated_tokens": [rises("drafts"), at(1.0, drafts=0.0)],
    "speculation_speedup": [falls("cost"), equals(lambda i: 1.0, drafts=0.0)],
    "answer_latency": [rises("first", answer=(1, 100)), rises("answer", answer=(1, 100))],
    "reading_rate": [scales("words", 1), scales("per_word", 1)],
    "read_parameters": [falls("unread"), rises("touched"), equals("parameters", unread=0.0, layers=0.0)],
    "read_weights": [scales("weights", 1), scales("read", 1), equals("weights", read=7.0, parameters=7.0)],
    "kept_tokens": [
        rises("context"),
        rises("window"),
        equals("context", windowed=0.0),
        between(0, lambda i: i["context"]),
    ],
    "handling_time": [scales("parameters", 1), scales("devices", -1), scales("peak", -1), rises("handling")],
    "prompt_attention_work": [scales("prompt", 1), symmetric("prompt", "seen"), symmetric("layers", "heads")],
}
