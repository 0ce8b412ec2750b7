"""What became of every sentence of a day, as lines of JSON beside the reports of its issue."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import TYPE_CHECKING

from briefing.deliver.folder import UNREADABLE, read_zip
from briefing.errors import BriefFileError
from briefing.model import Account, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

CONSIDERED = "considered.jsonl"
"""The file in an issue's zip that tells what became of every sentence."""

_ACCOUNT = [field.name for field in fields(Account) if field.name != "verdicts"]
_VERDICT = [field.name for field in fields(Verdict)]


def to_lines(accounts: Iterable[Account]) -> bytes:
    """Return a line of JSON for each account."""
    lines = (json.dumps(_told(account), ensure_ascii=False, separators=(",", ":")) + "\n" for account in accounts)
    return "".join(lines).encode("utf-8", "surrogatepass")


def _told(account: Account) -> dict[str, object]:
    plain = {name: getattr(account, name) for name in _ACCOUNT}
    return plain | {"verdicts": [{name: getattr(one, name) for name in _VERDICT} for one in account.verdicts]}


def unpack_considered(path: Path) -> tuple[Account, ...]:
    """Return the accounts in the zip beside a brief, () where there is none. Raises BriefFileError."""
    try:
        with read_zip(path) as archive:
            lines = archive.read(CONSIDERED).decode("utf-8", "surrogatepass").split("\n")
        return tuple(_account(json.loads(line)) for line in lines if line)
    except (FileNotFoundError, KeyError):
        return ()
    except (TypeError, *UNREADABLE) as error:
        raise BriefFileError(path, f"cannot be read: {error}") from error


def _account(told: dict[str, object]) -> Account:
    verdicts = told.pop("verdicts", None)
    if not isinstance(verdicts, list):
        raise TypeError(f"{CONSIDERED} holds no verdicts")
    return Account(**told, verdicts=tuple(Verdict(**verdict) for verdict in verdicts))  # type: ignore[arg-type]
