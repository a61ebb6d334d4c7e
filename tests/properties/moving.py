from .kinds import at, between, equals, falls, rises, scales, symmetric

CHUNKED = {"chunk": (0.001, 1), "size": (1, 1000)}

PROPERTIES = {
    "hops_time": [symmetric("hops", "latencies"), scales("hops", 1), scales("latencies", 1)],
    "link_ramp_time": [
        rises("transfer"),
        falls("half"),
        scales("ramp", 0.5),
        equals(lambda i: 2 * i["ramp"] ** 0.5, transfer=4.0, half=0.0),
        at(0.0, transfer=0.0),
    ],
    "shared_link_time": [
        falls("ranks", ranks=(2, 1000)),
        rises("own", ranks=(2, 1000)),
        scales("transfer", 1, ranks=(2, 1000)),
        scales("share", -1, ranks=(2, 1000)),
        equals(lambda i: i["transfer"] / i["share"], own=0.0, ranks=2.0),
    ],
    "collective_time": [
        rises("ramp"),
        symmetric("launch", "steps"),
        equals("link", launch=0.0, steps=0.0, ramp=0.0),
    ],
    "alltoall_outer_traffic": [
        rises("ranks", ranks=(100, 1000), inner=(1, 100)),
        scales("size", 1, ranks=(100, 1000), inner=(1, 100)),
        at(0.0, ranks=8.0, inner=8.0),
        between(0, lambda i: i["size"], ranks=(100, 1000), inner=(1, 100)),
    ],
    "alltoall_line_time": [
        rises("side"),
        scales("size", 1),
        scales("ways", -1),
        symmetric("lane", "ways"),
        at(0.0, side=1),
        equals(lambda i: i["size"] / 2 / (i["lane"] * i["ways"]), side=2),
    ],
    "staged_time": [
        rises("chunk", **CHUNKED),
        rises("size", **CHUNKED),
        between(lambda i: sum(i["latencies"]) + i["size"] / min(i["bandwidths"]), float("inf"), **CHUNKED),
        equals(lambda i: sum(i["latencies"]) + sum(i["size"] / each for each in i["bandwidths"]), size=1.0, chunk=1.0),
    ],
}
