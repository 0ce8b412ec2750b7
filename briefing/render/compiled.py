"""What is made of a template before it runs, kept from one run to the next, as Python keeps what it makes of modules.

It lies where that lies and under the same conditions: in `__pycache__` beside this module or below PYTHONPYCACHEPREFIX;
nothing is written with PYTHONDONTWRITEBYTECODE or where one may not write. It is run, so it is read only where nobody
can have written it but who could change the program: this user, root, and the template's owner.
"""

from __future__ import annotations

import contextlib
import hashlib
import marshal
import os
import sys
import tempfile
from importlib.util import MAGIC_NUMBER, cache_from_source
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import CodeType

_DIGEST = 32  # bytes of a SHA-256
_MODE = 0o644
_OTHERS_WRITE = 0o022


def key_of(*made_from: str) -> bytes:
    """Return what tells whether kept code is of this very template, made by these very versions."""
    told = "\0".join(made_from).encode("utf-8", "surrogatepass")
    return hashlib.sha256(MAGIC_NUMBER + told).digest()


def kept(template: Path, form: str, key: bytes) -> CodeType | None:
    """Return the code that was kept of a template for a form; None where there is none, or none to be trusted."""
    try:
        with _place(template, form).open("rb") as file:
            data = file.read() if _only_ours(os.fstat(file.fileno()), template) else b""
    except OSError:
        return None
    body = data[2 * _DIGEST :]
    if data[: 2 * _DIGEST] != key + hashlib.sha256(body).digest():
        return None
    code: CodeType = marshal.loads(body)  # noqa: S302 - whole, and written by nobody else
    return code


def keep(template: Path, form: str, key: bytes, code: CodeType) -> None:
    """Keep the code of a template, if that can be done."""
    if sys.dont_write_bytecode:
        return
    body = marshal.dumps(code)
    with contextlib.suppress(OSError):
        _write(_place(template, form), key + hashlib.sha256(body).digest() + body)


def _place(template: Path, form: str) -> Path:
    return Path(cache_from_source(str(Path(__file__).with_name(f"{template.name}-{form}.py"))))


def _only_ours(found: os.stat_result, template: Path) -> bool:
    """Whether nobody can write a file who cannot change the template either; Windows leaves that to the folder."""
    if not hasattr(os, "geteuid"):
        return True
    return found.st_uid in {os.geteuid(), 0, template.stat().st_uid} and not found.st_mode & _OTHERS_WRITE


def _write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: another run may be reading it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".new-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(_MODE)
        os.replace(name, path)  # noqa: PTH105 - atomic; the verb that says so
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
