import os

import pytest

from slipstick.units.data import cache_path, user_folder


@pytest.mark.parametrize(
    ("home", "named", "folder"),
    [
        ("/home/a", "/tmp/b", "/tmp/b"),
        ("/home/a", "", "/home/a/.cache"),
        ("/home/a", "relative", "/home/a/.cache"),
        ("/home/a", "\udc80", "/home/a/.cache"),
        ("relative", "", f"{os.devnull}/.cache"),
        ("~", "", f"{os.devnull}/.cache"),
    ],
)
def test_a_folder_of_the_user_does_not_depend_on_the_current_one(home, named, folder, monkeypatch):
    monkeypatch.setenv("HOME", home)
    monkeypatch.setenv("XDG_CACHE_HOME", named)
    assert user_folder("XDG_CACHE_HOME", ".cache") == folder
    assert cache_path("x") == f"{folder}/slipstick/x"
