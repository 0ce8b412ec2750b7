"""Characters: which are no part of a text, and what the ends of a line say of the sentence that runs over them."""

from __future__ import annotations

import re
import unicodedata

_LINE_ENDS = ("\r\n", *"\r\v\x1c\x1d\x1e\x85\u2028\u2029")
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
_JOINERS = ("\u200c", "\u200d")
_STRAY_JOINERS = re.compile("(?<![\u0600-\u0fff])[\u200c\u200d]|[\u200c\u200d](?![\u0600-\u0fff])")
_NO_LETTERS = re.compile(r"[\W_]+")
_CLOSED = re.compile(r"[.!?…:;।。！？؟][\"'“”‘’»«›)\]*_]*$")
_QUOTES = "\"'“”‘’«»„‹›([¿¡—–-"

JOINING_WORDS = frozenset(
    "a an the of to in on at by for with from and or but as that which who "
    "der die das den dem des ein eine einer und oder von mit für im am zu "
    "le la les un une des du de et ou en à au aux par pour avec que qui "
    "el los las una y o con por para del "
    "і й та в у на з із до від для що який яка які и или с из к от что который".split()
)
"""Words that cannot end a sentence: articles, prepositions, conjunctions."""


def clean(text: str) -> str:
    """Return the text with one kind of line end, and without characters that nobody sees.

    Joiners stay between the letters of scripts that spell with them.
    """
    for end in _LINE_ENDS:  # a pattern of alternatives looks at every character of a page; this does not
        text = text.replace(end, "\n")
    seen = _UNSEEN.sub("", text)
    return _STRAY_JOINERS.sub("", seen) if any(one in seen for one in _JOINERS) else seen


def fold(text: str) -> str:
    """Return the text with white space folded to single spaces."""
    return " ".join(text.split())


def closed(text: str) -> bool:
    """Return whether the text ends as a sentence (or a label) does."""
    return bool(_CLOSED.search(text[-12:]))


def starts_lower(text: str) -> bool:
    """Return whether the first letter is a small one."""
    first = text.lstrip(_QUOTES)[:1]
    return first.islower()


def starts_upper(text: str) -> bool:
    """Return whether the first character after quotation marks is a capital letter or a digit."""
    first = text.lstrip(_QUOTES)[:1]
    return first.isupper() or first.isdigit()


def squeeze(text: str) -> str:
    """Return the letters and digits alone, in small letters, to compare names and titles by."""
    return _NO_LETTERS.sub("", unicodedata.normalize("NFKC", text).casefold())
