import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import slipstick
from examples import run
from slipstick import UsageError, calculate
from slipstick.calculator.evaluate import Evaluation
from slipstick.calculator.parser import parse
from slipstick.calculator.session import Session, unfinished
from slipstick.calculator.tree import ExpressionError, Literal, written
from slipstick.cli.repl import explain
from slipstick.units.reading import NUMBER, known, table, unit


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("80 GB / 2 TB/s", "80 GB / (2 TB/s) = 40 ms  [time]"),
        ("80 GB / (2 TB/s) in us", "80 GB / (2 TB/s) = 40000 us  [time]"),
        ("80 GB / 2 / s", "80 GB / 2 / s = 40 GB/s  [bandwidth]"),
        ("1e9 * 2 B", "1e9 × 2 B = 2 GB  [size]"),
        ("2 GB per s", "2 GB/s  [bandwidth]"),
        ("-2^2", "-2^2 = -4  [plain number]"),
        ("(-2)^2", "(-2)^2 = 4  [plain number]"),
        ("2^3^2", "2^3^2 = 512  [plain number]"),
        ("2^-1 s", "2^(-1) s = 500 ms  [time]"),
        ("4096^3 FLOP", "4096^3 FLOP = 68.7195 GFLOP  [amount of work]"),
        ("2 - (3 - 4)", "2 - (3 - 4) = 3  [plain number]"),
        ("12 / (3 * 2)", "12 / (3 × 2) = 2  [plain number]"),
        ("12 / 3 * 2", "12 / 3 × 2 = 8  [plain number]"),
        ("1 GiB - 1 MiB", "1 GiB - 1 MiB = 1023 MiB  [size]"),
        ("3 GB in MiB", "3 GB = 2861.02 MiB  [size]"),
        ("64B", "64 B  [size]"),
        ("4k * 2", "4000 × 2 = 8000  [plain number]"),
        ("1Mi", "1048576  [plain number]"),
        ("50% * 3 s", "50% × 3 s = 1.5 s  [time]"),
        ("[1, 2, 3] * 2 GB", "[1, 2, 3] × 2 GB = [2 GB, 4 GB, 6 GB]  [size]"),
        ("sum([1 GB, 2 GB]) / mean(1 s, 3 s)", "sum([1 GB, 2 GB]) / mean(1 s, 3 s) = 1.5 GB/s  [bandwidth]"),
        ("max(3 GB, 4 GiB)", "max(3 GB, 4 GiB) = 4 GiB  [size]"),
        ("sqrt(16 s^2)", "sqrt(16 s^2) = 4 s  [time]"),
        ("log2(1024) + ceil(2.1)", "log2(1024) + ceil(2.1) = 13  [plain number]"),
        ("x = 3 GB; y = 2 s; x / y", "x / y = 1.5 GB/s  [bandwidth]"),
        ("m = 5; 2 m * m", "2 m × m = 10 m  [length]"),
        ("s = 4; 8 GB/s", "8 GB/s  [bandwidth]"),
        ("x = 1; x = x + 1; x * 3", "x × 3 = 6  [plain number]"),
        ("35%..55% * 2 s", "35%..55% × 2 s = 900 ms (700 ms to 1.1 s)  [time]"),
        ("1..2 GB", "1 GB..2 GB = 1.5 GB (1 GB to 2 GB)  [size]"),
        ("x = 1..2 GB; x / x", "x / x = 1 (1 to 1)  [plain number]"),
        ("(1..3 - 2)^2", "(1..3 - 2)^2 = 0 (0 to 1)  [plain number]"),
        ("ridge(312 TFLOP/s, 2 TB/s)", "ridge(312 TFLOP/s, 2 TB/s) = 156 FLOP/B  [intensity]"),
        ("ridge(bandwidth=2 TB/s, peak=[1, 2] * 1 TFLOP/s)", None),
        ("15 mm * 15 mm in cm^2", "15 mm × 15 mm = 2.25 cm^2  [area]"),
        ("1 kWh * 0.12 USD/kWh", "1 kWh × 0.12 USD/kWh = 0.12 USD  [amount of money]"),
    ],
)
def test_an_expression_is_read_and_answered(text, answer):
    found = calculate(text).text().splitlines()[0]
    assert found == (answer or "ridge(bandwidth=2 TB/s, peak=[1, 2] × 1 TFLOP/s) = [0.5 FLOP/B, 1 FLOP/B]  [intensity]")


@pytest.mark.parametrize(
    ("text", "sought"),
    [
        ("2 * 4096^3 FLOP / ? = 441 us", "311.653 TFLOP/s"),
        ("441 us = 2 * 4096^3 FLOP / ?", "311.653 TFLOP/s"),
        ("? - 3 GB = 1 GB", "4 GB"),
        ("3 GB - ? = 1 GB", "2 GB"),
        ("-? = 4", "-4"),
        ("?^3 = 27 m^3", "3 m"),
        ("2^? = 1024", "10"),
        ("ridge(312 TFLOP/s, ?) = 156 FLOP/B", "2 TB/s"),
        ("2 * (1 s + ?) = 6 s", "2 s"),
        ("70e9 * ? = 140 GB", "2 B"),
    ],
)
def test_a_hole_is_given_its_kind_and_value(text, sought):
    answer = calculate(text)
    assert answer.short == sought
    left, right = answer.check.split(" = ")
    assert left == right


def test_a_handle_with_a_version_is_read_as_one():
    assert calculate("llama-3.1-8b.parameters * 2 B").short == "16 GB"
    told = calculate("8192 token * llama-3.1-8b.kv_cache.token/2 in MB").text()
    assert "  llama-3.1-8b.kv_cache.token = 131 kB/token  (llama-3-1-8b, meta-llama-3-1-models)" in told
    assert calculate("x = 7 W; x-3.1*t4.power.tdp").value.value == 7 - 3.1 * 70
    assert calculate("2.5-llama-3.1-8b.model.layers").value.value == 2.5 - 32


def test_whole_numbers_in_a_row_make_a_sum_over_an_index():
    assert calculate("k = integers(3, 5); sum(combinations(5, k) * 0.9^k * 0.1^(5 - k))").short == "0.99144"
    assert calculate("sum(integers(-2, 3))").value.value == 3
    assert len(calculate("integers(1, 1000)").value) == 1000


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("integers(1, 2.5)", "two whole numbers"),
        ("integers(1 B, 2 B)", "two whole numbers"),
        ("integers(3)", "two whole numbers"),
        ("integers(5, 4)", "from 5 to 4: expected 1 to 1000 numbers, upwards"),
        ("integers(1, 1001)", "expected 1 to 1000 numbers"),
    ],
)
def test_whole_numbers_that_are_none_are_refused(text, said):
    with pytest.raises(UsageError, match=said):
        calculate(text)


def test_events_where_requests_belong_are_requests_and_told():
    answer = calculate("mm1_response(40/s, 20 ms)")
    assert answer.short == "100 ms"
    assert "arrivals = 40 / s was read as a rate of requests" in answer.text()
    with pytest.raises(UsageError, match="a frequency"):
        calculate("mm1_response(40 Hz, 20 ms)")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("choose(5, 2)", "unknown formula 'choose': did you mean combinations?"),
        ("raid6(1 h, 1 h, 5)", "unknown formula 'raid6': did you mean raid6_mttdl?"),
        ("Erlang_B(2, 3)", "did you mean erlang_loss?"),
        ("entropi([1])", "did you mean entropy?"),
        ("entropy(0.5, 0.5)", r"too many arguments: it takes probabilities, a list \[a, b\]"),
        ("amdahl(0.5, 2, 3)", "too many arguments: it takes fraction, processors"),
    ],
)
def test_a_formula_by_another_name_or_with_too_many_arguments_is_told_how_it_goes(text, said):
    with pytest.raises(UsageError, match=said):
        calculate(text)


def test_a_kernel_is_held_to_the_limits_of_a_named_part():
    facts = ", ".join(f"h100.compute.{name}" for name in ("threads", "registers", "shared"))
    answer = calculate(f"kernel_occupancy(32, 8, 12 KiB, {facts}, 0 B, h100.compute.blocks, 32, 256)")
    assert answer.value.value == 19 / 64
    assert "h100.compute.shared = 228 KiB" in answer.text()


def test_facts_are_used_and_cited():
    answer = calculate("70e9 * 2 B / a100.memory.HBM.bandwidth in ms")
    assert answer.short == "68.6611 ms"
    assert answer.text().splitlines()[1].startswith("  a100.memory.HBM.bandwidth = 2039 GB/s  (a100-sxm-80gb, ")
    assert answer.as_dict()["facts"]["a100.memory.HBM.bandwidth"]["spec"] == "a100-sxm-80gb"
    assert round(answer.quantity.to("ms").magnitude, 4) == 68.6611


@pytest.mark.parametrize(
    ("text", "said", "place"),
    [
        ("1 byte + 1", "a size (B) cannot be added to a plain number", "1 byte + 1"),
        ("80 GB + 2 TB/s", "a size (B) cannot be added to a bandwidth (B/s) (divide a size (B) by a time in s)", None),
        ("5 J - 3 m", "a length (m) cannot be subtracted from an energy (J)", None),
        ("1 GB/s in Hz", "a bandwidth (B/s) cannot be converted to a frequency (Hz)", None),
        ("3 * 1 KB", "unknown unit 'KB' in 'KB': write kB (1000 B) or KiB (1024 B)", "KB"),
        ("1 Mb", "unknown unit 'Mb' in 'Mb': write Mbit (10^6 bit) or MB (10^6 B) or MiB (2^20 B)", "Mb"),
        ("100 mbps", "unknown unit 'mbps' in 'mbps': write Mbit/s (10^6 bit/s) or MB/s (10^6 B/s)", "mbps"),
        ("2 $/hour", "unexpected '$': write USD for dollars", "$"),
        ("(3 + 4", "this bracket is not closed: expected ')' at the end", "("),
        ("3 +", "the expression ends too early", None),
        ("3 4", "unexpected '4': expected an operator", "4"),
        ("2^+3", "unexpected '+3': expected a number", "+3"),
        ("1..+5", "unexpected '+5': expected a number", "+5"),
        ("1 / 0", "nothing can be divided by zero", "1 / 0"),
        ("9^9^9^9", "this number is too large", None),
        ("1e999", "this number is too large", "1e999"),
        ("2 ^ (1 s)", "an exponent is a plain number, and this is a time (s)", None),
        ("(-2)^0.5", "a negative number has no such power", None),
        ("?", "'?' needs an equation", "?"),
        ("2 = 2", "an equation needs one '?' for what is sought", None),
        ("? + ? = 2", "an equation can have only one '?'", "?"),
        ("sqrt(?) = -2", "sqrt is never -2", None),
        ("ridge", "ridge is a formula: write ridge(peak, bandwidth)", "ridge"),
        ("ridgee(1)", "unknown formula 'ridgee': did you mean ridge?", None),
        ("ridge(1 FLOP/s)", "ridge needs bandwidth", None),
        ("ridge(1 FLOP/s, 2 B/s, 3)", "too many arguments: it takes peak, bandwidth", "3"),
        ("ridge(1 FLOP/s, peak=2 FLOP/s)", "ridge has peak twice", None),
        ("ridge(2 TB/s, 2 TB/s)", "peak is a bandwidth (B/s), but a compute rate (FLOP/s) belongs there", "2 TB/s"),
        ("ridge(70B, 2 TB/s)", "peak = 70 B is a size, or the count 7e+10, but a compute rate", "70B"),
        ("ridge(3, 2 TB/s)", "peak = 3 has no unit: a compute rate belongs there, such as '3 FLOP/s'", "3"),
        ("a100.peak", "'a100.peak' is not one fact but many", "a100.peak"),
        ("a100.name.x + 1", None, None),
        ("log(2 s)", "log is of a plain number, and this is a time (s)", None),
        ("log(0)", "log has no value at 0", None),
        ("[1, 2] * [1, 2, 3]", "lists of 2 and 3 items: expected one length", None),
        ("1 s..2 GB", "the ends of a range are of two dimensions", None),
        ("(" * 60 + "1" + ")" * 60, "nested more than 50 deep", "("),
        ("+".join(["1..2"] * 9), "9 ranges in one expression: expected at most 8", "1..2"),
        ("unknwn + 1", "unknown name 'unknwn'", "unknwn"),
        ("", "nothing to calculate", None),
        ("import os", "unexpected 'os'", "os"),
        ("__import__('os')", None, None),
    ],
)
def test_what_cannot_be_read_or_worked_out_is_refused_with_the_place(text, said, place):
    with pytest.raises(slipstick.SlipstickError) as error:
        calculate(text)
    assert said is None or str(error.value).startswith(said)
    if place:
        line, carets = error.value.picture.split("\n")
        assert line[carets.index("^") : carets.rindex("^") + 1] == place


HOSTILE = (
    *("9^9^9^9", "(" * 10_000 + ")" * 10_000, "1+" * 500_000, "-" * 1900 + "1", "2^" * 900 + "2"),
    *("a=2;" + "a=a*a;" * 300, "x=1..2;" + "x=x*x;" * 200 + "x", "*".join(["(1..2)"] * 8)),
    *("[" * 900, "sqrt(" * 300, "1" * 1999, "1e9" * 600, "?" * 1000, ";" * 1000),
)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_text_is_answered_at_once(text):
    started = time.process_time()
    with suppress(UsageError):
        calculate(text)
    assert time.process_time() - started < 5


@given(st.text(alphabet="0123456789 .+-*/^()[]?=,;%GBsTiFLOPxa\n$'", max_size=40))
@settings(max_examples=300, deadline=None, derandomize=True)
def test_any_text_is_answered_or_refused_in_words(text):
    with suppress(slipstick.SlipstickError):  # and nothing else may be raised
        assert calculate(text).text()


@given(
    st.recursive(
        st.sampled_from(["2", "3 GB", "x", "4 TB/s", "50%", "2^3"]),
        lambda inner: st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda t: f"({t[0]}) {t[1]} ({t[2]})"),
        max_leaves=6,
    )
)
@settings(max_examples=200, deadline=None, derandomize=True)
def test_the_echo_reads_as_the_same_expression(text):
    variables = {"x": parse("7")[0].part}
    echo = written(parse(text, variables)[0].part)

    def value(words):
        try:
            machine = Evaluation(words, variables, None)
            found = machine.value(parse(words, variables)[0].part)
            return found.powers, pytest.approx(found.value, rel=1e-12)
        except ExpressionError:
            return None

    assert value(text) == value(echo)


def test_the_unit_table_is_pints():
    from slipstick.units.quantity import registry

    for spelling in table().spellings:
        for prefix in ("", *table().prefixes):
            word = prefix + spelling
            name = known(word)
            if name:
                import pint

                theirs = registry.Quantity(1.0, pint.util.UnitsContainer({name: 1})).to_root_units()
                ours = unit(word)
                assert ours.factor == pytest.approx(theirs.magnitude, rel=1e-12), word
                assert ours.powers == {str(n): p for n, p in theirs.unit_items()}, word


def test_numbers_are_read_by_their_longest_beginning():
    assert [NUMBER.match(text)[0] for text in ("1..2", "1.5..2", "1e9..2", "1_000", ".5")] == [
        "1",
        "1.5",
        "1e9",
        "1_000",
        ".5",
    ]
    assert isinstance(parse("35%..55%")[0].part.low, Literal)


def test_the_levers_of_several_ranges_are_told_the_largest_first():
    lines = calculate("1..2 s * 1..4").text().splitlines()
    assert lines[1:] == ["  1..4 alone moves it from 1.5 s to 6 s", "  1 s..2 s alone moves it from 2.5 s to 5 s"]


def test_a_list_too_long_to_be_printed_is_refused():
    with pytest.raises(UsageError, match="a list of 1024 numbers: expected at most 1000"):
        calculate("x = [1, 2];" + "x = [x, x];" * 9 + "x")


def test_explain_tells_the_lever_of_a_single_range():
    done = run(["calc", "--explain", "1..3 s * 2"])
    assert done.stdout.splitlines()[1] == "  1 s..3 s alone moves it from 2 s to 6 s"
    assert len(run(["calc", "1..3 s * 2"]).stdout.splitlines()) == 1


def test_calc_from_the_command_line():
    done = run(["calc", "80", "GB", "/", "2", "TB/s"])
    assert done.stdout == "80 GB / (2 TB/s) = 40 ms  [time]\n"
    bad = run(["calc", "80 GB + 1"])
    assert bad.returncode == 2
    assert bad.stderr.splitlines()[1:] == ["  80 GB + 1", "  ^^^^^^^^^"]
    assert run(["calc", "-3 + 5", "--short"]).stdout == "2\n"
    assert '"text": "40 ms"' in run(["calc", "80 GB / 2 TB/s", "--json"]).stdout


def test_a_session_keeps_its_answers_and_survives_errors():
    session = Session(explain=explain)
    said = [session.answer(line) for line in ("x = 3 GB", "x / (2 GB/s)", "foo", "ans * 2", "vars", "help ridge", "")]
    assert said[0] == "x = 3 GB  [size]"
    assert said[1] == "x / (2 GB/s) = 1.5 s  [time]"
    assert said[2].startswith("error: unknown name 'foo'")
    assert said[3] == "ans × 2 = 3 s  [time]"
    assert said[4] == "x = 3 GB\nans = 3 s"
    assert said[5].startswith("ridge = peak / bandwidth")
    assert "ridge(" in session.completions("rid")
    assert "x" in session.completions("x")
    assert "a100.memory.HBM.bandwidth" in session.completions("a100.memory.HBM.b")
    assert "gigabyte" not in session.completions("zz")
    assert session.answer("y = 4 s; y * 2").splitlines() == ["y = 4 s  [time]", "y × 2 = 8 s  [time]"]
    assert unfinished("(1 +")
    assert unfinished("1 +")
    assert not unfinished("1 + 2")


def test_a_session_runs_in_a_real_terminal(tmp_path):
    pty = pytest.importorskip("pty")
    pytest.importorskip("readline")
    import os
    import select
    import sys

    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(XDG_STATE_HOME=str(tmp_path), TERM="xterm", NO_COLOR="1")
        os.execv(sys.executable, [sys.executable, "-m", "slipstick", "repl"])
    seen = ""

    def until(wanted):
        nonlocal seen
        end = time.monotonic() + 30
        while wanted not in seen:
            assert time.monotonic() < end, seen
            if select.select([terminal], [], [], 0.2)[0]:
                seen += os.read(terminal, 4096).decode()
        seen = seen.partition(wanted)[2]

    until("> ")
    os.write(terminal, b"y = 80 GB /\n")
    until("... ")
    os.write(terminal, b"2 TB/s\n")
    until("y = 80 GB / (2 TB/s) = 40 ms  [time]")
    until("> ")
    os.write(terminal, b"attain\t")
    until("attainable(")
    os.write(terminal, b"\x15ans * 2\n")
    until("ans × 2 = 80 ms")
    until("> ")
    os.write(terminal, b"\x1b[A\n")  # the line before, again
    until("ans × 2 = 160 ms")
    until("> ")
    os.write(terminal, b"quit\n")
    assert os.waitpid(child, 0)[1] == 0
    os.close(terminal)
    assert "y = 80 GB /" in (tmp_path / "slipstick" / "history").read_text(encoding="utf-8").replace("\\040", " ")
