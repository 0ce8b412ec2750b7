"""Where reports give different values for one quantity: both, with both dates, and no verdict.

Precision first. Two values are held against each other only where the same is counted, done or suffered, in the same
places and at the same times, by the same, and where their clauses share what else tells one event from another. A value
whose clause says little is held against none.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from briefing.model import Claim, Figure, Shown
from briefing.model.records import dataclass
from briefing.text.circumstances import Circumstances, circumstances
from briefing.text.quantities import Quantity, differ, harms, quantities
from briefing.text.words import stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from briefing.model import Selection, Sentence

MOST = 8  # figures that a brief shows at most
CLAIMS = 5  # values of one figure that are shown at most, the latest
TOLD = 200  # times that one thing is counted in one place, which are looked at: the last, each against all others
FARTHEST = 10  # times that the one value may be the other; beyond, the one is mostly a part of the other
ALIKE = 0.5  # of the more telling words around two values, that both must have
FEWEST = 2  # the least of them, where no place is named
MANY = 10  # reports from which it means something that nearly all name a place
EVERYWHERE = 0.8  # of the reports that name a place, from which it is the story's own and tells nothing apart

_DAY = re.compile(r"\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Told:
    """A quantity in its sentence, with what stands around it; `words` are the telling ones but for those counted."""

    quantity: Quantity
    sentence: Sentence
    around: Circumstances
    places: frozenset[str]
    words: frozenset[str]


def figures(found: Iterable[Sequence[Told]], ids: Mapping[str, str]) -> tuple[Figure, ...]:
    """Return the differing values as the brief shows them; `ids` are those of the articles, by their keys."""
    return tuple(Figure(_about(told), tuple(_claim(one, ids) for one in told)) for told in found)


def differing(selection: Selection, language: str) -> tuple[tuple[Told, ...], ...]:
    """Return the differing values of each quantity that concerns a topic, oldest first; of many, the nearest."""
    picks = [pick for chosen in selection.topics for pick in chosen.picks]
    shown = {sentence for pick in picks for sentence in (pick.sentence, *pick.also)}
    about = shown | {one.sentence for one in selection.considered if any(verdict.worth for verdict in one.verdicts)}
    found = [values for values in held_together(selection, language) if any(one.sentence in about for one in values)]
    near = sorted(found, key=lambda values: (-sum(one.sentence in shown for one in values), _age(values[-1])))
    return tuple(near[:MOST])


def held_together(selection: Selection, language: str) -> list[tuple[Told, ...]]:
    """Return the differing values of each quantity, whatever it concerns, oldest first."""
    own = _own_places(selection)
    groups: dict[object, list[Told]] = defaultdict(list)
    for one in _told(selection, language, own):
        groups[one.quantity.about, one.places, one.around.sure].append(one)
    return [values for told in groups.values() for group in _things(told) if len(values := _values(group)) > 1]


def _told(selection: Selection, language: str, own: frozenset[str]) -> Iterator[Told]:
    """Yield the quantities of the reports, of versions of one only the last, that can be held against others."""
    for reading in selection.readings:
        if reading.article.key in selection.revisions:
            continue
        for sentence in reading.sentences:
            for quantity in quantities(sentence.text, language):
                around = circumstances(sentence.text, quantity.start, quantity.end, sentence.article.published.day)
                if (quantity.deed or quantity.of) and not around.other and not around.unnamed:
                    yield _placed(quantity, sentence, around, own)


def _placed(quantity: Quantity, sentence: Sentence, around: Circumstances, own: frozenset[str]) -> Told:
    counted = {stem(word) for word in quantity.words.split()} | quantity.of | {quantity.counted, quantity.deed}
    places = frozenset(place for place in around.places if not set(place.split()) <= own)
    return Told(quantity, sentence, around, places, around.words - counted - own - harms().keys())


def _own_places(selection: Selection) -> frozenset[str]:
    """Return the names that nearly every report has."""
    articles = [set(map(stem, re.findall(r"\b[A-Z]\w+", reading.article.text))) for reading in selection.readings]
    named = Counter(name for names in articles for name in names)
    if len(articles) < MANY:
        return frozenset()
    return frozenset(name for name, count in named.items() if count >= EVERYWHERE * len(articles))


def _things(told: Iterable[Told]) -> list[list[Told]]:
    """Return the values, of one place, in groups of which all tell of one thing."""
    groups: list[list[Told]] = []
    for one in sorted(told, key=_age)[-TOLD:]:
        home = next((group for group in groups if _belongs(one, group)), None)
        if home is None:
            groups.append([one])
        else:
            home.append(one)
    return groups


def _age(told: Told) -> tuple[str, str, int, int]:
    article = told.sentence.article
    return (str(article.published.day or "9999"), article.key, told.sentence.start, told.quantity.start)


def _belongs(one: Told, group: Sequence[Told]) -> bool:
    """Whether a value contradicts none of a group in what it is of, and is told much as one of them."""
    return all(_can_be_one(one, other) for other in group) and any(_told_alike(one, other) for other in group)


def _can_be_one(one: Told, two: Told) -> bool:
    ones, twos = one.around.doers, two.around.doers
    return (
        (ones == twos or bool(ones & twos))
        and _of_one_size(one, two)
        and _times_fit(one.around.times, two.around.times)
    )


def _told_alike(one: Told, two: Told) -> bool:
    if _one_cause(one, two):
        return True
    shared = len(one.words & two.words)
    enough = shared >= (1 if one.places else FEWEST) and shared >= ALIKE * max(len(one.words), len(two.words))
    return enough and one.around.times == two.around.times


def _of_one_size(one: Told, two: Told) -> bool:
    low, high = sorted((one.quantity, two.quantity), key=lambda quantity: quantity.low)
    return low.high * FARTHEST >= high.low


def _one_cause(one: Told, two: Told) -> bool:
    """Whether what is known to have killed or hurt is the same: "the quake" is "the earthquake"."""
    if one.quantity.deed not in {"death", "harm"}:
        return False
    return any(a.endswith(b) or b.endswith(a) for a in one.around.causes for b in two.around.causes)


def _times_fit(ones: frozenset[str], twos: frozenset[str]) -> bool:
    """Whether two values are of one time, or only one names its day; a year or "last week" is another's."""
    return ones == twos or (not (ones and twos) and all(_DAY.fullmatch(time) for time in ones | twos))


def _values(group: Sequence[Told]) -> tuple[Told, ...]:
    """Return the first report of each value that fits none before it, one a report."""
    claims: list[Told] = []
    for one in group:
        other = all(one.sentence.article != claim.sentence.article for claim in claims)
        if other and all(differ(one.quantity, claim.quantity) for claim in claims):
            claims.append(one)
    return tuple(claims[-CLAIMS:])


def _about(told: Sequence[Told]) -> str:
    """Return what is counted, in words of the reports: the fullest that one of them has."""
    return max((one.quantity.words for one in told), key=lambda words: (len(words.split()), -len(words), words))


def _claim(one: Told, ids: Mapping[str, str]) -> Claim:
    sentence, quantity = one.sentence, one.quantity
    shown = Shown(sentence.text, ids[sentence.article.key], sentence.start, sentence.end)
    return Claim(sentence.text[quantity.start : quantity.end].strip(), shown)
