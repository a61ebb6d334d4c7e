from itertools import product
from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slipstick import catalogue
from slipstick.specs.topology import cubic, misfit


@pytest.mark.parametrize(
    ("said", "devices", "count", "why"),
    [
        ({"kind": "torus", "shape": (4, 4)}, 16, None, ""),
        ({"kind": "torus", "shape": (4, 4)}, None, None, ""),
        ({"kind": "torus", "shape": (4, 4)}, 17, None, "the shape 4x4 joins 16 devices, but there are 17"),
        ({"kind": "torus", "shape": (4, 4), "devices": 16}, 17, None, ""),
        ({"kind": "torus", "shape": (4, 4), "dimensions": 3}, 16, None, "it has 3 dimensions, but the shape 4x4 has 2"),
        ({"kind": "mesh"}, 16, None, "a mesh needs its shape"),
        ({"kind": "mesh", "dimensions": 2}, 16, None, ""),
        ({"kind": "mesh", "dimensions": 2.5}, 16, None, "dimensions is 2.5: expected a whole number"),
        ({"kind": "ring"}, 16, None, ""),
        ({"kind": "ring", "shape": (4, 4)}, 16, None, "a ring has one side, not 2"),
        ({"kind": "switch", "switches": 4, "nonblocking": "true"}, 8, 18, ""),
        ({"kind": "switch", "dimensions": 2}, 8, None, "a switch has no dimensions: only mesh, torus"),
        ({"kind": "torus", "dimensions": 2, "switches": 4}, 8, None, "a torus has no switches"),
        ({"kind": "mesh", "dimensions": 2, "wraparound": 4}, 8, None, "a mesh has no wraparound"),
        ({"kind": "full", "links_per_pair": 3}, 8, 21, ""),
        ({"kind": "full", "links_per_pair": 3}, 8, 24, "24 links a device, but 3 to each of 7 others make 21"),
        ({"kind": "full"}, 8, 24, ""),
        ({"shape": (4, 4)}, 16, None, "it has no kind: say one"),
    ],
)
def test_a_topology_that_cannot_be_is_told_why(said, devices, count, why):
    found = misfit(said, devices, count)
    assert found.startswith(why)
    assert bool(found) == bool(why)


@given(st.integers(1, 10**6), st.integers(1, 3), st.integers(1, 16))
def test_a_cubic_shape_multiplies_to_its_count(count, dimensions, wraparound):
    shape = cubic(count, dimensions, wraparound)
    assert prod(shape) == count
    assert len(shape) == dimensions
    assert list(shape) == sorted(shape)


@given(st.integers(1, 400), st.integers(2, 3))
def test_no_other_shape_is_more_cubic(count, dimensions):
    divisors = [side for side in range(1, count + 1) if count % side == 0]
    others = [sides for sides in product(divisors, repeat=dimensions) if prod(sides) == count]
    assert sum(cubic(count, dimensions)) == min(map(sum, others))


def test_whole_blocks_wrap_round():
    assert cubic(192, 3, 4) == (4, 4, 12)
    assert cubic(8, 3, 4) == (2, 2, 2)
    assert cubic(256, 2, 16) == (16, 16)


def test_a_shipped_shape_is_found_on_its_page():
    path = "links.ici.topology.shape"
    shapes = {part.handle: part[path] for part in catalogue().specs("node") if path in part}
    assert shapes == {
        "tpu-v3-pod": (32, 32),
        "tpu-v4-pod": (16, 16, 16),
        "tpu-v5e-pod": (16, 16),
        "tpu-v5p-pod": (16, 20, 28),
        "tpu-v6e-pod": (16, 16),
    }
