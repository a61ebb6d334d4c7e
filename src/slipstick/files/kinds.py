"""The kinds of specs, and what the list of a kind shows of each.

With a template of its name in ``data/templates``, and its keys in ``schema``, an entry here makes a kind.
"""

Columns = dict[str, tuple[str, ...]]

PROCESSORS: Columns = {
    "matmul rate": ("peak",),
    "memory": ("memory.*.capacity",),
    "bandwidth": ("memory.*.bandwidth",),
    "power": ("power.tdp", "power.maximum"),
    "released": ("released",),
}
# The columns of a kind's list: a title, and the paths it is from, the first that a spec has. Of the sections that
# ``reference.listing`` knows, such as links or parts, it tells what stands out.
KINDS: dict[str, Columns] = {
    "gpu": PROCESSORS,
    "cpu": {
        "cores": ("compute.units",),
        "boost": ("clock.boost", "clock.base"),
        "fp64 rate": ("peak.fp64",),
        "memory": ("memory.*.type",),
        "bandwidth": ("memory.*.bandwidth",),
        "released": ("released",),
    },
    "accelerator": PROCESSORS,
    "memory": {
        "of one": ("memory",),
        "type": ("memory.*.type",),
        "pins": ("memory.*.pins",),
        "pin": ("memory.*.pin",),
        "bandwidth": ("memory.*.bandwidth",),
        "capacity": ("memory.*.capacity",),
    },
    "link": {"each way": ("links",), "latency": ("links.*.latency",), "released": ("released",)},
    "storage": {
        "capacity": ("storage.capacity",),
        "read": ("storage.read",),
        "random reads": ("storage.reads",),
        "latency": ("storage.read_latency", "storage.seek"),
        "price": ("price.capacity",),
    },
    "network": {
        "round trip": ("route.round_trip",),
        "one way": ("route.one_way",),
        "distance": ("route.distance",),
        "bandwidth": ("route.bandwidth",),
        "speed": ("route.speed",),
    },
    "node": {
        "parts": ("parts",),
        "in node": ("links",),
        "topology": ("topology",),
        "out": ("network",),
        "per hour": ("price.on_demand",),
    },
    "model": {
        "parameters": ("parameters",),
        "active": ("active_parameters",),
        "layers": ("model.layers",),
        "context": ("model.context",),
        "weights": ("weights.size",),
        "KV cache": ("kv_cache.token",),
        "trained on": ("training.tokens",),
        "released": ("released",),
    },
    "dataset": {
        "tokens": ("tokens",),
        "documents": ("documents",),
        "size": ("size",),
        "tokenizer": ("tokenizer",),
        "licence": ("licence",),
        "released": ("released",),
    },
    "numbers": {"numbers": ("numbers",)},
}
