from .kinds import at, between, equals, falls, rises, scales, symmetric

PROPERTIES = {
    "cycles_time": [scales("cycles", 1), scales("clock", -1)],
    "cpu_time": [symmetric("instructions", "cpi"), scales("clock", -1)],
    "cpi_from_mix": [scales("cpis", 1), between(0, lambda i: sum(i["shares"]) * max(i["cpis"]))],
    "improved_cpi": [
        equals("cpi", share=0.0, after=1.0, before=1.0),
        rises("after", cpi=(500, 1000), before=(1, 400)),
        falls("before", cpi=(500, 1000), before=(1, 400)),
    ],
    "cpi_speedup": [scales("before", 1), scales("after", -1), at(1.0, before=2.0, after=2.0)],
    "instruction_rate": [scales("clock", 1), scales("cpi", -1)],
    "executed_rate": [scales("instructions", 1), scales("time", -1)],
    "weighted_speedup": [scales("alone", 1), scales("together", -1)],
}
