"""Whether an English clause looks back or ahead, and which clause a word about time belongs to.

No grammar is parsed. The sentence is cut where a clause may end; in each stretch the words are read that can only be
verbs, and where they do not agree nothing is said.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from briefing.model.records import dataclass
from briefing.text.closed_class import (
    ARTICLES,
    IRREGULAR_PAST,
    NUMBERS,
    POSSESSIVES,
    PREPOSITIONS,
    RELATIVES,
    SUBORDINATORS,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Way = Literal["past", "future"]
_WAYS: dict[str, Way] = {"past": "past", "future": "future"}
_Kind = Literal["past", "future", "perfect", "infinitive", "participle", "unclear"]

_FINITE = frozenset(("past", "future", "perfect", "unclear"))
_ADJACENT = 2  # words, at most, between a verb and what dates it beyond doubt
_BESIDE = 2  # stretches that hold no more than the name of a place ("in Tessaly, Ardenia, on Monday")
_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*['’]?|\d[\d,.]*")
_BREAK = re.compile(
    r"(?P<mark>[,;:](?=\s|$)|\s[-–—]+\s|[–—]|--|[()\[\]]|\s{4,})"
    r"|(?P<joined>\b(?:and|but)\s+(?=(?:then\s|also\s|later\s)?(?:will|would|is|are|was|were|has|have|had|said|told"
    r"|\w+[^e\W]ed)\b))"
    rf"|(?P<under>\b(?:{'|'.join(sorted(RELATIVES | SUBORDINATORS))})\s)"
)
_UNDER = RELATIVES | SUBORDINATORS | {"according", "including", "citing", "despite", "amid"}
_IN_FRONT_OF_A_NOUN = ARTICLES | POSSESSIVES | PREPOSITIONS | NUMBERS | {"this", "that", "these", "those", "no", "and"}
_PAST_FORMS = IRREGULAR_PAST | frozenset(
    "said did taken given seen shown written driven broken chosen stolen sworn drawn thrown".split()
)
_NO_PAST = frozenset(
    "need indeed speed seed feed breed hundred sacred naked wicked united armed unprecedented red bed".split()
)
_PRESENT = frozenset(
    "says tells believes becomes brings comes expects finds gets gives goes happens includes keeps knows makes meets "
    "remains requires seems sees sends stands takes thinks tries wants wins begins agrees appears begin meet come go "
    "take agree become bring get give know make remain send do does am".split()
)
_MODAL = frozenset("would could might may should can must cannot wouldn't couldn't shouldn't can't".split())
_WILL = frozenset("will won't shall 'll".split())
_AUXILIARY: dict[str, _Kind] = {
    **dict.fromkeys(sorted(_WILL), "future"),
    **dict.fromkeys(sorted(_MODAL), "unclear"),
    **dict.fromkeys(("had", "did", "didn't"), "past"),
}
_AHEAD = frozenset(
    "scheduled set due expected slated poised planned planning going preparing supposed about meant likely to".split()
)
_PARTICIPLE_AHEAD = frozenset("scheduled planned expected slated anticipated due".split())
_PLANS = frozenset("plans plan hopes hope intends intend aims aim wants want".split())
_NOUN_ING = frozenset(
    "meeting briefing hearing ruling shooting bombing killing building gathering evening morning funding training "
    "opening sitting ceiling spring king thing nothing anything something everything filing warning beginning ending "
    "landing wedding hiring sentencing during following crossing fighting mailing".split()
)
_WHILE = frozenset(("during", "following"))
_ADVERB = re.compile(r"(?:not|also|now|then|never|already|just|only|first|officially|\w+ly)\Z")
_PHRASES = ("as ", "than ", "after ")
_PLACE = re.compile(r"\s*+(?:[A-Z][\w.’'-]*+\s*+)++\Z")


@dataclass(frozen=True, slots=True)
class Clause:
    """What the clause of a word about time tells.

    `way`: whether it looks back or ahead, None where that is not plain. `main`: whether it is the main clause of its
    sentence, and the word dates its verb. `opening`: the word that it begins with, "" where the word may date another
    verb than its own. `after`: whether it stands after that verb. `words`: its verbs, in lower case. `negated`: whether
    one of them is denied.
    """

    way: Way | None
    main: bool = False
    opening: str = ""
    after: bool = False
    words: tuple[str, ...] = ()
    negated: bool = False


@dataclass(frozen=True, slots=True)
class _Verb:
    kind: _Kind
    start: int
    end: int
    word: str


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A stretch of a sentence without a break; `under` says that it is subordinate, `comma` that one ends it."""

    text: str
    start: int
    end: int
    under: bool
    comma: bool

    @property
    def verbs(self) -> tuple[_Verb, ...]:
        """The verbs, their places counted in the sentence."""
        found = _verbs_of(self.text)
        return tuple(replace(verb, start=self.start + verb.start, end=self.start + verb.end) for verb in found)


def clause(bare: str, start: int, end: int) -> Clause:
    """Return what the clause tells that `bare[start:end]`, a word about time, belongs to.

    `bare` is an English sentence with its quotations blanked.
    """
    stretches = _stretches(bare)
    at = next((n for n, one in enumerate(stretches) if one.start <= start < one.end), None)
    if at is None:
        return Clause(None)
    own = stretches[at]
    before = [verb for verb in own.verbs if verb.start < start]
    after = [verb for verb in own.verbs if verb.start >= end]
    if before or after:
        way = _inside(bare, before, after, start)
        opening = _opening_participle(own, before)
        way = _way_of(stretches[at + 1 :]) if opening and own.comma else way
        told = _told(way, stretches, at, [*before, *after], alone=_has_one_verb(bare[end:], before, after, end))
        return replace(told, after=bool(before), main=told.main and not (before and _leads_in(own)))
    back, ahead = _behind(stretches, at), _in_front(stretches, at)
    places = [n for n in (back, ahead) if n is not None]
    ways = {_ends(stretches[n]) if n == back else _begins(stretches[n]) for n in places}
    if len(ways) != 1:
        return Clause(None)
    home = places[0]
    return _told(ways.pop(), stretches, home, stretches[home].verbs, alone=True)


def _has_one_verb(rest: str, before: Sequence[_Verb], after: Sequence[_Verb], end: int) -> bool:
    """Whether a word about time can only date one finite verb, the one right before or right after it.

    What follows with a subject of its own is another clause: "announced on Monday she will resign".
    """
    first = (before or after)[0]
    others = [verb for verb in after if verb is not first and verb.kind in _FINITE]
    apart = not others or bool(before and _WORD.search(rest[: others[0].start - end]))
    return first.kind in _FINITE and len(before) < 2 and apart


def _told(way: Way | None, stretches: Sequence[_Stretch], at: int, verbs: Sequence[_Verb], *, alone: bool) -> Clause:
    words = tuple(verb.word for verb in verbs)
    negated = bool(re.search(r"\b(?:not|never|no longer)\b|n['’]t\b", stretches[at].text))
    first = _WORD.search(stretches[at].text)
    opening = first[0].lower() if first and alone else ""
    return Clause(way, alone and _is_main(stretches, at), opening, words=words, negated=negated)


def _is_main(stretches: Sequence[_Stretch], at: int) -> bool:
    """Whether a stretch is the first that is not subordinate and holds a finite verb."""
    return not _subordinate(stretches[at]) and not any(_finite(one) for one in stretches[:at] if not _subordinate(one))


def _leads_in(stretch: _Stretch) -> bool:
    """Whether a stretch with a verb leads in to the clause after it: "In a poll released on Monday, ..."."""
    first = _WORD.search(stretch.text)
    return bool(stretch.comma and first and first[0].lower() in PREPOSITIONS)


def _subordinate(stretch: _Stretch) -> bool:
    first = _WORD.search(stretch.text)
    return stretch.under or bool(first and (first[0].lower() in _UNDER or _is_participle(first[0], stretch)))


def _is_participle(first: str, stretch: _Stretch) -> bool:
    """Whether a stretch begins with a participle or "during": not "King Odo", nor a name inside the sentence."""
    low = first.lower()
    noun = (low in _NOUN_ING and low not in _WHILE) or (first[0].isupper() and stretch.start > 0)
    return low.endswith("ing") and not noun


def _finite(stretch: _Stretch) -> bool:
    return any(verb.kind in _FINITE for verb in stretch.verbs)


def _inside(bare: str, before: Sequence[_Verb], after: Sequence[_Verb], start: int) -> Way | None:
    """Return the way of a stretch that has verbs before the word about time, or only after it."""
    if not before:
        return _way(after[0])
    last, kinds = before[-1], {verb.kind for verb in before}
    if last.kind == "past" and "future" not in kinds:
        near = len(_WORD.findall(bare[last.end : start])) <= _ADJACENT
        return "past" if near or not after or after[0].kind == "past" else None
    if last.kind == "future" or (last.kind == "infinitive" and "future" in kinds and "past" not in kinds):
        return None if any(verb.kind == "past" for verb in after) else "future"
    return None


def _way(verb: _Verb) -> Way | None:
    return _WAYS.get(verb.kind)


def _opening_participle(stretch: _Stretch, before: Sequence[_Verb]) -> bool:
    """Whether a stretch leads in with a participle: "Speaking at the quay on Monday, ..."."""
    first = _WORD.search(stretch.text)
    return bool(first and stretch.start == 0 and first[0].endswith("ing") and len(before) == 1)


def _way_of(stretches: Sequence[_Stretch]) -> Way | None:
    main = next((one for one in stretches if not _subordinate(one) and one.verbs), None)
    return _begins(main) if main else None


def _begins(stretch: _Stretch) -> Way | None:
    return _way(stretch.verbs[0])


def _ends(stretch: _Stretch) -> Way | None:
    return _way(stretch.verbs[-1]) if len({verb.kind for verb in stretch.verbs}) == 1 else None


def _behind(stretches: Sequence[_Stretch], at: int) -> int | None:
    """Return the stretch with verbs that the word about time ends: only names of places stand between."""
    for n in range(at - 1, max(-1, at - 2 - _BESIDE), -1):
        if not stretches[n].comma:
            return None
        if stretches[n].verbs:
            return n
        if not _PLACE.match(stretches[n].text):
            return None
    return None


def _in_front(stretches: Sequence[_Stretch], at: int) -> int | None:
    """Return the stretch with verbs that the word about time leads in: what is put in between is passed over."""
    if not stretches[at].comma or _subordinate(stretches[at]):
        return None
    return next(
        (n for n in range(at + 1, len(stretches)) if not _subordinate(stretches[n]) and stretches[n].verbs),
        None,
    )


@lru_cache(maxsize=64)  # a sentence is asked for each of its words about time
def _stretches(bare: str) -> list[_Stretch]:
    found, at, under = [], 0, False
    for cut in _BREAK.finditer(bare):
        end = cut.end() if cut["mark"] or cut["joined"] else cut.start()
        found.append(_Stretch(bare[at : cut.start()], at, end, under, (cut["mark"] or "").startswith(",")))
        at, under = end, bool(cut["under"])
    found.append(_Stretch(bare[at:], at, len(bare), under, comma=False))
    return _without_phrases(bare, [one for one in found if _WORD.search(one.text)])


def _without_phrases(bare: str, found: Sequence[_Stretch]) -> list[_Stretch]:
    """Return the stretches, those of "as" or "after" without a verb joined to the one before: they are no clauses."""
    joined: list[_Stretch] = []
    for one in found:
        before = joined[-1] if joined else None
        if before and one.under and before.end == one.start and not one.verbs and one.text.startswith(_PHRASES):
            joined[-1] = _Stretch(
                bare[before.start : one.end].rstrip(","), before.start, one.end, before.under, one.comma
            )
        else:
            joined.append(one)
    return joined


@lru_cache(maxsize=256)
def _verbs_of(text: str) -> tuple[_Verb, ...]:
    return tuple(_verbs(text))


def _verbs(text: str) -> Iterator[_Verb]:
    """Yield the verbs of a stretch that can be told as such, groups ("will be held") as one."""
    words = list(_WORD.finditer(text))
    at = 0
    while at < len(words):
        kind, count = _read([word[0] for word in words], at)
        if kind:
            last = words[min(at + count, len(words)) - 1]
            yield _Verb(kind, words[at].start(), last.end(), _main_verb(kind, words[at][0].lower(), last[0].lower()))
        at += max(1, count)


def _main_verb(kind: _Kind, first: str, last: str) -> str:
    """Return the verb that a group tells something by: "killed" of "was killed", "meet" of "will meet"."""
    verbal = last.endswith(("ed", "ing")) or last in _PAST_FORMS or kind in ("future", "infinitive")
    return last if verbal else first


def _read(words: Sequence[str], at: int) -> tuple[_Kind | None, int]:
    """Return what the word at `at` is as a verb, and how many words its group has."""
    word = words[at].lower().replace("’", "'")
    if words[at][0].isupper() and at and word not in _WILL:
        return None, 1
    if word in _AUXILIARY:
        return _AUXILIARY[word], _group(words, at + 1) - at
    if word in ("is", "are", "was", "were"):
        return _be(words, at, past=word in ("was", "were"))
    if word in ("has", "have", "having"):
        return _have(words, at)
    if words[at + 1 : at + 2] == ["to"] and word in _PLANS:
        return "future", 3
    return ("infinitive", 2) if word == "to" and _is_infinitive(words, at) else (_plain(words, at, word), 1)


def _group(words: Sequence[str], at: int) -> int:
    """Return where a group of verbs ends whose auxiliary stands before `at`."""
    while at < len(words) and (_ADVERB.match(words[at]) or words[at] in ("be", "been", "have")):
        at += 1
    return at + 1


def _be(words: Sequence[str], at: int, *, past: bool) -> tuple[_Kind, int]:
    ahead = at + 1
    while ahead < len(words) and _ADVERB.match(words[ahead]):
        ahead += 1
    following = words[ahead] if ahead < len(words) else ""
    if following in _AHEAD and (following not in ("about", "set", "going") or words[ahead + 1 : ahead + 2] != ["the"]):
        return ("unclear" if past else "future"), ahead - at + 1 + 2 * (words[ahead + 1 : ahead + 2] == ["to"])
    verbal = following.endswith(("ed", "ing")) or following in _PAST_FORMS
    return ("past" if past else "unclear"), ahead - at + verbal


def _have(words: Sequence[str], at: int) -> tuple[_Kind, int]:
    end = _group(words, at + 1)
    last = words[end - 1] if end <= len(words) else ""
    done = last.endswith("ed") or last in _PAST_FORMS
    return ("perfect", end - at) if done else ("unclear", 1)


def _is_infinitive(words: Sequence[str], at: int) -> bool:
    following = words[at + 1] if at + 1 < len(words) else ""
    is_noun = following.endswith("s") and not following.endswith(("ss", "us"))
    return following.isalpha() and following.islower() and following not in _IN_FRONT_OF_A_NOUN and not is_noun


def _plain(words: Sequence[str], at: int, word: str) -> _Kind | None:
    before = words[at - 1].lower() if at else ""
    attributive = before in _IN_FRONT_OF_A_NOUN or before.endswith(("'s", "’s"))
    if word in _PARTICIPLE_AHEAD:
        return "unclear"
    if (word.endswith("ed") and word not in _NO_PAST and "-" not in word) or word in _PAST_FORMS:
        return None if attributive or (not at and words[at][0].isupper()) else "past"
    if word in _PRESENT and not attributive:
        return "unclear"
    if word.endswith("ing") and len(word) > 4 and word not in _NOUN_ING and not attributive:
        return "participle"
    return "participle" if word.endswith("ing") and _takes_participle(before, word) else None


def _takes_participle(before: str, word: str) -> bool:
    """Whether "-ing" after this word is a verb: "denied meeting him", "for leaving", not "said during"."""
    if before in PREPOSITIONS:
        return word not in _NOUN_ING
    return word not in PREPOSITIONS | {"following"} and (before.endswith("ed") or before in _PAST_FORMS)
