"""What formulas refuse, and why: one line of the true reason."""

import pytest

import slipstick
from slipstick import UsageError, formula
from slipstick.formulas import formulas
from slipstick.formulas.core.conditions import even, least
from slipstick.units import Count, D

REFUSED = {
    # shares of one whole
    "amdahl_parts([0.7, 0.6], [2, 2])": "amdahl_parts: fractions add up to 1.3, and shares of one whole cannot be more",
    "amdahl_parts([0.7, 0.302], [2, 2])": "fractions add up to 1",
    "cpi_from_mix([50%, 20%], [1, 2])": "cpi_from_mix: shares add up to 0.7, but have to add up to 1",
    "cpi_from_mix([60%, 60%], [1, 2])": "shares add up to 1.2, but have to add up to 1",
    "numa_mixed_latency([0.5, 0.3], [60 ns, 100 ns])": "numa_mixed_latency: shares add up to 0.8, but have to",
    "amdahl_parts([], [])": "amdahl_parts: fractions and factors are empty: expected a list of one or more",
    "geometric_mean([])": "geometric_mean: ratios is empty: expected a list of one or more",
    "dram_latency(0.7, 0.6, 8 ns, 8 ns, 8 ns)": "hits and conflicts add up to 1.3, and shares of one whole",
    # powers of two
    "page_table_size(32, 5 KiB, 4 B)": "page = 5120, but has to be a power of two, such as 4096 or 8192",
    "table_reach(1, 3 KiB, 8 B)": "page = 3072, but has to be a power of two, such as 2048 or 4096",
    "vipt_capacity(8, 5 KiB)": "page = 5120, but has to be a power of two",
    "hypercube_bisection(1)": "nodes = 1, but has to be at least 2: one node cannot be halved",
    "mesh_bisection(1, 2)": "side = 1, but has to be at least 2: one node cannot be halved",
    "torus_bisection(1, 2)": "side = 1, but has to be at least 2",
    "hypercube_links(6)": "hypercube_links: nodes = 6, but has to be a power of two, such as 4 or 8",
    "hypercube_diameter(12)": "nodes = 12, but has to be a power of two, such as 8 or 16",
    "hypercube_bisection(3)": "nodes = 3, but has to be a power of two, such as 2 or 4",
    "hypercube_average_distance(1)": "nodes = 1, but has to be at least 2: a distance is between two different nodes",
    "binary_tree_diameter(16)": "nodes + 1 = 17, but has to be a power of two, such as 16 or 32",
    "index_bits(3 MiB, 64 B, 16)": "index_bits: sets = 3072, but has to be a power of two, such as 2048 or 4096",
    "tag_bits(48, 3 MiB, 64 B, 16)": "tag_bits: sets = 3072",
    "index_bits(1 KiB, 64 B, 32)": "sets = 0.5, but has to be a power of two, such as 1",
    "offset_bits(48 B)": "block = 48, but has to be a power of two, such as 32 or 64",
    "strided_sets(4 MiB, 64 B, 16, 96 B)": "stride = 96, but has to be a power of two, such as 64 or 128",
    "allgather_doubling_time(6, 1 µs, 1 MB, 1 GB/s)": "ranks = 6, but has to be a power of two, such as 4 or 8",
    # even sides
    "fat_tree_hosts(5, 2)": "fat_tree_hosts: ports = 5, but has to be even, such as 4 or 6",
    "fat_tree_switches(47)": "ports = 47, but has to be even, such as 46 or 48",
    "fat_tree_core_switches(1)": "ports = 1, but has to be even, such as 2",
    # at least
    "answer_latency(0.5 s, 20 ms/token, 0 token)": "answer = 0, but has to be at least 1: the first token is one of",
    "ring_average_distance(1)": "nodes = 1, but has to be at least 2",
    "linear_array_average_distance(1)": "nodes = 1, but has to be at least 2",
    "raid5_mttdl(1e5 h, 10 h, 1)": "raid5_mttdl: disks = 1, but has to be at least 2: RAID 5 keeps",
    "raid6_mttdl(1e5 h, 10 h, 2)": "raid6_mttdl: disks = 2, but has to be at least 3: RAID 6 keeps",
    "karp_flatt(1, 1)": "processors = 1, but has to be at least 2",
    "banked_load_cycles(0, 4, 6 cycle, 6 cycle)": "n = 0, but has to be at least 1: there is nothing to load",
    "facility_power(100 kW, 0.9)": "pue = 0.9, but has to be at least 1: a facility draws at least",
    "infrastructure_efficiency(0.5)": "pue = 0.5, but has to be at least 1",
    "training_energy(8, 700 W, 24 h, 0.5)": "pue = 0.5, but has to be at least 1",
    "lifetime_energy_cost(275 W, 0.5, 0.07 USD/kWh, 1 year)": "pue = 0.5, but has to be at least 1",
    "closed_response(0, [1 s], 0 s)": "users = 0, but has to be at least 1: nobody would ask",
    "finite_source_response(0, 1 s, 1 s)": "sources = 0, but has to be at least 1: nobody would ask",
    # at most
    "symmetric_multicore_speedup(0.9, 16, 32)": "core = 32 is more than chip = 16: a core has to fit on the chip",
    "asymmetric_multicore_speedup(0.9, 16, 32)": "core = 32 is more than chip = 16",
    "dynamic_multicore_speedup(0.9, 16, 32)": "core = 32 is more than chip = 16",
    "mmck_blocking(2, 3, 2)": "servers = 3 is more than room = 2: those that are served take room too",
    "mmck_throughput(2 request/s, 1 s, 3, 2)": "servers = 3 is more than room = 2",
    "parity_raid_capacity(2, 4 TB, 2)": "parities = 2 is not less than drives = 2: some drive has to hold data",
    "checkpoint_overhead(2 h, 1 h)": "write = 2 h is more than interval = 60 min",
    "power_usage_effectiveness(90 kW, 100 kW)": "machines = 100 kW is more than facility = 90 kW",
    "outer_bandwidth_used(100 GB/s, 16, 8)": "nodes = 16 is more than ranks = 8: each node has a rank",
    "priority_wait(1 s, 0.8, 0.5)": "above = 0.8 is more than through = 0.5",
    # no limit
    "priority_wait(1 s, 0.5, 1)": "through = 1: from 1 on the queue grows without end",
    "payback_time(1000 USD, 1 USD/h, 2 USD/h)": "running = 0.000555556 USD/s is not less than rent",
    "reserved_break_even_time(300 USD, 0.1 USD/h, 0.2 USD/h)": "a commitment never pays for itself",
    "break_even_volume(1e6 USD, 50 USD, 50 USD)": "cheaper = 50 USD is not less than dearer = 50 USD: its design is",
    "random_access_latency(8 MiB, 4 MiB, 10 ns, 90 ns)": "all of it fits, and every access hits",
    "karp_flatt(9, 8)": "speedup = 9 is more than processors = 8",
    "stall_cpi(1, 1 cycle, 2 cycle)": "hit = 2 cycle is more than average = 1 cycle: an access takes at",
    "lru_competitive_ratio(16, 17)": "ideal = 17 is more than lines = 16",
    "block_fetch_time(20 ns, 5 ns, 0)": "words = 0, but has to be at least 1: a block has a first word",
    "dram_word_time(16 cycle, 0, 3200e6/s)": "words = 0, but has to be at least 1: 1 is the first",
    "resolution_penalty(0)": "stage = 0, but has to be at least 1: fetch is 1",
    "one_bad_core(0.9, 0)": "cores = 0, but has to be at least 1",
    "effective_tokens(2e9 token, 1e9 token)": "unique = 2e9 token is more than tokens = 1e9 token",
    "pipeline_idle_share(0, 8)": "stages = 0, but has to be at least 1",
    "reduction_saving(0.5)": "ratio = 0.5, but has to be at least 1",
    "clos_middle_switches(0)": "inputs = 0, but has to be at least 1",
    "bucketing_saving(0, 2 us)": "tensors = 0, but has to be at least 1",
    "efficient_transfer_size(1, 10 ms, 100 MB/s)": "fraction = 1: no transfer is so long",
    "level_bandwidth(1, 450 GB/s)": "children = 1, but has to be at least 2: a switch joins two or more",
    "rework_overhead(3 h, 2 h)": "interval = 3 h is more than mttf = 2 h",
    "burn_rate(1%, 100%)": "objective = 1: nothing may fail, so there is no budget to use up",
    "raid_rebuild_time(4 TB, 100 MB/s, 1)": "load = 1: nothing is left of the bandwidth to rebuild with",
    "spot_cost(1 USD/h, 1)": "lost = 1: nothing is left of what is paid for",
    "amdahl_limit(1)": "fraction = 1: all of it gets faster, so there is no limit",
    "availability_nines(1)": "availability = 1: there is no downtime, so no finite number of nines",
    "mm1_response_percentile(100/s*1 request, 5 ms, 1)": "percentile = 1: no time is long enough for every request",
    # queues
    "mm1_response(200 request/s, 5 ms)": "mm1_response: utilization is 1: from 1 on the queue grows without end",
    "mm1_wait(250 request/s, 5 ms)": "mm1_wait: utilization is 1.25: from 1 on the queue grows without end",
    "mm1_queue(200 request/s, 5 ms)": "mm1_queue: utilization is 1: from 1 on",
    "mg1_response(200 request/s, 5 ms, 0)": "mg1_response: utilization is 1: from 1 on",
    "md1_wait(200 request/s, 5 ms)": "md1_wait: utilization is 1: from 1 on",
    "kingman_wait(200 request/s, 5 ms, 1, 1)": "kingman_wait: utilization is 1: from 1 on",
    "mmm_wait(400 request/s, 5 ms, 2)": "mmm_wait: utilization is 1: from 1 on the queue grows without end",
    "mmm_response(800 request/s, 5 ms, 2)": "mmm_response: utilization is 2: from 1 on",
    "erlang_c(2, 2)": "erlang_c: utilization is 1: from 1 on the queue grows without end",
    "replicated_response(400 request/s, 5 ms, 2)": "replicated_response: utilization is 1: from 1 on",
    "server_utilization(300 request/s, 5 ms)": "server_utilization: utilization is 1.5: above 1 the queue grows",
    # what arithmetic itself refuses
    "ridge(1 TFLOP/s, 0 B/s)": "ridge: nothing can be divided by zero: bandwidth is 0",
    "unprotected_time(1e9 s, 1 s)": "unprotected_time has no value there: it is too large to be counted with",
}


@pytest.mark.parametrize("expression", REFUSED)
def test_what_cannot_be_answered_is_refused_with_its_reason(expression):
    with pytest.raises(UsageError) as error:
        slipstick.calculate(expression)
    assert REFUSED[expression] in str(error.value)


ANSWERED = {
    "mesh_bisection(3, 2)": "4",
    "mesh_bisection(5, 3)": "31",
    "torus_bisection(3, 2)": "8",
    "torus_bisection(2, 3)": "4",
    "torus_links(2, 3)": "12",
    "torus_links(2, 1)": "1",
    "full_mesh_bisection(5)": "6",
    "ring_average_distance(4)": "1.33333",
    "hypercube_average_distance(4)": "1.33333",
    "ring_average_distance(2)": "1",
    "hypercube_average_distance(2)": "1",
    "linear_array_average_distance(2)": "1",
    "strided_sets(4 MiB, 64 B, 16, 1 GiB)": "1",
    "strided_sets(4 MiB, 64 B, 16, 8 B)": "4096",
    "blocks_by_threads(2048, 100)": "16",
    "blocks_by_threads(1536, 33)": "24",
    "blocks_by_registers(65536, 64, 37, 32, 256)": "24",
    "banked_load_cycles(64, 4, 6 cycle, 12 cycle)": "106 cycle",
    "banked_load_cycles(5, 4, 6 cycle, 12 cycle)": "19 cycle",
    "banked_load_cycles(1, 4, 6 cycle, 12 cycle)": "13 cycle",
    "daly_interval(5 h, 2 h)": "2 h",
    "daly_interval(4 h, 2 h)": "2 h",
    "answer_latency(0.5 s, 20 ms/token, 1 token)": "500 ms",
    "server_utilization(200 request/s, 5 ms)": "1",
    "downtime(1, 365 d)": "0 s",
    "mm1k_blocking(1, 3)": "0.25",
    "mm1k_blocking(1e200, 3)": "1",
    "mm1k_blocking(0, 3)": "0",
    "mm1k_throughput(100 request/s, 10 ms, 3)": "75 request/s",
    "speculated_tokens(1, 4)": "5 token",
    "murphy_yield(0/cm^2, 1 cm^2)": "1",
    "fat_tree_hosts(4, 3)": "16",
    "cpi_from_mix([0.333, 0.333, 0.333], [1, 1, 1])": "0.999 cycle/instruction",
    "amdahl_parts([0.2, 0.8], [2, 4])": "3.33333",
    "mmck_blocking(3, 3, 5)": "0.204545",
    "mmck_blocking(3.0000000001, 3, 5)": "0.204545",
    "mmck_blocking(2, 2, 2)": "0.4",
    "mmck_blocking(521, 8, 961)": "0.984645",
    "speculated_tokens(1, 100000)": "100001 token",
    "k_of_n_availability(0, 31, 0.122)": "1",
    "mm1k_blocking(1.07, 0)": "1",
    "one_bad_core(0.9, 1)": "0.1",
    "random_access_latency(8 MiB, 8 MiB, 10 ns, 90 ns)": "10 ns",
    "loan_payment(1200 USD, 0, 12)": "100 USD",
    "loan_payment(1200 USD, 1e-13, 12)": "100 USD",
    "lock_speedup(8, 0)": "8",
    "mm1_wait_percentile(0 request/s, 5 ms, 0.5)": "0 s",
    "page_colors(16 KiB, 8, 4 KiB)": "1",
    "negative_binomial_yield(1, 0.5/cm^2, 1 cm^2, 1e12)": "0.606531",
    "dram_latency(0.7, 0.3, 10 ns, 10 ns, 10 ns)": "16 ns",
    "parity_raid_capacity(2, 4 TB, 1)": "4 TB",
    "facility_power(100 kW, 1)": "100 kW",
}


@pytest.mark.parametrize("expression", ANSWERED)
def test_limits_and_odd_cases_are_answered(expression):
    assert slipstick.calculate(expression).short == ANSWERED[expression]


@pytest.mark.parametrize(
    ("expression", "exact"),
    [
        ("read_error_probability(1 B, 1e-17)", 8e-17),
        ("failure_probability(1e20 h, 1 h)", 1e-20),
        ("tail_at_scale(1e-20, 100)", 1e-18),
        ("unprotected_time(1 s, 1e20 s)", 1.0),
        ("mm1k_blocking(1 + 1e-12, 3)", 0.25),
    ],
)
def test_tiny_probabilities_keep_their_digits(expression, exact):
    assert slipstick.calculate(expression).value.value == pytest.approx(exact, rel=1e-9)


def test_yield_near_one_keeps_its_digits():
    assert 1 - formulas()["murphy_yield"]("1e-12/cm^2", "1 cm^2").m == pytest.approx(1e-12, rel=1e-3)


def test_a_condition_is_checked_for_each_element_of_an_array():
    np = pytest.importorskip("numpy")
    rule = formulas()["hypercube_links"]
    assert rule(np.array([2.0, 4.0])).m.tolist() == [1.0, 4.0]
    with pytest.raises(UsageError, match="nodes = 6, but has to be a power of two"):
        rule(np.array([2.0, 6.0]))
    wait = formulas()["mm1_wait"]
    with pytest.raises(UsageError, match=r"utilization is 1\.5"):
        wait(slipstick.quantity(np.array([10.0, 300.0]), "request/s"), "5 ms")


def test_a_condition_of_a_formula_inside_is_checked_too():
    @formula(source="x")
    def cube(nodes: Count) -> Count:
        return formulas_links(nodes)

    with pytest.raises(UsageError, match="hypercube_links: nodes = 6"):
        cube(6)


formulas_links = formulas()["hypercube_links"]


def test_a_condition_of_no_parameter_is_an_error_where_it_is_written():
    with pytest.raises(TypeError, match="other: a condition is about ports, which it does not take"):

        @formula(source="x", holds=[even("ports"), least("nodes", 1, "reason")])
        def other(nodes: Count) -> Count:
            return nodes


def test_a_formula_of_any_dimension_keeps_its_conditions():
    @formula(source="x", holds=[least("copies", 2, "one is no pair")])
    def shared(time: D, copies: Count) -> D:
        return time / copies

    assert shared("4 s", 2).m == 2
    with pytest.raises(UsageError, match="shared: copies = 1, but has to be at least 2: one is no pair"):
        shared("4 s", 1)
