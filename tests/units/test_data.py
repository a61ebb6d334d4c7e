import os

import pytest

import slipstick
from slipstick.units.data import cache_path, there, user_folder


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


def test_without_a_home_it_is_that_of_the_system(monkeypatch):
    monkeypatch.delenv("HOME")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    assert user_folder("XDG_CACHE_HOME", ".cache") == f"{os.path.expanduser('~')}/.cache"


def test_a_file_of_the_package_is_there_or_is_not():
    assert there(os.path.join(os.path.dirname(os.path.dirname(slipstick.__file__)), "slipstick", "words.py"))
    assert not there(os.path.join(os.path.dirname(slipstick.__file__), "nothing.py"))
