from examples import run


def test_formula_from_the_command_line():
    def said(*arguments):
        done = run(["formula", *arguments])
        return done.stdout + done.stderr, done.returncode

    assert said("ridge", "peak=312TFLOP/s", "bandwidth=2TB/s", "--short") == ("156 FLOP/B\n", 0)
    assert "? = 2.03922 TB/s  [bandwidth]" in said("ridge", "peak=312TFLOP/s", "bandwidth=?", "intensity=153 FLOP/B")[0]
    assert said("ridg", "peak=3") == ("slipstick: unknown formula 'ridg': did you mean ridge?\n", 2)
    assert said("ridge", "peek=3") == ("slipstick: ridge has no 'peek': did you mean peak?\n", 2)
    assert said("ridge", "peak=?")[1] == 2
    assert said("ridge", "--latex") == (r"\text{ridge} = \frac{\text{peak}}{\text{bandwidth}}" + "\n", 0)
    assert "m = 70B was read as 7e+10" in said("matmul_work", "1", "70B", "4k", "2")[0]
    assert "  ridge(peak, bandwidth)" in said()[0]
    assert '"latex"' in said("ridge", "--json")[0]


def test_words_find_formulas():
    def said(*words):
        done = run(["formula", *words])
        return (done.stdout + done.stderr).splitlines(), done.returncode

    assert said("kv", "cache")[0][0] == "kv_cache_per_token(layers, kv_heads, head, element)"
    assert said("transmission_delay")[0][0].startswith("serialization_delay(")
    assert said("ridg")[0][0] == "ridge(peak, bandwidth)"
    assert said("speedup", "of", "a", "pipeline")[0][0].startswith("pipeline_speedup(")
    assert said("pue")[0][-1] == "slipstick formula NAME explains one"
    assert '"name": "availability_nines"' in "".join(said("nines", "--json")[0])
    assert said("raid", "6")[0][0].startswith("raid6_mttdl(")
    assert "did you mean amdahl" in said("amdal", "0.95", "64")[0][0]
    assert "unknown formula 'qqqqqq'" in said("qqqqqq", "6")[0][0]
    lines, code = said("qqqqqq")
    assert (len(lines), code) == (1, 2)
    assert "unknown formula 'qqqqqq'" in lines[0]


def test_an_argument_is_read_alone():
    for argument in ("processors=3) * (2", "processors=3; 4", "processors=3 = 3", "processors=3 in %"):
        bad = run(["formula", "amdahl", "fraction=0.95", argument])
        assert bad.returncode == 2, argument
        assert "is not one value" in bad.stderr
    assert run(["formula", "amdahl", "fraction = 0.95", "processors = 3", "--short"]).stdout == "2.72727\n"
