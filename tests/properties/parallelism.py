from .kinds import at, between, equals, falls, rises, scales

CHIP = {"chip": (64.0, 1024.0), "core": (1.0, 64.0)}

PROPERTIES = {
    "greedy_time": [
        falls("processors"),
        rises("span"),
        equals(lambda i: i["work"] + i["span"], processors=1.0),
        between(lambda i: max(i["work"] / i["processors"], i["span"]), float("inf")),
    ],
    "brent_time": [
        falls("processors", span=(0.001, 1.0), work=(1.0, 1000.0)),
        rises("span"),
        equals("work", processors=1.0),
        equals("span", work=7.0, span=7.0),
        between(lambda i: i["work"] / i["processors"], lambda i: i["work"] / i["processors"] + i["span"]),
    ],
    "parallel_time_floor": [falls("processors"), rises("work"), equals("work", work=5.0, span=5.0, processors=1.0)],
    "parallelism": [scales("work", 1), scales("span", -1), at(1.0, work=7.0, span=7.0)],
    "parallel_slackness": [scales("processors", -1, processors=(2, 1000)), scales("work", 1)],
    "load_balance_efficiency": [between(lambda i: 1 / len(i["times"]), 1), scales("times", 0)],
    "load_imbalance": [between(0, lambda i: 1 - 1 / len(i["times"])), scales("times", 0)],
    "symmetric_multicore_speedup": [
        rises("fraction", **CHIP),
        rises("chip", **CHIP),
        equals(lambda i: i["core"] ** 0.5, CHIP, fraction=0.0),
    ],
    "asymmetric_multicore_speedup": [
        rises("chip", **CHIP),
        equals(lambda i: i["core"] ** 0.5, CHIP, fraction=0.0),
        between(lambda i: i["core"] ** 0.5 / (1 - i["fraction"] + i["fraction"] * i["core"] / i["chip"]), 2000, **CHIP),
    ],
    "dynamic_multicore_speedup": [
        rises("core", **CHIP),
        rises("chip", **CHIP),
        equals("chip", CHIP, fraction=1.0),
    ],
}
