from .kinds import falls, rises, scales

PROPERTIES = {
    "failure_rate": [scales("mttf", -1)],
    "series_mttf": [scales("mttfs", 1)],
    "cluster_mttf": [scales("parts", -1), rises("mttf")],
    "redundant_mttf": [scales("mttf", 2), falls("repair")],
}
