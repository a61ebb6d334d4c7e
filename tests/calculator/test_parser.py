"""Expressions read: each text once."""

from slipstick.calculator.parser import KEPT, parse
from slipstick.calculator.tree import written


def test_a_text_is_read_once():
    assert parse("70e9 * 2 B / 2 TB/s") is parse("70e9 * 2 B / 2 TB/s")
    assert parse("x * s", {"x"}) is not parse("x * s", {"x", "s"})
    first = parse("1 + 1")
    for number in range(KEPT):
        parse(f"{number} + 2")
    assert parse("1 + 1") is not first


def test_whether_a_path_is_that_of_a_number_is_asked_each_time():
    text = "storage.nvme-write-4k"
    for _ in range(2):
        assert written(parse(text, (), lambda path: True)[0].part) == text
        assert written(parse(text, (), lambda path: False)[0].part) == "storage.nvme-write - 4000"
