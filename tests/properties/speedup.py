from .kinds import at, between, equals, falls, rises, scales

PROPERTIES = {
    "speedup": [scales("before", 1), scales("after", -1)],
    "amdahl": [rises("fraction"), rises("processors"), equals("processors", fraction=1.0), at(1.0, fraction=0.0)],
    "amdahl_limit": [rises("fraction"), at(1.0, fraction=0.0)],
    "amdahl_parts": [between(0, 1, fractions=(0.01, 0.2), factors=(0.1, 1))],
    "gustafson": [rises("processors"), equals("processors", fraction=1.0), at(1.0, fraction=0.0)],
    "universal_scalability": [falls("coherency"), equals("processors", contention=0.0, coherency=0.0)],
    "parallel_efficiency": [scales("speedup", 1), falls("processors")],
    "karp_flatt": [falls("speedup", speedup=(1, 5), processors=(6, 100))],
    "scalability_peak": [falls("contention", contention=(0.001, 0.999)), scales("coherency", -0.5)],
    "strong_scaling_efficiency": [scales("single", 1), scales("parallel", -1)],
    "weak_scaling_efficiency": [scales("single", 1), scales("parallel", -1)],
    "geometric_mean": [between(lambda i: min(i["ratios"]), lambda i: max(i["ratios"]))],
    "arithmetic_mean": [between(lambda i: min(i["values"]), lambda i: max(i["values"])), scales("values", 1)],
    "harmonic_mean": [
        between(lambda i: min(i["rates"]), lambda i: sum(i["rates"]) / len(i["rates"])),
        scales("rates", 1),
    ],
    "weighted_mean": [
        between(lambda i: min(i["values"]), lambda i: max(i["values"])),
        scales("weights", 0),
        scales("values", 1),
    ],
    "weighted_harmonic_mean": [
        between(lambda i: min(i["rates"]), lambda i: max(i["rates"])),
        scales("weights", 0),
        scales("rates", 1),
    ],
    "spec_ratio": [scales("reference", 1), scales("time", -1), at(1.0, reference=7.0, time=7.0)],
}
