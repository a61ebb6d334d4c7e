from .kinds import at, between, equals, falls, rises, scales, symmetric

LONG = {"queries": (1, 50), "keys": (50, 1000), "causal": (0, 1)}

EITHER = {"packed": (0.001, 1)}
TOGETHER = {"tile": 64.0, "packed": 1.0, "grouped": 64.0}

PROPERTIES = {
    "attention_pairs": [
        equals(lambda i: i["queries"] * i["keys"], causal=0.0, beyond=0.0),
        equals("keys", queries=1.0, beyond=0.0),
        equals(10.0, queries=4.0, keys=4.0, causal=1.0, beyond=0.0),
        equals(7.0, queries=4.0, keys=4.0, causal=1.0, beyond=3.0),
        falls("causal", beyond=(0, 1), **LONG),
        falls("beyond", beyond=(0, 9), **LONG),
    ],
    "attention_work": [symmetric("batch", "heads"), scales("head", 1), scales("pairs", 1)],
    "attention_softmax_work": [symmetric("batch", "heads"), scales("pairs", 1)],
    "attention_exponentials": [symmetric("batch", "heads"), scales("pairs", 1)],
    "attention_traffic": [
        scales("batch", 1),
        rises("width"),
        rises("cache_width"),
        rises("kv_heads"),
        rises("queries"),
        rises("read"),
    ],
    "attention_rows": [symmetric("batch", "heads"), symmetric("heads", "queries")],
    "attention_scores_work": [symmetric("queries", "keys"), symmetric("keys", "head"), scales("batch", 1)],
    "attention_scores_traffic": [scales("batch", 1), scales("width", 1), rises("kv_heads"), rises("head")],
    "attention_values_traffic": [scales("batch", 1), scales("width", 1), rises("keys"), rises("heads")],
    "heads_apart": [between(0, 1), rises("heads"), falls("grouped"), at(1.0, heads=64.0, kv_heads=1.0, grouped=32.0)],
    "block_heads": [
        rises("grouped"),
        equals(1.0, packed=0.0),
        at(16.0, heads=16.0, kv_heads=1.0, **TOGETHER),
    ],
    "lone_head": [equals(1.0, together=1.0), falls("together"), at(0.0, together=2.0), between(0, 2)],
    "attention_blocks": [scales("batch", 1), rises("queries"), rises("heads"), falls("tile")],
    "block_keys": [
        between(0, lambda i: i["keys"]),
        rises("pairs"),
        rises("edges"),
        at(512.0, queries=1.0, pairs=512.0, keys=4096.0),
    ],
    "attention_block_time": [rises("keys"), rises("overhead"), falls("split"), falls("share"), rises("step")],
    "interleaved_softmax_time": [scales("work", 1), scales("peak", -1), rises("softmax")],
    "softmax_beside": [scales("head", -1), scales("matrix", 1), falls("vector"), falls("special")],
    "share_of_whole": [rises("share"), falls("beside"), equals("share", beside=0.0)],
    "share_apart": [rises("whole"), rises("beside"), equals("whole", beside=0.0), between(0, 1)],
    "attention_busy_time": [
        rises("batch", **EITHER),
        rises("overhead", **EITHER),
        rises("step", **EITHER),
        falls("share", **EITHER),
        rises("gather", **{**EITHER, "split": (2, 64)}),
    ],
    "attention_intensity": [
        rises("queries"),
        rises("keys"),
        falls("kv_heads"),
        scales("width", -1),
        between(0, lambda i: 2 * i["heads"] / i["kv_heads"] * i["queries"] / i["width"]),
    ],
    "naive_attention_intensity": [
        rises("queries"),
        falls("kv_heads"),
        scales("width", -1),
        between(0, lambda i: i["head"] / i["width"]),
    ],
    "latent_attention_intensity": [
        symmetric("heads", "queries"),
        scales("width", -1),
        falls("position"),
        equals(lambda i: 4 * i["heads"] * i["queries"] / i["width"], position=0.0),
    ],
}
