"""What the baselines reached, kept in out/quality-kept: it changes only with their code, libraries and data."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FOLDER = ROOT / "out" / "quality-kept"
LIBRARIES = ("sumy", "nltk", "numpy", "rouge-score")


def kept(name: str, rests_on: Iterable[Path], make: Callable[[], Any], folder: Path = FOLDER) -> Any:
    """Return what `make` makes, as JSON gives it back; it is made again when something that it rests on changes."""
    key = hashlib.sha256("\n".join([name, *_versions(), digest(tuple(rests_on))]).encode()).hexdigest()
    path = folder / f"{key[:32]}.json"
    if not path.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(f".{hashlib.sha256(name.encode()).hexdigest()[:8]}.part")
        part.write_text(json.dumps(make()), encoding="utf-8")
        part.replace(path)
    return json.loads(path.read_text("utf-8"))


@cache
def _versions() -> tuple[str, ...]:
    return tuple(f"{name} {_version(name)}" for name in LIBRARIES)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"


@cache
def digest(paths: tuple[Path, ...]) -> str:
    """Return the SHA-256 of files, and of all files in folders, with their names, whatever their order."""
    files = sorted(
        {file for path in paths for file in ([path] if path.is_file() else path.rglob("*")) if file.is_file()}
    )
    told = (f"{file.name} {hashlib.sha256(file.read_bytes()).hexdigest()}" for file in files)
    return hashlib.sha256("\n".join(told).encode()).hexdigest()
