import pytest

from disagreements import page, tables


@pytest.mark.parametrize("listed", tables(), ids=lambda each: each.file)
def test_whatever_a_public_list_says_otherwise_is_explained(listed):
    found = listed.compared()
    assert len(found.figures) > 50
    assert [f"{each.handle}.{each.path}" for each in found.differing() if not listed.explained(each)] == []
    assert found.unknown == {}
    assert set(found.left_out) <= {"name", "Accelerator"}
    assert all(each.address in page() for each in tables())
