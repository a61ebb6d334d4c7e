from .kinds import at, between, equals, rises, scales, symmetric

PROPERTIES = {
    "matmul_work": [symmetric("m", "n"), symmetric("m", "k"), scales("batch", 1)],
    "matmul_traffic": [symmetric("m", "n"), scales("batch", 1), rises("k")],
    "matmul_intensity": [symmetric("m", "n"), rises("k"), scales("batch", 0)],
    "startup_time": [rises("depth"), equals("launch", fill=0.0)],
    "kernel_time": [
        symmetric("compute", "memory"),
        rises("exposed"),
        at(5.0, startup=0.0, compute=3.0, memory=2.0, exposed=1.0),
        between(lambda i: i["startup"] + max(i["compute"], i["memory"]), lambda i: sum(i.values())),
    ],
}
