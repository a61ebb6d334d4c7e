from .kinds import at, between, equals, falls, rises, scales, symmetric

PROPERTIES = {
    "machine_peak": [scales("units", 1), scales("clock", 1)],
    "combined_peak": [symmetric("first", "second"), equals("first", second=0.0)],
    "pin_bandwidth": [scales("pins", 1), scales("pin", 1)],
    "simd_rate": [scales("pipes", 1), scales("element", -1)],
    "simd_peak": [scales("units", 1), scales("clock", 1), falls("element")],
    "link_bandwidth": [scales("count", 1), between(0, lambda i: i["count"] * i["lane"])],
    "efficiency": [scales("achieved", 1, achieved=(0.1, 1), peak=(10, 20)), falls("peak")],
    "busy_compute": [scales("work", 1), falls("share")],
    "busy_memory": [scales("traffic", 1), rises("traffic"), falls("share")],
    "cycles_time": [scales("cycles", 1), scales("clock", -1)],
    "needed_clock": [scales("cycles", 1), scales("time", -1)],
    "cpu_time": [symmetric("instructions", "cpi"), scales("clock", -1)],
    "cpi_from_mix": [scales("cpis", 1), between(0, lambda i: sum(i["shares"]) * max(i["cpis"]))],
    "improved_cpi": [
        equals("cpi", share=0.0, after=1.0, before=1.0),
        rises("after", cpi=(500, 1000), before=(1, 400)),
        falls("before", cpi=(500, 1000), before=(1, 400)),
    ],
    "cpi_speedup": [scales("before", 1), scales("after", -1), at(1.0, before=2.0, after=2.0)],
    "instruction_rate": [scales("clock", 1), scales("cpi", -1)],
    "executed_rate": [scales("instructions", 1), scales("time", -1)],
    "weighted_speedup": [scales("alone", 1), scales("together", -1)],
}
