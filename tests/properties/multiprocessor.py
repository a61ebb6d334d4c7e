from .kinds import at, between, equals, falls, rises, scales, symmetric

PROPERTIES = {
    "remote_access_cpi": [rises("cost"), symmetric("remote", "cost"), equals("base", remote=0.0)],
    "local_speedup": [rises("cost"), falls("base"), at(1.0, remote=0.0)],
    "numa_latency": [equals("near", local=1.0), equals("far", local=0.0), rises("far")],
    "numa_mixed_latency": [
        scales("latencies", 1),
        between(0, lambda i: sum(i["shares"]) * max(i["latencies"])),
    ],
    "interleaved_remote": [rises("nodes"), at(0.0, nodes=1.0), between(0, 1)],
    "directory_overhead": [scales("processors", 1), scales("block", -1)],
    "pointer_bits": [scales("pointers", 1), rises("processors")],
    "pointer_overhead": [scales("pointers", 1), scales("block", -1)],
    "bus_traffic": [scales("accesses", 1), scales("block", 1), at(0.0, misses=0.0)],
    "bus_processors": [scales("bus", 1), scales("accesses", -1), falls("misses")],
    "bus_demand": [
        scales("processors", 1, processors=(4, 100)),
        falls("computing"),
        rises("bus"),
        between(0, lambda i: i["processors"]),
    ],
    "lock_throughput": [symmetric("critical", "handoff"), between(0, lambda i: 1 / i["critical"])],
    "lock_speedup": [falls("held"), rises("processors"), between(1, lambda i: i["processors"])],
    "barrier_rounds": [rises("processors"), at(0.0, processors=1.0)],
    "dissemination_barrier_time": [scales("latency", 1), rises("processors"), at(0.0, processors=1.0)],
    "tree_barrier_time": [scales("latency", 1), rises("processors"), at(0.0, processors=1.0)],
    "central_barrier_time": [scales("latency", 1), rises("processors")],
}
