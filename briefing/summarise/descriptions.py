"""Noun phrases that point back: "the order", "those talks", "another", "the latter", "many", "the same"."""

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Literal

from briefing.model.records import dataclass
from briefing.summarise.shallow import Token, View, may_be_noun
from briefing.text.closed_class import (
    ALIKE,
    CALENDAR,
    CONJUNCTIONS,
    DETERMINERS,
    GROUPS,
    HE,
    IT,
    MODALS,
    NUMBERS,
    PERSONS,
    PREPOSITIONS,
    QUANTIFIERS,
    RELATIVES,
    SHE,
    SUMMING_UP,
    THEY,
    TIMES,
    UNIQUE,
    VERBS,
    WE,
)

_ADVERBS = frozenset(
    "also now still later earlier then already never not again too ago reportedly here there soon just once".split()
)
_ENDS = VERBS | PREPOSITIONS | CONJUNCTIONS | _ADVERBS
_PRONOUNS = HE | SHE | IT | THEY | WE | {"you", "there"}
_MAY_PRECEDE = PREPOSITIONS | CONJUNCTIONS | _ADVERBS | {"however", "instead", "even", "only", "meanwhile"}
_DEFINING = (PREPOSITIONS | RELATIVES) - {"after", "before", "since", "during", "when"}
_BACK = 60  # words in which the same noun is looked for
_LONG = 4  # words after which a description says enough by itself
_ACTS = frozenset(
    {"proposal", "offer", "suggestion", "invitation", "request", "demand", "accusation", "allegation", "claim"}
)
_NOW = frozenset({"stage", "point", "moment", "juncture"})  # with "this": the time of the report
_PARTS = QUANTIFIERS | {"each", "half"}
_GATHERED = frozenset({"crowd", "group", "audience", "couple", "pair", "trio"})
_MEETINGS = frozenset({word for word in ALIKE[1] if word not in {"party", "match", "race", "game"}})
_MEETINGS |= {f"{word}s" for word in _MEETINGS}
_OCCASIONS = _MEETINGS | {"stage", "hall", "arena", "stadium", "podium", "square", "speech", "speeches"}
_COMES = frozenset({"comes", "came", "come", "follows", "followed"})
_WHEN = frozenset({"after", "before", "as", "when", "since", "amid", "weeks", "week"})
_SOON = 6  # words from "comes" to "after", "just ten days before"
_DATED = CALENDAR | {"yesterday", "today", "tonight"}
_DID = frozenset({"do", "does", "did", "say", "says", "said", "thought", "think"})
_PLURAL = re.compile(r"(?<=[^su])(?:(?<=[sxzh])e)?s$")
_POINTING = frozenset({"this", "that", "these", "those", "such"})


@dataclass(frozen=True, slots=True)
class Description:
    """A noun phrase that may point back: what kind, its words, its head noun, its place, how strongly it needs."""

    what: Literal["definite", "demonstrative", "ellipsis"]
    words: str
    head: str
    place: int
    strength: float


def pointing(seen: View, known: Collection[str] = ()) -> Iterator[Description]:
    """Yield the noun phrases of a sentence that point to something outside of it."""
    for place, token in enumerate(seen.tokens):
        found = None
        if token.low == "the" and _is_exposed(seen, place):
            found = _definite(seen, place, known)
        elif token.low == "the":
            found = _act_named(seen, place, known) or _group(seen, place, known)
        elif token.low in _POINTING:
            found = _demonstrative(seen, place)
        elif token.low in _ELLIPTIC and _is_exposed(seen, place):
            found = _elliptic(seen, place)
        if found:
            yield found
    yield from _fixed(seen)


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return a noun without the ending of its number: "talks" and "talk" meet."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return _PLURAL.sub("", word) if len(word) > 3 and word.endswith("s") else word


def speaks_of(seen: View, head: str) -> bool:
    """Whether a sentence names a thing by this noun, or by one that news writing puts for it."""
    wanted = {stem(head)} | {stem(word) for group in ALIKE if head in group for word in group}
    return any(stem(token.low) in wanted or _verb_of(token.low, head) for token in seen.tokens)


def _verb_of(word: str, noun: str) -> bool:
    """Whether a verb and a noun are of one family by their beginning: decided, decision; agreed, agreement."""
    shared = min(len(word), len(noun)) - 2
    return shared >= 4 and word[:shared] == noun[:shared] and word not in VERBS


# --- the order


def _is_exposed(seen: View, place: int) -> bool:
    """Whether a noun phrase that begins here is the sentence's first, but for what may stand before it.

    "One of the victims" is of them as "the victims" is.
    """
    if seen.low(place - 1) == "of" and seen.low(place - 2) in _PARTS:
        return _is_exposed(seen, place - 2)
    return all(_may_precede(seen, i) for i in range(max(0, place - 3), place)) and place <= 3


def _may_precede(seen: View, place: int) -> bool:
    return seen.low(place) in _MAY_PRECEDE


def _phrase(seen: View, place: int) -> list[int]:
    """Return the places of the words of the noun phrase after its determiner."""
    places: list[int] = []
    for i in range(place + 1, min(place + 7, len(seen.tokens))):
        if seen.tokens[i].gap.strip(" \"'“”‘’-") or _ends_phrase(seen, i, places):
            break
        places.append(i)
        if seen.tokens[i].clitic == "'s":
            break
    return places


def _ends_phrase(seen: View, place: int, so_far: list[int]) -> bool:
    token = seen.tokens[place]
    if not so_far:
        return token.low in _ENDS and not may_be_noun(seen.low(place - 1), token.low)
    if token.low in _ENDS:
        return seen.low(place + 1) != "of"
    if token.name:
        return seen.low(place - 1) in TIMES  # this week Ann Poole
    return token.low.endswith(("ed", "ly")) and not _is_last_adjective(seen, place)


def _is_last_adjective(seen: View, place: int) -> bool:
    """Whether a word in -ed is an adjective: a noun that is subject of a verb follows it."""
    return seen.low(place + 2) in VERBS and seen.low(place + 1) not in _ENDS


def _definite(seen: View, place: int, known: Collection[str]) -> Description | None:
    phrase = _phrase(seen, place)
    if not phrase or len(phrase) > _LONG or _says_enough(seen, phrase, known):
        return None
    head = seen.low(phrase[-1])
    strength = 0.6 if len(phrase) == 1 else 0.5 if len(phrase) == 2 else 0.3
    words = " ".join(seen.tokens[i].text for i in (place, *phrase))
    return Description("definite", words, head, place, strength)


def _act_named(seen: View, place: int, known: Collection[str]) -> Description | None:
    """Find what somebody is said to have put forward, "rejected the proposal", where the sentence does not tell it."""
    phrase = _phrase(seen, place)
    if len(phrase) != 1 or seen.low(phrase[0]) not in _ACTS or _says_enough(seen, phrase, known):
        return None
    head, before = seen.low(phrase[0]), seen.tokens[:place]
    if any(t.low in _family(head) or _verb_of(t.low, head) for t in before):
        return None  # proposed ... the proposal; what stands behind it may be another thing
    return Description("definite", f"the {head}", head, place, 0.5)


def _group(seen: View, place: int, known: Collection[str]) -> Description | None:
    """Find the people of an occasion that the sentence does not tell of: "urged the crowd to wait"."""
    phrase = _phrase(seen, place)
    if seen.tokens[place].saying or len(phrase) != 1 or seen.low(phrase[0]) not in _GATHERED:
        return None
    if seen.low(place - 1) == "into":
        return None  # drove into the crowd: who was there
    head = seen.low(phrase[0])
    if _says_enough(seen, phrase, known) or any(t.low in GROUPS or t.low in QUANTIFIERS for t in seen.tokens[:place]):
        return None
    return Description("definite", f"the {head}", head, place, 0.5)


def _is_of_occasion(seen: View, phrase: list[int], known: Collection[str]) -> bool:
    """Whether the sentence names the occasion that a crowd, or a protest, belongs to: its stage, or what all know."""
    head = seen.low(phrase[-1])
    others = [t.low for i, t in enumerate(seen.tokens) if i not in phrase]
    if head in _GATHERED:
        return any(low in _OCCASIONS for low in others)
    return len(phrase) == 1 and head in _MEETINGS and any(low in known and low in _OCCASIONS for low in others)


def _family(noun: str) -> frozenset[str]:
    return frozenset({noun, f"{noun}s"}).union(*(group for group in ALIKE if noun in group))


def _says_enough(seen: View, phrase: list[int], known: Collection[str]) -> bool:
    """Whether a definite description is understood: named, numbered, unique, known, or defined by what follows."""
    tokens = [seen.tokens[i] for i in phrase]
    if any(t.name or t.text[0].isdigit() or t.low.endswith("est") or t.low in known for t in tokens):
        return True
    if tokens[-1].low in UNIQUE or tokens[0].low in UNIQUE or tokens[0].low in {"most", "least"}:
        return True
    if _is_of_occasion(seen, phrase, known) or (len(phrase) > 1 and _is_placed_in_time(seen, phrase[-1] + 1)):
        return True
    return _is_defined_after(seen, phrase[-1] + 1)


def _is_defined_after(seen: View, place: int) -> bool:
    """Tell whether a name or clause says which: "the deal signed in March", "the senator, Ann Poole,"."""
    if place >= len(seen.tokens):
        return False
    token = seen.tokens[place]
    if token.gap.strip().startswith(","):
        return token.name or token.low in {"a", "an"} or (token.low in {"who", "which"} and _has_name(seen, place))
    return token.low in _DEFINING or (token.low.endswith("ed") and _is_participle(seen, place))


def _is_placed_in_time(seen: View, place: int) -> bool:
    """Whether the sentence is of when a thing comes, and says itself what it is: "the ferry strike comes after ..."."""
    if seen.low(place) not in _COMES:
        return False
    return any(seen.low(i) in _WHEN and not seen.tokens[i].gap.strip() for i in range(place + 1, place + _SOON))


def _is_participle(seen: View, place: int) -> bool:
    """Whether a word in -ed defines ("the deal signed in March has lapsed") and is not the verb itself."""
    if seen.low(place + 1) not in PREPOSITIONS:
        return False
    return any(t.low in VERBS or t.low.endswith("ed") for t in seen.tokens[place + 2 : place + _BACK])


def _has_name(seen: View, place: int, far: int = 8) -> bool:
    return any(token.name or token.low in _DATED for token in seen.tokens[place : place + far])


# --- those talks


def _demonstrative(seen: View, place: int) -> Description | None:
    token = seen.tokens[place]
    phrase = _phrase(seen, place)
    if not phrase or not _is_determiner(seen, place, phrase):
        return None
    head = seen.low(phrase[-1])
    if head in TIMES | _NOW and token.low in {"this", "these"}:
        return None
    if any(stem(t.low) == stem(head) for t in _just_before(seen, place)) or (head in TIMES and _is_dated(seen, place)):
        return None
    words = " ".join(seen.tokens[i].text for i in (place, *phrase))
    return Description("demonstrative", words, head, place, _need_of(seen, place, phrase))


def _just_before(seen: View, place: int) -> tuple[Token, ...]:
    return seen.tokens[max(0, place - _BACK) : place]


def _is_dated(seen: View, place: int) -> bool:
    return any(token.text[0].isdigit() or token.low in CALENDAR for token in _just_before(seen, place))


def _is_determiner(seen: View, place: int, phrase: list[int]) -> bool:
    token, following = seen.tokens[place], seen.low(place + 1)
    if token.low == "such":
        return following not in {"as", "a", "an"} or token.first
    if token.clitic or following in _PRONOUNS or following in DETERMINERS or seen.tokens[phrase[0]].name:
        return False
    if token.low != "that":
        return True
    begins = token.first or seen.low(place - 1) in PREPOSITIONS
    return begins and not seen.low(phrase[-1]).endswith("s")


def _need_of(seen: View, place: int, phrase: list[int]) -> float:
    low, after = seen.low(place), seen.low(phrase[-1] + 1)
    if low == "those" and after in _DEFINING:
        return 0.2
    if low == "such":
        return 0.6 if seen.tokens[place].first else 0.4
    if low in {"this", "these"} and seen.low(phrase[-1]) in {"country", "city", "state", "nation", "world"}:
        return 0.4
    return 0.8 if seen.tokens[place].first or place < 4 else 0.6


# --- many, both, another, the latter, the same

_ELLIPTIC = QUANTIFIERS | {"another"}


def _elliptic(seen: View, place: int) -> Description | None:
    after = place + 1 + (seen.low(place + 1) == "more")
    low, following = seen.low(place), seen.low(after)
    text = seen.tokens[place].text
    if low == "another":
        return Description("ellipsis", f"{text} {following}", following, place, 0.5)
    if low == "both" and any(t.low == "and" for t in seen.tokens[place : place + 9]):
        return None
    if low == "one" and (following in MODALS or following in {"need", "needs"}):
        return None  # anybody
    alone = low in {"both", "neither", "none"} and following in _ENDS and following != "of"
    if not alone and following not in VERBS and not _is_past(seen, after):
        return None
    return Description("ellipsis", text, "", place, 0.7)


def _is_past(seen: View, place: int) -> bool:
    """Whether a word in -ed is the verb ("carried placards"), not an adjective before its noun ("armed men came")."""
    low, after = seen.low(place), seen.low(place + 1)
    if not low.endswith("ed") or low in NUMBERS:
        return False
    later = seen.tokens[place + 1 : place + _BACK]
    return (
        after in DETERMINERS or after in PREPOSITIONS or not any(t.low in VERBS or t.low.endswith("ed") for t in later)
    )


def _fixed(seen: View) -> Iterator[Description]:
    """Yield what points back by its words alone: the latter, the same, did so, one of them has its own pronoun."""
    for place, token in enumerate(seen.tokens):
        pair = (seen.low(place - 1), token.low)
        if pair == ("the", "latter") or (
            pair == ("the", "former") and (place + 1 == len(seen.tokens) or seen.low(place + 1) in _ENDS)
        ):
            yield Description("definite", f"the {token.low}", "", place, 0.9)
        elif pair == ("the", "same") and "as" not in {seen.low(i) for i in range(place, place + 7)}:
            strength = 0.6 if _is_said_alike(seen, place) else 0.4
            yield Description("definite", f"the same {seen.low(place + 1)}".rstrip(), "", place, strength)
        elif pair[0] in {"do", "does", "did", "doing", "done"} and token.low == "so":
            yield Description("ellipsis", f"{pair[0]} so", "", place, 0.6)


def _is_said_alike(seen: View, place: int) -> bool:
    """Whether "said the same" is all that is told of it: not "62 said yes, and 40 say the same of Poole"."""
    if seen.low(place - 2) not in _DID or not (place + 1 == len(seen.tokens) or seen.low(place + 1) in _ENDS):
        return False
    return not any(token.low in _DID or token.low == "saying" for token in seen.tokens[: place - 2])


def is_supplied(description: Description, seen: View) -> bool:
    """Whether a sentence that stands before the description says what it points to."""
    head = description.head
    if not head or head in SUMMING_UP or speaks_of(seen, head):
        return True
    if head in PERSONS or head in GROUPS or stem(head) in PERSONS:
        return any(token.name for token in seen.tokens)
    return False
