"""The preview as a page in a browser: a server on this machine alone, and what looks for changes."""

from __future__ import annotations

import contextlib
import secrets
import threading
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from briefing.errors import ConfigError
from briefing.run.preview import FORMS, Shown, Wish, show, stamps_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HOST = "127.0.0.1"
LOOKS = 0.5  # seconds between two looks for changes

_CLOSED = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_FRAME = f"{_CLOSED}; script-src 'nonce-{{nonce}}'; frame-src 'self'; connect-src 'self'; frame-ancestors 'none'"
"""The frame's own script, by a number that is used once, the page in it, and its asking for changes; nothing else."""

_FORM = f"{_CLOSED}; img-src data:; frame-ancestors 'self'"
"""What is shown: a mail has no policy of its own."""


@dataclass
class Preview:
    """What is to be seen now; `version` counts how often it was made. It is changed by one thread alone."""

    wish: Wish
    told: Callable[[str], None]
    shown: Shown = field(default_factory=Shown)
    version: int = 0

    def renew(self) -> None:
        """Make it anew, and tell of a problem."""
        self.shown = show(self.wish, self.shown)
        self.version += 1
        if self.shown.problem:
            self.told(self.shown.problem)

    def watch(self, ended: threading.Event, every: float = LOOKS) -> None:
        """Make it anew whenever what it is made from has changed, until it is ended."""
        while not ended.wait(every):
            if stamps_of(self.wish) != self.shown.stamps:
                self.renew()


@contextlib.contextmanager
def served(preview: Preview, port: int, every: float = LOOKS) -> Iterator[str]:
    """Serve a preview on this machine, and yield its address; it is watched until the end.

    Raises ConfigError where the port cannot be had; 0 is any that is free.
    """
    try:
        server = ThreadingHTTPServer((HOST, port), _handler(preview))
    except OSError as error:
        problem = f"{port} cannot be had ({error.strerror}); give another, or 0 for any that is free"
        raise ConfigError("--port", "", problem) from error
    server.daemon_threads = True
    preview.renew()
    ended = threading.Event()
    threads = [
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True),
        threading.Thread(target=preview.watch, args=(ended, every), daemon=True),
    ]
    for thread in threads:
        thread.start()
    try:
        yield f"http://{HOST}:{server.server_address[1]}/"
    finally:
        ended.set()
        server.shutdown()
        server.server_close()


def _handler(preview: Preview) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        """Answers with the frame, a form, or the version; to this machine's own names alone."""

        def do_GET(self) -> None:
            host = self.headers.get("Host", "").partition(":")[0]
            known = host in {HOST, "localhost"}  # another name may be somebody's who has it lead here
            nonce, framing = secrets.token_urlsafe(16), self.path.partition("?")[0] == "/"
            body, kind = _answer(preview, self.path.partition("?")[0], nonce) if known else (None, "")
            if body is None:
                self.send_error(HTTPStatus.NOT_FOUND if known else HTTPStatus.FORBIDDEN)
                return
            data = body.encode("utf-8", "replace")
            self.send_response(HTTPStatus.OK)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(data)))
            self.send_header("Cache-Control", "no-store")
            self.send_header("X-Content-Type-Options", "nosniff")
            self.send_header("Content-Security-Policy", _FRAME.format(nonce=nonce) if framing else _FORM)
            self.end_headers()
            with contextlib.suppress(ConnectionError):
                self.wfile.write(data)

        def log_message(self, *args: Any) -> None:
            """Say nothing of requests."""

    return Handler


def _answer(preview: Preview, path: str, nonce: str) -> tuple[str | None, str]:
    """Return what an address shows, None where there is nothing, and its kind."""
    if path == "/version":
        return str(preview.version), "text/plain"
    if path == "/":
        return _frame(preview, nonce), "text/html"
    form = path.removeprefix("/")
    if form not in FORMS:
        return None, ""
    if preview.shown.problem:
        return _frame(preview, nonce, preview.shown.problem), "text/html"
    return preview.shown.forms.get(form), FORMS[form]


def _frame(preview: Preview, nonce: str, problem: str | None = None) -> str:
    from briefing.render.templates import filled  # noqa: PLC0415 - Jinja, only when there is something to render

    values = {"forms": tuple(FORMS), "version": preview.version, "problem": problem, "nonce": nonce}
    return filled("preview.html.jinja", "html", values, None)
