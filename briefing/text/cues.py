"""Words that tell how firm a statement is and whether it looks ahead. They are English; other languages give no cue."""

from __future__ import annotations

import re

from briefing.text.closed_class import IRREGULAR_PAST
from briefing.text.quotations import unquoted
from briefing.text.signs import Signs

_PROVISIONAL = re.compile(
    r"""\b(?:
      (?:yet|still\ has|still\ have)\ to\ \w+ | not\ yet | cannot\ yet | so\ far | for\ now | as\ yet
    | (?:not|n['’]t)\ (?:\w+ly\ )?(?:clear|known|confirmed|announced|decided|disclosed|named|said\ who|said\ whether)
    | (?:has|have|had)\ not\ (?:\w+\ )?(?:confirmed|announced|decided|said|disclosed|named|released|published)
    | unclear | undecided | unconfirmed | undisclosed
    | (?:refus|declin)\w*\ to\ (?:say|tell|confirm|name|disclose|comment)
    | (?:would|will|could)\ consider | (?:would|could)\ [^.;]{1,110}?\b[“"]?if\b
    | considering\ whether | whether\ (?:to|he|she|they|it)\ (?:would|will)
    | hesitat\w+
    )\b""",
    re.VERBOSE | re.IGNORECASE,
)
_SETTLED = re.compile(
    r"""\b(?:
      (?:later|has|have|had|officially|since|also)\ (?:confirmed|announced|decided|named|appointed|resigned|signed)
    | (?:was|were|has\ been|have\ been)\ (?:named|appointed|chosen|confirmed|announced|published|released)
    | (?:will|would)\ not | (?:had|has)\ (?:earlier\ |previously\ )?(?:said|told|called|refused|declined)
    )\b""",
    re.VERBOSE | re.IGNORECASE,
)
# Some of these stand in whatever the patterns find: of what has a blank in it, one word.
_SIGNS = Signs(
    (
        *("yet", "still", "far", "now", "not", "n't", "n’t", "unclear", "undecided", "unconfirmed", "undisclosed"),
        *("refus", "declin", "consider", "if", "whether", "hesitat"),
    ),
    ("confirmed", "announced", "decided", "named", "appointed", "signed", "chosen", "published", "released", "not"),
    (
        *("will", "'ll", "’ll", "scheduled", "set", "expected", "due", "slated", "poised", "plan", "about", "going"),
        *("preparing", "hope", "intend", "upcoming"),
    ),
    ("if", "should"),
    (
        *("arrived", "began", "begun", "opened", "started", "resumed", "ended", "concluded", "gathered"),
        *("kicked", "got", "sat", "under"),
    ),
)
_OPEN, _DECISION, _COMING, _DOUBT, _HAPPENS = (1 << n for n in range(5))
_MEANWHILE = frozenset({"so far", "for now", "as yet"})
_DECIDED = re.compile(
    r"\b(?:(?:later|has|have|had|officially|since|also)\s+(?:confirmed|announced|decided|named|appointed|resigned|signed)"
    r"|(?:was|were|has\s+been|have\s+been)\s+(?:named|appointed|chosen|confirmed|announced|published|released)"
    r"|(?:will|would)\s+not)\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"""\b(?:
      (?:will|'ll|’ll)\ (?!not\b)(?:\w+ly\ )?\w+
    | (?:is|are|was|were)\ (?:\w+ly\ )?
      (?:scheduled|set|expected|due|slated|poised|planning|about|going|preparing)\ (?:to|for)
    | (?:plan|plans|hope|hopes|intends|intend)\ to
    | upcoming
    )\b""",
    re.VERBOSE | re.IGNORECASE,
)


_INTENDED = re.compile(
    r"\b(?:said|says|told\s+(?:\w+\s+){1,3}|vowed|pledged|insisted|warned)\s*(?:that\s+)?(?:he|she|they|it|[A-Z]\w+)"
    r"\s+(?:would|will)\s+(?:only|never)\b"
)
_SAID = re.compile(
    r"\b(?:\w+ed|said|told|wrote|met|spoke|made|gave|took|went|held|began)\b(?:\s+(?!will\b|to\b|that\b)\w+){0,3}\s*$"
)


_PAST = re.compile(
    rf"\b(?:(?!need|speed|seed|indeed|exceed|succeed|proceed)\w+ed|said|told|has|have|had|{'|'.join(sorted(IRREGULAR_PAST))})\b"
)


_IF_IT_HAPPENS = re.compile(
    r"\b(?:if|should)\s+(?:it|they|that|this|these|those|the\s+\w+)\s+(?:(?:do|does|indeed|actually|finally)\s+)?"
    r"(?:go(?:es)?\s+(?:through|ahead|forward)|happens?|takes?\s+place|(?:is|are|be)\s+held|proceeds?|materiali[sz]es?)\b",
    re.IGNORECASE,
)
_HAPPENING = re.compile(
    r"\b(?:arrived|began|begun|opened|started|resumed|ended|concluded|gathered|kicked\s+off|got\s+under\s?way|sat\s+down"
    r"|(?:is|are|was|were)\s+(?:already\s+|now\s+)?under\s?way)\b"
)
_NOT_YET = re.compile(
    r"(?:\b(?:not|never|yet\s+to|before|until|if|whether|would|could|should|may|might|have\s+to)|n[’']t)\s+(?:[\w-]+\s+){0,2}$"
)


def tells_the_past(text: str) -> bool:
    """Whether a stretch of a sentence holds a verb of the past: a weekday in its clause dates what has been."""
    return bool(_PAST.search(text))


def tells_when_said(before: str) -> bool:
    """Whether a weekday after these words dates what was said or done ("said on", "told reporters late")."""
    return bool(_SAID.search(before[-80:]))


def provisional(text: str, language: str = "en") -> int:
    """Return how many words of a text say that something is still open."""
    return len(_PROVISIONAL.findall(text)) if language == "en" and _SIGNS.of(text) & _OPEN else 0


def left_open_from(text: str) -> int:
    """Return where the words end that say that something is still open; what is open stands after them, mostly.

    "So far" and "for now" alone tell how things stand, and leave nothing open: then it is the text's end.
    """
    return next((f.end() for f in _PROVISIONAL.finditer(text) if f[0].lower() not in _MEANWHILE), len(text))


def settled(text: str, language: str = "en") -> int:
    """Return how many words of a text say that something has been settled, or lies back behind another event."""
    return len(_SETTLED.findall(text)) if language == "en" else 0


def decides(text: str, language: str = "en") -> bool:
    """Whether a text tells a decision or a fact that has become sure, and not only what somebody has said."""
    return language == "en" and bool(_SIGNS.of(text) & _DECISION) and bool(_DECIDED.search(text))


def intends(text: str, language: str = "en") -> bool:
    """Whether a sentence reports what somebody has said they would do: open until it is done, or not."""
    return language == "en" and bool(_INTENDED.search(unquoted(text)))


def looks_ahead(text: str, language: str = "en") -> bool:
    """Whether a sentence, outside its quotations, tells what is to come."""
    return language == "en" and bool(_SIGNS.of(text) & _COMING) and bool(_AHEAD.search(unquoted(text)))


def doubts_an_event(text: str, language: str = "en") -> bool:
    """Whether a sentence leaves open if an event that it tells of will be: "the talks, if they go ahead, will ..."."""
    return language == "en" and bool(_SIGNS.of(text) & _DOUBT) and bool(_IF_IT_HAPPENS.search(unquoted(text)))


def tells_of_happening(text: str, language: str = "en") -> bool:
    """Whether a sentence tells that an event has begun, or that those have come who hold it."""
    bare = unquoted(text) if language == "en" and _SIGNS.of(text) & _HAPPENS else ""
    return any(not _NOT_YET.search(bare[: found.start()]) for found in _HAPPENING.finditer(bare))


def clauses_ahead(text: str) -> tuple[int, ...]:
    """Return where the words stand that tell what is to come, outside quotations."""
    return tuple(found.start() for found in _AHEAD.finditer(unquoted(text)))
