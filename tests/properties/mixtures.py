from .kinds import at, between, equals, falls, rises, scales

SOME = {"experts": (64, 128), "active": (1, 8), "tokens": (1, 64)}

ALIKE = {"tokens": (1, 64), "alike": (0, 0.9)}

PROPERTIES = {
    "apart_tokens": [
        rises("tokens", **ALIKE),
        between(lambda i: 1.0, lambda i: i["tokens"], **ALIKE),
        equals("tokens", ALIKE, alike=0.0),
    ],
    "experts_touched": [
        rises("tokens", **SOME),
        rises("active", **SOME),
        between(lambda i: i["active"], lambda i: min(i["experts"], i["active"] * i["tokens"]), **SOME),
        equals("active", SOME, tokens=1.0),
        equals("experts", experts=8.0, active=8.0),
    ],
    "tokens_per_expert": [rises("tokens", **SOME), falls("experts", **SOME), at(1.0, SOME, tokens=1.0)],
    "mixture_matmuls": [rises("tokens", **SOME), equals(lambda i: 3 * i["active"], SOME, tokens=1.0)],
    "mixture_work": [scales("tokens", 1), scales("active", 1), scales("hidden", 1), scales("inner", 1)],
    "routed_size": [scales("tokens", 1), scales("active", 1), scales("width", 1), scales("element", 1)],
    "mixture_traffic": [
        rises("tokens", **SOME),
        rises("inner", **SOME),
        rises("result_width", **SOME),
        scales("hidden", 1, **SOME),
    ],
}
