from .kinds import at, equals, falls, rises, scales, symmetric

PROPERTIES = {
    "shared_bandwidth": [symmetric("units", "banks"), scales("word", 1), scales("clock", 1)],
    "sgemm_traffic": [symmetric("m", "n"), scales("word", 1), rises("k")],
    "block_rounds": [rises("m"), rises("k"), falls("depth"), falls("tile_m"), falls("tile_n")],
    "shared_traffic": [scales("rounds", 1), scales("threads", 1), rises("reads"), rises("staged"), scales("word", 1)],
    "unit_waits": [symmetric("rounds", "waits"), scales("units", -1)],
    "blocks_of": [rises("elements"), falls("tile")],
    "window_reads": [rises("elements"), at(10.0, elements=10.0, window=1.0), at(55.0, elements=10.0, window=10.0)],
    "halo_reads": [rises("elements"), rises("window", window=(1, 8)), falls("tile", window=(1, 8))],
    "outer_reads": [symmetric("rows", "columns"), scales("depth", 1), falls("tile")],
    "resident_time": [
        rises("busy"),
        rises("wait"),
        falls("resident"),
        at(5.0, busy=2.0, waited=3.0, wait=1.0, resident=1.0),
        equals("busy", busy=2.0, waited=3.0, wait=0.5, resident=2.0),
    ],
}
