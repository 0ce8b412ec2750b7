"""What a fault of the program says of itself: a traceback to report, which is passed around and tells no secret."""

from __future__ import annotations

import re
import sys
import traceback
from typing import TYPE_CHECKING

from briefing.deliver.hidden import MASK, secrets_around
from briefing.text.veil import unsaid as without_learnt

if TYPE_CHECKING:
    from types import TracebackType

_WEB = re.compile(r"(https?://)(?:[^\s/@<>\"]*@)?([^\s/?#<>\"']+)[^\s<>\"]*", re.IGNORECASE)


def unsaid(text: str) -> str:
    """Return what an error says, without what variables hide or this run has learnt, and of addresses only the host.

    Nobody knows what a fault says: the whole address of a webhook or of a health check is a secret.
    """
    for secret in sorted(secrets_around(), key=len, reverse=True):
        text = text.replace(secret, MASK)
    text = without_learnt(text)
    return _WEB.sub(rf"\1\2/{MASK}", text)


def told(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Write the traceback of a fault to standard error; as `sys.excepthook` has it."""
    sys.stderr.write(unsaid("".join(traceback.format_exception(kind, error, trace))))
