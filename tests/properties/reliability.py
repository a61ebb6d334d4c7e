from .kinds import at, between, equals, falls, rises, scales, symmetric

LONG = (50.0, 1000.0)  # a mean time between failures, where writing a checkpoint takes up to 10

PROPERTIES = {
    "failure_rate": [scales("mttf", -1)],
    "series_mttf": [scales("mttfs", 1)],
    "cluster_mttf": [scales("parts", -1), rises("mttf")],
    "redundant_mttf": [scales("mttf", 2), falls("repair")],
    "fleet_mttf": [scales("mttfs", 1), scales("counts", -1)],
    "unrepaired_mttf": [symmetric("first", "second"), between(lambda i: max(i["first"], i["second"]), 2000)],
    "module_availability": [rises("mttf"), falls("repair"), at(1.0, repair=0.0)],
    "availability_nines": [rises("availability"), at(0.0, availability=0.0), at(2.0, availability=0.99)],
    "downtime": [falls("availability"), scales("period", 1), at(0.0, availability=1.0)],
    "series_availability": [between(0, lambda i: min(i["availabilities"]))],
    "parallel_availability": [between(lambda i: max(i["availabilities"]), 1)],
    "tmr_reliability": [rises("reliability"), at(0.5, reliability=0.5), at(1.0, reliability=1.0)],
    "survival_probability": [falls("period"), rises("mttf"), at(1.0, period=0.0)],
    "failure_probability": [rises("period"), between(0, lambda i: i["period"] / i["mttf"])],
    "expected_failures": [scales("parts", 1), scales("period", 1), scales("mttf", -1)],
    "raid5_mttdl": [
        scales("mttf", 2, disks=(2, 64)),
        falls("disks", disks=(2, 64)),
        equals(lambda i: i["mttf"] ** 2 / (2 * i["repair"]), disks=2.0),
    ],
    "raid6_mttdl": [
        scales("mttf", 3, disks=(3, 64)),
        scales("repair", -2, disks=(3, 64)),
        falls("disks", disks=(3, 64)),
    ],
    "read_error_probability": [rises("size", errors=(1e-4, 1e-2)), at(0.0, errors=0.0)],
    "secded_data_bits": [rises("check_bits", check_bits=(2, 64)), at(4.0, check_bits=4.0)],
    "secded_check_bits": [rises("data_bits"), at(5.0, data_bits=8.0), at(7.0, data_bits=32.0)],
    "unprotected_time": [
        rises("work", mttf=LONG),
        falls("mttf", mttf=LONG),
        between(lambda i: i["work"], 1e300, mttf=LONG),
    ],
    "checkpoint_write_time": [scales("size", 1), symmetric("copy", "storage")],
    "young_interval": [symmetric("write", "mttf"), scales("mttf", 0.5)],
    "daly_interval": [
        rises("mttf", write=(0.001, 10.0), mttf=LONG),
        between(0, lambda i: 2 * i["mttf"], write=(0.001, 10.0), mttf=LONG),
    ],
    "checkpoint_overhead": [scales("interval", -1, write=(0.001, 1.0), interval=(10, 1000))],
    "rework_overhead": [scales("interval", 1, interval=(0.001, 10.0), mttf=LONG)],
    "checkpoint_waste": [
        falls("mttf", write=(0.001, 1.0), interval=(10, 50), mttf=LONG),
        rises("write", write=(0.001, 1.0), interval=(10, 50), mttf=LONG),
        between(lambda i: (2 * i["write"] / i["mttf"]) ** 0.5, 2, write=(0.001, 1.0), interval=(10, 50), mttf=LONG),
    ],
    "failure_recovery_time": [
        rises("interval"),
        symmetric("detect", "reload"),
        at(0.0, detect=0.0, restart=0.0, reload=0.0, interval=0.0),
    ],
    "tail_at_scale": [rises("servers"), equals("probability", servers=1.0), at(0.0, probability=0.0)],
    "hedged_load": [scales("arrivals", 1), equals("arrivals", percentile=1.0), falls("percentile")],
}
