import pytest

from slipstick import kernels


def asked(on, heads):
    return kernels.mla_attention(heads, 4096, batch=128, on=on, dtype="bf16")


def test_few_heads_wait_for_memory_and_many_for_arithmetic():
    few, many = asked("h100", 16), asked("h100", 128)
    # 2 B x 128 x ((4096 + 16) x 576 + 16 x 512) = 608.4 MB over 3.35 TB/s
    assert few.floor.to("us").magnitude == pytest.approx(2 * 128 * (4112 * 576 + 8192) / 3.35e6, rel=1e-4)
    assert few.bound_by == "memory"
    # 2 x 128 x 128 x 4096 x 1088 FLOP
    assert many.quantities["work"].to("FLOP").magnitude == 2 * 128 * 128 * 4096 * 1088


def test_each_rate_is_asked_what_was_counted():
    asked = {ask.name: ask.amount for ask in kernels.mla_attention(2, 10, on="h100", latent=8, position=4).outcome.asks}
    assert asked == {"matrix": 2 * 2 * 10 * 20, "vector": 80, "special": 20, "memory": 2 * ((10 + 2) * 12 + 2 * 8)}
