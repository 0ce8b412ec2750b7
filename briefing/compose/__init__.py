"""Selection -> Brief."""

from briefing.compose.accounts import accounts
from briefing.compose.brief import Frame, compose
from briefing.compose.check import verify
from briefing.compose.news import past_of

__all__ = ["Frame", "accounts", "compose", "past_of", "verify"]
