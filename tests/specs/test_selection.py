import pytest

from slipstick import UsageError, catalogue, load, select
from slipstick.specs.derived import said, source_of


@pytest.fixture(scope="module")
def parts():
    return catalogue().specs()


def test_conditions_choose_and_facts_sort():
    chosen = select("gpu", where="memory.HBM.capacity >= 80 GiB", sort="peak.bf16")
    assert all(part.number("memory.HBM.capacity") >= 80 * 2**30 for part in chosen)
    rates = [part.number("peak.bf16") for part in chosen if "peak.bf16" in part]
    assert rates == sorted(rates, reverse=True)
    every = [part for part in catalogue() if part.kind == "gpu"]
    assert {part.handle for part in chosen} == {
        part.handle for part in every if part.facts.get("memory.HBM.capacity", (0,))[0] >= 80 * 2**30
    }


@pytest.mark.parametrize(
    ("where", "inside", "outside"),
    [
        ("vendor = AMD", "mi300x", "a100-sxm-80gb"),
        ("vendor != amd", "a100-sxm-80gb", "mi300x"),
        ("released >= 2023", "mi300x", "a100-sxm-80gb"),
        ("memory.*.capacity > 80 GiB", "h200-sxm", "a100-sxm-80gb"),
        ("memory.hbm.capacity < 80 GB", "v100-sxm2-16gb", "a100-sxm-80gb"),
        ("peak.fp64 > 15 TFLOP/s", "xeon-6980p", "epyc-9654"),
        ("ridge.bf16 >= 250 FLOP/B", "h100-sxm", "a100-sxm-80gb"),
        ("memory.L2.latency < 220 cycle", "a100-sxm-80gb", "a40"),
        ("memory.*.bandwidth > 600 GB/s", "epyc-9755", "epyc-9654"),
        ("handle = t4", "t4", "a2"),
        ("peak.* > 9 PFLOP/s", "gb200", "h100-sxm"),
        ("links.*.bandwidth < 40 GB/s", "pcie-4", "pcie-5"),
        ("numbers.*.typical < 300 pJ", "energy-by-node", "operating-system"),
    ],
)
def test_a_condition_holds_where_it_should(where, inside, outside):
    handles = {part.handle for part in select(where=where)}
    assert inside in handles
    assert outside not in handles


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"where": "nonsense"}, "cannot read the condition 'nonsense': write it like 'memory.HBM.capacity >= 80 GiB'"),
        ({"where": "memory.HBM.capcity > 1 GB"}, "no spec has 'memory.HBM.capcity': did you mean memory.HBM.capacity"),
        ({"where": "memory.HBM.capacity > 80"}, "memory.HBM.capacity = 80 has no unit: a size belongs there"),
        ({"where": "memory.HBM.capacity > 80 W"}, "memory.HBM.capacity is a power (W), but a size (B) belongs there"),
        ({"where": "memory.HBM.capacity > 80 gb"}, "memory.HBM.capacity = '80 gb': unknown unit 'gb'"),
        ({"where": "price.launch < 500 $"}, "price.launch = '500 $': cannot read the unit '$' in '500 $': write USD"),
        ({"where": "vendor = NVIDEA"}, "no vendor is 'NVIDEA': did you mean NVIDIA?"),
        ({"sort": "peak.bf61"}, "no spec has 'peak.bf61': did you mean peak.bf16"),
        ({"sort": "Price"}, "no spec has 'Price': did you mean price."),
        ({"sort": "tdp"}, "no spec has 'tdp': did you mean power.tdp?"),
        ({"where": "bandwidth > 1 TB/s"}, "no spec has 'bandwidth': did you mean memory.bandwidth or "),
        ({"kind": "gpus"}, "unknown kind 'gpus': did you mean gpu?"),
    ],
)
def test_a_wrong_condition_is_refused(options, said):
    with pytest.raises(UsageError) as error:
        select(options.pop("kind", None), **options)
    assert str(error.value).startswith(said)


def test_a_sort_puts_what_does_not_say_last():
    parts = select("cpu", sort="price.launch")
    known = ["price.launch" in part for part in parts]
    assert known == sorted(known, reverse=True)
    assert any(known)
    assert not all(known)


def handles(parts):
    return [part.handle for part in parts]


@pytest.mark.parametrize("path", ["peak.bf16", "vendor", "price.per_flop", "ridge.fp16"])
def test_a_sort_goes_the_other_way_round_with_those_that_do_not_say_last_all_the_same(path):
    usual, backwards = select("gpu", sort=path), select("gpu", sort=f"-{path}")
    assert handles(backwards) == handles(select("gpu", sort=path, reverse=True))
    assert handles(usual) == handles(select("gpu", sort=f"-{path}", reverse=True))
    told = [[found.value for part in parts if (found := said(part, path))] for parts in (usual, backwards)]
    assert told[0] == told[1][::-1] == sorted(told[0], reverse=path != "vendor")
    assert said(backwards[-1], path) is None or len(told[0]) == len(usual)


def test_a_price_is_by_what_is_sold_with_it():
    part = load("rtx-3090")
    price, memory = part.number("price.launch"), part.number("memory.GDDR.capacity")
    assert said(part, "price.per_byte").value == price / memory
    assert said(part, "price.per_flop").value == price / part.number("peak.bf16")
    assert source_of(part, "price.per_byte") == part.fact("price.launch").source
    chip = load("epyc-9654")  # its memory is bought apart, and its peak follows from its cores
    assert said(chip, "price.per_byte") is None
    assert said(chip, "price.per_flop").value == chip.number("price.launch") / said(chip, "peak.bf16").value
    drive = load("ssd-samsung-870-evo")
    assert said(drive, "price.per_byte").value == drive.number("price.launch") / drive.number("storage.capacity")
    assert said(load("a100"), "price.per_flop") is None
