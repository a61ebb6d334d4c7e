from .kinds import at, between, equals, falls, rises, scales, symmetric

TOGETHER = {"ranks": (2, 1000)}


def _ring(i):
    return (i["ranks"] - 1) * (i["latency"] + i["size"] / i["ranks"] / i["bandwidth"])


PROPERTIES = {
    "message_time": [rises("latency"), falls("bandwidth"), equals("latency", size=0.0)],
    "latency_bound_size": [symmetric("latency", "bandwidth"), scales("latency", 1)],
    "bucketing_saving": [rises("tensors", tensors=(1, 1000)), at(0.0, tensors=1.0)],
    "logp_message_time": [rises("overhead"), equals("latency", overhead=0.0)],
    "logp_broadcast_time": [
        rises("ranks"),
        rises("gap"),
        at(0.0, ranks=1),
        equals(lambda i: i["latency"] + 2 * i["overhead"], ranks=2),
        between(0, lambda i: (i["ranks"] - 1) * (i["latency"] + 2 * i["overhead"])),
    ],
    "loggp_message_time": [
        rises("size", size=(1, 1000)),
        equals(lambda i: i["latency"] + 2 * i["overhead"], size=1.0),
    ],
    "tree_rounds": [rises("ranks"), at(0.0, ranks=1.0), at(3.0, ranks=5.0), at(3.0, ranks=8.0)],
    "broadcast_tree_time": [rises("ranks"), rises("size"), at(0.0, ranks=1.0)],
    "reduce_tree_time": [
        rises("ranks"),
        falls("reduction"),
        equals(lambda i: i["latency"], ranks=2.0, size=0.0),
    ],
    "allgather_traffic": [rises("ranks"), scales("size", 1), between(0, lambda i: i["size"])],
    "allreduce_factor": [rises("ranks"), between(0, 2), at(0.0, ranks=1.0)],
    "allreduce_traffic": [rises("ranks"), scales("size", 1), equals("size", ranks=2.0)],
    "allgather_ring_time": [rises("ranks"), falls("bandwidth"), equals(_ring), at(0.0, ranks=1.0)],
    "reduce_scatter_ring_time": [rises("latency"), equals(_ring)],
    "allgather_doubling_time": [
        rises("ranks"),
        equals(lambda i: i["latency"] + i["size"] / 2 / i["bandwidth"], ranks=2.0),
        between(0, lambda i: _ring(i) * (1 + 1e-9), ranks=(4, 1000)),
    ],
    "broadcast_scatter_time": [
        rises("ranks"),
        equals(lambda i: 2 * i["latency"] + i["size"] / i["bandwidth"], ranks=2.0),
    ],
    "allreduce_ring_time": [rises("ranks"), equals(lambda i: 2 * _ring(i)), falls("bandwidth")],
    "allreduce_tree_time": [
        rises("ranks"),
        rises("latency"),
        equals(lambda i: 2 * (i["latency"] + i["size"] / i["bandwidth"]), ranks=2.0),
    ],
    "allreduce_doubling_time": [rises("ranks"), falls("bandwidth"), at(0.0, ranks=1.0)],
    "allreduce_halving_time": [rises("ranks"), falls("reduction"), at(0.0, ranks=1.0)],
    "ring_beats_tree_size": [
        scales("latency", 1, **TOGETHER),
        scales("bandwidth", 1, **TOGETHER),
        equals(lambda i: i["latency"] * i["bandwidth"] / 1.25, ranks=4.0),
    ],
    "allreduce_two_level_time": [
        rises("size"),
        falls("outer_bandwidth"),
        equals(
            lambda i: 2 * (i["nodes"] - 1) * (i["outer_latency"] + i["size"] / i["nodes"] / i["outer_bandwidth"]),
            ranks=1.0,
        ),
    ],
    "alltoall_bruck_time": [rises("ranks"), at(0.0, ranks=1.0)],
    "alltoall_switched_time": [falls("ranks", **TOGETHER), scales("size", 1), scales("bandwidth", -1)],
    "ragged_alltoall_time": [
        rises("used"),
        equals(lambda i: (i["ranks"] - 1) / i["ranks"] ** 2 * i["size"] / i["bandwidth"], used=1000.0),
        at(0.0, used=0.0),
    ],
    "algorithm_bandwidth": [scales("size", 1), scales("time", -1)],
    "allreduce_bus_bandwidth": [rises("ranks"), scales("algorithm", 1), equals("algorithm", ranks=2.0)],
    "allgather_bus_bandwidth": [rises("ranks"), between(0, lambda i: i["algorithm"])],
    "allgather_bandwidth_time": [rises("ranks"), between(0, lambda i: i["size"] / i["bandwidth"])],
    "allreduce_bandwidth_time": [rises("ranks"), between(0, lambda i: 2 * i["size"] / i["bandwidth"])],
    "outer_bandwidth_used": [
        rises("nodes", nodes=(1, 9), ranks=(10, 1000)),
        equals("bus", nodes=8.0, ranks=8.0),
        at(0.0, nodes=1.0, ranks=8.0),
    ],
    "level_bandwidth": [
        falls("children", children=(2, 1000)),
        scales("bandwidth", 1, children=(2, 1000)),
        equals(lambda i: 2 * i["bandwidth"], children=2.0),
    ],
    "tree_bandwidth": [
        scales("bandwidths", 1, children=(2, 1000)),
        between(lambda i: min(i["bandwidths"]), lambda i: 2 * min(i["bandwidths"]), children=(2, 1000)),
    ],
    "ici_allgather_time": [scales("size", 1), symmetric("bandwidth", "axes")],
    "ici_allgather_time_with_latency": [
        rises("size"),
        rises("hop"),
        equals(lambda i: i["hop"] * sum(i["sides"]) / 2, size=0.0),
    ],
    "ici_allreduce_time": [scales("size", 1), scales("axes", -1)],
    "ici_alltoall_time": [scales("size", 1), equals(lambda i: i["size"] / i["bandwidth"] / 4)],
    "replication": [scales("devices", 1, devices=(2, 500)), rises("devices"), equals("devices", shards=1.0)],
    "ici_send_time": [rises("hops"), falls("ports"), equals(lambda i: i["hops"] * i["hop"], size=0.0)],
    "gather_time": [rises("ranks"), falls("ports"), at(0.0, ranks=1.0)],
    "tensor_parallel_traffic": [rises("ranks"), symmetric("tokens", "width"), at(0.0, ranks=1.0)],
    "in_network_gain": [rises("ranks"), between(1, 2), at(1.0, ranks=1.0)],
}
