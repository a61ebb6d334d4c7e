from .kinds import equals, falls, scales

PROPERTIES = {
    "dies_per_wafer": [falls("die_area", diameter=(500, 1000), die_area=(0.001, 10))],
    "bose_einstein_yield": [equals("wafer_yield", complexity=0.0), falls("defects", die_area=(0.001, 1))],
    "negative_binomial_yield": [equals("wafer_yield", defects=0.0), falls("die_area")],
    "good_dies": [scales("dies", 1), equals("dies", die_yield=1.0)],
    "die_cost": [scales("wafer_cost", 1), scales("dies", -1)],
}
