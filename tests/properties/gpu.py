from .kinds import at, between, falls, rises, scales, symmetric

KERNEL = {
    **{"threads": (32.0, 512.0), "registers": (16.0, 64.0), "shared": (1024.0, 16384.0), "most": (2048.0, 2048.0)},
    **{"file": (65536.0, 65536.0), "memory": (65536.0, 262144.0), "slots": (8.0, 32.0), "warp": (32.0, 32.0)},
    **{"reserved": (0.0, 1024.0), "granularity": (256.0, 256.0)},
}

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
    "kernel_blocks": [
        falls("registers", **KERNEL),
        falls("shared", **KERNEL),
        rises("slots", **KERNEL),
        between(0, lambda i: min(i["slots"], i["most"] / i["threads"]), **KERNEL),
    ],
    "kernel_occupancy": [falls("registers", **KERNEL), falls("shared", **KERNEL), between(0, 1, **KERNEL)],
}
