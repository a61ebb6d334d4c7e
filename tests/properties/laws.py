from .kinds import at, between, equals, falls, rises, scales

ONES = {"a": 1.0, "b": 1.0, "alpha": 0.5, "beta": 0.5}
POWERS = {"alpha": (0.2, 0.8), "beta": (0.2, 0.8)}

PROPERTIES = {
    "law_loss": [
        falls("parameters", parameters=(1, 1e6), **POWERS),
        falls("tokens", tokens=(1, 1e6), **POWERS),
        between(lambda i: i["least"], float("inf"), **POWERS),
    ],
    "law_balance": [
        rises("a", **POWERS),
        falls("b", **POWERS),
        equals(lambda i: i["a"] / i["b"], alpha=0.5, beta=0.5),
    ],
    "law_parameters": [rises("work", **POWERS), at(1.0, work=6.0, **ONES)],
    "trained_tokens": [scales("work", 1), scales("parameters", -1)],
    "law_work": [
        falls("loss", least=(0.1, 1), loss=(1.1, 10), **POWERS),
        rises("least", least=(0.1, 1), loss=(1.1, 10), **POWERS),
    ],
    "run_out_work": [rises("unique", **POWERS), equals(lambda i: 6 * i["unique"] ** 2, **ONES)],
    "law_fitting_parameters": [rises("unique", **POWERS), equals("unique", **ONES)],
    "worth_parameters": [rises("parameters"), rises("fitting"), between(0, lambda i: i["parameters"] * 1.0000001)],
    "law_tokens": [
        falls("loss", least=(0.1, 1), loss=(5, 10), a=(0.1, 1), parameters=(1, 1e3), **POWERS),
        falls("parameters", least=(0.1, 1), loss=(5, 10), a=(0.1, 1), parameters=(1, 1e3), **POWERS),
    ],
    "lifetime_work": [rises("served"), scales("parameters", 1), rises("tokens")],
}
