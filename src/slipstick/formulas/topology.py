"""Topology: how many links a network has, how far apart its nodes are, and what crosses its middle.

One convention holds for all: two nodes have at most one link between them, so a ring of two is one link; halves are as
equal as the number of nodes allows; and a distance is an average over pairs of different nodes.
"""

from ..units import Bandwidth, Count, Processors, Side
from ..units.maths import floor, log2, maximum, minimum
from ..units.special import if_even, powers
from .core.conditions import even, least, power_of_two
from .core.formula import formula

TWO_NODES = least("nodes", 2, "a distance is between two different nodes")
HALVED = least("nodes", 2, "one node cannot be halved")
SIDES = least("side", 2, "one node cannot be halved")


@formula(source="topological-properties-notes")
def mesh_links(side: Side, dimensions: Side) -> Count:
    """Links of a mesh: a grid in which each node is linked to the next one in each dimension.

    side: nodes along one dimension, the same in all. One dimension is a linear array, of one link fewer than nodes. The
    source gives 2k(k - 1) for two: a mesh of 4 x 4 has 24, one of 4 x 4 x 4 has 144 (worked here).

    >>> show(mesh_links(8, 1)), show(mesh_links(4, 2)), show(mesh_links(4, 3))
    ('7', '24', '144')
    """
    return dimensions * (side - 1) * side ** (dimensions - 1)


@formula(source="southampton-networks")
def mesh_diameter(side: Side, dimensions: Side) -> Count:
    """Diameter of a mesh: links between two opposite corners, the longest way a message has to go.

    side: nodes along one dimension. A linear array of 8 nodes: 7. A mesh of 16 nodes, 4 x 4: 6. Of 64, 4 x 4 x 4: 9.

    >>> show(mesh_diameter(8, 1)), show(mesh_diameter(4, 2)), show(mesh_diameter(4, 3))
    ('7', '6', '9')
    """
    return dimensions * (side - 1)


@formula(source="southampton-networks", holds=[SIDES])
def mesh_bisection(side: Side, dimensions: Side) -> Count:
    """Bisection of a mesh: links that have to be cut to part its nodes into two halves.

    side: nodes along one dimension. A linear array has one. 16 nodes, 4 x 4: 4. 64, 4 x 4 x 4: 16. Where the side is
    odd the cut makes a step in each dimension, for the halves to differ by one node: of 3 x 3 it is 4, and of
    3 x 3 x 3, 13 (worked here).

    >>> show(mesh_bisection(8, 1)), show(mesh_bisection(4, 2)), show(mesh_bisection(4, 3))
    ('1', '4', '16')
    >>> show(mesh_bisection(7, 1)), show(mesh_bisection(3, 2)), show(mesh_bisection(3, 3))
    ('1', '4', '13')
    """
    return if_even(side, side ** (dimensions - 1), powers(side, dimensions))


@formula(source="topological-properties-notes", holds=[TWO_NODES])
def linear_array_average_distance(nodes: Processors) -> Count:
    """Average distance of two different nodes of a linear array, in links.

    About a third of its length. Of 3 nodes, two pairs are 1 apart and one 2: 1.33 (worked here).

    >>> show(linear_array_average_distance(3)), show(linear_array_average_distance(8))
    ('1.33', '3')
    """
    return (nodes + 1) / 3


@formula(source="topological-properties-notes")
def torus_links(side: Side, dimensions: Side) -> Count:
    """Links of a torus: a mesh whose ends are linked too, so that each dimension is a ring.

    side: nodes along one dimension. One dimension is a ring. The source gives 2k^2 for two: a torus of 4 x 4 has 32,
    one of 4 x 4 x 4 has 192. A side of two has one link and not two: 2 x 2 x 2 is the cube of 12 links (worked here).

    >>> show(torus_links(8, 1)), show(torus_links(4, 2)), show(torus_links(4, 3))
    ('8', '32', '192')
    >>> show(torus_links(2, 3)), show(torus_links(3, 1)), show(torus_links(1, 2))
    ('12', '3', '0')
    """
    return dimensions * minimum(side, full_mesh_links(side)) * side ** (dimensions - 1)


@formula(source="southampton-networks")
def torus_diameter(side: Side, dimensions: Side) -> Count:
    """Diameter of a torus or ring: most links of a shortest way, half around in each dimension.

    side: nodes along one dimension. A ring of 8 nodes: 4, and of 9 also 4. A torus of 16, 4 x 4: 4. Of 64,
    4 x 4 x 4: 6.

    >>> show(torus_diameter(8, 1)), show(torus_diameter(4, 2)), show(torus_diameter(4, 3)), show(torus_diameter(9, 1))
    ('4', '4', '6', '4')
    """
    return dimensions * floor(side / 2)


@formula(source="southampton-networks", holds=[SIDES])
def torus_bisection(side: Side, dimensions: Side) -> Count:
    """Bisection of a torus or ring: links that have to be cut to part its nodes into two halves.

    side: nodes along one dimension. Twice a mesh's. A ring: 2. 16 nodes, 4 x 4: 8. 64, 4 x 4 x 4: 32. Worked here:
    3 x 3, 8; and 2 x 2 x 2, whose sides have one link, 4, as a mesh.

    >>> show(torus_bisection(8, 1)), show(torus_bisection(4, 2)), show(torus_bisection(4, 3))
    ('2', '8', '32')
    >>> show(torus_bisection(3, 2)), show(torus_bisection(2, 3))
    ('8', '4')
    """
    return minimum(side - 1, 2) * mesh_bisection(side, dimensions)


@formula(source="topological-properties-notes", holds=[TWO_NODES])
def ring_average_distance(nodes: Side) -> Count:
    """Average distance of two different nodes of a ring, in links.

    About a quarter of the way around. With 5 nodes two are 1 away and two 2: 1.5. With 8: 16/7 (worked here).

    >>> show(ring_average_distance(5)), show(ring_average_distance(8))
    ('1.5', '2.29')
    """
    return floor(nodes**2 / 4) / (nodes - 1)


@formula(source="edinburgh-k-cube", holds=[power_of_two("nodes")])
def hypercube_links(nodes: Processors) -> Count:
    """Links of a hypercube: each of the nodes, a power of two, is linked to one other in each dimension.

    The cube of 8 nodes has 12, says Wikipedia. The source gives k 2^(k - 1) for k dimensions: 32 for 16 nodes.

    >>> show(hypercube_links(8)), show(hypercube_links(16))
    ('12', '32')
    """
    return nodes / 2 * hypercube_diameter(nodes)


@formula(source="bustaffa-topologies", holds=[power_of_two("nodes")])
def hypercube_diameter(nodes: Processors) -> Count:
    """Diameter of a hypercube, which is its number of dimensions: all bits of a node's number may have to change.

    nodes: a power of two. 8: 3, says a brief note on topology.

    >>> show(hypercube_diameter(8)), show(hypercube_diameter(1024))
    ('3', '10')
    """
    return log2(nodes)


@formula(source="bustaffa-topologies", holds=[power_of_two("nodes"), HALVED])
def hypercube_bisection(nodes: Processors) -> Count:
    """Bisection of a hypercube: one link for each two nodes.

    nodes: a power of two. The cube of 8 is two squares joined by 4 links (worked here).

    >>> show(hypercube_bisection(8))
    '4'
    """
    return nodes / 2


@formula(source="cube-topology-note", holds=[power_of_two("nodes"), TWO_NODES])
def hypercube_average_distance(nodes: Processors) -> Count:
    """Average distance of two different nodes of a hypercube, in links: a little over half the bits differ.

    nodes: a power of two. The source counts 1.5 for 8, a node and itself among the pairs; of two different nodes it is
    12/7, as for a ring or an array (worked here).

    >>> show(hypercube_average_distance(8)), show(7 * hypercube_average_distance(8) / 8)
    ('1.71', '1.5')
    >>> show(hypercube_average_distance(2))
    '1'
    """
    return hypercube_diameter(nodes) / 2 * nodes / (nodes - 1)


@formula(source="el-rewini-complete-network")
def full_mesh_links(nodes: Processors) -> Count:
    """Links of a network in which each node is linked to each other one (fully connected).

    6 nodes need 15.

    >>> show(full_mesh_links(6)), show(full_mesh_links(40))
    ('15', '780')
    """
    return nodes * (nodes - 1) / 2


@formula(source="el-rewini-complete-network")
def full_mesh_bisection(nodes: Processors) -> Count:
    """Bisection of a fully connected network: each node of one half is linked to each of the other.

    nodes: all N (N - 1) / 2 links but those within a half. By hand: 64: 2016 - 2 x 496 = 1024. 5: 10 - 1 - 3 = 6.

    >>> show(full_mesh_bisection(64), digits=4), show(full_mesh_bisection(5)), show(full_mesh_bisection(3))
    ('1024', '6', '2')
    """
    return floor(nodes**2 / 4)


@formula(source="southampton-networks", holds=[power_of_two("nodes", made=lambda nodes: nodes + 1, what="nodes + 1")])
def binary_tree_diameter(nodes: Processors) -> Count:
    """Diameter of a complete binary tree with a node at each fork: from a leaf up to the root and down to another.

    nodes: leaves and forks, one less than a power of two. 15: 6.

    >>> show(binary_tree_diameter(15)), show(binary_tree_diameter(7))
    ('6', '4')
    """
    return 2 * log2((nodes + 1) / 2)


@formula(source="southampton-networks")
def network_cost(diameter: Count, degree: Count) -> Count:
    """Diameter times degree: a figure by which topologies are compared, the smaller the better.

    degree: links of a node (its valency). Of 64 nodes as a mesh of 4 x 4 x 4: 9 x 6 = 54; as a torus: 6 x 6 = 36.

    >>> show(network_cost(9, 6)), show(network_cost(mesh_diameter(4, 2), 4))
    ('54', '24')
    """
    return diameter * degree


@formula(source="southampton-networks")
def bisection_bandwidth(links: Count, bandwidth: Bandwidth) -> Bandwidth:
    """Bandwidth between two halves of a network: of the links that have to be cut to part it.

    links: bisection, such as of a mesh or torus. bandwidth: of a link. A torus of 4 x 4 x 4: that of 32 links, at
    45 GB/s 1.44 TB/s.

    >>> show(bisection_bandwidth(torus_bisection(4, 3), "45 GB/s"))
    '1.44 TB/s'
    """
    return links * bandwidth


@formula(source="scaling-book-gpus")
def full_bisection_bandwidth(nodes: Processors, bandwidth: Bandwidth) -> Bandwidth:
    """Bandwidth across the middle of a switched network that slows nobody down, both directions together.

    bandwidth: of a node into the network. Each half sends all it can to the other. 8 H100 of 450 GB/s: 3.6 TB/s. 128
    nodes of 400 GB/s: 51.2 TB/s.

    >>> show(full_bisection_bandwidth(8, "450 GB/s")), show(full_bisection_bandwidth(128, "400 GB/s"))
    ('3.6 TB/s', '51.2 TB/s')
    """
    return nodes * bandwidth


@formula(source="fat-tree-csdn", holds=[even("ports")])
def fat_tree_hosts(ports: Side, levels: Side) -> Count:
    """Hosts of a fat tree of equal switches, as fast between any of them as to their switch (Clos).

    ports: of a switch, an even number; half lead down and half up, but at the top all lead down. levels: of switches.
    40 ports: 800 in two levels, 16,000 in three. Al-Fares's 48 ports in three levels: 27,648.

    >>> show(fat_tree_hosts(40, 2)), show(fat_tree_hosts(40, 3), digits=5), show(fat_tree_hosts(48, 3), digits=5)
    ('800', '16000', '27648')
    """
    return 2 * (ports / 2) ** levels


@formula(source="fat-tree-csdn", holds=[even("ports")])
def fat_tree_switches(ports: Side) -> Count:
    """Switches of a full fat tree of three levels: edge, aggregation and core.

    ports: of a switch, an even number. 48 ports: 2880 switches for 27,648 hosts. 8 ports: 80 for 128.

    >>> show(fat_tree_switches(48), digits=4), show(fat_tree_switches(8))
    ('2880', '80')
    """
    return 5 * ports**2 / 4


@formula(source="danyson-fat-tree", holds=[even("ports")])
def fat_tree_core_switches(ports: Side) -> Count:
    """Core switches of a fat tree of three levels; as many shortest ways lead from one pod to another.

    ports: of a switch, an even number, and as many pods. In each, half as many switches are at the edge, and half
    above it. 4 ports: 4. Al-Fares and others, with 48: 576 ways.

    >>> show(fat_tree_core_switches(48)), show(fat_tree_core_switches(4))
    ('576', '4')
    """
    return (ports / 2) ** 2


@formula(source="codes-dragonfly")
def dragonfly_groups(routers: Count, global_links: Count) -> Count:
    """Most groups of a dragonfly: each group has one link to each other group.

    routers: of a group, all linked to one another. global_links: of a router, to other groups. 8 routers of 4: 33.

    >>> show(dragonfly_groups(8, 4))
    '33'
    """
    return routers * global_links + 1


@formula(source="codes-dragonfly")
def dragonfly_routers(routers: Count, global_links: Count) -> Count:
    """Routers of a full dragonfly, in all its groups.

    routers: of a group. global_links: of a router, to other groups. 8 routers of 4: 264.

    >>> show(dragonfly_routers(8, 4))
    '264'
    """
    return routers * dragonfly_groups(routers, global_links)


@formula(source="codes-dragonfly")
def dragonfly_nodes(terminals: Count, routers: Count, global_links: Count) -> Count:
    """Nodes of a full dragonfly, any two at most three links between routers apart.

    terminals: nodes at a router. routers: of a group. global_links: of a router, to other groups. 4, 8 and 4: 1056.

    >>> show(dragonfly_nodes(4, 8, 4), digits=4), show(dragonfly_nodes(2, 4, 2))
    ('1056', '72')
    """
    return terminals * dragonfly_routers(routers, global_links)


@formula(source="codes-dragonfly")
def balanced_dragonfly_nodes(global_links: Count) -> Count:
    """Nodes of a full dragonfly that loads all its links alike: as many nodes as global links, twice as many routers.

    global_links: of a router, to other groups; its nodes are as many, and its group has twice as many routers. 4: 1056
    nodes. 16, routers of 63 ports: 262,656 (worked here).

    >>> show(balanced_dragonfly_nodes(4), digits=4), show(balanced_dragonfly_nodes(16), digits=6)
    ('1056', '262656')
    """
    return dragonfly_nodes(global_links, 2 * global_links, global_links)


@formula(source="codes-dragonfly")
def dragonfly_radix(terminals: Count, routers: Count, global_links: Count) -> Count:
    """Ports of a dragonfly's router: to its nodes, to the rest of its group and to other groups.

    terminals: nodes at a router. routers: of a group. global_links: of a router, to other groups. 4, 8 and 4: 15
    (worked here).

    >>> show(dragonfly_radix(4, 8, 4)), show(dragonfly_radix(2, 4, 2)), show(dragonfly_radix(1, 9, 5))
    ('15', '7', '14')
    """
    return terminals + routers + global_links - 1


@formula(source="coursera-clos", holds=[least("inputs", 1, "a switch has a port")])
def clos_middle_switches(inputs: Count) -> Count:
    """Middle switches that keep a Clos network of three stages from ever blocking: one for each way to be in the way.

    inputs: ports of each switch of the first stage, and of the last. As many as these are enough where connections may
    be moved. 2 ports: 3. Worked here: 24 ports, 47.

    >>> show(clos_middle_switches(2)), show(clos_middle_switches(24))
    ('3', '47')
    """
    return 2 * inputs - 1


@formula(source="coursera-clos")
def clos_crosspoints(ports: Count, inputs: Count, middle: Count) -> Count:
    """Crosspoints of a Clos network of three stages: those of its outer switches and of the middle ones.

    ports: of the whole network, each way. inputs: ports of each outer switch. middle: switches in between, each with a
    line to every outer one. Worked here: 1000 ports in tens, 19 in the middle: 228,000 instead of a million for one
    crossbar that never blocks either.

    >>> show(clos_crosspoints(8, 2, 2)), show(clos_crosspoints(1000, 10, clos_middle_switches(10)), digits=4)
    ('64', '228000')
    """
    return 2 * ports * middle + middle * (ports / inputs) ** 2


@formula(source="singh-clos-fat-trees")
def clos_stages(levels: Count) -> Count:
    """Switches on the longest way through a fat tree: the stages of the Clos network that it is when unfolded.

    levels: of switches. Leaf and spine are 3 stages; three levels are 5.

    >>> show(clos_stages(2)), show(clos_stages(3))
    ('3', '5')
    """
    return 2 * levels - 1


@formula(source="cornelis-two-tier")
def tapered_hosts(leaf_ports: Count, spine_ports: Count, taper: Count) -> Count:
    """Hosts of a network of leaves and spines whose leaves have more ports to hosts than to spines.

    leaf_ports, spine_ports: of a switch; each leaf has a line to every spine. taper: ports to hosts for each one to the
    spines, 1 where nothing blocks. Switches of 48 ports: 1152. Worked here: 3 to 1, 1728.

    >>> show(tapered_hosts(48, 48, 1), digits=4), show(tapered_hosts(48, 48, 3), digits=4)
    ('1152', '1728')
    """
    return spine_ports * leaf_ports * taper / (1 + taper)


@formula(source="cornelis-two-tier")
def tapered_bandwidth(port: Bandwidth, taper: Count) -> Bandwidth:
    """Bandwidth that each host of a network of leaves and spines gets while all send to other leaves at once.

    port: of a host. taper: ports to hosts for each one to the spines. Where nothing blocks it is that of the port.
    Worked here: 400 Gbit/s at 2 to 1, 200.

    >>> round(tapered_bandwidth("400 Gbit/s", 2).to("Gbit/s").m)
    200
    >>> round(tapered_bandwidth("400 Gbit/s", 0.5).to("Gbit/s").m)
    400
    """
    return port / maximum(1, taper)
