from .kinds import between, equals, rises, scales, symmetric

PROPERTIES = {
    "attainable": [rises("intensity"), between(0, lambda i: i["peak"])],
    "ridge": [scales("peak", 1), scales("bandwidth", -1)],
    "intensity": [scales("work", 1), scales("traffic", -1)],
    "compute_time": [scales("work", 1), scales("peak", -1)],
    "memory_time": [scales("traffic", 1), scales("bandwidth", -1)],
    "roofline_time": [symmetric("compute", "memory"), equals("compute", memory=0.0), rises("memory")],
    "no_overlap_time": [symmetric("compute", "memory"), between(0, lambda i: 2 * max(i["compute"], i["memory"]))],
    "slowest_stage_time": [scales("sizes", 1), scales("bandwidths", -1)],
    "hierarchical_roofline": [between(0, lambda i: i["peak"]), rises("peak")],
    "roofline_fraction": [
        scales("achieved", 1, achieved=(0.001, 0.1), peak=(1, 9), bandwidth=(1, 9), intensity=(1, 9)),
        equals(1.0, achieved=3.0, peak=3.0, bandwidth=5.0, intensity=2.0),
    ],
    "elementwise_intensity": [scales("work", 1), scales("accesses", -1), scales("width", -1)],
    "critical_batch": [scales("peak", 1), scales("bandwidth", -1), scales("weight", 1)],
    "critical_rows": [
        symmetric("n", "k", peak=(0.001, 1), bandwidth=(10, 1000), width=(0.5, 4)),
        rises("peak", peak=(0.001, 1), bandwidth=(10, 1000), width=(0.5, 4)),
    ],
    "critical_inner_side": [scales("peak", 1), scales("link", -1), scales("width", 1)],
    "roofline_energy": [rises("work"), rises("time"), symmetric("traffic", "transfer"), symmetric("work", "operation")],
    "energy_balance": [scales("transfer", 1), scales("operation", -1)],
    "work_per_energy": [
        rises("intensity"),
        equals(lambda i: 0.5 / i["operation"], transfer=6.0, operation=2.0, intensity=3.0),
    ],
}
