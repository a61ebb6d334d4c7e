import pytest

from slipstick.evidence.leftout import Left
from slipstick.evidence.measurement import Measurement
from slipstick.evidence.validate import Held, validate
from slipstick.evidence.worst import outside, worst

ROW = Left("shape", "matmul", "1 x 64 x 64", "a100-sxm-80gb", "bf16", "", "memory", 10e-6, 10e-6, 8e-6, 12e-6, 1e-6)


def left(**changes):
    return ROW._replace(**changes)


def reasons(row, *others):
    (found,) = worst([row, *others], 1, None)
    assert found.row is row
    return found.reasons


def test_the_worst_lies_farthest_beyond_its_nearer_end():
    rows = [left(measured=24e-6, words="a"), left(measured=2e-6, words="b"), left(words="c")]
    assert [outside(row) for row in rows] == pytest.approx([2, 4, 10 / 12])
    assert [each.row.words for each in worst(rows, 2)] == ["b", "a"]
    told = [each.place for each in worst(rows, 3)]
    assert told == ["4 times below the range", "2 times above the range", "in the range"]


def test_of_a_row_left_out_in_several_ways_the_worst_counts():
    rows = [left(measured=24e-6), left(kind="part", measured=36e-6)]
    (found,) = worst(rows, 5)
    assert found.row is rows[1]
    assert found.reasons == ("this part was left out",)


def test_keys_and_values_may_have_had_fewer_bits():
    found = left(command="run attention", words="heads 32, queries 1, keys 4096", measured=0.7, floor=1.0)
    assert reasons(found)[0].startswith(
        "as if keys and values had 8 bits: 1.43 TB can be read in that time, and 2.04 TB"
    )
    assert reasons(left(command="run attention", words="heads 32", measured=0.4, floor=1.0))[0].startswith(
        "faster than"
    )


def test_what_takes_most_of_a_time_is_a_reason():
    assert reasons(left(measured=1, regime="startup")) == (
        "launch, and what else comes before the kernel itself, take most of it",
    )
    assert reasons(left(measured=1)) == ()


def test_a_row_below_its_floor_fits_in_a_cache_or_does_not():
    fits = left(measured=0.5e-6, floor=10e-6)  # 20 MB at 2.04 TB/s
    assert reasons(fits) == ("its 20.4 MB fit in the 40 MiB of L2",)
    assert worst([fits], 1)[0].place == "20 times faster than the floor"
    most = left(measured=15e-6, floor=30e-6)
    assert reasons(most) == ("as if 30.6 MB of its 61.2 MB had been left in the 40 MiB of L2",)
    far = left(measured=0.5e-6, floor=1)
    assert reasons(far) == ("faster than the datasheet allows: data left in a cache, or less done than is counted",)


def test_other_libraries_tell_that_it_is_this_one():
    row = left(measured=100e-6, library="vllm", dtype="fp8")
    told = "other libraries took another time for the same: trtllm 11 µs, sglang 12 µs"
    others = left(measured=11e-6, library="trtllm", dtype="fp8"), left(measured=12e-6, library="sglang", dtype="fp8")
    assert reasons(row, *others) == (told,)
    assert reasons(row, left(measured=90e-6, library="trtllm", dtype="fp8")) == ()
    assert reasons(row._replace(library="")) == ("which library ran it is not said, of trtllm, sglang, vllm",)


def test_a_library_of_gpus_is_no_reason_on_a_cpu():
    row = left(command="run copy", words="size 8 GB", device="epyc-7742", dtype="fp64", measured=1)
    assert reasons(row) == ()
    assert "which library ran it is not said" in reasons(row._replace(device="a100-sxm-80gb", dtype="bf16"))[0]


def test_rows_with_one_value_may_be_off_together():
    slow = [left(words=f"{m} x 512 x 64", measured=(60 + m) * 1e-6) for m in range(10)]
    usual = [left(words=f"{m} x 64 x 64") for m in range(30)]
    (told,) = reasons(slow[-1], *slow[:-1], *usual)
    assert told == "the 10 rows with n 512 take 6.45 times the expected in the middle, of all 40 1"
    (told,) = reasons(slow[-1], *slow[:-1], *(left(words=f"{m} x 32 x 64", measured=20e-6) for m in range(15)))[:1]
    assert told == "all 25 rows of its kind are off: 2 times the expected in the middle"


def test_a_mixture_of_experts_is_named():
    row = left(command="infer", words="mixtral-8x7b token", dtype="", kind="model", measured=1)
    assert reasons(row) == ("this model was left out", "a mixture of experts: how many a batch touches is a mean")
    assert reasons(row._replace(words="llama-2-70b token")) == ("this model was left out",)


def test_a_measurement_of_ones_own_says_what_estimates_do_not_know(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("command,m,n,k,on,dtype,library,time [us]\nmatmul,4096,4096,4096,t4,fp16,mine,90000\n")
    (row,) = validate([str(path)]).rows
    assert isinstance(row, Held)
    assert isinstance(row.measurement, Measurement)
    (found,) = worst([row], 3)
    assert found.reasons == ("nobody measured this part", "estimates do not know mine here")
    assert found.as_dict()["words"] == "m 4096, n 4096, k 4096"
    assert found.as_dict()["outside"] == pytest.approx(90e-3 / row.high)
