from .kinds import at, between, falls, rises, scales, symmetric

PROPERTIES = {
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
}
