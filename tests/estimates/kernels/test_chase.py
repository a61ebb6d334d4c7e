import pytest

from slipstick import SlipstickError, kernels

# By hand on a Ryzen 9 7950X: 4 cycles and 14 at 5.7 GHz, 54 at 5.1 GHz, 71.3 ns; of 32 KiB, 1 MiB and 32 MiB.
L1, L2, L3, DDR = 4 / 5.7, 14 / 5.7, 54 / 5.1, 71.3


def part(capacity, size, inner, outer):
    return outer - capacity / size * (outer - inner)


FLOORS = [
    ("16 KiB", L1),
    ("32 KiB", L1),
    ("512 KiB", part(32, 512, L1, L2)),
    ("16 MiB", part(1, 16, part(32, 1024, L1, L2), L3)),
    ("1 GiB", part(32, 1024, part(1, 32, part(32, 1024, L1, L2), L3), DDR)),
]


@pytest.mark.parametrize(("size", "latency"), FLOORS)
def test_a_load_takes_what_the_levels_do_where_its_bytes_lie(size, latency):
    answer = kernels.chase(size, on="ryzen-9-7950x")
    assert answer.time.to("ns").magnitude == pytest.approx(latency)
    assert answer.floor.to("ns").magnitude == pytest.approx(L1)
    many = kernels.chase(size, loads=1000, on="ryzen-9-7950x")
    assert many.outcome.value == pytest.approx(1000 * answer.outcome.value)


def test_a_level_that_is_named_is_the_only_one():
    assert kernels.chase("1 GiB", on="ryzen-9-7950x", level="L2").time.to("ns").magnitude == pytest.approx(L2)
    assert kernels.chase("1 kB", on="ryzen-9-7950x", level="memory").time.to("ns").magnitude == pytest.approx(DDR)


def test_sizes_in_arrays_are_answered_one_by_one():
    np = pytest.importorskip("numpy")
    from slipstick.estimates.questions import find

    loads = np.array([1.0, 10.0, 100.0])
    many = find("chase").ask({"size": "16 MiB", "loads": loads}, "epyc-9654").outcome
    assert many.value == pytest.approx(loads * kernels.chase("16 MiB", on="epyc-9654").outcome.value)


def test_the_memory_of_the_other_socket_is_farther():
    near, far = (kernels.chase("8 GB", on="2xxeon-8280+upi-1", level="memory", numa=numa) for numa in (None, "remote"))
    assert far.outcome.value - near.outcome.value == pytest.approx(65e-9)
    assert any("65 ns are the way to the other socket and back" in line for line in far.assumptions)
    assert "plantegg-mlc-8269cy" in far.sources


def test_a_latency_that_the_page_lacks_is_told_with_its_source():
    answer = kernels.chase("8 GB", on="xeon-8280")
    assert "its page gives no latency of DDR: latency.dram-local is taken" in answer.assumptions


def test_other_parts_are_told():
    with pytest.raises(SlipstickError, match="a100-sxm-80gb is a gpu: a chase is estimated on CPUs, such as epyc-9654"):
        kernels.chase("1 GB", on="a100")
