from .kinds import between, equals, rises, scales, symmetric

PROPERTIES = {
    "attainable": [rises("intensity"), between(0, lambda i: i["peak"])],
    "ridge": [scales("peak", 1), scales("bandwidth", -1)],
    "intensity": [scales("work", 1), scales("traffic", -1)],
    "compute_time": [scales("work", 1), scales("peak", -1)],
    "memory_time": [scales("traffic", 1), scales("bandwidth", -1)],
    "roofline_time": [symmetric("compute", "memory"), equals("compute", memory=0.0), rises("memory")],
}
