import pytest

from slipstick.errors import SpecError
from slipstick.files.synonyms import _texts, synonyms
from slipstick.files.yamltree import read
from slipstick.formulas import formulas


def test_synonyms_are_of_formulas_that_are_there_and_in_order():
    assert set(synonyms()) <= set(formulas())
    assert list(synonyms()) == sorted(synonyms())
    assert all(text == text.casefold() for texts in synonyms().values() for text in texts)


def test_a_name_without_a_list_is_an_error_with_its_line():
    branch = read("own.yaml", b"amat: [a]\nridge: balance\n").value["ridge"]
    with pytest.raises(SpecError, match=r"own.yaml:2: ridge needs a list of names"):
        _texts("own.yaml", "ridge", branch)
