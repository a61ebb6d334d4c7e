"""tools/measurements.py: a small made-up folder of references, and the rules it is converted by."""

import pytest

import measurements
from conversion_training import completed
from records import Record
from slipstick.evidence.measurements import read

RULES = {
    "sources": {"lab/": "lab-readme", "paper": "lab-paper"},
    "unopened": ["lab-paper"],
    "hardware": {"A100-80GB": "a100-sxm-80gb", "H100": "h100-sxm", "DGX H100, 2 GPUs": "2xh100-sxm"},
    "papers": {"paper-*": "lab-second-paper"},
    "links": {"copy-*": "pcie-4"},
    "unscored": {"bars-*": "read off a figure"},
    "libraries": {},
}
HEAD = "kind: gemm, hardware: A100-80GB, source: lab/bench README"
COLLECTIVE = "on,op,elements,dtype,time [us]\n2xh100-sxm,alltoall,512,half,9\n2xh100-sxm,all_gather,1024,int8,9.1\n"
ATTENTION = (
    "on,phase,library,dtype,batch,query_length,context,heads,kv_heads,head_dim,time [us]\n"
    "h100-sxm,prefill,vllm,bf16,2,512,512,32,8,128,40\nh100-sxm,decode,trtllm,bf16,2,1,512,32,8,128,9\n"
)
GEMM = "on,dtype,m,n,k,trtllm [us],sglang [us],vllm [us]\na100-sxm-80gb,bf16,1,32,32,2.49,,2.45\n"


@pytest.fixture
def convert(tmp_path):
    """The files made of records and tables."""

    def made(records="records: []", examples=None, **tables):
        (tmp_path / "measurements.yaml").write_text(records, encoding="utf-8")
        for name, text in tables.items():
            (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
        texts, told = measurements.convert(tmp_path, RULES, examples or {})
        (tmp_path / "made").mkdir(exist_ok=True)
        for name, text in texts.items():
            (tmp_path / "made" / name).write_text(text, encoding="utf-8")
        return read([str(tmp_path / "made" / name) for name in texts]), told

    return made


@pytest.fixture
def one(convert):
    """The only measurement that a record makes."""

    def made(kind, config, measured, hardware="A100-80GB", id="x", more="", source="lab/bench", **tables):
        text = f"records:\n- {{id: {id}, kind: {kind}, hardware: '{hardware}', config: {{{config}}}, "
        found, _ = convert(text + f"measured: {{{measured}}}, source: {source}{more}}}\n", **tables)
        [single] = found
        return single

    return made


def test_a_rate_of_a_matmul_stands_beside_its_time(one):
    found = one("gemm", "M: 1000, N: 2000, K: 500, dtype: fp8_e4m3, kernel: cuBLAS", "value: 200, unit: GFLOP/s")
    assert found.command == "matmul"
    assert found.question == {"m": 1000, "n": 2000, "k": 500, "on": "a100-sxm-80gb", "dtype": "fp8"}
    assert found.measured["rate"] == (pytest.approx(200e9), "FLOP/s")
    assert found.measured["time"] == (pytest.approx(2e9 / 200e9), "s")
    assert (found.library, found.source, found.score) == ("cublas", "lab-readme", True)


def test_a_bus_bandwidth_is_the_time_that_it_is(one):
    found = one("collective", "op: all_reduce, ranks: 8, bytes: 8000000", "value: 100, unit: GB/s busbw", "8x H100")
    assert found.question == {"op": "all-reduce", "size": "8000000 B", "on": "8xh100-sxm"}
    assert found.measured == {"time": (pytest.approx(8e6 * 2 * 7 / 8 / 100e9), "s")}
    assert "printed as 100 GB/s busbw" in found.note


def test_a_handle_with_a_count_is_taken_as_it_is(one):
    found = one("collective", "op: all_reduce, ranks: 2, bytes: 8", "value: 9, unit: us", "DGX H100, 2 GPUs")
    assert found.question["on"] == "2xh100-sxm"


def test_elements_a_second_are_the_time_that_they_are(one):
    found = one("softmax", "M: 1000, N: 500, dtype: fp16", "value: 10, unit: Gelem/s")
    assert (found.command, found.question["rows"], found.question["columns"]) == ("run softmax", 1000, 500)
    assert found.measured == {"time": (pytest.approx(0.5e6 / 10e9), "s")}


@pytest.mark.parametrize(("causal", "work"), [("false", 4), ("true", 2)])
def test_the_rate_of_a_causal_attention_counts_half(one, causal, work):
    config = f"batch: 2, seq: 100, heads: 4, head_dim: 64, dtype: fp16/bf16, causal: {causal}, phase: fwd"
    found = one("attention_prefill", config, "value: 1, unit: TFLOP/s")
    assert found.measured["time"] == (pytest.approx(work * 2 * 4 * 100 * 100 * 64 / 1e12, rel=1e-3), "s")
    assert found.question["queries"] == found.question["keys"] == 100


def test_a_backward_pass_is_asked_by_no_question(one):
    config = "batch: 2, seq: 100, heads: 4, head_dim: 64, dtype: fp16, causal: false, phase: fwd+bwd"
    found = one("attention_prefill", config, "value: 1, unit: TFLOP/s")
    assert (found.command, found.score) == ("other", False)
    assert found.question["phase"] == "fwd+bwd"
    assert "no question asks it" in found.note


def test_a_part_of_a_split_layer_is_what_one_device_does(one):
    config = "phase: prefill, layer: one, d_model: 1024, heads: 16, d_head: 64, tensor_parallel: 4, batch: 2, "
    config += "dtype: fp16, seq: 100, op: "
    found = one("transformer_op", config + "Q_K_V", "value: 1, unit: ms", "4x A100-80GB")
    assert found.question == {"m": 200, "n": 768, "k": 1024, "on": "a100-sxm-80gb", "dtype": "fp16"}
    found = one("transformer_op", config + "Softmax", "value: 1, unit: ms", "4x A100-80GB")
    assert (found.question["rows"], found.question["columns"]) == (800, 100)


def test_a_prompt_read_at_a_rate_has_a_first_token(one):
    found = one("llm_prefill", "model: LLaMA-3 8B, weights: F16, batch: 1, test: pp512", "value: 1024, unit: tok/s")
    assert found.question["model"] == "llama-3-8b"
    assert (found.question["weights"], found.question["prompt"]) == ("f16", 512)
    assert found.measured == {"first token": (pytest.approx(0.5), "s")}


def test_an_answer_split_over_devices_is_asked_of_all_of_them(one):
    config = "model: gpt-20B, layers: 44, dtype: fp16, parallel: TP8PP3, batch: 4, input_len: 20, output_len: 8"
    found = one("llm_generate", config, "value: 102, unit: ms", "A100-80GB")
    assert {name: found.question[name] for name in ("on", "tp", "pp", "prompt", "output")} == {
        **{"on": "24xa100-sxm-80gb", "tp": 8, "pp": 3, "prompt": 20, "output": 8}
    }
    assert found.note == "layers 44"


def test_what_each_device_trains_is_counted_for_all(one):
    shares = ", also_reported: [{value: 40.5, unit: '% MFU'}, {value: 9, unit: GB used}]"
    config = "model: MPT-7b, params: 7000000000, seq: 2048, gpus: 16, precision: amp_bf16"
    found = one("train_throughput", config, "value: 3000, unit: tok/s/GPU", "16x H100", more=shares)
    assert found.measured == {"throughput": (48000.0, "token/s"), "mfu": (pytest.approx(0.405), "")}
    assert found.question == {"model": "mpt-7b", "on": "16xh100-sxm", "sequence": 2048, "dtype": "bf16"}
    assert "also printed: 9 GB used" in found.note


def test_a_step_of_training_says_its_tokens(one):
    config = "params_B: 22, seq: 2048, global_batch: 4, tensor_parallel: 8, dtype: fp16"
    found = one("train_step", config, "value: 1.42, unit: s/iteration", "8x A100-80GB")
    assert (found.question["tokens"], found.question["model"], found.question["tp"]) == (8192, "22B", 8)
    assert found.measured == {"time": (1.42, "s")}


def test_hours_of_all_devices_are_their_time(one):
    found = one("train_run", "params: 7000000000.0, tokens: 1000000000000.0", "value: 2, unit: GPU-hours")
    assert found.measured == {"device time": (7200.0, "s")}
    assert (found.question["model"], found.question["tokens"]) == ("7B", 10**12)


def test_a_copy_goes_over_the_link_of_its_record(one):
    found = one("memcpy", "direction: host_to_device, bytes: 65536", "value: 0.04, unit: ms", id="copy-1")
    assert (found.command, found.question["over"], found.question["size"]) == ("move", "pcie-4", "65536 B")


def test_a_textbook_answer_is_asked_as_its_record_asks(convert):
    text = "records:\n- {id: a, kind: worked_example, hardware: '-', config: {n: 2}, source: a book, "
    text += "measured: {value: 3, unit: s}}"
    example = Record("a", "1 s + 2 s", "3 s", "0%", "lab-book")
    [found] = convert(text, {"a": example})[0]
    assert (found.command, found.question, found.source) == ("calc", {"expression": "1 s + 2 s"}, "lab-book")
    assert (found.measured, found.score) == ({"value": (3.0, "s")}, True)
    [slip] = convert(text, {"a": Record("a", "1 s + 2 s", "3 s", "0%", "lab-book", printed="4 s")})[0]
    assert (slip.measured, slip.score) == ({"value": (4.0, "s")}, False)
    assert "3 s is right" in slip.note


@pytest.mark.parametrize(
    ("about", "why"),
    [
        ({"id": "bars-1"}, "read off a figure"),
        ({"more": ", verified: memory"}, "from memory, not seen"),
        ({"source": "paper of the lab"}, "the source was not opened again"),
        ({"hardware": "K40m"}, "no page for K40m"),
    ],
)
def test_a_record_that_is_not_scored_says_why(one, about, why):
    found = one("gemm", "M: 1, N: 2, K: 3, dtype: fp32", "value: 1, unit: ms", **about)
    assert not found.score
    assert why in found.note
    assert one("gemm", "M: 1, N: 2, K: 3, dtype: fp32", "value: 1, unit: ms").score


def test_a_record_can_have_a_paper_of_its_own(one):
    found = one("gemm", "M: 1, N: 2, K: 3, dtype: fp32", "value: 1, unit: ms", id="paper-1", source="a ledger")
    assert found.source == "lab-second-paper"


def test_a_source_without_a_key_stops_the_conversion(one):
    with pytest.raises(SystemExit, match="no key for the source 'elsewhere'"):
        one("gemm", "M: 1, N: 2, K: 3, dtype: fp32", "value: 1, unit: ms", source="elsewhere")


def test_the_bytes_of_a_collective_follow_from_its_elements(convert):
    first, second = convert(collectives=COLLECTIVE)[0]
    assert first.question == {"op": "all-to-all", "size": "1024 B", "on": "2xh100-sxm", "dtype": "fp16"}
    assert (second.question["op"], second.question["size"]) == ("all-gather", "1024 B")
    assert (first.library, first.source) == ("nccl", "aiconfigurator-nccl")


def test_attention_of_a_prompt_is_causal(convert):
    prompt, decode = convert(attention=ATTENTION)[0]
    assert (prompt.command, prompt.question["queries"], prompt.question["keys"]) == ("run attention", 512, 512)
    assert (prompt.question["causal"], "causal" in decode.question) == ("true", False)
    assert (decode.library, decode.question["queries"], decode.question["keys"]) == ("trtllm", 1, 512)


def test_matmuls_keep_a_column_a_library(convert):
    assert [each.library for each in convert(gemm=GEMM)[0]] == ["trtllm", "vllm"]


def test_the_report_counts_each_kind_and_names_every_reason(convert):
    config, measured = "config: {M: 1, N: 2, K: 3, dtype: fp32}", "measured: {value: 1, unit: ms}"
    text = f"records:\n- {{id: bars-1, {HEAD}, {config}, {measured}}}"
    told = measurements.report(convert(text, collectives=COLLECTIVE)[1])
    assert "gemm                     1         1\n       1  read off a figure" in told
    assert "collectives.csv          2         0" in told
    assert told.endswith("3 rows converted, 1 of them not scored, none skipped")


def test_what_a_record_leaves_out_is_filled_in_and_a_step_timed_by_its_work():
    question = {"command": "train", "model": "1B", "on": "8xa100-sxm-80gb", "sequence": "2048"}
    made = {"id": "run-1", "question": question, "measured": {"rate": "1000 TFLOP/s"}, "note": "printed"}
    more = {"layers": "24", "width": "2048", "vocabulary": "51200", "tokens": "1048576", "on": "8xh100-sxm"}
    found = completed(made, {"run-*": more})
    work = 96 * 1048576 * 24 * 2048**2 * (1 + 2048 / (6 * 2048) + 51200 / (16 * 24 * 2048))
    assert float(found["measured"]["time"].removesuffix(" s")) == pytest.approx(work / 1e15, rel=1e-5)
    assert found["question"] == question | more
    assert completed(made, {"other": more}) == made
