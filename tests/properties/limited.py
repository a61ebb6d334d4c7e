from .kinds import at, between, equals, falls, rises, scales

ROOM = {"load": (0.1, 0.9), "servers": (1, 4), "room": (4, 20)}
ASKED = {"arrivals": (0.1, 0.9), "service": (0.1, 0.9), "servers": (1, 4), "room": (4, 20)}
SOURCES = {"sources": (1, 12), "running": (1.0, 50.0), "service": (0.1, 5.0)}
CLOSED = {"users": (1, 12), "demands": (0.1, 5.0), "think": (0.0, 10.0)}
STAFFED = {**CLOSED, "servers": (1, 4)}

PROPERTIES = {
    "mmck_blocking": [
        rises("load", **ROOM),
        falls("room", **ROOM),
        equals(lambda i: i["load"] / (1 + i["load"]), ROOM, servers=1.0, room=1.0),
        at(0.0, load=0.0, servers=3.0, room=9.0),
    ],
    "mmck_throughput": [
        between(0, lambda i: i["arrivals"], **ASKED),
        rises("room", **ASKED),
        rises("arrivals", **ASKED),
    ],
    "mmck_in_system": [
        rises("load", **ROOM),
        rises("room", **ROOM),
        falls("servers", load=(0.1, 0.9), servers=(1, 3), room=(6, 20)),
        between(0, lambda i: i["room"], **ROOM),
        equals(lambda i: i["load"] / (1 + i["load"]), ROOM, servers=1.0, room=1.0),
    ],
    "mmck_response": [
        rises("arrivals", **ASKED),
        rises("room", **ASKED),
        equals("service", ASKED, servers=1.0, room=1.0),
    ],
    "finite_source_idle": [
        falls("sources", **SOURCES),
        rises("running", **SOURCES),
        equals(lambda i: i["running"] / (i["running"] + i["service"]), SOURCES, sources=1.0),
    ],
    "finite_source_throughput": [
        rises("sources", **SOURCES),
        between(0, lambda i: 1 / i["service"], **SOURCES),
        equals(lambda i: 1 / (i["running"] + i["service"]), SOURCES, sources=1.0),
    ],
    "finite_source_response": [rises("sources", **SOURCES), equals("service", SOURCES, sources=1.0)],
    "finite_source_in_system": [rises("sources", **SOURCES), between(0, lambda i: i["sources"], **SOURCES)],
    "residual_service": [
        scales("arrivals", 1),
        scales("services", 2),
        between(lambda i: sum(a * s**2 / 2 for a, s in zip(i["arrivals"], i["services"], strict=True)), 1e12),
    ],
    "priority_wait": [
        scales("residual", 1),
        rises("above"),
        rises("through"),
        equals("residual", above=0.0, through=0.0),
    ],
    "arrival_residence": [scales("demand", 1), rises("queue"), equals("demand", queue=0.0)],
    "closed_throughput": [
        rises("users", **CLOSED),
        falls("think", **CLOSED),
        between(0, lambda i: min(1 / max(i["demands"]), i["users"] / (sum(i["demands"]) + i["think"])), **CLOSED),
        equals(lambda i: 1 / (sum(i["demands"]) + i["think"]), CLOSED, users=1.0),
    ],
    "closed_response": [
        rises("users", **CLOSED),
        between(lambda i: max(sum(i["demands"]), i["users"] * max(i["demands"]) - i["think"]), 1e6, **CLOSED),
        equals(lambda i: sum(i["demands"]), CLOSED, users=1.0),
    ],
    "closed_multiserver_throughput": [
        rises("users", **STAFFED),
        falls("think", **STAFFED),
        between(0, lambda i: i["users"] / (sum(i["demands"]) + i["think"]), **STAFFED),
        equals(lambda i: 1 / (sum(i["demands"]) + i["think"]), STAFFED, users=1.0),
    ],
}
