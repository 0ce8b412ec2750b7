from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.deliver.considered import CONSIDERED, to_lines, unpack_considered
from briefing.errors import BriefFileError
from briefing.model import Account, Verdict

if TYPE_CHECKING:
    from pathlib import Path

VERDICTS = st.builds(Verdict, st.text(), st.floats(0, 1), st.floats(0, 1), st.text())
ACCOUNTS = st.builds(
    Account, st.text(), st.integers(), st.integers(), st.text(), verdicts=st.lists(VERDICTS, max_size=3).map(tuple)
)


def packed(path: Path, name: str, data: bytes) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, data)
    return path


@pytest.mark.slow
@given(st.lists(ACCOUNTS, max_size=5))
def test_what_is_written_is_read_again(tmp_path_factory: pytest.TempPathFactory, accounts: list[Account]) -> None:
    path = tmp_path_factory.mktemp("issue") / "sources.zip"
    assert list(unpack_considered(packed(path, CONSIDERED, to_lines(accounts)))) == accounts
    assert to_lines(accounts).count(b"\n") == len(accounts)


def test_an_issue_of_before_there_were_accounts_has_none(tmp_path: Path) -> None:
    assert unpack_considered(packed(tmp_path / "sources.zip", "a1/cleaned.txt", b"x")) == ()
    assert unpack_considered(tmp_path / "nothing.zip") == ()


@pytest.mark.parametrize("data", [b"{", b"{}\n", b'{"article": 1}\n', b"[]\n", b'{"verdicts": [{}]}\n', b"\xff\n"])
def test_a_damaged_account_is_named(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(BriefFileError, match="cannot be read"):
        unpack_considered(packed(tmp_path / "sources.zip", CONSIDERED, data))
