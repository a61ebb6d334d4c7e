from .kinds import at, equals, falls, rises, scales

PROPERTIES = {
    "repeated_success": [rises("samples"), rises("success"), equals("success", samples=1.0)],
    "pass_at": [
        rises("samples", attempts=(40, 64), wrong=(1, 30), samples=(1, 30)),
        falls("wrong", attempts=(40, 64), wrong=(1, 30), samples=(1, 30)),
        at(1.0, wrong=0.0),
    ],
    "coverage": [rises("samples", samples=(1, 1000)), rises("first"), equals("first", samples=1.0)],
    "coverage_power": [
        rises("later", first=(0.01, 0.1), later=(0.2, 0.9), samples=(2, 1000)),
        falls("samples", first=(0.01, 0.1), later=(0.2, 0.9), samples=(2, 1000)),
    ],
    "samples_for_coverage": [
        rises("wanted", first=(0.01, 0.1), wanted=(0.2, 0.9), power=(0.1, 1)),
        falls("first", first=(0.01, 0.1), wanted=(0.2, 0.9), power=(0.1, 1)),
    ],
    "sampling_work": [rises("samples", samples=(1, 100)), scales("parameters", 1), rises("prompt")],
}
