from math import log2

from .kinds import at, between, equals, falls, rises, scales, symmetric

SMALL = {"side": (1, 9), "dimensions": (1, 5)}

PROPERTIES = {
    "mesh_links": [
        rises("side", **SMALL),
        at(0.0, side=1.0),
        equals(lambda i: i["side"] - 1, dimensions=1.0),
        equals(12.0, side=2.0, dimensions=3.0),
    ],
    "mesh_diameter": [scales("dimensions", 1), at(0.0, side=1.0), equals("dimensions", side=2.0)],
    "mesh_bisection": [
        rises("side", **SMALL),
        rises("dimensions", **SMALL),
        at(1.0, dimensions=1.0),
        equals(lambda i: i["side"] + i["side"] % 2, dimensions=2.0, ranges={"side": (2, 64)}),
    ],
    "linear_array_average_distance": [rises("nodes"), at(1.0, nodes=2.0), between(0, lambda i: i["nodes"])],
    "torus_links": [
        rises("side", **SMALL),
        equals("side", dimensions=1.0, ranges={"side": (3, 64)}),
        equals(lambda i: i["dimensions"] * 2 ** (i["dimensions"] - 1), side=2.0, ranges=SMALL),  # a hypercube
    ],
    "torus_diameter": [
        rises("side"),
        scales("dimensions", 1),
        between(0, lambda i: i["dimensions"] * i["side"] / 2),
        equals("dimensions", side=2.0),
    ],
    "torus_bisection": [
        at(2.0, dimensions=1.0, ranges={"side": (3, 64)}),
        equals(lambda i: 2 * (i["side"] + i["side"] % 2), dimensions=2.0, ranges={"side": (3, 64)}),
        equals(lambda i: 2 ** (i["dimensions"] - 1), side=2.0, ranges=SMALL),  # a hypercube
    ],
    "ring_average_distance": [
        rises("nodes", nodes=(2, 64)),
        at(1.0, nodes=3.0),
        between(lambda i: i["nodes"] / 4, lambda i: i["nodes"] / 2, nodes=(2, 64)),
    ],
    "hypercube_links": [rises("nodes"), at(1.0, nodes=2.0), at(4.0, nodes=4.0)],
    "hypercube_diameter": [rises("nodes"), at(0.0, nodes=1.0), at(4.0, nodes=16.0)],
    "hypercube_bisection": [scales("nodes", 1, nodes=(2, 500)), at(1.0, nodes=2.0)],
    "hypercube_average_distance": [
        rises("nodes"),
        at(1.0, nodes=2.0),
        at(4 / 3, nodes=4.0),  # a ring of four
        between(lambda i: log2(i["nodes"]) / 2, lambda i: max(1.0, log2(i["nodes"]))),
    ],
    "full_mesh_bisection": [
        rises("nodes"),
        between(lambda i: i["nodes"] ** 2 / 4 - 1, lambda i: i["nodes"] ** 2 / 4),
        at(4.0, nodes=4.0),
    ],
    "full_mesh_links": [rises("nodes"), at(0.0, nodes=1.0), at(1.0, nodes=2.0)],
    "binary_tree_diameter": [rises("nodes"), at(0.0, nodes=1.0), at(2.0, nodes=3.0)],
    "network_cost": [symmetric("diameter", "degree"), scales("degree", 1)],
    "bisection_bandwidth": [symmetric("links", "bandwidth"), scales("links", 1)],
    "full_bisection_bandwidth": [scales("bandwidth", 1), equals("bandwidth", nodes=1.0)],
    "fat_tree_hosts": [
        rises("levels", ports=(2, 64), levels=(1, 5)),
        equals("ports", levels=1.0),
        equals(lambda i: i["ports"] ** 3 / 4, levels=3.0),
    ],
    "fat_tree_switches": [scales("ports", 2), at(5.0, ports=2.0)],
    "fat_tree_core_switches": [scales("ports", 2), at(1.0, ports=2.0)],
    "dragonfly_groups": [symmetric("routers", "global_links"), rises("routers"), at(1.0, global_links=0.0)],
    "dragonfly_routers": [rises("global_links"), equals("routers", global_links=0.0)],
    "dragonfly_nodes": [scales("terminals", 1), rises("routers")],
    "balanced_dragonfly_nodes": [
        rises("global_links"),
        equals(lambda i: 4 * i["global_links"] ** 4 + 2 * i["global_links"] ** 2),
    ],
    "dragonfly_radix": [
        rises("global_links", routers=(1, 99)),
        symmetric("terminals", "global_links", routers=(1, 99)),
        equals(lambda i: 4 * i["terminals"] - 1, terminals=5.0, routers=10.0, global_links=5.0),
    ],
    "clos_middle_switches": [rises("inputs", inputs=(1, 64)), at(1.0, inputs=1.0)],
    "clos_crosspoints": [
        scales("middle", 1),
        falls("inputs"),
        at(19.0, inputs=9.0, ports=9.0, middle=1.0),
    ],
    "clos_stages": [rises("levels", levels=(1, 9)), at(1.0, levels=1.0)],
    "tapered_hosts": [symmetric("leaf_ports", "spine_ports"), rises("taper"), at(0.0, taper=0.0)],
    "tapered_bandwidth": [falls("taper"), scales("port", 1), equals("port", taper=1.0)],
}
