"""Articles and topics -> Selection."""

from briefing.summarise.methods import METHODS as SUMY_METHODS
from briefing.summarise.queries import asks_for_something
from briefing.summarise.select import select, summarise
from briefing.summarise.story import HOUSE, Wishes

METHODS = (HOUSE, *SUMY_METHODS)
"""The names of all methods, the house's own first."""

__all__ = ["HOUSE", "METHODS", "Wishes", "asks_for_something", "select", "summarise"]
