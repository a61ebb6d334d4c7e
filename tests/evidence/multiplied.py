"""Facts that multiply to another one: the lines of a page, the path of the other, what they make, and how."""

MULTIPLIED = [
    (
        [
            "peak: {bf16: %s TFLOP/s}",
            "compute: {units: 100, rate: {bf16: 1000 FLOP/cycle}}",
            "clock: {boost: 1 GHz}",
        ],
        "peak.bf16",
        100,
        "compute.units x compute.rate.bf16 x clock.boost",
    ),
    (
        ["memory: {HBM: {bandwidth: %s GB/s, pins: 1000, pin: 0.8 Gbit/s}}"],
        "memory.HBM.bandwidth",
        100,
        "memory.HBM.pins x memory.HBM.pin",
    ),
    (
        ["links: {wing: {bandwidth: %s GB/s, count: 4, lane: 25 GB/s}}"],
        "links.wing.bandwidth",
        100,
        "links.wing.count x links.wing.lane",
    ),
    (
        ["links: {wing: {bandwidth: %s GB/s, count: 4, lane: 50 GB/s, encoding: 0.5}}"],
        "links.wing.bandwidth",
        100,
        "links.wing.count x links.wing.lane x encoding",
    ),
    (
        ["links: {wing: {bandwidth: %s GB/s, both: 200 GB/s}}"],
        "links.wing.bandwidth",
        100,
        "half of links.wing.both",
    ),
    (
        ["cache: {L3: {capacity: 25 MB, count: 4, total: %s MB}}"],
        "cache.L3.total",
        100,
        "cache.L3.count x cache.L3.capacity",
    ),
]
