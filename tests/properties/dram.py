from .kinds import at, between, equals, falls, rises, scales, symmetric

SIDES = {"n": (100.0, 1000.0), "block": (1.0, 100.0)}

PROPERTIES = {
    "dram_peak_bandwidth": [symmetric("channels", "width"), scales("transfers", 1)],
    "dram_timing": [scales("cycles", 1), scales("transfers", -1)],
    "dram_word_time": [
        rises("words", words=(1.0, 16.0)),
        equals(lambda i: 2 * i["latency"] / i["transfers"], words=1.0),
    ],
    "dram_latency": [
        falls("hits", conflicts=(0.001, 0.1), hits=(0.001, 0.9)),
        rises("conflicts", hits=(0.001, 0.1), conflicts=(0.001, 0.9)),
        equals("column", hits=1.0, conflicts=0.0),
        equals(lambda i: i["precharge"] + i["activate"] + i["column"], hits=0.0, conflicts=1.0),
    ],
    "row_cycle": [symmetric("active", "precharge"), rises("active")],
    "activation_bandwidth": [symmetric("activations", "line"), scales("window", -1)],
    "refresh_interval": [scales("retention", 1), scales("commands", -1)],
    "refresh_overhead": [
        scales("refresh", 1, refresh=(1.0, 10.0), interval=(50.0, 100.0)),
        falls("interval", refresh=(1.0, 10.0), interval=(50.0, 100.0)),
    ],
    "dram_chip_capacity": [symmetric("banks", "rows"), symmetric("rows", "columns"), scales("width", 1)],
    "rank_chips": [scales("bus", 1), scales("chip", -1)],
    "module_capacity": [scales("ranks", 1), scales("chip", -1), equals("capacity", ranks=1.0, bus=8.0, chip=8.0)],
    "block_fetch_time": [
        equals("first", words=1.0),
        rises("words", words=(1.0, 64.0)),
        equals(lambda i: 4 * i["first"], first=3.0, following=3.0, words=4.0),
    ],
    "interleaved_fill_cycles": [
        falls("banks"),
        rises("words"),
        equals(lambda i: i["address"] + 4 * (i["access"] + i["transfer"]), words=4.0, banks=1.0),
    ],
    "lines_in_flight": [symmetric("latency", "bandwidth"), scales("line", -1)],
    "core_bandwidth": [symmetric("outstanding", "line"), scales("latency", -1)],
    "prefetch_distance": [rises("latency"), falls("iteration"), at(1.0, latency=7.0, iteration=7.0)],
    "write_allocate_factor": [falls("reads"), rises("writes"), between(1, 2), at(2.0, reads=0.0)],
    "overwriting_bandwidth": [
        scales("bandwidth", 1),
        rises("reads"),
        falls("writes"),
        at(1e9, bandwidth=2e9, reads=0.0),
    ],
    "layer_condition": [symmetric("height", "columns"), scales("element", 1), scales("arrays", 1)],
    "naive_matmul_misses": [scales("n", 3), falls("line"), rises("width")],
    "blocked_matmul_traffic": [falls("block", **SIDES), rises("n", **SIDES), scales("width", 1, **SIDES)],
    "blocked_matmul_intensity": [
        rises("block", **SIDES),
        scales("width", -1, **SIDES),
        between(0, lambda i: i["block"] / i["width"], **SIDES),
    ],
    "matmul_block": [scales("cache", 0.5), scales("width", -0.5)],
    "matmul_cache": [scales("balance", 2), scales("width", 3)],
    "matmul_read_bound": [scales("n", 3), scales("cache", -0.5), scales("width", 1.5)],
}
