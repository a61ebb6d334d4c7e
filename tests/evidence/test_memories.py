import pytest

from owned import MEMORY, OWN, doubts
from slipstick.evidence.checks import check


@pytest.mark.parametrize(
    ("memory", "said"),
    [
        ("type: HBM2e, capacity: 80 GiB, bandwidth: 2039 GB/s", None),  # five stacks of 16 GiB
        ("type: HBM2e, capacity: 80 GiB, bandwidth: 2039 GB/s, pins: 5120", None),
        ("type: HBM3, capacity: 80 GiB, bandwidth: 1 TB/s", "no number of HBM3 stacks has 80 GiB at 1 TB/s"),
        ("type: HBM2e, capacity: 80 GiB, bandwidth: 1 TB/s, pins: 5120", "no number of HBM2e stacks"),
        ("type: HBM, capacity: 16 GiB, bandwidth: 716 GB/s", "no number of HBM stacks has 16 GiB at 716 GB/s"),
        ("type: HBM2, capacity: 16 GiB, bandwidth: 716 GB/s", None),
        ("type: HBM9, capacity: 16 GiB, bandwidth: 716 GB/s", None),
        ("type: GDDR6, capacity: 24 GiB, pins: 384", None),
        ("type: GDDR6, capacity: 36 GiB, pins: 384", None),  # of 3 GiB
        ("type: GDDR6, capacity: 20 GiB, pins: 384", "384 pins are chips of 1.67 GiB, which are not made"),
        ("type: GDDR6, capacity: 24 GiB, pins: 320", "320 pins are chips of 2.4 GiB, which are not made"),
        (
            "type: GDDR6, pin: 24 Gbit/s",
            "memory.HBM.pin is 24 Gbit/s a pin, but the fastest GDDR6 of the catalogue has",
        ),
        ("type: GDDR6, pin: 16 Gbit/s", None),
        ("type: DDR5-4800, channels: 12, pins: 768, pin: 4.8 Gbit/s, bandwidth: 460.8 GB/s", None),
        ("type: DDR5-4800, channels: 12, pins: 512, pin: 4.8 Gbit/s", "pins is 512, but 12 channels have 768"),
        ("type: DDR5-4800, channels: 12, pin: 5.6 Gbit/s", "pin is 5.6 Gbit/s a pin, but DDR5-4800 has 4.8 Gbit/s"),
        ("type: DDR5-4800, channels: 12, bandwidth: 460.8 GB/s", None),
        (
            "type: DDR5-4800, channels: 12, bandwidth: 307.2 GB/s",
            "bandwidth is 307 GB/s, but 12 channels make 461 GB/s",
        ),
        ("type: DDR5, channels: 12, pin: 4.8 Gbit/s, bandwidth: 307.2 GB/s", "but 12 channels make 461 GB/s"),
        ("type: DDR5, channels: 12, bandwidth: 307.2 GB/s", None),
        ("type: LPDDR5-6400, channels: 16, pins: 256, pin: 6.4 Gbit/s", None),  # its channels have 16 pins
    ],
)
def test_stacks_and_chips_are_of_sizes_and_rates_that_are_made(tmp_path, memory, said):
    found = doubts(tmp_path, OWN.replace(MEMORY, f"{{{memory}}}"))
    assert len(found) == (said is not None)
    assert said is None or said in found[0]


@pytest.mark.parametrize(("pins", "vendor", "doubtful"), [("", "A", True), ("", "B", False), ("all", "A", False)])
def test_a_bandwidth_that_only_another_part_shows_is_doubtful(tmp_path, pins, vendor, doubtful):
    held = ", pins: 512, pin: 28 Gbit/s"
    for handle, more, maker in (("one", held, "A"), ("other", held if pins == "all" else pins, vendor)):
        memory = f"{{type: GDDR7, capacity: 32 GiB, bandwidth: 1792 GB/s{more}}}"
        text = OWN.replace(MEMORY, memory).replace("My GPU", handle).replace("aliases: [mine]", f"vendor: {maker}")
        (tmp_path / f"{handle}.yaml").write_text(text)
    told = "memory.HBM.bandwidth is that of one, and no pins and pin show that it is this part's own"
    assert check(str(tmp_path)).doubts == [f"{tmp_path / 'other.yaml'}:6: {told}"] * doubtful


@pytest.mark.parametrize(("other", "doubtful"), [("chip-cpu", False), ("chips", True), ("new-chip", True)])
def test_the_pages_of_one_chip_may_share_its_memory(tmp_path, other, doubtful):
    for handle in ("chip", other):
        text = OWN.replace("My GPU", handle).replace("aliases: [mine]", "vendor: A")
        memory = "{type: LPDDR5X, capacity: 32 GiB, bandwidth: 153 GB/s}"
        (tmp_path / f"{handle}.yaml").write_text(text.replace(MEMORY, memory))
    found = check(str(tmp_path)).doubts
    assert len(found) == 2 * doubtful
    assert all("show that it is this part's own" in each for each in found)
