"""What an English clause is read by: its verbs, its names and where it stops. No grammar is parsed."""

from __future__ import annotations

import re

from briefing.text.closed_class import ARTICLES, CALENDAR, COMMON, IRREGULAR_PAST

_SAYING = (
    "accuse accused accuses acknowledge acknowledged acknowledges add added adds admit admitted admits allege "
    "alleged alleges announce announced announces argue argued argues ask asked asks assert asserted asserts blame "
    "blamed blames call called calls claim claimed claims comment commented complain complained concede conceded "
    "concedes conclude concluded concludes condemn condemned condemns confirm confirmed confirms continue continued "
    "contend contended contends criticise criticised criticize criticized declare declared declares demand demanded "
    "demands denounce denounced denounces deny denied denies describe described describes disclose disclosed "
    "dismiss dismissed dismisses emphasise emphasised emphasize emphasized estimate estimated explain explained "
    "explains express expressed insist insisted insists joke joked maintain maintained maintains mention mentioned "
    "note noted notes offer offered pledge pledged predict predicted proclaimed promise promised promises propose "
    "proposed proposes quip quipped recall recalled refuse refused refuses reiterate reiterated reiterates reject "
    "rejected rejects remark remarked repeat repeated repeats reply replied report reported reports respond "
    "responded reveal revealed reveals said say says stated states stress stressed stresses suggest suggested "
    "suggests tell telling told tells threaten threatened threatens told testified tweet tweeted urge urged urges "
    "vow vowed vows warn warned warns wrote writes"
)
SAYING = frozenset(_SAYING.split())
"""English verbs of saying, in the forms that a report uses them in."""

AUXILIARY = frozenset(
    "am are is was were be been has have had do does did will would shall should can could may might must "
    "isn't wasn't weren't hasn't haven't hadn't doesn't didn't won't wouldn't can't couldn't shouldn't cannot".split()
)
PREPOSITIONS = frozenset(
    "about above across after against along among around as at before behind below beneath beside between beyond by "
    "despite down during except for from in inside into like near of off on onto out outside over past since through "
    "to toward towards under until up upon via with within without than amid".split()
)
"""Prepositions behind which no subject stands."""

WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
_QUOTED = 4  # blanks: a quotation and what parts it from the words around it
_VERBS = AUXILIARY | SAYING | IRREGULAR_PAST
_STOP = re.compile(r"[,;:(]|\.\W*$|\s[-–]\s|--|—")
_LONGEST_NAME = 100
_NAME_BEFORE = re.compile(r"[^\W\d_a-z][\w’'-]*\s$")
_OBJECT = re.compile(r"\s+(?:the|a|an|to|that|its|his|her|their|no|all|more|only)\b")
_INTO_ANOTHER = re.compile(rf"\s+(?!(?:{'|'.join(sorted(COMMON | ARTICLES))})\b)[^\W\d]")  # "minister turned critic"
_NO_NAME = COMMON | (CALENDAR - frozenset("march april may june august".split()))


def words(text: str) -> list[str]:
    """Return the words of a text in lower case."""
    return [found[0].lower() for found in WORD.finditer(text)]


def clause_end(bare: str, start: int) -> int:
    """Return where the clause at `start` stops: at a comma, a dash, the sentence's end."""
    stop = _STOP.search(bare, start)
    return stop.start() if stop else len(bare)


def behind_break(bare: str, at: int) -> bool:
    """Whether a comma, a dash or a quotation (four blanks at least) stands right before."""
    before = bare[:at].rstrip()
    return at - len(before) >= _QUOTED or before.endswith((",", "”", '"', "''", " -", " –", "—", "--"))


def is_verb(bare: str, word: re.Match[str]) -> bool:
    """Whether a word is a finite verb: by the closed classes, by its ending, or "leads" right behind a name."""
    text = word[0]
    if not text[0].islower():
        return text.lower() in AUXILIARY
    if text == "turned" and _INTO_ANOTHER.match(bare, word.end()):
        return False
    if text in _VERBS or re.search(r"[^e]ed$", text):
        return True
    behind_name = _NAME_BEFORE.search(bare, max(0, word.start() - _LONGEST_NAME), word.start())
    return bool(re.search(r"[^s]s$", text) and behind_name and _OBJECT.match(bare, word.end()))


def has_verb(text: str) -> bool:
    """Whether a finite verb stands in a text."""
    return any(is_verb(text, word) for word in WORD.finditer(text))


def has_name(text: str) -> bool:
    """Whether a capitalised word stands in a text that is not one of the small words."""
    return any(word[0][0].isupper() and word[0].lower() not in _NO_NAME for word in WORD.finditer(text))
