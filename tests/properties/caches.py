from .kinds import at, between, equals, falls, rises, scales, symmetric

SIZES = {"capacity": (4096.0, 65536.0), "line": (16.0, 128.0), "ways": (1.0, 8.0), "address": (32.0, 64.0)}

PAGES = {"page": (1024.0, 65536.0), "entry": (4.0, 16.0), "address": (30.0, 60.0)}

TIMES = {"memory": (1.0, 10.0), "service": (100.0, 1000.0)}

PROPERTIES = {
    "amat": [rises("miss_rate"), equals("hit", miss_rate=0.0)],
    "amat_two_levels": [rises("second_miss_rate"), rises("penalty"), equals("hit", miss_rate=0.0)],
    "amat_three_levels": [rises("third_miss_rate"), equals("hit", miss_rate=0.0)],
    "amat_split": [
        equals("data_amat", instructions=0.0),
        between(
            lambda i: min(i["instruction_amat"], i["data_amat"]), lambda i: max(i["instruction_amat"], i["data_amat"])
        ),
    ],
    "global_miss_rate": [symmetric("miss_rate", "second_miss_rate"), between(0, lambda i: i["miss_rate"])],
    "misses_per_instruction": [scales("accesses", 1), rises("miss_rate")],
    "stall_cpi": [scales("accesses", 1, average=(10, 20), hit=(1, 9)), rises("average", average=(10, 20), hit=(1, 9))],
    "cache_sets": [scales("capacity", 1), symmetric("line", "ways")],
    "offset_bits": [rises("block", block=(1.0, 1000.0)), at(6.0, block=64.0)],
    "index_bits": [
        rises("capacity", **{k: v for k, v in SIZES.items() if k != "address"}),
        at(0.0, capacity=6.0, line=2.0, ways=3.0),
    ],
    "tag_bits": [
        falls("capacity", **SIZES),
        rises("ways", **SIZES),
        equals("address", capacity=3.0, line=1.0, ways=3.0),
    ],
    "cache_total_size": [
        rises("capacity", **SIZES),
        rises("state", **SIZES),
        between(lambda i: i["capacity"], float("inf"), **SIZES),
    ],
    "tag_overhead": [falls("line", **SIZES), rises("ways", **SIZES), rises("state", **SIZES)],
    "critical_stride": [scales("capacity", 1), scales("ways", -1)],
    "strided_sets": [
        falls("stride"),
        equals(lambda i: min(64.0, max(1.0, 4096 / max(i["stride"], 64))), capacity=32768.0, line=64.0, ways=8.0),
        at(1.0, stride=2.0**21),
    ],
    "stream_miss_rate": [rises("stride"), falls("line"), between(0, 1), at(1.0, stride=64.0, line=64.0)],
    "power_law_miss_rate": [
        falls("larger", exponent=(0.3, 0.7), larger=(10.0, 100.0), capacity=(1.0, 10.0)),
        equals("miss_rate", capacity=3.0, larger=3.0, exponent=0.5),
    ],
    "random_access_latency": [
        rises("footprint", footprint=(10.0, 100.0), capacity=(1.0, 10.0), inner=(1.0, 5.0), outer=(5.0, 50.0)),
        equals("inner", capacity=7.0, footprint=7.0),
        equals("outer", capacity=0.0),
    ],
    "write_through_traffic": [rises("fills"), rises("writes"), equals("word", fills=0.0, writes=1.0)],
    "write_back_traffic": [
        rises("dirty"),
        scales("miss_rate", 1, miss_rate=(0.01, 0.4)),
        equals("line", miss_rate=1.0, dirty=0.0),
    ],
    "write_back_amat": [
        equals("hit", miss_rate=0.0),
        rises("dirty"),
        equals(lambda i: i["fill"] + i["write_back"], miss_rate=1.0, dirty=1.0),
    ],
    "tlb_reach": [symmetric("entries", "page"), scales("entries", 1)],
    "tlb_access_time": [
        falls("hit_rate"),
        rises("levels"),
        equals(lambda i: i["lookup"] + i["memory"], hit_rate=1.0),
    ],
    "address_space": [rises("address", address=(1.0, 64.0)), at(1.0, address=0.0)],
    "page_number_bits": [
        falls("page", **{k: v for k, v in PAGES.items() if k != "entry"}),
        equals("address", page=1.0),
    ],
    "page_table_size": [scales("entry", 1, **PAGES), scales("page", -1, **PAGES)],
    "page_table_levels": [rises("address", **PAGES), rises("entry", **PAGES), falls("page", **PAGES)],
    "table_reach": [
        rises("level", level=(0.0, 4.0), page=(1024.0, 65536.0), entry=(4.0, 16.0)),
        equals("page", level=0.0),
    ],
    "tables_needed": [
        rises("mapped", level=(1.0, 3.0), page=(1024.0, 65536.0), entry=(4.0, 16.0)),
        falls("level", level=(1.0, 3.0), page=(1024.0, 65536.0), entry=(4.0, 16.0)),
    ],
    "paging_overhead": [
        rises("entry"),
        rises("process"),
        between(lambda i: (2 * i["process"] * i["entry"]) ** 0.5, float("inf")),
    ],
    "best_page_size": [symmetric("process", "entry"), scales("process", 0.5), at(8.0, process=4.0, entry=8.0)],
    "nested_walk_accesses": [symmetric("guest", "host"), equals("host", guest=0.0), rises("guest")],
    "demand_paging_time": [
        rises("fault_rate", **TIMES),
        equals("memory", fault_rate=0.0),
        equals("service", fault_rate=1.0),
    ],
    "tolerable_fault_rate": [
        rises("target", target=(10.0, 100.0), **TIMES),
        falls("service", target=(10.0, 100.0), **TIMES),
        at(0.0, target=5.0, memory=5.0, service=50.0),
        at(1.0, target=50.0, memory=5.0, service=50.0),
    ],
    "vipt_capacity": [rises("page"), scales("ways", 1)],
    "page_colors": [
        scales("capacity", 1, capacity=(5e5, 1e6), ways=(1.0, 8.0), page=(1024.0, 4096.0)),
        falls("ways", capacity=(1e4, 1e6), page=(1024.0, 4096.0)),
        falls("page", capacity=(1e4, 1e6), ways=(1.0, 8.0)),
        at(1.0, ways=8.0, page=1024.0, capacity=1000.0),
    ],
    "prefetch_accuracy": [
        scales("useful", 1, useful=(1.0, 10.0), issued=(50.0, 100.0)),
        at(1.0, useful=8.0, issued=8.0),
    ],
    "prefetch_coverage": [rises("useful"), falls("misses"), between(0, 1), at(0.5, useful=8.0, misses=8.0)],
    "lru_competitive_ratio": [
        rises("ideal", lines=(100.0, 200.0), ideal=(1.0, 100.0)),
        at(1.0, ideal=1.0),
        equals("lines", lines=9.0, ideal=9.0),
    ],
}
