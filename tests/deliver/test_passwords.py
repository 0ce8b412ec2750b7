"""Where a password is to be had, and what is said where it is not: never the password."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from briefing.deliver.passwords import Login, password, warning
from briefing.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

WORDS = "Päss wörd/1+"


def test_a_variable_holds_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LUME_PASSWORD", WORDS)
    assert password(Login("desk", variable="LUME_PASSWORD")) == WORDS
    monkeypatch.delenv("LUME_PASSWORD")
    with pytest.raises(ConfigError, match="LUME_PASSWORD, which is to hold the password, is not set"):
        password(Login("desk", variable="LUME_PASSWORD"))


def test_a_file_has_it_on_its_first_line(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_text(f"{WORDS}\nand a remark\n", encoding="utf-8")
    assert password(Login("desk", file=path)) == WORDS
    path.write_text("\n")
    with pytest.raises(ConfigError, match="is empty"):
        password(Login("desk", file=path))
    with pytest.raises(ConfigError, match="cannot be read: No such file"):
        password(Login("desk", file=tmp_path / "none"))


@pytest.mark.skipif(sys.platform == "win32", reason="other permissions")
def test_a_file_that_others_can_read_is_told_of_with_the_remedy(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_text(WORDS)
    path.chmod(0o640)
    assert warning(Login("desk", file=path)).endswith(f"chmod 600 {path}")
    path.chmod(0o600)
    assert warning(Login("desk", file=path)) == ""
    assert warning(Login("desk", file=tmp_path / "none")) == ""


def test_the_keyring_is_asked_where_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    keyring = ModuleType("keyring")
    monkeypatch.setitem(sys.modules, "keyring", keyring)
    keyring.get_password = lambda service, user: WORDS if (service, user) == ("lume", "desk") else None  # type: ignore[attr-defined]
    assert password(Login("desk", service="lume")) == WORDS
    with pytest.raises(ConfigError, match="keyring set other desk"):
        password(Login("desk", service="other"))

    def locked(*_: str) -> None:
        raise RuntimeError(f"locked, and here is {WORDS}")

    keyring.get_password = locked  # type: ignore[attr-defined]
    with pytest.raises(ConfigError, match="is it unlocked") as told:
        password(Login("desk", service="lume"))
    assert WORDS not in str(told.value)
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(ConfigError, match=r"briefing\[keyring\]"):
        password(Login("desk", service="lume"))
