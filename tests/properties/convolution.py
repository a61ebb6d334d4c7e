from .kinds import at, equals, falls, rises, scales, symmetric

IMAGE = {"rows": (20, 1000), "columns": (20, 1000), "size": (1, 10)}

PROPERTIES = {
    "conv_output": [
        equals("side", side=96.0, size=3.0, stride=1.0, padding=1.0),
        at(1.0, side=7.0, size=7.0, padding=0.0),
        rises("padding", side=(20, 1000), size=(1, 10)),
        falls("stride", side=(20, 1000), size=(1, 10)),
    ],
    "conv_rows": [symmetric("rows", "columns", **IMAGE), scales("batch", 1, **IMAGE), falls("size", **IMAGE)],
    "conv_depth": [scales("channels", 1), scales("size", 2)],
    "conv2d_work": [symmetric("channels", "filters", **IMAGE), symmetric("rows", "columns", **IMAGE)],
    "conv2d_traffic": [
        symmetric("rows", "columns", **IMAGE),
        rises("result_width", **IMAGE),
        rises("channels", **IMAGE),
    ],
    "conv2d_minimal_work": [
        symmetric("channels", "filters", **IMAGE),
        scales("saving", -1, **IMAGE),
        falls("saving", **IMAGE),
    ],
    "winograd_saving": [symmetric("tile", "size"), at(1.0, tile=1.0), rises("tile", tile=(1, 100), size=(1, 100))],
}
