from .kinds import equals, rises, scales, symmetric

LIGHT = {"arrivals": (0.1, 9.0), "service": (0.001, 0.1)}

PROPERTIES = {
    "server_utilization": [scales("arrivals", 1, arrivals=(0.1, 4), service=(0.001, 0.1))],
    "mm1_response": [rises("arrivals", **LIGHT), equals("service", arrivals=0.0)],
    "mm1_wait": [rises("arrivals", **LIGHT)],
    "mm1_in_system": [rises("service", **LIGHT)],
    "mm1_queue": [rises("service", **LIGHT)],
    "littles_law": [symmetric("arrivals", "response"), scales("response", 1)],
}
