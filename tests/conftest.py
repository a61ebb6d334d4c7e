"""What several rooms' tests start from."""

import pytest

from owned import OWN


@pytest.fixture
def own(tmp_path):
    """A folder with a spec of one's own."""
    folder = tmp_path / "specs"
    folder.mkdir()
    (folder / "my-gpu.yaml").write_text(OWN)
    return folder
