from .kinds import equals, rises, scales

PROPERTIES = {
    "memory_cpi": [rises("accesses"), rises("penalty"), equals("base", miss_rate=0.0)],
    "split_cache_cpi": [
        rises("data_miss_rate"),
        rises("fetch_miss_rate"),
        equals("base", fetch_miss_rate=0.0, data=0.0),
        equals(lambda i: i["base"] + i["fetch_miss_rate"] * i["penalty"], data=0.0),
    ],
    "cpu_time_with_misses": [
        scales("instructions", 1),
        scales("clock", -1),
        equals(lambda i: i["instructions"] * i["base"] / i["clock"], accesses=0.0),
    ],
    "mpki": [scales("misses", 1), scales("instructions", -1)],
    "mpki_of_miss_rate": [scales("accesses", 1), equals(lambda i: 1000 * i["accesses"], miss_rate=1.0)],
    "mpki_cpi": [rises("mpki"), equals("base", mpki=0.0), equals(lambda i: i["base"] + i["penalty"], mpki=1000.0)],
}
