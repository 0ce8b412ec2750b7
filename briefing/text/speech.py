"""Who speaks or acts in a sentence: the span of its speaker or, without reported speech, of its subject.

No grammar is parsed. A speaker stands beside a verb of saying, a subject before the first verb; both are taken only
where they carry a name or an office, and nothing is said where it is not plain.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefing.text.closed_class import COMMON, IRREGULAR_PAST
from briefing.text.quotations import unquoted

_SAYING = (
    "accuse accused accuses acknowledge acknowledged acknowledges add added adds admit admitted admits allege alleged "
    "alleges announce announced announces argue argued argues ask asked asks assert asserted asserts blame blamed "
    "blames call called calls claim claimed claims comment commented complain complained concede conceded concedes "
    "conclude concluded concludes condemn condemned condemns confirm confirmed confirms continue continued contend "
    "contended contends criticise criticised criticize criticized declare declared declares demand demanded demands "
    "denounce denounced denounces deny denied denies describe described describes disclose disclosed dismiss "
    "dismissed dismisses emphasise emphasised emphasize emphasized estimate estimated explain explained explains "
    "express expressed insist insisted insists joke joked maintain maintained maintains mention mentioned note noted "
    "notes offer offered pledge pledged predict predicted promise promised promises propose proposed proposes quip "
    "quipped recall recalled refuse refused refuses reiterate reiterated reiterates reject rejected rejects remark "
    "remarked repeat repeated repeats reply replied report reported reports respond responded reveal revealed reveals "
    "said say says state stated states stress stressed stresses suggest suggested suggests tell telling told tells "
    "threaten threatened threatens told tweet tweeted urge urged urges vow vowed vows warn warned warns wrote writes"
)
SAYING = frozenset(_SAYING.split())
"""English verbs of saying, in the forms that a report uses them in."""

_AUXILIARY = frozenset(
    "am are is was were be been has have had do does did will would shall should can could may might must "
    "isn't wasn't weren't hasn't haven't hadn't doesn't didn't won't wouldn't can't couldn't shouldn't cannot".split()
)
_NOT_A_SUBJECT_AFTER = frozenset(
    "about above across after against along among around as at before behind below beneath beside between beyond by "
    "despite down during except for from in inside into like near of off on onto out outside over past since through "
    "to toward towards under until up upon via with within without than amid".split()
)
_SUBORDINATE = frozenset("after although as because before if once since though unless until when while".split())
_VERBS = _AUXILIARY | SAYING | IRREGULAR_PAST
_OPENING = frozenset("instead meanwhile however yesterday today earlier later still also then now separately".split())
_SUCH = ("such ", "known ", ", ")  # ... as: what follows is still who acts
_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?")
_LEADING = re.compile(r"^[^,]{1,140},\s+")
_INVERTED = re.compile(r"^\W*\w+ing\b[^,]{0,60}?\b(?:is|are|was|were|will be)\s+")
_NAME_BEFORE = re.compile(r"[^\W\d_a-z][\w’'-]*\s$")
_OBJECT = re.compile(r"\s+(?:the|a|an|to|that|its|his|her|their|no|all|more|only)\b")
_OF = re.compile(r"(?:of|in|for|from)\b")
_FAR = 160  # characters in which a subject's verb is looked for
_ASIDE = re.compile(rf",\s*(?:he|she|they|it)\s+(?:(?:also|then|had|has|later)\s+)?(?:{'|'.join(sorted(SAYING))})\b")
_ACCORDING = re.compile(r"\b[Aa]ccording to\s+([^,;.]+)")


@dataclass(frozen=True, slots=True)
class Actor:
    """The span of a sentence that names who speaks (`speaks`) or acts in it.

    `whole` is where the phrase ends with what belongs to its head: "the ministry" with "in Moscow".
    """

    start: int
    end: int
    speaks: bool
    whole: int = 0


def actor(sentence: str) -> Actor | None:
    """Return who speaks or acts in an English sentence, or None where that is not plain."""
    bare = unquoted(sentence)
    if _ASIDE.search(bare):
        return None
    by_whom = _according(bare)
    if by_whom and bare.lstrip().startswith("According"):
        return by_whom
    return _speaker_after(bare) or _subject(bare) or by_whom


def _according(bare: str) -> Actor | None:
    found = _ACCORDING.search(bare)
    return Actor(found.start(1), found.end(1), speaks=True) if found and _has_name(found[1]) else None


def _speaker_after(bare: str) -> Actor | None:
    """Return the speaker of '"...", said X' and '"...," X said', where a quotation comes first."""
    opening = len(bare) - len(bare.lstrip(" ,.;:'"))
    if not opening:
        return None
    words = [found for found in _WORD.finditer(bare) if found.start() >= opening][:14]
    for place, word in enumerate(words):
        if word[0].lower() in SAYING:
            before, after = bare[opening : word.start()], _clause(bare, word.end())
            if _has_name(before):
                return Actor(opening, word.start(), speaks=True)
            return Actor(word.end(), after, speaks=True) if place == 0 and _has_name(bare[word.end() : after]) else None
    return None


def _clause(bare: str, start: int) -> int:
    stop = re.compile(r"[,;.:(]|\s-\s|--|—").search(bare, start)
    return stop.start() if stop else len(bare)


def _subject(bare: str) -> Actor | None:
    """Return what stands before the first verb, without what leads in ("On Monday, ...") and what is put in."""
    inverted = _INVERTED.match(bare)
    if inverted:
        return _named_actor(bare, inverted.end(), _clause(bare, inverted.end()), speaks=False)
    start = _after_lead_in(bare)
    for word in _WORD.finditer(bare, start, start + _FAR):
        if word.start() > start and _is_verb(bare, word):
            return _named_actor(bare, start, word.start(), speaks=word[0].lower() in SAYING)
    return None


def _named_actor(bare: str, start: int, end: int, *, speaks: bool) -> Actor | None:
    if not _has_name(bare[start:end]):
        return None
    head = _head_end(bare, start, end)
    return Actor(start, head, speaks, end if _OF.match(bare, head) else head)


def _after_lead_in(bare: str) -> int:
    """Return where the clause begins after "On Monday," or "In her address at the rally,"."""
    leading = _LEADING.match(bare)
    first = _WORD.search(bare)
    if not leading or not first:
        return 0
    word = first[0].lower()
    if word in _SUBORDINATE or word.endswith(("ed", "ing")):
        return leading.end()
    leads_in = word in _NOT_A_SUBJECT_AFTER or word in _OPENING
    return leading.end() if leads_in and not _has_verb(bare[first.end() : leading.end()]) else 0


def _is_verb(bare: str, word: re.Match[str]) -> bool:
    """Whether a word is a finite verb: by the closed classes, by its ending, or "leads" right behind a name."""
    text = word[0]
    if not text[0].islower():
        return text.lower() in _AUXILIARY
    if text in _VERBS or re.search(r"[^e]ed$", text):
        return True
    behind_name = _NAME_BEFORE.search(bare, 0, word.start())
    return bool(re.search(r"[^s]s$", text) and behind_name and _OBJECT.match(bare, word.end()))


def _head_end(bare: str, start: int, end: int) -> int:
    """Return where the head of a noun phrase ends: before its first preposition, unless nothing named stands there."""
    for word in _WORD.finditer(bare, start, end):
        before = bare[start : word.start()]
        if word[0].lower() in _NOT_A_SUBJECT_AFTER and _has_name(before) and not before.endswith(_SUCH):
            return word.start()
    return end


def _has_verb(text: str) -> bool:
    return any(word[0].lower() in SAYING | _AUXILIARY for word in _WORD.finditer(text))


def _has_name(text: str) -> bool:
    return any(word[0][0].isupper() and word[0].lower() not in COMMON for word in _WORD.finditer(text))
