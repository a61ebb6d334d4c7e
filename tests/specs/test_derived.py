from pathlib import Path

import pytest

from slipstick import SlipstickError, UsageError, catalogue
from slipstick.specs.derived import looked_up

KNOWN = catalogue(str(Path(__file__).parents[1] / "place"))


@pytest.mark.parametrize(
    ("question", "path", "text"),
    [
        ("kestrel.memory.*.capacity", "memory.*.capacity", "64 GiB"),
        ("kestrel.memory.capacity", "memory.capacity", "64 GiB"),
        ("kestrel.memory", "memory.HBM.capacity", "64 GiB"),
        ("kestrel.name", "name", "Kestrel K1"),
        ("kestrel-box.per", "per", "node"),  # and not one of its links, of which there are several
        ("kestrel.peak.fp32", "peak.fp32", "50 TFLOP/s"),
        ("kestrel.ridge.bf16", "ridge.bf16", "100 FLOP/B"),
        ("kestrel-2.ridge.fp8", "ridge.fp8", "80 FLOP/B"),
        ("kestrel.balance.bf16", "balance.bf16", "0.01 B/FLOP"),
        ("kestrel-2.balance.fp8", "balance.fp8", "0.0125 B/FLOP"),
        ("kestrel-cpu.peak.fp64", "peak.fp64", "1.02 TFLOP/s"),
    ],
)
def test_a_question_finds_a_fact_or_what_follows_from_facts(question, path, text):
    _, found, fact = looked_up(question, KNOWN)
    assert (found, fact.text) == (path, text)


@pytest.mark.parametrize(
    ("question", "error", "said"),
    [
        ("kestrel.bandwidth", UsageError, "kestrel has more than one bandwidth: links.wing.bandwidth"),
        ("kestrel.power", UsageError, "'kestrel.power' is not one fact but many"),
        ("kestrel-box.parts", UsageError, "'kestrel-box.parts' is not one fact but many"),
        ("nosuch.peak.bf16", UsageError, "unknown device 'nosuch'"),
        ("kestrel.peak.fp64", SlipstickError, "kestrel has no peak.fp64"),
        ("llama-3.1-8b.weights.q4_k_n", UsageError, "unknown quantisation 'q4_k_n': did you mean q4_k_"),
        ("llama-3.1-8b.weight", SlipstickError, "llama-3-1-8b has no weight"),
        ("kestrel.ridge.int4", SlipstickError, "kestrel has no ridge.int4"),
    ],
)
def test_a_question_that_finds_none_or_many_is_refused(question, error, said):
    with pytest.raises(error) as caught:
        looked_up(question, KNOWN)
    assert str(caught.value).startswith(said)
