"""The file that remembers, where opening it goes wrong by a fault of the program."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from briefing.store.database import opened

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("read_only", [True, False])
def test_a_fault_of_the_program_while_opening_is_told_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, read_only: bool
) -> None:
    def broken(*_: object, **__: object) -> None:
        message = "a fault of ours"
        raise TypeError(message)

    path = tmp_path / "briefing.sqlite"
    with opened(path):
        pass
    monkeypatch.setattr(sqlite3, "connect", broken)
    with pytest.raises(TypeError, match="a fault of ours"), opened(path, read_only=read_only):
        pass
