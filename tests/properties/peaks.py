from .kinds import between, equals, falls, scales, symmetric

PROPERTIES = {
    "machine_peak": [scales("units", 1), scales("clock", 1)],
    "simd_rate": [scales("pipes", 1), scales("element", -1)],
    "simd_peak": [scales("units", 1), scales("clock", 1), falls("element")],
    "combined_peak": [symmetric("first", "second"), equals("first", second=0.0)],
    "load_store_rate": [symmetric("units", "lanes"), scales("clock", 1)],
    "efficiency": [scales("achieved", 1, achieved=(0.1, 1), peak=(10, 20)), falls("peak")],
    "pin_bandwidth": [scales("pins", 1), scales("pin", 1)],
    "link_bandwidth": [scales("count", 1), between(0, lambda i: i["count"] * i["lane"])],
}
