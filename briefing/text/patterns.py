"""Regular expressions that are compiled when they are first used: for what many runs load, and few need.

A pattern takes a tenth of a millisecond to compile, a long list of phrases three; looking for nothing takes none.
"""

from __future__ import annotations

import re
from typing import Any, cast


class Lazy:
    """Stands for a pattern until it is used; from then on its methods are the pattern's own, and as fast."""

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        vars(self).update({one: getattr(compiled, one) for one in dir(compiled) if not one.startswith("_")})
        return getattr(compiled, name)


def lazy(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return what behaves as the compiled pattern does; one that is wrong is found by its first use, and by a test."""
    return cast("re.Pattern[str]", Lazy(pattern, flags))


def lowered(text: str) -> str:
    """Return the text in the small letters that a pattern which ignores capitals takes it for.

    Such a pattern finds "Auguſt" for "august" and "İn" for "in"; `str.lower` makes neither of them a word of a table.
    """
    return text.upper().lower().replace("i\u0307", "i")
