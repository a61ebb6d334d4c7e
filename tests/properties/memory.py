from .kinds import between, equals, rises, scales, symmetric

PROPERTIES = {
    "amat": [rises("miss_rate"), equals("hit", miss_rate=0.0)],
    "amat_two_levels": [rises("second_miss_rate"), equals("hit", miss_rate=0.0)],
    "amat_cycles": [rises("miss_rate"), equals("hit", miss_rate=0.0)],
    "amat_two_levels_cycles": [rises("penalty"), equals("hit", miss_rate=0.0)],
    "amat_three_levels_cycles": [rises("third_miss_rate"), equals("hit", miss_rate=0.0)],
    "amat_split": [
        equals("data_amat", instructions=0.0),
        between(
            lambda i: min(i["instruction_amat"], i["data_amat"]), lambda i: max(i["instruction_amat"], i["data_amat"])
        ),
    ],
    "global_miss_rate": [symmetric("miss_rate", "second_miss_rate"), between(0, lambda i: i["miss_rate"])],
    "misses_per_instruction": [scales("accesses", 1), rises("miss_rate")],
    "stall_cpi": [scales("accesses", 1, average=(10, 20), hit=(1, 9)), rises("average", average=(10, 20), hit=(1, 9))],
}
