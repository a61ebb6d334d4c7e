from .kinds import at, between, equals, falls, rises, scales

PROPERTIES = {
    "chime_cycles": [scales("chimes", 1), rises("n"), falls("lanes")],
    "strip_mined_cycles": [
        rises("n"),
        falls("register"),
        equals(lambda i: i["n"] * i["chimes"], loop=0.0, startup=0.0),
    ],
    "element_cycles": [falls("register"), between(lambda i: i["chimes"], float("inf"))],
    "vector_rate": [scales("clock", 1), scales("work", 1), falls("startup")],
    "vector_peak_rate": [scales("clock", 1), falls("startup"), rises("register")],
    "vector_half_length": [rises("startup"), falls("chimes"), between(0, lambda i: i["register"] / 2)],
    "vector_break_even": [
        falls("scalar", chimes=(0.1, 1), scalar=(2, 100)),
        rises("loop", chimes=(0.1, 1), scalar=(2, 100)),
    ],
    "hockney_rate": [scales("peak", 1), rises("n"), equals(lambda i: i["peak"] / 2, half=7.0, n=7.0)],
    "memory_banks_needed": [scales("processors", 1), scales("references", 1), falls("period")],
    "banked_load_cycles": [falls("banks", n=(1, 100)), rises("busy", n=(1, 100)), equals(8.0, n=1.0, latency=7.0)],
    "systolic_cycles": [rises("rows"), rises("columns"), rises("depth")],
    "systolic_utilization": [
        between(0, 1, rows=(1, 64), columns=(1, 64), depth=(1, 1000)),
        at(1.0, rows=1.0, columns=0.0),
    ],
}
