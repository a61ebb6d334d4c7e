"""Ship specs, questions and what formulas are called compiled: a fresh install is as fast at first as later."""

import json
import os
import shutil
import sys
import tempfile
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):
    """Adds ``slipstick/data/compiled.db``, ``questions.json``, ``formulas.json``, ``numbers.json`` to the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile what an editable install compiles from its files, and keeps in the user's cache."""
        if version == "editable":
            return
        sys.path.insert(0, os.path.join(self.root, "src"))
        from slipstick.ask import numbered
        from slipstick.estimates.listing import LIST, shipped_list
        from slipstick.files.layer import compiled
        from slipstick.files.places import shipped_root
        from slipstick.files.store import save
        from slipstick.reference.naming import FILE
        from slipstick.reference.naming import compiled as formulas

        self.folder = tempfile.mkdtemp()
        made = os.path.join(self.folder, "compiled.db")
        save(compiled(shipped_root()), made)
        listed = os.path.join(self.folder, LIST)
        with open(listed, "w", encoding="utf-8") as file:
            json.dump(shipped_list(), file)
        told = os.path.join(self.folder, FILE)
        with open(told, "wb") as file:
            file.write(formulas())
        numbers = os.path.join(self.folder, numbered.FILE)
        with open(numbers, "w", encoding="utf-8") as file:
            file.write(numbered.shipped())
        for path in (made, listed, told, numbers):
            build_data["force_include"][path] = f"slipstick/data/{os.path.basename(path)}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Leave nothing behind beside the wheel."""
        shutil.rmtree(getattr(self, "folder", ""), ignore_errors=True)
