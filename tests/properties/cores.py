from .kinds import at, between, equals, falls, rises, scales

PROPERTIES = {
    "simd_bandwidth": [scales("peak", 1), scales("width", 1)],
    "line_bandwidth": [scales("cores", 1), scales("line", 1), scales("clock", 1)],
    "saturating_bandwidth": [rises("threads"), rises("one"), rises("most"), between(0, lambda i: i["most"])],
    "busy_clock": [
        equals("boost", threads=1.0),
        at(2.0, slowest=2.0, threads=9.0, cores=9.0),
        falls("threads", boost=(3.0, 4.0), slowest=(1.0, 3.0), threads=(1, 8), cores=(8, 64)),
    ],
    "clocked_time": [scales("work", 1), scales("peak", -1), scales("clock", -1), scales("boost", 1)],
    "chased_time": [scales("loads", 1), scales("latency", 1)],
}
