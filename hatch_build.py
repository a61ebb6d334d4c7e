"""Ship the specs compiled, so that the first question of a fresh install is as fast as the next one."""

import os
import shutil
import sys
import tempfile
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):
    """Adds ``slipstick/data/compiled.db`` to the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the specs; an editable install reads the YAML and keeps its compiled form in the user's cache."""
        if version == "editable":
            return
        sys.path.insert(0, os.path.join(self.root, "src"))
        from slipstick.files.layer import compiled
        from slipstick.files.places import shipped_root
        from slipstick.files.store import save

        self.folder = tempfile.mkdtemp()
        made = os.path.join(self.folder, "compiled.db")
        save(compiled(shipped_root()), made)
        build_data["force_include"][made] = "slipstick/data/compiled.db"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Leave nothing behind beside the wheel."""
        shutil.rmtree(getattr(self, "folder", ""), ignore_errors=True)
