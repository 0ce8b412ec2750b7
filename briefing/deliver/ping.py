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
_MOVED = range(300, 400)
_PATHS = {"start": "/start", "success": "", "fail": "/fail"}


def ping(address: str, signal: Signal, seconds: float = _SECONDS) -> str:
    """Ask for the address (of http or https) that stands for a signal; return what went wrong, "" if nothing.

    That is the address itself for success, with /start or /fail after its path for the others. Takes no longer than
    `seconds`, raises nothing, and never tells the address, not even to a proxy. Where it sends on to is not asked:
    that could be a machine of the network around.
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


class _Staying(urllib.request.HTTPRedirectHandler):
    """Takes a redirect for an answer."""

    def redirect_request(self, *_: object) -> None:
        """Follow none."""


def _asked(address: str, seconds: float) -> str:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _Staying)
    try:
        with opener.open(address, timeout=seconds):  # the settings admit http and https only
            return ""
    except urllib.error.HTTPError as error:
        error.close()
        moved = "; the address has moved, and nothing is sent on: write the new one" if error.code in _MOVED else ""
        return f"the answer was {error.code}{moved}"
    except urllib.error.URLError as error:
        return f"no answer: {getattr(error.reason, 'strerror', None) or type(error.reason).__name__}"
    except (OSError, http.client.HTTPException, ValueError) as error:
        return f"no answer: {getattr(error, 'strerror', None) or type(error).__name__}"
