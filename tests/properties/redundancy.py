from math import comb, exp

from .kinds import at, between, equals, falls, rises, scales

PARTS = {"needed": (1, 8), "parts": (8, 64)}
PIECES = {"data": (1, 16), "parity": (0, 6)}
DRIVES = {**PIECES, "mttf": (100.0, 1000.0), "repair": (1.0, 50.0)}

PROPERTIES = {
    "combinations": [
        rises("things", things=(5, 20), chosen=(1, 4)),
        equals("things", {"things": (1, 20)}, chosen=1.0),
        at(1.0, things=7.0, chosen=0.0),
        at(35.0, things=7.0, chosen=4.0),
    ],
    "poisson_probability": [
        between(0, 1, mean=(0.1, 20), events=(0, 20)),
        equals(lambda i: exp(-i["mean"]), {"mean": (0.1, 20)}, events=0.0),
        equals(lambda i: i["mean"] * exp(-i["mean"]), {"mean": (0.1, 20)}, events=1.0),
        rises("mean", mean=(0.1, 5), events=(6, 20)),
    ],
    "exactly_working": [
        between(0, 1),
        equals(lambda i: i["availability"] ** i["parts"], working=9.0, parts=9.0),
        equals(lambda i: comb(int(i["parts"]), 3) / 2 ** i["parts"], working=3.0, availability=0.5),
    ],
    "k_of_n_availability": [
        falls("needed", **PARTS),
        rises("parts", **PARTS),
        rises("availability", **PARTS),
        equals(lambda i: 1 - (1 - i["availability"]) ** i["parts"], needed=1.0),
        equals(lambda i: i["availability"] ** 5, needed=5.0, parts=5.0),
    ],
    "erasure_loss_probability": [
        rises("failure", **PIECES),
        falls("parity", **PIECES),
        rises("data", **PIECES),
        equals(lambda i: i["failure"] ** (i["parity"] + 1), PIECES, data=1.0),
    ],
    "erasure_loss_rate": [falls("mttf", **DRIVES), falls("parity", **DRIVES), rises("data", **DRIVES)],
    "error_budget": [scales("whole", 1), falls("objective"), equals("whole", objective=0.0)],
    "burn_rate": [scales("errors", 1, errors=(0.001, 0.4)), rises("objective"), equals("errors", objective=0.0)],
    "budget_lasts": [scales("period", 1), scales("burn", -1), equals("period", burn=1.0)],
    "budget_used": [scales("burn", 1), scales("window", 1), at(1.0, burn=1.0, window=7.0, period=7.0)],
}
