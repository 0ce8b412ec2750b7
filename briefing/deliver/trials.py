"""What would keep a way out from working, found without sending or writing anything."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def folder_trial(folder: Path) -> str:
    """Return why no file could be put into a folder, which itself may still have to be made; "" where one could."""
    there = next((one for one in (folder, *folder.absolute().parents) if one.exists()), folder)
    if not there.is_dir():
        return f"{there} is no folder"
    return "" if os.access(there, os.W_OK | os.X_OK) else f"{there} may not be written to"


def program_trial(run: Sequence[str], folder: Path | None = None) -> str:
    """Return why a program could not be started in a folder, "" where it could; it is not started."""
    name = run[0]
    path = str(folder / name) if folder and os.sep in name else name  # as the system looks for it
    return "" if shutil.which(path) else f"{name} is not there, or may not be run"
