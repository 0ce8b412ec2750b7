"""A health check's address is told that a run began, went well or failed. Its address is a secret."""

from __future__ import annotations

import http.client
import threading
import urllib.error
import urllib.request
from typing import Literal
from urllib.parse import urlsplit, urlunsplit

Signal = Literal["start", "success", "fail"]

_SECONDS = 5.0
_PATHS = {"start": "/start", "success": "", "fail": "/fail"}


def ping(address: str, signal: Signal, seconds: float = _SECONDS) -> str:
    """Ask for the address (of http or https) that stands for a signal; return what went wrong, "" if nothing.

    That is the address itself for success, with /start or /fail after its path for the others. Takes no longer than
    `seconds`, raises nothing, and never tells the address.
    """
    problems = [f"no answer within {seconds:g} seconds"]
    asking = threading.Thread(target=lambda: problems.append(_asked(_of(address, signal), seconds)), daemon=True)
    asking.start()  # in a thread: looking up a name has no limit of its own
    asking.join(seconds)
    return problems[-1]


def _of(address: str, signal: Signal) -> str:
    parts = urlsplit(address)
    path = parts.path.rstrip("/") + _PATHS[signal] if signal != "success" else parts.path
    return urlunsplit(parts._replace(path=path))


def _asked(address: str, seconds: float) -> str:
    try:
        with urllib.request.urlopen(address, timeout=seconds):  # noqa: S310 - the settings admit http and https only
            return ""
    except urllib.error.HTTPError as error:
        error.close()
        return f"the answer was {error.code}"
    except urllib.error.URLError as error:
        return f"no answer: {getattr(error.reason, 'strerror', None) or type(error.reason).__name__}"
    except (OSError, http.client.HTTPException, ValueError) as error:
        return f"no answer: {getattr(error, 'strerror', None) or type(error).__name__}"
