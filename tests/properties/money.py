from .kinds import scales

PROPERTIES = {
    "electricity_cost": [scales("power", 1), scales("price", 1)],
}
