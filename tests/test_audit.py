import subprocess
import sys

import pytest

from audit import Drawn, draw, report, values
from examples import TOP
from slipstick import catalogue
from slipstick.files.schema import is_value


def test_every_value_of_a_page_can_be_drawn_where_it_is_written():
    every = values()
    own = {f"{part.handle}.{path}" for part in catalogue() if not part.extends for path in part if is_value(path)}
    assert own <= {each.value for each in every}
    assert len({each.value for each in every}) == len(every)
    for each in draw(200, 1):
        path, _, line = each.page.rpartition(":")
        key = each.value.rpartition(".")[2]
        shown = (TOP / path).read_text(encoding="utf-8").splitlines()[int(line) - 1 :]
        assert key in "\n".join(shown)


def test_a_seed_draws_the_same_again_and_another_seed_others():
    assert draw(30, 5) == draw(30, 5)
    assert draw(30, 5) != draw(30, 6)
    assert draw(30, 5)[:10] != draw(30, 6)[:10]
    assert len(set(draw(30, 5))) == 30


@pytest.mark.parametrize(("kind", "rank"), [("cpu", ""), ("", "maker"), ("gpu", "measurement")])
def test_a_draw_may_be_of_one_kind_and_one_rank(kind, rank):
    drawn = draw(10**6, 0, kind, rank)
    assert set(drawn) == set(values(kind, rank))
    assert {each.rank for each in drawn} == {rank} or not rank
    kinds = {part.handle: part.kind for part in catalogue()}
    found = {kinds[handle] for handle in kinds for each in drawn[:200] if each.value.startswith(f"{handle}.")}
    assert found == {kind} or not kind


def test_the_tool_prints_what_it_draws():
    drawn = draw(3, 4, rank="press")
    assert isinstance(drawn[0], Drawn)
    for form in ("text", "csv"):
        command = [sys.executable, "tools/audit.py", "--count", "3", "--seed", "4", "--rank", "press", "--form", form]
        done = subprocess.run(command, cwd=TOP, capture_output=True, text=True, check=True)
        assert done.stdout == report(drawn, form) + "\n"
    assert all(each.address in report(drawn) and each.page in report(drawn) for each in drawn)
