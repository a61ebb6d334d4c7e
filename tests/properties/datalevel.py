from .kinds import at, between, equals, falls, rises, scales, symmetric

PROPERTIES = {
    "chime_cycles": [scales("chimes", 1), rises("n"), falls("lanes")],
    "strip_mined_cycles": [
        rises("n"),
        falls("register"),
        equals(lambda i: i["n"] * i["chimes"], loop=0.0, startup=0.0),
    ],
    "element_cycles": [falls("register"), between(lambda i: i["chimes"], float("inf"))],
    "vector_rate": [scales("clock", 1), scales("work", 1), falls("startup")],
    "vector_peak_rate": [scales("clock", 1), falls("startup"), rises("register")],
    "vector_half_length": [rises("startup"), falls("chimes"), between(0, lambda i: i["register"] / 2)],
    "vector_break_even": [
        falls("scalar", chimes=(0.1, 1), scalar=(2, 100)),
        rises("loop", chimes=(0.1, 1), scalar=(2, 100)),
    ],
    "hockney_rate": [scales("peak", 1), rises("n"), equals(lambda i: i["peak"] / 2, half=7.0, n=7.0)],
    "memory_banks_needed": [scales("processors", 1), scales("references", 1), falls("period")],
    "banked_load_cycles": [falls("banks", n=(1, 100)), rises("busy", n=(1, 100)), equals(8.0, n=1.0, latency=7.0)],
    "bank_conflict_degree": [rises("threads"), falls("banks"), at(1.0, threads=32.0, banks=32.0)],
    "coalescing_efficiency": [scales("useful", 1, useful=(0.1, 1), sectors=(2, 9), sector=(2, 9)), falls("sectors")],
    "warp_efficiency": [
        scales("width", -1, active=(1, 8), width=(32, 64)),
        scales("active", 1, active=(1, 8), width=(32, 64)),
    ],
    "warps_per_block": [rises("threads"), falls("warp")],
    "warp_registers": [rises("registers"), between(lambda i: i["registers"] * i["warp"], float("inf"))],
    "blocks_by_threads": [rises("most"), falls("threads")],
    "blocks_by_registers": [rises("file"), falls("threads"), falls("registers")],
    "blocks_by_shared_memory": [rises("memory"), symmetric("shared", "reserved")],
    "resident_blocks": [between(0, lambda i: min(i.values())), symmetric("by_threads", "slots")],
    "occupancy": [
        symmetric("blocks", "warps", blocks=(1, 4), warps=(1, 4), most=(16, 64)),
        falls("most", most=(16, 64)),
    ],
    "warps_to_hide_latency": [scales("latency", 1), scales("rate", 1), scales("independent", -1)],
    "bytes_in_flight": [scales("latency", 1), scales("bandwidth", 1)],
    "matmul_tiles": [rises("m"), rises("n"), falls("tile_m")],
    "tile_waves": [rises("tiles"), falls("units")],
    "more_units_speedup": [at(1.0, before=108.0, after=108.0), rises("after"), falls("before")],
    "quantization_efficiency": [between(0, 1), equals(1.0, n=96.0, quantum=32.0)],
    "tile_efficiency": [between(0, 1), equals(1.0, m=96.0, tile_m=32.0, n=64.0, tile_n=64.0)],
    "systolic_cycles": [rises("rows"), rises("columns"), rises("depth")],
    "systolic_utilization": [
        between(0, 1, rows=(1, 64), columns=(1, 64), depth=(1, 1000)),
        at(1.0, rows=1.0, columns=0.0),
    ],
}
