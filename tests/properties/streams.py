from .kinds import at, between, falls, rises, scales, symmetric

PROPERTIES = {
    "array_size": [scales("elements", 1), symmetric("elements", "width", elements=(1, 64), width=(1, 64))],
    "array_elements": [scales("size", 1), scales("width", -1)],
    "arrays_streamed": [symmetric("reads", "writes"), rises("reads")],
    "streamed_traffic": [scales("streams", 1), scales("size", 1)],
    "streamed_work": [scales("operations", 1), scales("elements", 1)],
    "gelu_work": [scales("elements", 1), at(80.0, elements=10.0)],
    "layernorm_work": [symmetric("rows", "columns"), scales("rows", 1)],
    "layernorm_traffic": [scales("columns", 1), scales("width", 1), rises("rows")],
    "transpose_traffic": [symmetric("rows", "columns"), scales("width", 1)],
    "scan_traffic": [scales("elements", 1), scales("width", 1)],
    "streamed_time": [
        at(2.0, traffic=4.0, stream=1.0, reach=1.0, cache=100.0, kept=4.0),
        at(60.0, traffic=60.0, stream=1.0, reach=1.0, cache=100.0, kept=4.0),
        falls("reach"),
        falls("stream"),
    ],
    "paced_time": [scales("work", 1), scales("units", -1), scales("clock", -1), scales("pace", -1)],
    "gather_traffic": [
        scales("rows", 1),
        rises("columns"),
        rises("index"),
        between(lambda i: 2 * i["rows"] * i["columns"] * i["width"], float("inf")),
    ],
}
