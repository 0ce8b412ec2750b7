"""Texts as they are shown."""

from __future__ import annotations

import re

from briefing.text.patterns import lazy

_JOINS = "\u0600-\u0fff"  # scripts that spell with joiners: Arabic, and those of India

UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""For a class of a pattern: what nobody sees, or what turns the direction of what stands around it. Marks and overrides
of direction, fillers, selectors of a letter's form, tags."""

_UNSEEN = lazy(f"[{UNSEEN}]|(?<![{_JOINS}])[\u200c\u200d]|[\u200c\u200d](?![{_JOINS}])")
"""The same, and joiners but between letters that are spelt with them."""

_STEERING = lazy(f"[\x7f-\x9f{UNSEEN}\u200c\u200d\u2028\u2029\ud800-\udfff]")
"""What JSON holds as escapes only, halves of characters among it."""

_COMMAND = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")  # of Cc what is no white space


def display(text: str) -> str:
    """Return the text as it is shown: white space folded, nothing else changed."""
    return " ".join(text.split())


def visible(text: str) -> str:
    """Return the text without what is not seen, or would steer what shows it.

    A control character, which a terminal could obey, becomes U+FFFD; ends of lines and tabs stay.
    """
    if text.isascii():
        return text if text.isprintable() else _COMMAND.sub("\ufffd", text)
    return _COMMAND.sub("\ufffd", _UNSEEN.sub("", text))


def escaped(text: str) -> str:
    """Return JSON with escapes for what is not seen, would steer what shows it, or cannot be written: the same data."""
    return text if text.isascii() and "\x7f" not in text else _STEERING.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))
