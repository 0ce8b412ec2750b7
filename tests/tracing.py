"""What a program does to the files of a folder, call by call, by strace; and these files as any instant leaves them.

    trace = traced(["briefing", "run"], folder)
    for disk in instants(before, trace, folder): ...

The program runs once. Its writes are then done again in memory, one by one.
"""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

CALLS = (
    "openat,write,pwrite64,ftruncate,rename,renameat,renameat2,link,unlink,unlinkat,mkdir,rmdir,fsync,fdatasync,"
    "sendfile,copy_file_range,lseek"
)
_CALL = re.compile(r"^\d+\s+(\w+)\((.*)\)\s+= (-?\d+)(?:<([^>]*)>)?", re.DOTALL)
_PART = re.compile(r'(?:AT_FDCWD<[^>]*>|(\d+)<([^>]*)>|"([^"]*)"|([^,"<]+))(?:, |$)')


def traced(
    command: Sequence[str], folder: Path, env: Mapping[str, str]
) -> list[tuple[str, list[str | bytes], int, str]]:
    """Run a program in a folder; return its calls: name, arguments, result, the name of the file that was opened."""
    told = folder.with_name(f"{folder.name}.trace")
    strace = ["strace", "-f", "-y", "-xx", "-s", "99999999", "-o", str(told), "-e", f"trace={CALLS}"]
    subprocess.run([*strace, *command], cwd=folder, env=dict(env), check=True, capture_output=True, timeout=300)
    found = []
    for line in told.read_text().splitlines():
        if call := _CALL.match(line):
            name, arguments, result, opened = call.groups()
            if int(result) >= 0:
                found.append((name, list(_parts(arguments)), int(result), _bytes(opened or "").decode()))
    return found


def _parts(arguments: str) -> Iterator[str | bytes]:
    for match in _PART.finditer(arguments):
        _, path, text, other = match.groups()
        if path is not None:
            yield _bytes(path).decode()
        elif text is not None:
            yield _bytes(text)
        elif other is not None:
            yield other


def _bytes(written: str) -> bytes:
    return bytes.fromhex(written.replace("\\x", ""))


@dataclass
class Inode:
    """What a file holds, and what of it is on the disk for certain."""

    data: bytearray = field(default_factory=bytearray)
    kept: bytes = b""


@dataclass
class Disk:
    """The files below a folder by their names there."""

    root: Path
    files: dict[str, Inode]
    folders: set[str] = field(default_factory=set)
    deleted: dict[str, Inode] = field(default_factory=dict)
    offsets: dict[str, int] = field(default_factory=dict)
    last: str = ""

    def name(self, path: str | bytes) -> str:
        """Return a file's name below the folder, "" for others."""
        whole = (self.root / (path if isinstance(path, str) else path.decode())).resolve()
        return whole.relative_to(self.root).as_posix() if whole.is_relative_to(self.root) else ""

    def after_kill(self) -> dict[str, bytes]:
        """Return what is there when the program is killed now."""
        return {name: bytes(one.data) for name, one in self.files.items()}

    def after_cut(self) -> dict[str, bytes]:
        """Return what is there when the power goes now: of each file what was kept, and what was deleted just now."""
        return {name: one.kept for name, one in {**self.deleted, **self.files}.items()}

    def do(self, call: str, parts: Sequence[str | bytes], result: int, opened: str) -> bool:
        """Do a call again; return whether it changed anything."""
        if call == "openat":
            return self._open(opened, str(parts[-2] if str(parts[-1]).startswith("0") else parts[-1]))
        paths = [one for one in parts if isinstance(one, bytes)]
        if call == "unlinkat" and isinstance(parts[0], str):
            paths = [f"{parts[0]}/{paths[0].decode()}".encode()]
        name = self.name(paths[0] if paths and call not in {"write", "pwrite64"} else parts[0])
        if not name or (call != "mkdir" and name not in {*self.files, *self.folders, "."}):
            return False
        self.last = name
        if call in {"write", "pwrite64"}:
            at = int(str(parts[3])) if call == "pwrite64" else self.offsets.get(name, 0)
            self._write(name, at, bytes(parts[1])[:result] if isinstance(parts[1], bytes) else b"")
            self.offsets[name] = at + result
        elif call == "lseek":
            self.offsets[name] = result
            return False
        elif call in {"sendfile", "copy_file_range"}:
            self._copy(call, parts, result)
        elif call == "ftruncate":
            del self.files[name].data[int(str(parts[1])) :]
        elif call in {"fsync", "fdatasync"}:
            self._sync(name)
        else:
            self._rename(call, name, self.name(paths[-1]))
        return True

    def _open(self, opened: str, flags: str) -> bool:
        name = self.name(opened)
        if not name or (name not in self.files and "O_CREAT" not in flags):
            return False
        fresh = name not in self.files or "O_TRUNC" in flags
        self.offsets[name] = 0
        if name not in self.files:
            self.files[name] = Inode()
        elif fresh:
            self.files[name].data.clear()
        self.last = name
        return fresh

    def _write(self, name: str, at: int, data: bytes) -> None:
        there = self.files[name].data
        there.extend(bytes(max(0, at - len(there))))
        there[at : at + len(data)] = data

    def _copy(self, call: str, parts: Sequence[str | bytes], result: int) -> None:
        to, of = (0, 1) if call == "sendfile" else (2, 0)
        into, source = self.name(parts[to]), self.name(parts[of])
        at = self.offsets.get(into, 0)
        self._write(into, at, bytes(self.files[source].data[at : at + result]))
        self.offsets[into] = at + result

    def _sync(self, name: str) -> None:
        if name in self.files:
            self.files[name].kept = bytes(self.files[name].data)
        else:
            self.deleted = {n: one for n, one in self.deleted.items() if (Path(n).parent.as_posix() or ".") != name}

    def _rename(self, call: str, name: str, to: str) -> None:
        if call == "mkdir":
            self.folders.add(name)
        elif call.startswith("rename") and name in self.folders:
            for old in [one for one in self.files if one.startswith(f"{name}/")]:
                self.files[to + old.removeprefix(name)] = self.files.pop(old)
            self.folders = {to if one == name else one for one in self.folders}
        elif call.startswith("rename"):
            self.files[to] = self.files.pop(name)
        elif call == "link":
            self.files[to] = self.files[name]
        elif name in self.files:
            self.deleted[name] = self.files.pop(name)
        else:
            self.folders.discard(name)


def instants(
    folder: Path, before: Mapping[str, bytes], calls: Sequence[tuple[str, list[str | bytes], int, str]]
) -> Iterator[Disk]:
    """Yield the files of a folder after each call that changed them; what stood `before` was on the disk."""
    disk = Disk(folder.resolve(), {name: Inode(bytearray(data), data) for name, data in before.items()})
    disk.folders = {parent.as_posix() for name in before for parent in Path(name).parents}
    for call in calls:
        if disk.do(*call):
            yield disk
