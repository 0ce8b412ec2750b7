"""Pronouns and bare demonstratives of one sentence that it does not itself resolve.

`it` may stand for nothing ("It was raining", "it is clear that", "it was Poole who"); `that` may be a conjunction.
"""

import re
from collections.abc import Iterator

from briefing.model.records import dataclass
from briefing.summarise.antecedents import FORMS, Antecedents, Kind
from briefing.summarise.shallow import View, may_be_noun
from briefing.text.closed_class import (
    BE,
    COMPLEMENT,
    COORDINATORS,
    EXTRAPOSED,
    LINKING,
    MODALS,
    PREPOSITIONS,
    REFLEXIVES,
    SPEECH,
    TIMES,
    VERBS,
    WE,
    WEATHER,
)

_IT_VERB = LINKING | frozenset({"takes", "took", "makes", "made", "means", "comes", "came", "helps", "costs"})
_HELPERS = MODALS | {"has", "have", "had", "not", "also", "now", "still", "never", "soon"}
_BETWEEN = _HELPERS | {"been", "being"}
_BEFORE_EXTRAPOSED = frozenset({"a", "an", "no", "too", "so", "very", "more", "most", "quite", "just"})
_CLEFT = frozenset({"that", "who", "whether", "why", "how"})
_POINTERS = frozenset({"this", "that", "these", "those", "there"})
_PARTICLES = frozenset({"down", "up", "off", "out", "back", "aside", "away"})
_STOP = re.compile(r"[.?!,;:]")
_FAR = 12  # words in which the second half of "it is ... that" is looked for


@dataclass(frozen=True, slots=True)
class Loose:
    """A pronoun whose antecedent the sentence does not name: its place, its kind, whether it stands in a saying.

    The kind of a demonstrative is None.
    """

    place: int
    kind: Kind | None
    saying: bool


def loose_pronouns(seen: View) -> Iterator[Loose]:
    """Yield the third-person pronouns, and the bare demonstratives, for which the sentence names nothing."""
    if not any(token.low in FORMS or token.low in _POINTERS for token in seen.tokens):
        return
    antecedents = Antecedents(seen)
    for place, token in enumerate(seen.tokens):
        kind = FORMS.get(token.low)
        if kind and _is_loose(antecedents, place, kind):
            yield Loose(place, kind, token.saying)
        elif token.low in _POINTERS and _points_back(antecedents, place):
            yield Loose(place, None, token.saying)


def _points_back(antecedents: Antecedents, place: int) -> bool:
    seen = antecedents.seen
    if seen.low(place) == "there":
        return _points_to_place(seen, place)
    return is_bare_demonstrative(seen, place) and not _counts(antecedents, place)


def _counts(antecedents: Antecedents, place: int) -> bool:
    """Whether "these" or "those" takes up a plural of its own sentence: "400 flaws; half of these"."""
    return antecedents.seen.low(place) in {"these", "those"} and antecedents.before(place, "they")


def _is_loose(antecedents: Antecedents, place: int, kind: Kind) -> bool:
    seen = antecedents.seen
    token = seen.tokens[place]
    if token.name or token.low in REFLEXIVES:
        return False
    if kind == "it" and stands_for_nothing(seen, place):
        return False
    if _speaks_aside(seen, place):
        return True
    return not antecedents.before(place, kind) and not antecedents.after_opening(place, kind)


def _speaks_aside(seen: View, place: int) -> bool:
    """Whether a pronoun tells who says the sentence (", he added,"): whom the sentence speaks of need not be who."""
    token = seen.tokens[place]
    if token.low not in {"he", "she", "they"} or token.quoted or "," not in token.gap:
        return False
    verb = place + 1 + (seen.low(place + 1) in _HELPERS)
    said_before = any(before.low in SPEECH and not before.quoted for before in seen.tokens[:place])
    return seen.low(verb) in SPEECH and not said_before


def _points_to_place(seen: View, place: int) -> bool:
    """Whether "there" is a place named before: not "there is", and no place stands before it in the sentence."""
    if (
        seen.low(place + 1) in BE | _HELPERS
        or seen.tokens[place].clitic
        or seen.low(place - 1) in {"out", "over", "is"}
    ):
        return False
    before = range(1, place)
    return not any(seen.tokens[i].name and seen.low(i - 1) in PREPOSITIONS | {"the"} for i in before)


def stands_for_nothing(seen: View, place: int) -> bool:
    """Whether an "it" points to nothing: the weather, the hour, "it is clear that", "it was Poole who"."""
    if seen.low(place) != "it":
        return False
    if seen.low(place + 1) in EXTRAPOSED and seen.low(place + 2) in COMPLEMENT:
        return True  # made it clear that
    if seen.low(place - 1) in {"leave", "leaves", "left", "leaving"} and _has_any(
        seen, place + 1, frozenset({"to"}), 3
    ):
        return True  # left it to others
    verb = place + 1
    while seen.low(verb) in _HELPERS:
        verb += 1
    if seen.tokens[place].clitic == "'s" and seen.low(verb) not in BE:
        return _is_impersonal(seen, verb)
    if seen.low(verb) in _IT_VERB:
        return _has_any(seen, verb + 1, COMPLEMENT)
    return seen.low(verb) in BE and _is_impersonal(seen, verb + 1)


def _is_impersonal(seen: View, place: int) -> bool:
    """Whether what follows "it is" makes it impersonal."""
    while seen.low(place) in _BETWEEN or seen.low(place).endswith("ly"):
        place += 1
    low = seen.low(place)
    if (
        low in WEATHER
        or _since(seen, place)
        or _has_any(seen, place, TIMES, 5)
        or low in {"as", "up", "because", "when", "only"}
    ):
        return True
    extraposed = low in EXTRAPOSED or (low in _BEFORE_EXTRAPOSED and _has_any(seen, place + 1, EXTRAPOSED, 2))
    if extraposed:
        return _has_any(seen, place + 1, COMPLEMENT)
    return low not in {"a", "an"} and _has_any(seen, place + 1, _CLEFT)


def _since(seen: View, place: int) -> bool:
    """Tell "it has been two years since"."""
    return _has_any(seen, place, TIMES, 6) and _has_any(seen, place, frozenset({"since", "before", "until"}), 8)


def _has_any(seen: View, place: int, words: frozenset[str], far: int = _FAR) -> bool:
    return any(seen.low(i) in words for i in range(place, place + far))


# --- this, that, these, those


def is_bare_demonstrative(seen: View, place: int) -> bool:
    """Whether a demonstrative stands alone, for something said before: "This is", "after that.", not "those who"."""
    token, following = seen.tokens[place], seen.low(place + 1)
    ends = place + 1 == len(seen.tokens) or bool(_STOP.search(seen.tokens[place + 1].gap))
    after_preposition = seen.low(place - 1) in PREPOSITIONS
    if ends and not token.clitic:
        return after_preposition or token.low == "this"
    if token.low == "that" and following in _PARTICLES:
        return True
    if not token.clitic and (following not in VERBS or may_be_noun(token.low, following)):
        return False
    begins = token.first or seen.low(place - 1) in COORDINATORS or bool(token.gap.strip())
    return begins or token.low != "that"


# --- the first person


def first_person(seen: View) -> Iterator[int]:
    """Yield the places of "I", "we", "our" outside of what somebody is quoted with."""
    for place, token in enumerate(seen.tokens):
        if token.low not in WE or token.quoted or token.name:
            continue
        roman = token.text == "I" and place > 0 and seen.tokens[place - 1].name and not token.gap.strip()
        inside_title = token.text[:1].isupper() and token.text != "I" and not token.first
        if not roman and not inside_title:
            yield place
