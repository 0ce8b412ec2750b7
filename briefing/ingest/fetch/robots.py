"""What a site allows programs to fetch, and how slowly: its robots.txt (RFC 9309)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from briefing.model.records import dataclass

if TYPE_CHECKING:
    from protego import Protego

TOKEN = "briefing"  # noqa: S105 - the program's name in robots.txt
LARGEST = 500 * 1024
LONGEST_DELAY = 30.0


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of a site. `unreachable` says why they could not be had; then nothing is fetched for now."""

    rules: Protego | None = None
    unreachable: str = ""

    def allows(self, url: str) -> bool:
        """Return whether the page may be fetched."""
        return not self.unreachable and (self.rules is None or self.rules.can_fetch(url, TOKEN))

    def delay(self) -> float:
        """Return the seconds that the site wants between two requests: 0 (it does not say) to `LONGEST_DELAY`."""
        said = self.rules.crawl_delay(TOKEN) if self.rules else None
        return min(max(said, 0.0), LONGEST_DELAY) if said and not math.isnan(said) else 0.0


def parse(raw: bytes) -> Robots:
    """Return the rules in a robots.txt; what stands after its first `LARGEST` bytes does not count."""
    from protego import Protego  # noqa: PLC0415 - most runs fetch feeds alone

    kept = raw if len(raw) <= LARGEST else raw[:LARGEST].rpartition(b"\n")[0]
    return Robots(Protego.parse(kept.decode("utf-8-sig", "replace")))
