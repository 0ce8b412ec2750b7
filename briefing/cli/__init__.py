"""Options in, one call, messages and exit codes out."""

from __future__ import annotations

import sys
from typing import NoReturn

from briefing.cli import archive, explaining, making, preview, running, sources, templates, topics
from briefing.cli.app import app
from briefing.cli.options import say
from briefing.errors import BriefingError

__all__ = ["app", "archive", "explaining", "main", "making", "preview", "running", "sources", "templates", "topics"]


def main() -> NoReturn:
    """Run the program: an expected error is one line and an exit code, a bug keeps its traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app(standalone_mode=True)
    except BriefingError as error:
        say(f"briefing: {error}")
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.exit(1)
    sys.exit(0)
