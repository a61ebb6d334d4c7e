import zipfile

import pytest

from slipstick import SlipstickError
from slipstick.units.unpacking import unpacked


@pytest.fixture
def archive(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.mkdir("in/data")
        for name in ("in/data/units.txt", "in/data/deep/er.yaml", "in/database.txt", "out/units.txt"):
            file.writestr(name, name)
    return path


def told(folder):
    return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*") if path.is_file()}


WHOLE = {"units.txt": "in/data/units.txt", "deep/er.yaml": "in/data/deep/er.yaml"}


def test_a_folder_of_a_zip_is_unpacked_and_nothing_beside_it(archive, tmp_path):
    place = unpacked(f"{archive}/in/data", str(tmp_path / "cache"))
    assert place.startswith(f"{tmp_path}/cache-")
    assert told(type(tmp_path)(place)) == WHOLE


def test_what_is_damaged_or_missing_is_written_anew_and_the_rest_is_left(archive, tmp_path):
    place = type(tmp_path)(unpacked(f"{archive}/in/data", str(tmp_path / "cache")))
    (place / "units.txt").write_text("damaged")
    kept = (place / "deep" / "er.yaml").stat()
    assert unpacked(f"{archive}/in/data", str(tmp_path / "cache")) == str(place)
    assert told(place) == WHOLE
    assert (place / "deep" / "er.yaml").stat().st_ino == kept.st_ino


def test_where_the_cache_cannot_be_written_it_is_a_folder_for_now(archive, tmp_path):
    (tmp_path / "file").write_text("")
    place = unpacked(f"{archive}/in/data", str(tmp_path / "file" / "cache"))
    assert "slipstick-" in place
    assert told(type(tmp_path)(place)) == WHOLE


def test_where_there_is_no_zip_the_data_is_not_there(tmp_path):
    with pytest.raises(SlipstickError, match="neither beside its code nor in a zip"):
        unpacked(f"{tmp_path}/no.zip/data", str(tmp_path / "cache"))
