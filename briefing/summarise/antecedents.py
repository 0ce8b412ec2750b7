"""What a sentence names that a pronoun can stand for, and which of it stands before the pronoun, or after its phrase.

Not the subject of the pronoun's own clause where it is an object ("Acme replaced it"), not the head of its apposition
("Ann Poole, its director"), not the speaker where it stands in what that speaker says. Names tell no more of their kind
than their company does: a title, a place word before them, a noun after them, one of the commonest first names.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import Literal

from briefing.summarise.shallow import Token, View
from briefing.text.closed_class import (
    ANYBODY,
    ARTICLES,
    CALENDAR,
    COMMON,
    CONJUNCTIONS,
    COORDINATORS,
    DETERMINERS,
    FEMALE,
    FEMALE_NAMES,
    GROUPS,
    HE,
    IT,
    MALE,
    MALE_NAMES,
    NAMED_BODIES,
    OBJECT_FORMS,
    PERSONS,
    PREPOSITIONS,
    QUANTIFIERS,
    SHE,
    SPEECH,
    THEY,
    TIMES,
    TITLES,
    VERBS,
)

Kind = Literal["he", "she", "it", "they"]

FORMS: dict[str, Kind] = {
    **dict.fromkeys(HE, "he"),
    **dict.fromkeys(SHE, "she"),
    **dict.fromkeys(IT, "it"),
    **dict.fromkeys(THEY, "they"),
}
"""Every form of a third-person pronoun, and the kind that it is of."""

_PAUSE = re.compile(r"[,–—―]|--")
_PLURAL = re.compile(r"[^suia]s$")
_AGENT = re.compile(r"(?:er|or|ist|ian|man|woman|ant|eer|ee)s$")
_ABSTRACT = re.compile(r"\w{3}(?:tion|sion|ment|ness|ity|ism|ance|ence|ency|ancy|ship)$")
_PLACE_BEFORE = frozenset({"in", "at", "near", "across", "into", "throughout"})
_OPENING_WORD = PREPOSITIONS | frozenset({"when", "while", "as", "after", "before", "since", "because", "although"})
_OPENING_WORD |= {"though", "if", "unless", "until", "once", "whereas", "even", "shortly", "soon", "just", "long"}
_BEFORE_NOUN = DETERMINERS - {"his", "her", "their", "that"}
_ENDS_PHRASE = CONJUNCTIONS | PREPOSITIONS | ARTICLES
_COURTESIES = TITLES - NAMED_BODIES
_SUBJECTS = frozenset(FORMS) | {"who", "which", "that", "i", "we", "you"}
_SEXED = FEMALE | MALE
_VAGUE = TIMES | {"way", "ways", "case", "cases", "part", "place", "moment", "point"}
_NEAR = 5  # words from a subject to the object of its own verb
_ABOUT = 6  # words in which a sentence says what it is about


class Antecedents:
    """The places in a sentence where something is named that a pronoun can stand for, by kind of pronoun.

    Those of the narrator and those inside what somebody is quoted with are kept apart.
    """

    def __init__(self, seen: View) -> None:
        self.seen = seen
        self._names: list[int] = []  # of persons, told by the narrator
        self.told: dict[Kind, list[int]] = {"he": [], "she": [], "it": [], "they": []}
        self.said: dict[Kind, list[int]] = {"he": [], "she": [], "it": [], "they": []}
        self._first_of_clause: dict[tuple[Kind, int], int] = {}
        for place, token in enumerate(seen.tokens):
            for kind in _kinds(seen, place, token):
                (self.said if token.saying else self.told)[kind].append(place)
                self._first_of_clause.setdefault((kind, token.clause), place)
                if kind in {"he", "she"} and token.name and not token.saying and place not in self._names[-1:]:
                    self._names.append(place)
        self._is_said_of = any(
            t.low in SPEECH and seen.low(i + 1) in {"of", "about"} for i, t in enumerate(seen.tokens)
        )
        self._breaks = [i for i, token in enumerate(seen.tokens) if _PAUSE.search(token.gap)]

    def names(self, kind: Kind) -> bool:
        """Whether a later sentence's pronoun of this kind can stand for something named here.

        "he" and "she" rather take up a name than an office, "they" people, or what the sentence is about, than any
        plural in it.
        """
        if kind == "they":
            return any(c < _ABOUT or _are_people(self.seen, c) for c in self.told[kind])
        if kind in {"he", "she"} and len(self._names) == 1 and self._tells_other_sex(kind):
            return False
        places = self.told[kind] + self.said[kind]
        if kind in {"he", "she"} and self._names:
            return any(self.seen.tokens[c].name for c in places)
        return bool(places)

    def _tells_other_sex(self, kind: Kind) -> bool:
        """Whether pronouns of the other sex stand for the one person named: "Poole won her primary"."""
        lows = {token.low for token in self.seen.tokens if not token.saying}
        own, other = (HE, SHE) if kind == "he" else (SHE, HE)
        return not lows.isdisjoint(other) and lows.isdisjoint(own)

    def before(self, place: int, kind: Kind) -> bool:
        """Whether something that this pronoun can stand for is named before it."""
        token = self.seen.tokens[place]
        if place in self._breaks[:1] and self.seen.low(0) in {"a", "an"}:
            return False  # "A lawyer by training, he ...": what is said of him, not who he is
        barred = self._own_subject(place, kind)
        near = (self.said if token.saying else self.told)[kind][:2]
        if any(c < place and c != barred for c in near):
            return True
        return token.saying and (self._is_said_of or self._told_besides_speaker(place, kind))

    def _told_besides_speaker(self, place: int, kind: Kind) -> bool:
        """Whether the narrator names, before the saying, something of this kind that is not its speaker."""
        if kind in {"it", "they"}:
            return any(c < place for c in self.told[kind][:1])
        return any(c < place for c in self._names[1:2])

    def _own_subject(self, place: int, kind: Kind) -> int:
        """Return the subject of the clause in which the pronoun is the object: it cannot be its antecedent."""
        if _begins_apposition(self.seen, place):
            return max((c for c in self.told[kind][:2] if c < place), default=-1)
        if not _is_object(self.seen, place):
            return -1
        subject = self._first_of_clause.get((kind, self.seen.tokens[place].clause), -1)
        return subject if place - subject <= _NEAR else -1

    def after_opening(self, place: int, kind: Kind) -> bool:
        """Whether the pronoun stands in an opening phrase and what it stands for is the subject after it."""
        if not _opens_with_phrase(self.seen):
            return False
        behind = bisect_right(self._breaks, place)
        return any(self._is_subject_after(comma, kind) for comma in self._breaks[behind : behind + 3])

    def _is_subject_after(self, comma: int, kind: Kind) -> bool:
        tokens = self.seen.tokens
        near = range(comma, min(comma + 5, len(tokens)))
        stop = next((i for i in near if i > comma and tokens[i].low in VERBS), near.stop)
        places = self.told[kind]
        following = bisect_left(places, comma)
        return following < len(places) and places[following] < stop


def _opens_with_phrase(seen: View) -> bool:
    low = seen.low(int(seen.low(0) in COORDINATORS))
    return low in _OPENING_WORD or low.endswith(("ing", "ed"))


def _kinds(seen: View, place: int, token: Token) -> Iterator[Kind]:
    if token.name:
        yield from _kinds_of_name(seen, place)
    elif token.low in PERSONS:
        yield from _of_gender(token.low)
    if _is_thing(seen, place, token):
        yield "it"
    if _is_plural(seen, place, token):
        yield "they"


def _of_gender(low: str) -> tuple[Kind, ...]:
    if low in FEMALE or low in FEMALE_NAMES:
        return ("she",)
    return ("he",) if low in MALE or low in MALE_NAMES else ("he", "she")


def _kinds_of_name(seen: View, place: int) -> Iterator[Kind]:
    """Yield what a run of capitalised words may name; judged once, at the run's first word."""
    tokens = seen.tokens
    if place and tokens[place - 1].name and _goes_on(tokens, place - 1):
        return
    run = [place]
    while _goes_on(tokens, run[-1]):
        run.append(run[-1] + 1)
    lows = [tokens[i].low for i in run]
    if tokens[run[-1]].low in PERSONS:
        yield from _of_gender(tokens[run[-1]].low)
        return
    if len(run) > 1 and not _COURTESIES.isdisjoint(lows):
        yield from _of_gender(next((low for low in lows if low in _SEXED), lows[0]))
        return
    yield "it"
    if not _names_no_person(seen, run):
        yield from _of_name(seen, run)


def _of_name(seen: View, run: list[int]) -> tuple[Kind, ...]:
    """Return the kinds that a name is of: by its first word, or where that is not told, by its surname in the text."""
    kinds, surname = _of_gender(seen.low(run[0])), seen.low(run[-1])
    if len(kinds) == 1 or surname not in seen.sexes.men | seen.sexes.women:
        return kinds
    return ("he",) if surname in seen.sexes.men else ("she",)


def _goes_on(tokens: tuple[Token, ...], place: int) -> bool:
    following = place + 1
    if following >= len(tokens) or tokens[place].clitic:
        return False
    return tokens[following].name and tokens[following].gap.strip() in {"", "."}


def _names_no_person(seen: View, run: list[int]) -> bool:
    head, before = seen.tokens[run[-1]], seen.low(run[0] - 1)
    return (
        any(seen.low(i) in NAMED_BODIES for i in run)
        or before == "the"
        or seen.low(run[0]) == "the"
        or (before in _PLACE_BEFORE and seen.low(run[0] - 2) not in SPEECH)
        or (head.text.isupper() and len(head.text) > 1)
        or head.low.endswith(("ish", "ese"))
        or (head.first and not head.clitic and _is_noun(seen, run[-1] + 1))  # "Top officials", "Institutional buyers"
    )


def _is_noun(seen: View, place: int) -> bool:
    """Whether a word right after a capitalised one is rather a noun that it goes with than its verb."""
    if place >= len(seen.tokens) or seen.tokens[place].gap.strip():
        return False
    low = seen.low(place)
    return low not in COMMON and low not in VERBS and not low.endswith(("ed", "ly")) and not seen.tokens[place].name


def _is_thing(seen: View, place: int, token: Token) -> bool:
    """Whether a noun phrase for a thing begins here: a determiner, or a possessive, and a word that is no person."""
    if _ABSTRACT.search(token.low):
        return True
    if token.low not in _BEFORE_NOUN and token.clitic != "'s":
        return False
    following = seen.tokens[place + 1 : place + 4]
    if not following or following[0].gap.strip() or any(t.low in PERSONS for t in following):
        return False
    return following[0].low not in _VAGUE and not _PLURAL.search(following[0].low)


def _is_plural(seen: View, place: int, token: Token) -> bool:
    low = token.low
    if low in GROUPS or low in ANYBODY or low in QUANTIFIERS:
        return True
    if low == "and":
        return _joins_names(seen, place)
    if len(low) < 4 or not _PLURAL.search(low) or low in COMMON or low in VERBS or low in CALENDAR:
        return False
    if _AGENT.search(low) or low[:-1] in PERSONS or token.name:
        return True
    return not _follows_subject(seen, place)


def _are_people(seen: View, place: int) -> bool:
    low = seen.low(place)
    return low in GROUPS or low == "and" or low[:-1] in PERSONS or bool(_AGENT.search(low))


def _joins_names(seen: View, place: int) -> bool:
    near = seen.tokens[max(place - 1, 0) : place + 4]
    return place > 0 and near[0].name and any(t.name or t.low in PERSONS for t in near[2:])


def _follows_subject(seen: View, place: int) -> bool:
    """Whether a word in -s right after a name, a pronoun or a relative is rather a verb."""
    before = seen.tokens[place - 1] if place else None
    if before is None or seen.tokens[place].gap.strip() or _ends_noun_phrase(seen, place + 1):
        return False
    return (before.name and not before.clitic) or before.low in _SUBJECTS


def _begins_apposition(seen: View, place: int) -> bool:
    """Whether "its" begins an apposition to a name ("Ann Poole, its director, said"), which it cannot stand for."""
    token = seen.tokens[place]
    if token.low != "its" or not token.gap.startswith(",") or not place or not seen.tokens[place - 1].name:
        return False
    return any("," in following.gap for following in seen.tokens[place + 1 : place + 8])


def _ends_noun_phrase(seen: View, place: int) -> bool:
    """Whether a verb, or a comma, follows: then the word before was a noun."""
    if place >= len(seen.tokens):
        return False
    return seen.low(place) in VERBS or seen.tokens[place].gap.startswith(",")


def _is_object(seen: View, place: int) -> bool:
    token = seen.tokens[place]
    if token.low not in OBJECT_FORMS and not (token.low == "her" and _ends_phrase(seen, place + 1)):
        return False
    if token.low != "it":
        return True
    same = place > 0 and seen.tokens[place - 1].clause == token.clause
    return same and not token.clitic and seen.low(place - 1) not in SPEECH and seen.low(place + 1) not in VERBS


def _ends_phrase(seen: View, place: int) -> bool:
    if place >= len(seen.tokens):
        return True
    token = seen.tokens[place]
    return bool(token.gap.strip()) or token.low in _ENDS_PHRASE
