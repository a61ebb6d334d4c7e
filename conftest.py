"""What every test and every example starts from: no cache, configuration or specs of the user's own."""

import os

import pytest

import slipstick


@pytest.fixture(autouse=True, scope="session")
def _own_place(tmp_path_factory):
    place = tmp_path_factory.mktemp("home")
    os.environ["XDG_CACHE_HOME"] = str(place / "cache")
    os.environ["XDG_CONFIG_HOME"] = str(place / "config")
    for name in ("SLIPSTICK_SPECS", "SLIPSTICK_KERNELS"):
        os.environ.pop(name, None)


@pytest.fixture(autouse=True)
def _names_for_examples(doctest_namespace):
    doctest_namespace.update({"show": slipstick.show, "load": slipstick.load})
