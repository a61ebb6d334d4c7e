import pytest

np = pytest.importorskip("numpy")
pytest.importorskip("scipy")
from slipstick.evidence import runtimefit  # noqa: E402
from slipstick.evidence.measurement import Measurement  # noqa: E402
from slipstick.evidence.runtimefit import Run  # noqa: E402

TRUE = {"memory": 0.8, "handling": 1.5, "layer": 4e-5, "expert": 5e-5, "exchange": 0.7, "arithmetic": 0.7}
TRUE |= {"compute": 0.6, "attention": 0.4, "begin": 3e-4}


def synthetic(count: int, runtime: str = "mine") -> list[Run]:
    """Runs that take exactly what a runtime of known parameters takes."""
    draw = np.random.default_rng(7)
    found = []
    for place in range(count):
        step = dict(zip(runtimefit.PARTS, draw.uniform(0.001, 0.01, len(runtimefit.PARTS)), strict=True))
        step |= {"offloaded": 0.0, "layers": float(draw.integers(16, 80)), "experts": float(draw.integers(0, 2) * 40)}
        run = Run((runtime, "NVIDIA gpu"), "a100", f"model {place % 5}", "me", step, step, float(place % 3), 1.0, 1e-4)
        found.append(run._replace(measured=float(runtimefit.expected(runtimefit.columns([run]), TRUE)[0])))
    return found


def test_known_parameters_are_found_again():
    found = runtimefit.fit(synthetic(60), runtimefit.START)
    again = runtimefit.expected(runtimefit.columns(synthetic(60)), found)
    assert again == pytest.approx([row.measured for row in synthetic(60)], rel=0.05)


def test_a_model_left_out_is_met_where_all_behave_alike():
    made = runtimefit.Runtimes(synthetic(60))
    scores = made.left_out["model"]
    assert scores["all token"].median < 0.05
    assert scores["all token"].count == 20
    assert scores["seen token"].count == 20
    assert made.left_out["runtime"] == {}  # there is no other


def test_a_runtime_that_was_not_fitted_has_the_numbers_of_its_kind():
    layers = runtimefit.Layers(synthetic(60) + synthetic(2, "rare"))
    assert layers.of(("rare", "NVIDIA gpu")) == layers.of_kind("NVIDIA gpu")
    assert layers.of(("mine", "tpu")) == layers.all
    assert layers.of_kind("NVIDIA gpu")["attention"] == runtimefit.START["attention"]  # each has its own kernel


def test_what_was_in_the_cache_before_a_prompt_is_seen_by_it():
    question = {"model": "llama-2-7b", "on": "a100-sxm-80gb", "batch": 1, "weights": "bf16", "prompt": 2048}
    one = Measurement("a", "infer", question, {"first token": (0.5, "s")}, "vllm", "me")
    behind = one._replace(question={**question, "context": 30720})
    alone, deep = runtimefit.runs([one, behind])
    assert deep.prompt["attention"] == pytest.approx(31 * alone.prompt["attention"])
    assert deep.prompt["arithmetic"] == alone.prompt["arithmetic"]


def test_a_run_is_of_a_token_a_prompt_or_an_answer():
    question = {"model": "llama-2-7b", "on": "a100-sxm-80gb", "batch": 1, "weights": "bf16", "prompt": 5}
    token = Measurement("a", "infer", question, {"throughput": (100.0, "token/s")}, "gpt-fast", "me")
    prompt = token._replace(measured={"first token": (0.5, "s")})
    answer = token._replace(measured={"time": (2.0, "s")}, question=question | {"output": 20})
    one, two, three = runtimefit.runs([token, prompt, answer])
    assert (one.tokens, two.tokens, three.tokens) == (1.0, 0.0, 20.0)
    assert (one.measured, two.measured, three.measured) == (0.01, 0.5, 2.0)
    assert one.floor == pytest.approx(2 * 6.6e9 / 2039e9, rel=0.02)
    assert one.step["layers"] == 32


def test_what_says_no_runtime_or_is_not_scored_stays_out():
    question = {"model": "llama-2-7b", "on": "a100-sxm-80gb"}
    one = Measurement("a", "infer", question, {"throughput": (100.0, "token/s")}, "", "me")
    other = one._replace(library="vllm", score=False)
    assert runtimefit.runs([one, other, other._replace(score=True, question={"model": "llama-2-7b"})]) == []


def test_the_shipped_fit_meets_runs_of_models_left_out():
    from slipstick.estimates.calibration import shipped_table

    scores = shipped_table("infer")["left_out"]["model"]
    most = {"all token": (340, 0.10, 0.28), "all answer": (500, 0.10, 0.26), "all prompt": (160, 0.20, 0.75)}
    for name, (count, median, worse) in most.items():
        found = scores[name]
        assert found["count"] > count, name
        assert (found["median"] <= median, found["p90"] <= worse) == (True, True), name
        assert 0.85 <= found["inside"] <= 0.95, name
    gpt_fast = scores["gpt-fast NVIDIA gpu token"]
    assert (gpt_fast["median"] <= 0.06, gpt_fast["p90"] <= 0.15) == (True, True)
    assert scores["vllm-2024 NVIDIA gpu answer"]["median"] <= 0.07
    assert [name for name, found in scores.items() if found["below_floor"]] == []


def test_what_is_left_out_is_a_model_a_part_a_source_and_a_runtime():
    from slipstick.estimates.calibration import shipped_table

    found = shipped_table("infer")["left_out"]
    assert set(found) == {"model", "part", "source", "runtime"}
    assert {each["all token"]["count"] for each in found.values()} == {found["model"]["all token"]["count"]}


def test_pope_tables_are_met_by_what_one_fit_has_of_them():
    from slipstick.evidence.measurements import read, shipped

    rows = runtimefit.runs(read([path for path in shipped() if path.endswith("models.yaml")]))
    own = [row for row in rows if row.group == ("jax", "Google accelerator")]
    decoding = [row for row in own if row.tokens == 1]
    assert len(decoding) == 5
    fitted = runtimefit.fit(own, runtimefit.START)
    for row in decoding:
        rest = runtimefit.fit([each for each in own if each.model != row.model], runtimefit.START)
        for numbers, most in ((fitted, 0.08), (rest, 0.12)):
            assert runtimefit.expected(runtimefit.columns([row]), numbers)[0] == pytest.approx(row.measured, rel=most)
