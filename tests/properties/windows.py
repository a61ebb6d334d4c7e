from .kinds import at, between, equals, falls, rises

LONG = {"queries": (1, 50), "keys": (50, 1000), "causal": (0, 1), "window": (1, 2000)}

PROPERTIES = {
    "window_edges": [
        rises("causal", causal=(0, 1)),
        between(0, 2, causal=(0, 1)),
        equals("causal", window=0.0),
        at(2.0, keys=9.0, window=8.0, causal=1.0),
    ],
    "pairs_beyond": [
        at(0.0, window=0.0),
        falls("window", **LONG),
        falls("causal", **LONG),
        rises("keys", **LONG),
        between(0, lambda i: i["queries"] * i["keys"], **LONG),
        equals(lambda i: max(0, i["keys"] - i["window"]), LONG, queries=1.0, causal=1.0),
    ],
    "window_keys": [
        equals("keys", window=0.0),
        rises("queries", **LONG),
        rises("window", **LONG),
        between(0, lambda i: i["keys"], **LONG),
    ],
    "paged_keys": [
        at(20.0, keys=100.0, seen=20.0, page=1.0),
        rises("seen"),
        equals(0.0, seen=0.0, keys=64.0, page=16.0),
        at(112.0, keys=100.0, seen=100.0, page=16.0),
    ],
}
