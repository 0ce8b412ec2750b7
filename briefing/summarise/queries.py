"""Topics -> queries: the units that a topic asks for, with their weights, and the party that its title names.

A topic's terms (phrases, names) count in full, the words of its title and of what it is about more faintly.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.model.records import dataclass
from briefing.summarise.corpus import Forms, terms_of
from briefing.summarise.relevance import share
from briefing.text.terms import parse, side_of, wanted
from briefing.text.words import tokenise

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from briefing.model import Side, Topic
    from briefing.summarise.corpus import Corpus
    from briefing.text.terms import Term, Wanted

TERM, ABOUT = 1.0, 0.4  # weights of a topic's terms, and of the words of its title and of what it is about
TITLED = 0.6  # weight of the title's words where what it is about is told, and no terms


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing a topic asks for: its weight, its own words, and how much it tells, by idf.

    What is looked for are the `stems` of a word or phrase; or, of the `ways`, the stems of any; or what `term` asks
    for, in the text itself. `is_aside` marks a word of the title or of what it is about, of a topic that has terms.
    """

    stems: tuple[str, ...]
    weight: float
    words: str
    tells: float = 0.0
    term: Term | None = None
    ways: tuple[tuple[str, ...], ...] = ()
    is_aside: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """What a topic asks for, what it does not want, the stems of the party that its title names, what must be there."""

    units: tuple[Unit, ...]
    without: tuple[Unit, ...] = ()
    focus: frozenset[str] = frozenset()
    must: tuple[Unit, ...] = ()


def queries(topics: Sequence[Topic], sides: Sequence[Side], corpus: Corpus) -> dict[str, Query]:
    """Return each topic's query. What several topics ask for tells them apart less, and weighs less.

    Raises ConfigError where a term cannot be read.
    """
    parsed = {topic.id: wanted(topic, sides) for topic in topics}
    reader = _Reader(corpus, sides)
    asked = {topic.id: _asked(topic, parsed[topic.id], reader) for topic in topics}
    shared = Counter(key for units in asked.values() for key in {key for unit in units for key in _keys(unit)})
    return {
        topic.id: Query(
            units=_units(asked[topic.id], shared),
            without=tuple(unit for term in parsed[topic.id].without for unit in reader.units(term, TERM)),
            focus=_focus(topic, parsed[topic.id], sides, corpus),
            must=tuple(unit for term in parsed[topic.id].must for unit in reader.units(term, TERM)),
        )
        for topic in topics
    }


def asks_for_something(topic: Topic, language: str) -> bool:
    """Whether a topic holds any word that could be looked for; one of stop words only holds none."""
    told = terms_of(f"{topic.title} {topic.about}", Forms(language)).content
    return bool(told) or any(_asks(text, language) for text in topic.terms)


def _asks(text: str, language: str) -> bool:
    try:
        term = parse(text)
    except ValueError:  # which is told where terms are read
        return True
    return term.sign != "-" and (term.kind != "phrase" or bool(tokenise(term.words, language)))


def _asked(topic: Topic, parsed: Wanted, reader: _Reader) -> list[Unit]:
    """Return everything a topic asks for."""
    terms = [unit for term in parsed.terms for unit in reader.units(term, TERM)]
    title = TITLED if topic.about and not terms else ABOUT
    told = [*reader.singly(topic.title, title), *reader.singly(topic.about, ABOUT)]
    return [*terms, *(replace(unit, is_aside=bool(terms)) for unit in told)]


def _keys(unit: Unit) -> tuple[str, ...]:
    """Return what of a unit other topics may ask for, too."""
    return (f"{unit.term.kind} {unit.term.words}",) if unit.term else unit.stems


def _units(asked: Iterable[Unit], shared: Mapping[str, int]) -> tuple[Unit, ...]:
    units: dict[tuple[str, ...], Unit] = {}
    for unit in asked:
        key = _keys(unit)
        weight = unit.weight / math.sqrt(min(shared[one] for one in key))
        if key not in units or units[key].weight < weight:
            units[key] = replace(unit, weight=weight)
    return tuple(units.values())


class _Reader:
    """Reads terms as units of a corpus."""

    def __init__(self, corpus: Corpus, sides: Sequence[Side]) -> None:
        self._corpus, self._sides = corpus, sides

    def units(self, term: Term, weight: float) -> list[Unit]:
        """Return what a term asks for as one unit; none where its words hold nothing that can be compared."""
        if term.kind == "phrase":
            stems = self._stems(term.words)
            return [Unit(stems, weight, term.words, max(map(self._corpus.idf, stems)))] if stems else []
        if term.kind == "side":
            ways = tuple(dict.fromkeys(filter(None, map(self._stems, side_of(term, self._sides).names))))
            stems = tuple(sorted({stem for way in ways for stem in way}))
            return [self._told(Unit(stems, weight, term.words, ways=ways))] if ways else []
        return [self._told(Unit((), weight, term.words, term=term))]

    def _told(self, unit: Unit) -> Unit:
        """Return the unit with how much it tells, by how many sentences have what it asks for."""
        found = sum(share(terms, unit) == 1 for terms in self._corpus.terms)
        return replace(unit, tells=math.log1p(len(self._corpus.terms) / (1 + found)))

    def _stems(self, text: str) -> tuple[str, ...]:
        """Return the stems of a phrase without its stop words, unless it has nothing else."""
        tokens = tokenise(text, self._corpus.language)
        told = terms_of(text, self._corpus.forms).content
        return tuple(t.stem for t in tokens if t.stem in told) or tuple(t.stem for t in tokens)

    def singly(self, text: str, weight: float) -> list[Unit]:
        """Return the words of a text that say something, each a unit."""
        tokens = tokenise(text, self._corpus.language)
        told = terms_of(text, self._corpus.forms).content
        idf = self._corpus.idf
        return [Unit((t.stem,), weight, t.text, idf(t.stem)) for t in tokens if t.stem in told]


def _focus(topic: Topic, parsed: Wanted, sides: Sequence[Side], corpus: Corpus) -> frozenset[str]:
    """Return the stems of the party that the topic's title names; none where it names none, or all of them.

    The party is a side, or where the title has one of the topic's own names (as "US role" has), all of these.
    """
    title = {token.stem for token in tokenise(topic.title, corpus.language) if token.is_capitalised}
    named = [stems for side in sides if (stems := _stems_of(side.names, corpus)) & title]
    if named and len(named) < max(2, len(sides)):
        return frozenset().union(*named)
    own = _stems_of((t.words for t in parsed.terms if t.kind == "phrase" and _is_name(t.words)), corpus)
    return own if own & title else frozenset()


def _is_name(term: str) -> bool:
    return all(word[:1].isupper() for word in term.split())


def _stems_of(names: Iterable[str], corpus: Corpus) -> frozenset[str]:
    return frozenset(stem for name in names for stem in terms_of(name, corpus.forms).content)
