from .kinds import equals, scales

PROPERTIES = {
    "dvfs_energy_ratio": [scales("voltage_ratio", 2)],
    "dvfs_power_ratio": [scales("frequency_ratio", 1), scales("voltage_ratio", 2)],
    "average_power": [equals("peak", utilization=1.0), equals("idle", utilization=0.0)],
    "operational_carbon": [scales("energy", 1), scales("intensity", 1)],
    "embodied_carbon": [scales("life", -1), scales("manufacture", 1)],
}
