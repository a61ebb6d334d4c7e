from .kinds import at, between, equals, falls, rises, scales

FILE = {"pages": (100.0, 1000.0), "buffers": (3.0, 50.0)}

PROPERTIES = {
    "scan_transfers": [
        rises("items"),
        falls("block"),
        between(lambda i: i["items"] / i["block"], lambda i: i["items"] / i["block"] + 1),
    ],
    "sorted_runs": [rises("pages"), falls("buffers"), at(1.0, pages=7.0, buffers=7.0)],
    "sort_passes": [rises("pages", **FILE), falls("buffers", **FILE), at(1.0, pages=8.0, buffers=8.0)],
    "sort_transfers": [
        rises("pages", **FILE),
        falls("buffers", **FILE),
        equals(lambda i: 2 * i["pages"], {"pages": (3.0, 5.0), "buffers": (6.0, 50.0)}),
    ],
    "fft_transfers_order": [
        rises("points", points=(100.0, 1000.0), memory=(2.0, 50.0)),
        falls("memory", points=(100.0, 1000.0), memory=(2.0, 50.0)),
        equals("points", points=64.0, memory=64.0),
    ],
    "matmul_transfers_order": [
        falls("memory"),
        between(lambda i: 3 * i["n"] ** 2, float("inf")),
        scales("memory", -0.5, n=(500, 1000), memory=(1, 100)),
    ],
}
