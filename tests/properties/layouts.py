from math import sqrt

from .kinds import equals, falls, scales

BEST = {"inner": 2 * 32768.0, "width": 8192.0, "element": 2.0, "along": 1.8e11, "across": 0.9e11}

PROPERTIES = {
    "stationary_1d_time": [
        *(scales(name, 1) for name in ("tokens", "width", "element")),
        scales("bandwidth", -1),
        equals(lambda i: 4 * i["tokens"] * i["width"] / (3 * 90e9), element=2.0, bandwidth=270e9),
    ],
    "stationary_2d_time": [
        *(scales(name, 1) for name in ("tokens", "element")),
        *(falls(name) for name in ("rows", "columns", "along", "across")),
        *(
            equals(
                lambda i, many=many: sqrt(128 / many) * i["tokens"] * 8192 / 90e9,
                rows=sqrt(many / 8),
                columns=sqrt(8 * many),
                **BEST,
            )
            for many in (8, 81, 512)
        ),
    ],
    "gathered_weights_time": [scales("weights", 1), scales("columns", -1), scales("bandwidth", -1)],
}
