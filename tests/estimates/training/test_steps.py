"""What a device does in a step, counted by hand for Llama 3.1 8B: 32 layers of 4096, keys and values of 1024."""

import pytest

from slipstick.estimates.training.layout import Layout
from slipstick.estimates.training.memory import Trained
from slipstick.estimates.training.model import model_of
from slipstick.estimates.training.steps import Rates, amounts, split, tuned
from slipstick.formulas.core.formula import unrecorded
from slipstick.specs.catalogue import catalogue

MODEL = model_of(catalogue(None), "llama-3.1-8b", {})
RATES = Rates(400e12, 200e12, 2e12)
# 2 x 4 x 4 x 2 devices: a device works on 16 microbatches of 2 sequences, on 2048 tokens of each
LAYOUT = Layout(tp=2, pp=4, cp=4, dp=2, ep=1, zero=0, batch=64, microbatch=2, chunks=2, recompute="none")
SEQUENCE, TOKENS = 8192.0, 65536.0
HELD = (
    MODEL.parameters - MODEL.embedding * 2
) / 4 / 2 + MODEL.embedding / 2  # parameters, with one table of the embedding
WHOLE = {"matmul": 1.0, "wide": 1.0, "attention": 1.0, "tensors": 1.0, "whole": 1.0, "again": 1.0, "hidden": 0.0}
WHOLE |= {"fused": 1.0, "through": 0.0, "adapted": 0.0, "unpack": 0.0, "launch": 0.0, "software": 1.0}


class Links:
    """Exchanges that take a second each where there is anybody to exchange with, and remember what was asked."""

    def __init__(self):
        self.asked = []

    def time(self, op, size, stride, ranks):
        self.asked += [(op, size, stride, ranks)] if ranks > 1 else []
        return float(ranks > 1)

    def lane(self):
        return 1e9


def step(links=None, trained=None, sequence=SEQUENCE, model=MODEL, **layout):
    made = LAYOUT._replace(**layout)
    return amounts(unrecorded, model, made, sequence, RATES, links or Links(), trained or Trained(0.0, 2.0))


def test_work_of_a_pass_is_two_operations_a_parameter_and_token():
    found = step()
    assert found.matmul == pytest.approx(2 * (MODEL.matrices / 8) * TOKENS / 400e12)
    assert found.head == pytest.approx(2 * (128256 * 4096 / 8) * TOKENS / 200e12)
    assert found.scores == pytest.approx(4 * 8 * 2048 * 4096 * TOKENS / 200e12)  # half of the context is seen


def test_what_layers_write_goes_through_memory():
    found = step()
    assert found.through == pytest.approx(TOKENS * 8192 * 16 * 8 * 2 / 2e12)  # a score of each head and pair
    elements = 2 * 4096 + 3 * 14336 / 2 + 4096 + 2 * 1024  # three matrices turn a token into 14,336 elements or back
    assert found.split == pytest.approx(TOKENS * elements / 2 * 8 * 2 / 2e12, rel=1e-3)
    assert found.whole == pytest.approx(TOKENS * 4096 * 8 * 2 / 2e12)
    assert step(recompute="selective").whole == pytest.approx(found.whole / 2)


def test_a_layer_is_summed_twice_each_way_and_keys_and_values_go_around_a_ring():
    links = Links()
    assert step(links).tensor == pytest.approx((4 + 2) * 8 * 16)  # rounds, layers of a stage, microbatches
    assert ("all-reduce", 2 * 4096 * 4096, 1, 2) in links.asked  # 16 bits of what 4096 tokens are
    assert ("all-gather", 2 * 2 * 16384 * 1024 / 2, 2, 4) in links.asked  # of two whole sequences
    assert step(recompute="full").tensor == pytest.approx((6 + 3) * 8 * 16)
    assert step(tp=1).tensor == pytest.approx(2 * 8 * 16)
    assert step(cp=1).tensor == pytest.approx(4 * 8 * 16)


def test_what_experts_get_is_sent_each_way():
    links = Links()
    model = model_of(catalogue(None), "mixtral-8x7b", {})  # two experts of a token, 32 layers of 4096
    found = step(links, model=model, ep=2, cp=1).tensor
    assert found == pytest.approx((4 + 4) * 8 * 16)
    assert ("all-to-all", 2 * 16384 * 4096 * 2 / 2, 2, 2) in links.asked


def test_a_stage_sends_to_the_next_and_gets_as_much_back_for_each_chunk():
    assert step().send == pytest.approx(2 * 2 * (2 * 4096 * 2048) / 1e9 * 16)
    assert step(pp=1).send == 0.0
    assert step(tp=1, chunks=1).send == pytest.approx(2 * (2 * 4096 * 4096) / 1e9 * 16)


def test_gradients_are_summed_once_and_with_zero_3_weights_gathered_before_each_pass():
    for zero, seconds in ((0, 2.0), (1, 2.0), (2, 1.0), (3, 3.0 * 16)):  # zero 0 and 1 sum in 32 bits
        assert step(zero=zero).data == seconds
    links = Links()
    step(links)
    assert links.asked[-1] == ("all-reduce", pytest.approx(2 * HELD), 2, 8)
    step(links, zero=3)
    assert links.asked[-2:] == [
        ("all-gather", pytest.approx(2 * HELD), 2, 8),
        ("reduce-scatter", pytest.approx(2 * HELD), 2, 8),
    ]


def test_adapters_are_all_that_is_summed_and_updated():
    links, trained = Links(), Trained(80e6, 0.5)
    found = step(links, trained)
    assert links.asked[-1] == ("all-reduce", pytest.approx(2 * 80e6 / 8), 2, 8)
    assert found.update == pytest.approx(80e6 / 8 * 32 / 2e12)  # 16 bytes of each are read and written
    assert (found.passes, step().passes) == (2.0, 3.0)
    step(links, trained, zero=3)
    assert links.asked[-2] == ("all-gather", pytest.approx(0.5 * HELD), 2, 8)  # the frozen model in 4 bits


def test_adapters_are_read_and_written_beside_the_matrices_and_narrow_weights_turned_into_16_bits():
    found = step(trained=Trained(80e6, 0.5))
    elements = 7 * 4096 + 2 * (4096 + 1024) + 3 * 14336  # into and out of query, key, value, output and the three
    assert found.adapted == pytest.approx(TOKENS * elements / 2 * 8 * 2 / 2e12, rel=1e-3)
    assert found.unpacked == pytest.approx(MODEL.matrices / 8 * 16 / 2e12 * 2)  # a byte each, forward and back
    assert step(trained=Trained(80e6, 0.5), recompute="full").unpacked == pytest.approx(found.unpacked * 3 / 2)
    assert (step().adapted, step().unpacked) == (0.0, 0.0)
    assert step(trained=Trained(80e6, 2.0)).unpacked == 0.0
    parts, plain = (split(unrecorded, found, WHOLE | more) for more in ({"adapted": 3.0, "unpack": 5.0}, {}))
    assert parts.elementwise == pytest.approx(plain.elementwise + 3 * found.adapted)
    assert (parts.unpacking, plain.unpacking) == (pytest.approx(5 * found.unpacked), 0.0)
    assert tuned(found, plain)
    assert not tuned(step(), split(unrecorded, step(), WHOLE))


def test_a_device_waits_for_a_host_that_starts_layers_slower_than_they_are_done():
    found = step(sequence=1.0)
    assert found.launched == 8 * 16 * 2  # layers, microbatches, forward and back
    assert step(recompute="full").launched == 8 * 16 * 3
    free = split(unrecorded, found, WHOLE)
    worked = free.compute + free.attention + free.elementwise + free.tensor
    parts = split(unrecorded, found, WHOLE | {"launch": 10.0})
    assert parts.launches == pytest.approx(2560 - worked)
    assert parts.bubble == pytest.approx(2560 * 3 / 32)
    assert (free.launches, split(unrecorded, found, WHOLE | {"launch": 1e-6}).launches) == (0.0, 0.0)
    assert tuned(found, parts)


def test_an_update_in_the_memory_of_the_host_crosses_the_link_and_goes_at_that_memorys_rate():
    found = step(trained=Trained(0.0, 2.0, host=1e11, lane=2e10)).update
    assert found == pytest.approx(HELD * 32 / 1e11 + HELD * 4 / 2e10)  # gradients there, and weights back


def test_an_update_is_shared_out_from_the_first_stage_of_zero_on():
    plain, shared = step().update, step(zero=1).update
    assert plain == pytest.approx(HELD * 32 / 2e12)
    assert shared == pytest.approx(plain / 8)


def test_parts_of_a_step_at_whole_rates():
    found = step()
    parts = split(unrecorded, found, WHOLE)
    assert parts.compute == pytest.approx(3 * (found.matmul + found.head))
    assert parts.attention == pytest.approx(4 * found.scores)  # its scores are computed again
    assert parts.elementwise == pytest.approx(found.split + 3 * found.whole)
    assert (parts.recompute, parts.rest, parts.launches, parts.unpacking) == (0.0, 0.0, 0.0, 0.0)
    assert parts.tensor == pytest.approx(found.tensor + found.send)
    worked = parts.compute + parts.attention + parts.elementwise + parts.tensor
    assert parts.bubble == pytest.approx(worked * 3 / (2 * 16))  # stages less one, over chunks and microbatches
    assert parts.data == found.data
    assert split(unrecorded, found, WHOLE | {"hidden": 0.75}).data == pytest.approx(found.data / 4)
    assert split(unrecorded, found, WHOLE | {"software": 2.0}).all == pytest.approx(2 * parts.all)


def test_a_forward_pass_is_computed_again_where_it_is_asked_for():
    found = step(recompute="full")
    parts = split(unrecorded, found, WHOLE)
    assert parts.recompute == pytest.approx(found.matmul + found.scores + found.whole)
    half = split(unrecorded, found, WHOLE | {"again": 0.5}).recompute
    assert half == pytest.approx(parts.recompute / 2)


def test_attention_that_is_not_fused_leaves_no_score_out_and_moves_them_through_memory():
    found = step()
    apart = split(unrecorded, found, WHOLE | {"fused": 0.0, "through": 6.0})
    assert apart.attention == pytest.approx(2 * found.scores * 4 + found.through * 6 * 4 / 3)
    wide = split(unrecorded, found, WHOLE | {"fused": 0.0, "wide": 0.5})
    assert wide.attention == pytest.approx(2 * found.scores * 4 / 0.5)


def test_a_whole_run_takes_at_least_so_many_times_the_work_of_a_device():
    found = step()
    parts = split(unrecorded, found, WHOLE | {"run": 1000.0})
    worked = parts.compute + parts.attention + parts.elementwise + found.update
    assert parts.all == pytest.approx(1000 * worked)
    assert split(unrecorded, found, WHOLE | {"run": 0.01}).rest == 0.0
