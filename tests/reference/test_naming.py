"""The compiled file of what formulas are called: the same as the library says, and made again where it is not."""

import pytest

from slipstick.formulas import formulas
from slipstick.reference import naming


@pytest.fixture(scope="module")
def made():
    return naming.compiled()


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.setattr(naming, "cache_path", lambda name: str(tmp_path / name))
    monkeypatch.setattr(naming, "data_folder", lambda: str(tmp_path / "nowhere"))
    return tmp_path / naming.FILE


def test_it_has_every_formula_in_order_with_its_arguments(made):
    told = naming.Terms(made.split(b"\n")[1:])
    assert list(told.every) == list(formulas())
    for name, formula in formulas().items():
        assert (told.every[name].parameters, told.every[name].result) == (formula.parameters, formula.result)
        assert list(told.every[name].parameters) == list(formula.parameters)


def test_a_formula_is_found_by_its_name_and_by_others(made):
    told = naming.Terms(made.split(b"\n")[1:])
    assert told.called["erlang b"] == ["erlang_loss"]
    assert told.every["amdahl"].words["speedup"] == naming.CALLED
    assert told.counts["speedup"] == sum("speedup" in term.words for term in told.every.values())
    assert {"speedup", "amdahl"} <= told.named
    assert "Amdahl" in told.every["amdahl"].text


def test_a_whole_file_is_read_and_nothing_worked_out(made, place, monkeypatch):
    place.write_bytes(made)
    monkeypatch.setattr(naming, "compiled", lambda: pytest.fail("compiled"))
    assert "amdahl" in naming.terms.__wrapped__().every


@pytest.mark.parametrize(
    "damage",
    [
        lambda made: made[: len(made) // 2],
        lambda made: made.replace(b"erlang b", b"erlang c", 1),
        lambda made: made.replace(b'"code:words.py": ', b'"code:words.py": 1', 1),
        lambda made: made.replace(b'"format": 1', b'"format": 0', 1),
        lambda made: b"",
    ],
)
def test_a_damaged_file_and_one_of_other_files_is_made_again(damage, made, place, monkeypatch):
    assert damage(made) != made
    place.write_bytes(damage(made))
    monkeypatch.setattr(naming, "compiled", lambda: made)
    assert naming.terms.__wrapped__().called["erlang b"] == ["erlang_loss"]
    assert place.read_bytes() == made


def test_it_is_of_other_files_once_a_chapter_or_the_synonyms_have_changed(made, place):
    place.write_bytes(made)
    naming._kept(str(place))
    head, _, rest = made.partition(b"\n")
    for name in ("code:formulas/speedup.py", "data:synonyms.yaml"):
        marked = {**naming.json.loads(head)["marks"]}
        marked[name] += 1
        place.write_bytes(naming.json.dumps(naming._head(marked, rest)).encode() + b"\n" + rest)
        with pytest.raises(ValueError, match="formulas"):
            naming._kept(str(place))


def test_the_files_it_is_made_of_are_those_that_work_it_out():
    marked = naming.json.loads(naming.compiled().partition(b"\n")[0])["marks"]
    assert {f"code:formulas/{formula.function.__module__.split('.')[-1]}.py" for formula in formulas().values()} <= {
        *marked
    }
