from .kinds import at, between, equals, falls, rises, scales

PROPERTIES = {
    "dies_per_wafer": [falls("die_area", diameter=(500, 1000), die_area=(0.001, 10))],
    "bose_einstein_yield": [equals("wafer_yield", complexity=0.0), falls("defects", die_area=(0.001, 1))],
    "negative_binomial_yield": [equals("wafer_yield", defects=0.0), falls("die_area")],
    "good_dies": [scales("dies", 1), equals("dies", die_yield=1.0)],
    "die_cost": [scales("wafer_cost", 1), scales("dies", -1)],
    "poisson_yield": [at(1.0, defects=0.0), falls("die_area", defects=(0.001, 1), die_area=(0.001, 1))],
    "murphy_yield": [falls("defects", defects=(0.01, 2), die_area=(0.01, 2)), between(0, 1, die_area=(0.01, 2))],
    "seeds_yield": [at(1.0, defects=0.0), falls("die_area", defects=(0.001, 1), die_area=(0.001, 1))],
    "chiplet_silicon_cost": [
        scales("wafer_cost", 1, diameter=(500, 1000), area=(1, 10), defects=(0.01, 0.1), chiplets=(1, 8))
    ],
    "good_area_cost": [scales("wafer_cost", 1), scales("die_area", -1)],
    "one_bad_core": [at(0.0, core_yield=1.0), equals(lambda i: 1 - i["core_yield"], cores=1.0)],
    "package_yield": [equals("assembly_yield", die_yield=1.0), falls("dies"), scales("assembly_yield", 1)],
    "packaged_chip_cost": [scales("final_yield", -1, final_yield=(0.1, 0.4)), rises("packaging")],
    "moore_growth": [at(1.0, time=0.0), equals(2.0, time=5.0, doubling=5.0)],
}
