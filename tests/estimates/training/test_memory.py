import numpy as np
import pytest

from slipstick.estimates.answers import ask
from slipstick.estimates.questions import find
from slipstick.estimates.training.layout import Layout
from slipstick.estimates.training.memory import Trained, memory
from slipstick.estimates.training.model import model_of
from slipstick.evidence.asked import values_of
from slipstick.evidence.measurements import read, table_file
from slipstick.formulas.core.formula import unrecorded
from slipstick.specs.catalogue import catalogue

GIB = 2.0**30
WHOLE = Trained()
# Korthikanti et al., table 5: layers, width, heads, pipeline, microbatch, chunks; GiB of states and activations.
PUBLISHED = [
    ("22B", 48, 6144, 64, 1, 4, 1, 45.5625, 59.25, 9.5625),
    ("175B", 96, 12288, 96, 8, 1, 3, 45.5625, 66.84375, 12.35156),
    ("530B", 105, 20480, 128, 35, 1, 3, 31.640625, 114.0234, 23.07617),
    ("1T", 128, 25600, 160, 64, 1, 1, 32.95898, 131.25, 26.5625),
]


def held(row, recompute, zero=0, dp=1, trained=WHOLE):
    name, layers, width, heads, pp, micro, chunks, *_ = row
    model = model_of(catalogue(None), name, {"layers": layers, "width": width, "heads": heads})
    layout = Layout(8, pp, 1, dp, 1, zero, 512, micro, chunks, recompute)
    return model, memory(unrecorded, model, layout, 2048.0, trained)


@pytest.mark.parametrize("row", PUBLISHED, ids=[row[0] for row in PUBLISHED])
def test_activations_are_those_of_the_paper(row):
    *_, none, selective = row
    assert held(row, "none")[1].activations / GIB == pytest.approx(none, rel=0.005)
    assert held(row, "selective")[1].activations / GIB == pytest.approx(selective, rel=0.005)


@pytest.mark.parametrize("row", PUBLISHED, ids=[row[0] for row in PUBLISHED])
def test_states_of_the_layers_are_those_of_the_paper(row):
    model, found = held(row, "full")
    states = found.weights + found.gradients + found.optimizer
    table = 18 * model.embedding / 8
    assert (states - table) / GIB == pytest.approx(row[7], rel=0.005)


def test_each_stage_of_zero_shares_out_one_kind_more():
    before = None
    for zero, kind in ((1, "optimizer"), (2, "gradients"), (3, "weights")):
        found = held(PUBLISHED[0], "full", zero, 4)[1]
        whole = held(PUBLISHED[0], "full", 0, 4)[1]
        assert getattr(found, kind) < getattr(whole, kind) / 2
        assert before is None or found.all < before
        before = found.all


def test_adapters_keep_states_of_their_own_and_tables_stay_in_16_bits():
    model, found = held(PUBLISHED[0], "full", trained=Trained(1e8, 0.5))
    assert found.optimizer == pytest.approx(12e8 / 8)
    layers = model.parameters - model.embedding
    assert found.weights == pytest.approx((layers * 0.5 + model.embedding * 2) / 8 + 2e8 / 8)


@pytest.mark.parametrize(
    ("source", "count", "median"),
    [("qwen-readme", 54, 0.15), ("litgpt-resources", 9, 0.12), ("torchtune-readme", 4, 0.3)],
)
def test_memory_of_published_tuning_is_met_but_for_what_an_allocator_adds(source, count, median):
    ratios = []
    for each in read([table_file("llm_lora.csv")]):
        if each.source == source and each.question["on"] != "2xa100-sxm-80gb":
            on = each.question["on"]
            whole = source == "qwen-readme" and on.startswith("4x")  # there the memory of all devices is told
            kinds = ask(find("train"), values_of(each), on, each.question["dtype"]).outcome.quantities
            found = sum(size for name, (size, _) in kinds.items() if name.endswith("_memory"))
            ratios.append(found * (4 if whole else 1) / each.measured["memory"][0])
    assert len(ratios) == count
    assert np.median(np.abs(np.array(ratios) - 1)) <= median
