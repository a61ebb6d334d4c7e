from .kinds import at, between, equals, falls, rises, scales, symmetric

PROPERTIES = {
    "matmul_work": [symmetric("m", "n"), symmetric("m", "k"), scales("batch", 1)],
    "matmul_traffic": [symmetric("m", "n"), scales("batch", 1), rises("k")],
    "matmul_intensity": [symmetric("m", "n"), rises("k"), scales("batch", 0)],
    "matmul_tiles": [rises("m"), rises("n"), falls("tile_m")],
    "tile_waves": [rises("tiles"), falls("units")],
    "more_units_speedup": [at(1.0, before=108.0, after=108.0), rises("after"), falls("before")],
    "quantization_efficiency": [between(0, 1), equals(1.0, n=96.0, quantum=32.0)],
    "tile_efficiency": [between(0, 1), equals(1.0, m=96.0, tile_m=32.0, n=64.0, tile_n=64.0)],
    "busy_compute": [scales("work", 1), falls("share")],
    "busy_memory": [scales("traffic", 1), rises("traffic"), falls("share")],
    "startup_time": [rises("depth"), equals("launch", fill=0.0)],
    "kernel_time": [
        symmetric("compute", "memory"),
        rises("exposed"),
        at(5.0, startup=0.0, compute=3.0, memory=2.0, exposed=1.0),
        between(lambda i: i["startup"] + max(i["compute"], i["memory"]), lambda i: sum(i.values())),
    ],
    "copy_traffic": [scales("size", 1), rises("size")],
    "softmax_work": [symmetric("rows", "columns"), scales("rows", 1)],
    "softmax_exponentials": [symmetric("rows", "columns"), scales("columns", 1)],
    "softmax_traffic": [symmetric("rows", "columns"), scales("width", 1)],
    "rmsnorm_work": [symmetric("rows", "columns"), scales("rows", 1)],
    "rmsnorm_traffic": [scales("columns", 1), scales("width", 1), rises("rows")],
}
