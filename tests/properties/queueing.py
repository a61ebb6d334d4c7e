from .kinds import at, between, equals, falls, rises, scales, symmetric

LIGHT = {"arrivals": (0.1, 9.0), "service": (0.001, 0.1)}
POOL = {**LIGHT, "servers": (1, 20)}

PROPERTIES = {
    "server_utilization": [scales("arrivals", 1, arrivals=(0.1, 4), service=(0.001, 0.1))],
    "mm1_response": [rises("arrivals", **LIGHT), equals("service", arrivals=0.0)],
    "mm1_wait": [rises("arrivals", **LIGHT)],
    "mm1_in_system": [rises("service", **LIGHT)],
    "mm1_queue": [rises("service", **LIGHT)],
    "littles_law": [symmetric("arrivals", "response"), scales("response", 1)],
    "mm1_probability": [falls("requests", **LIGHT), between(0, lambda i: 1 - i["arrivals"] * i["service"], **LIGHT)],
    "mm1_at_least": [falls("requests", **LIGHT), rises("service", **LIGHT), at(1.0, LIGHT, requests=0.0)],
    "mm1_response_percentile": [rises("percentile", **LIGHT), at(0.0, LIGHT, percentile=0.0)],
    "mm1_wait_percentile": [rises("percentile", **LIGHT), rises("arrivals", **LIGHT), at(0.0, LIGHT, percentile=0.0)],
    "mm1k_blocking": [rises("load", load=(0.01, 0.99)), falls("room", load=(0.01, 0.99)), at(0.0, load=0.0)],
    "mm1k_throughput": [between(0, lambda i: i["arrivals"], **LIGHT), rises("room", **LIGHT)],
    "offered_load": [symmetric("arrivals", "service"), scales("arrivals", 1)],
    "erlang_loss": [rises("load"), falls("servers"), equals(lambda i: i["load"] / (1 + i["load"]), servers=1.0)],
    "erlang_c": [
        rises("load", load=(0.01, 5.0), servers=(6, 20)),
        falls("servers", load=(0.01, 5.0), servers=(6, 20)),
        equals("load", {"load": (0.01, 0.99)}, servers=1.0),
    ],
    "mmm_wait": [
        falls("servers", **POOL),
        equals(lambda i: i["arrivals"] * i["service"] ** 2 / (1 - i["arrivals"] * i["service"]), LIGHT, servers=1.0),
    ],
    "mmm_response": [falls("servers", **POOL), between(lambda i: i["service"], 100, **POOL)],
    "replicated_response": [falls("copies", **LIGHT), rises("arrivals", **LIGHT)],
    "square_root_staffing": [rises("load"), equals("load", quality=0.0)],
    "mg1_wait": [rises("variation", **LIGHT), rises("arrivals", **LIGHT)],
    "mg1_response": [rises("variation", **LIGHT), equals("service", LIGHT, arrivals=0.0)],
    "md1_wait": [rises("arrivals", **LIGHT), rises("service", **LIGHT)],
    "kingman_wait": [
        symmetric("arrival_variation", "service_variation", **LIGHT),
        rises("arrivals", **LIGHT),
        at(0.0, LIGHT, arrival_variation=0.0, service_variation=0.0),
    ],
    "service_demand": [symmetric("visits", "service"), scales("visits", 1)],
    "device_throughput": [scales("throughput", 1), scales("visits", 1)],
    "interactive_response": [
        falls("think", users=(20, 1000), throughput=(0.1, 1.0), think=(0.1, 10.0)),
        rises("users", users=(20, 1000), throughput=(0.1, 1.0), think=(0.1, 10.0)),
    ],
    "bottleneck_throughput": [scales("demands", -1)],
    "closed_throughput_bound": [rises("users"), falls("think"), between(0, lambda i: 1 / max(i["demands"]))],
    "closed_response_bound": [
        rises("users", users=(10, 100), demands=(1.0, 10.0), think=(0.1, 5.0)),
        falls("think", users=(10, 100), demands=(1.0, 10.0), think=(0.1, 5.0)),
        between(lambda i: sum(i["demands"]), 1e6, users=(10, 100), demands=(1.0, 10.0), think=(0.1, 5.0)),
    ],
    "saturation_users": [rises("think"), between(1, 1e12)],
}
