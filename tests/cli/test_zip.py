"""The whole runs from a zip, as a wheel is one: with an empty home, and with none."""

import os
import shlex
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import slipstick
from examples import run
from slipstick.estimates.listing import LIST
from slipstick.units.data import data_folder

COMMANDS = (
    "matmul 4096 4096 4096 --on a100 --explain",
    "show h100 --sources",
    "list link",
    'calc "ridge(312 TFLOP/s, 2 TB/s)" --explain',
    "sheet latency",
    "run softmax rows=8192 columns=2048 --on a100 --explain",
    "run",
    "--help",
    "formula ridge",
    "number l2 latency",
    "check --schema",
    "show a1000",
    "matmull",
)


@pytest.fixture(scope="module")
def zipped(tmp_path_factory):
    """The package with its data in one zip, with nothing compiled."""
    path = tmp_path_factory.mktemp("zip") / "slipstick.whl"
    package = Path(slipstick.__file__).parent
    with zipfile.ZipFile(path, "w") as file:
        for top, start in ((package, "slipstick"), (Path(data_folder()), "slipstick/data")):
            for each in top.rglob("*"):
                if each.is_file() and "__pycache__" not in each.parts and each.name not in ("compiled.db", LIST):
                    file.write(each, f"{start}/{each.relative_to(top)}")
    return path


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("home")


def asked(zipped, command, home, **more):
    places = ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "TMPDIR", "PYTHONPATH")
    environment = {name: value for name, value in os.environ.items() if name not in places}
    environment |= {"PYTHONPATH": str(zipped), "HOME": str(home), "PYTHONSAFEPATH": "1", **more}
    return run(shlex.split(command), env=environment)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_zip_answers_as_the_package_does(zipped, home, command):
    done, right = asked(zipped, command, home), run(shlex.split(command))
    assert (done.returncode, done.stdout, done.stderr) == (right.returncode, right.stdout, right.stderr)


def test_it_is_the_zip_that_answers(zipped, home):
    told = "import slipstick.units.data as data; print(data.__file__); print(data.data_folder())"
    environment = {**os.environ, "PYTHONPATH": str(zipped), "XDG_CACHE_HOME": str(home)}
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, env=environment, check=True)
    code, data = done.stdout.splitlines()
    assert code.startswith(f"{zipped}{os.sep}")
    assert data.startswith(f"{home}{os.sep}slipstick{os.sep}data-")


def test_unpacked_data_that_was_damaged_is_mended(zipped, home):
    right = asked(zipped, "show a100", home).stdout
    place = next((home / ".cache" / "slipstick").glob("data-*"))
    page = place / "hardware" / "gpu" / "a100-sxm-80gb.yaml"
    page.write_text(page.read_text(encoding="utf-8").replace("312 TFLOP/s", "999 TFLOP/s"), encoding="utf-8")
    shutil.rmtree(place / "numbers")
    (place / "units.txt").write_text("")
    assert asked(zipped, "show a100", home).stdout == right
    assert asked(zipped, "number l2 latency", home).returncode == 0


def test_where_no_cache_can_be_written_nothing_is_left_behind(zipped, tmp_path):
    done = asked(zipped, "matmul 4096 4096 4096 --on a100 --short", "/proc/nowhere", TMPDIR=str(tmp_path))
    assert (done.returncode, done.stdout, done.stderr) == (0, "503 µs\n", "")
    assert list(tmp_path.iterdir()) == []


def test_with_no_place_to_write_at_all_the_error_says_what_to_name(zipped):
    nowhere = "import tempfile; tempfile._candidate_tempdir_list = lambda: ['/proc/nowhere']"
    told = f"{nowhere}; import sys; from slipstick.cli import answered; sys.exit(answered(['show', 'a100']))"
    environment = {**os.environ, "PYTHONPATH": str(zipped), "XDG_CACHE_HOME": "/proc/nowhere"}
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, env=environment, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    said = f"no folder can be written to unpack the data of {zipped}: name one in XDG_CACHE_HOME"
    assert done.stderr == f"slipstick: {said}\n"
