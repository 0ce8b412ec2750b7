"""Selection -> Brief."""

from briefing.compose.brief import Frame, compose
from briefing.compose.check import verify

__all__ = ["Frame", "compose", "verify"]
