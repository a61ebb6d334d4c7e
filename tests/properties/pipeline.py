from .kinds import at, between, equals, falls, rises, scales, symmetric

PROPERTIES = {
    "pipeline_cycle": [rises("latch"), between(lambda i: max(i["delays"]), lambda i: sum(i["delays"]) + i["latch"])],
    "pipeline_gain": [falls("latch"), between(0, lambda i: len(i["delays"]))],
    "pipeline_clock": [falls("latch"), between(0, lambda i: 1 / max(i["delays"]))],
    "pipeline_latency": [rises("latch"), between(lambda i: sum(i["delays"]), float("inf"))],
    "pipeline_time": [
        rises("instructions", instructions=(1, 1000)),
        equals(lambda i: len(i["delays"]) * (max(i["delays"]) + i["latch"]), instructions=1.0),
    ],
    "pipelining_speedup": [scales("cpi", 1), falls("overhead"), equals("cpi", overhead=0.0)],
    "pipeline_speedup": [scales("depth", 1), falls("stalls"), equals("depth", stalls=0.0)],
    "pipeline_cpi": [symmetric("structural", "data"), symmetric("data", "control"), rises("ideal")],
    "branch_stalls": [scales("penalty", 1), symmetric("branches", "mispredicted"), at(0.0, mispredicted=0.0)],
    "mispredict_cpi": [rises("penalty"), equals("base", mispredicted=0.0), equals("base", branches=0.0)],
    "resolution_penalty": [rises("stage"), at(0.0, stage=1.0)],
    "btb_penalty": [
        rises("penalty"),
        equals(lambda i: i["mispredicted"] * i["penalty"], hits=1.0),
        between(0, lambda i: max(i["penalty"], i["taken_penalty"], i["untaken_penalty"])),
    ],
    "issue_ipc": [symmetric("width", "parallelism"), between(0, lambda i: i["width"])],
    "operations_in_flight": [scales("latency", 1), symmetric("latency", "throughput")],
    "chain_ipc": [scales("chains", 1), scales("latency", -1)],
    "unrolled_ipc": [rises("chains"), falls("latency"), between(0, lambda i: i["throughput"])],
    "loop_cycles": [rises("operations"), falls("throughput"), between(lambda i: i["chain"], float("inf"))],
    "loop_time": [scales("iterations", 1), scales("clock", -1), rises("chain")],
}
