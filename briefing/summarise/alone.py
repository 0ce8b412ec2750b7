"""Can a sentence be understood alone? If not: what it lacks, and whether the sentence before it supplies that.

Rules of the language, no model. `lacks` lists everything, each with a strength; what reaches `NEEDS` keeps a sentence
from standing alone, what reaches `STRICT` does so beyond doubt (a pronoun without its person).
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import lru_cache
from itertools import takewhile

from briefing.model import Sentence
from briefing.model.records import dataclass
from briefing.summarise.anaphora import first_person, loose_pronouns
from briefing.summarise.antecedents import Antecedents, Kind
from briefing.summarise.descriptions import Description, is_supplied, pointing
from briefing.summarise.familiar import strangers
from briefing.summarise.shallow import View, names_in, view
from briefing.text.closed_class import (
    ADDING,
    AUXILIARIES,
    COMMON,
    CONNECTIVES,
    DETERMINERS,
    IMPERSONAL,
    NAMED_BODIES,
    OPENERS,
    PERSONS,
    PHRASES,
    PREPOSITIONS,
    RELATIVES,
    SPEECH,
    TITLES,
    VERBS,
)
from briefing.text.kept import STORY
from briefing.text.words import is_unspaced

NEEDS = 0.5
"""From this strength on a sentence needs its lead-in."""

STRICT = 0.65
"""From this strength on what is lacking is beyond doubt; under it a reader of the story may do without."""

_TURN = re.compile(r", in (?:its |their |his |her )?turn,")
_NAMED_THING = re.compile(r"\bthe\s+((?:[A-Z][\w’'&-]*\s+){1,3}[a-z]{4,})\b")
_READER = frozenset({"you", "your", "yours", "yourself"})
_ADDS_WITHIN = 6  # words
_NEAR_START = 60  # characters
_SHORT = 4
_AHEAD = 6  # sentences that a quotation may go on
_FIRST_PERSON = {"our": 0.5, "us": 0.5, "we": 0.7}  # may be all of us
_RELATIVE = frozenset({"which", "who", "whose", "whom"})
_SPEAKER, _ACTOR = 0.55, 0.4  # of a surname that nobody knows: who says a quotation, and who else
_HERE = 0.4  # its dateline, which a brief does not show, tells where
_ADDED = 0.3  # of "Ann Poole also refused"
_COURTESIES = frozenset({"mr", "mrs", "ms", "miss"})
_APPOSITION = frozenset({"a", "an", "the", "who", "whose"})
_OF_TEXT = frozenset({"connective", "demonstrative", "definite"})  # what points to words, and not to somebody
_COMPLETED = frozenset({"soon after", "shortly after", "besides", "though"})


@dataclass(frozen=True, slots=True)
class Lack:
    """What a sentence lacks to be understood alone, the words that need it, and how much, in (0, 1].

    `what`: "pronoun", "demonstrative", "definite", "ellipsis", "connective", "speaker", "quotation", "fragment",
    "first person", "second person", "question", "name".
    """

    what: str
    words: str
    strength: float


@dataclass(frozen=True, slots=True)
class _Need:
    """A lack, and how to tell whether a sentence that stands before supplies it."""

    lack: Lack
    supplied_by: Callable[[View], bool]


def lack(
    sentence: str,
    *,
    quoted: bool = False,
    known: Collection[str] = (),
    unknown: Collection[str] = (),
    language: str = "en",
) -> Lack | None:
    """Return what the sentence lacks most to be understood alone; None when it stands.

    `quoted`: it begins inside a quotation opened in an earlier sentence. `known`: names and nouns that every reader of
    the story knows ("talks": "the talks" then needs nothing), `unknown`: surnames of those whom only who has read the
    report so far knows, both in lower case.
    """
    found = lacks(sentence, quoted=quoted, known=known, unknown=unknown, language=language)
    return max(found, key=_strength, default=None)


def lacks(
    sentence: str,
    *,
    quoted: bool = False,
    known: Collection[str] = (),
    unknown: Collection[str] = (),
    language: str = "en",
) -> tuple[Lack, ...]:
    """Return everything that the sentence lacks, in no order of weight."""
    needs = _needs(sentence, quoted, known, language)
    return tuple(need.lack for need in (*needs, *_of_names(sentence, quoted, known, frozenset(unknown), language)))


def lead_in(
    sentences: Sequence[Sentence],
    index: int,
    *,
    known: Collection[str] = (),
    language: str = "en",
    threshold: float = NEEDS,
) -> tuple[Sentence | None, Lack | None]:
    """Say how `sentences[index]` can be shown; `sentences` are all of its article, in order.

    (None, None): alone. (s, None): with s, the sentence directly before it, in front: s stands alone and supplies all
    that is lacking, or introduces what would do without ("a Lume summit": "the Lume summit"); or s begins the quotation
    that the sentence ends, and tells the speaker of. (None, lack): nothing
    near supplies it; leave it out. `known` is `familiar.familiar` of the story; without it nobody counts as unknown.
    """
    sentence, known = sentences[index], frozenset(known)
    needs = [n for n in _of(sentence, known, language) if n.lack.strength >= threshold]
    if not needs:
        lacking = _adds_to_unclear(sentences, index, known, language, threshold)
        return (None, lacking) if lacking else (_introduction(sentences, index, known, language, threshold), None)
    worst = max(needs, key=lambda need: need.lack.strength).lack
    before = sentences[index - 1] if index else None
    if before is None or not _belong_together(before, sentence):
        return None, worst
    if any(n.lack.strength >= threshold for n in _open_needs(before, sentence, known, language)):
        return None, worst
    if worst.what == "speaker" and _is_attributed_after(sentences, index):
        return None, worst
    text = before.article.text
    seen = view(before.text, quoted=before.quoted, names=names_in(text), report=text)
    return (before, None) if all(need.supplied_by(seen) for need in needs) else (None, worst)


def supplies_whom(sentences: Sequence[Sentence], index: int, lead: int, *, language: str = "en") -> bool:
    """Whether `sentences[lead]` names whom `sentences[index]` means by "he", though others stand between the two.

    What it says "those comments" or "but" of is not asked: that is for the caller to know. Nothing is supplied to what
    is no whole sentence, or speaks in the first person.
    """
    before, sentence = sentences[lead], sentences[index]
    text = before.article.text
    seen = view(before.text, quoted=before.quoted, names=names_in(text), report=text)
    needs = (need for need in _of(sentence, frozenset(), language) if need.lack.strength >= NEEDS)
    return all(need.lack.what in _OF_TEXT or need.supplied_by(seen) for need in needs)


def _introduction(
    sentences: Sequence[Sentence], index: int, known: frozenset[str], language: str, threshold: float
) -> Sentence | None:
    """Return the sentence directly before that introduces what this one calls "the Lume summit", and stands alone."""
    sentence, before = sentences[index], sentences[index - 1] if index else None
    if language != "en" or before is None or before.quoted or not _belong_together(before, sentence):
        return None
    things = (re.escape(" ".join(found[1].split())) for found in _NAMED_THING.finditer(sentence.text))
    if not any(re.search(rf"\b[Aa]n?\s+{thing}\b", before.text) for thing in things):
        return None
    return None if any(need.lack.strength >= threshold for need in _of(before, known, language)) else before


def _open_needs(before: Sentence, sentence: Sentence, known: frozenset[str], language: str) -> Iterator[_Need]:
    """Yield what a lead-in lacks, but for the speaker where the sentence after it ends the quotation and names them."""
    needs = _of(before, known, language)
    whole = sentence.quoted and not before.quoted and before.paragraph == sentence.paragraph
    ended = whole and _names_its_speaker(view(sentence.text, quoted=True, names=names_in(sentence.article.text)))
    return (need for need in needs if not (ended and need.lack.what == "speaker"))


def _names_its_speaker(seen: View) -> bool:
    """Whether somebody is named, after a quotation that the sentence ends, as who said it: ",” Ann Poole said."."""
    told = [token for token in seen.tokens if not token.saying][:_AHEAD]
    return seen.begins_quoted and any(token.name for token in told) and any(token.low in SPEECH for token in told)


def _adds_to_unclear(
    sentences: Sequence[Sentence], index: int, known: frozenset[str], language: str, threshold: float
) -> Lack | None:
    """Find "Kyiv also refused ..." after a sentence that itself leans on what stands before it."""
    sentence, before = sentences[index], sentences[index - 1] if index else None
    adding = [word for word in sentence.text.lower().split()[:_ADDS_WITHIN] if word in ADDING.get(language, ())]
    if not adding or before is None or before.paragraph != sentence.paragraph:
        return None
    leans = any(need.lack.strength >= threshold for need in _of(before, known, language))
    return Lack("connective", adding[0], threshold) if leans else None


def _is_attributed_after(sentences: Sequence[Sentence], index: int) -> bool:
    """Whether the quotation goes on and its speaker, who need not be the one before it, is named at its end."""
    going_on = takewhile(lambda s: s.quoted, sentences[index + 1 : index + 1 + _AHEAD])
    return any(
        not token.saying and token.low in SPEECH
        for sentence in going_on
        for token in view(sentence.text, quoted=True).tokens
    )


def weakness(sentence: Sentence, *, known: Collection[str] = (), language: str = "en") -> float:
    """Return the strength of what a sentence lacks, in [0, 1], 0 where nothing: "But the talks go on" stands poorly."""
    return _weakness(sentence, frozenset(known), language)


@lru_cache(maxsize=STORY)  # every topic asks for every sentence of the story
def _weakness(sentence: Sentence, known: frozenset[str], language: str) -> float:
    return max((need.lack.strength for need in _of(sentence, known, language)), default=0.0)


@lru_cache(maxsize=STORY)  # a sentence is asked for alone, as a lead-in, and for how well it stands
def _of(sentence: Sentence, known: frozenset[str], language: str) -> tuple[_Need, ...]:
    text = sentence.article.text
    names = names_in(text).union(known)
    unknown = strangers(text, sentence.start, known) if known and language == "en" else frozenset()
    needs = _needs(sentence.text, sentence.quoted, names, language, text)
    return (*needs, *_of_names(sentence.text, sentence.quoted, names, unknown, language))


def _belong_together(before: Sentence, sentence: Sentence) -> bool:
    return before.article == sentence.article and before.heading == sentence.heading


def _strength(found: Lack) -> float:
    return found.strength


# --- the rules


def _needs(
    text: str,
    quoted: bool,  # noqa: FBT001 - private
    known: Collection[str],
    language: str,
    report: str = "",
) -> Iterator[_Need]:
    seen = view(text, quoted=quoted, names=known, report=report)
    if not seen.tokens:
        yield _never("fragment", text.strip(), 1.0)
        return
    yield from _of_quotation(seen)
    yield from _of_form(seen, language)
    if language == "en":
        for rule in (_of_connective, _of_pronouns, _of_here, _of_first_person, _of_question):
            yield from rule(seen)
        yield from _of_descriptions(seen, known)
    else:
        yield from _of_opener(seen, language)


def _never(what: str, words: str, strength: float) -> _Need:
    return _Need(Lack(what, words, strength), lambda _: False)


def _always(what: str, words: str, strength: float) -> _Need:
    return _Need(Lack(what, words, strength), lambda _: True)


def _of_quotation(seen: View) -> Iterator[_Need]:
    """Find a quotation without its speaker, or without its beginning."""
    told = [token for token in seen.tokens if not token.saying]
    if not told:
        yield _Need(Lack("speaker", seen.tokens[0].text, 0.9), names_speaker)
    elif seen.begins_quoted:
        yield _Need(Lack("quotation", seen.tokens[0].text, 0.6), lambda before: before.ends_open)
    elif seen.tokens[0].saying and not any(token.low in SPEECH or token.name for token in told):
        yield _Need(Lack("speaker", seen.tokens[0].text, 0.6), names_speaker)


def names_speaker(seen: View) -> bool:
    """Whether a sentence names somebody who speaks, so that a quotation after it is theirs."""
    told = [token for token in seen.tokens if not token.saying]
    return any(token.name for token in told) and any(t.low in SPEECH or t.saying for t in seen.tokens)


def _of_form(seen: View, language: str) -> Iterator[_Need]:
    """Find a fragment: it begins in the middle, has no verb, or is an answer."""
    first = seen.tokens[0]
    if first.text[0].islower() and not seen.text.lstrip()[:1].isdigit() and not re.match(r"\w*[A-Z]", first.text):
        yield _never("fragment", first.text, 0.7)
    elif (
        len(seen.tokens) < _SHORT
        and not is_unspaced(seen.text)
        and not (language == "en" and _has_subject_and_verb(seen))
    ):
        yield _never("fragment", seen.text, 0.7)
    elif language == "en" and not _has_verb(seen):
        yield _never("fragment", seen.text, 0.5)
    elif language == "en" and first.low in _RELATIVE and not first.name and "?" not in seen.text:
        yield _always("fragment", first.text, 0.8)


def _has_subject_and_verb(seen: View) -> bool:
    """Tell whether a very short sentence says something: "Poole resigned.", not "Dear readers," or "Poole said."."""
    verb = any((t.low in VERBS or t.low.endswith("ed")) and t.low not in SPEECH for t in seen.tokens[1:])
    return verb and any(token.name for token in seen.tokens)


def _has_verb(seen: View) -> bool:
    """Whether there is a verb; of "Rebuilding towns that burnt down", whose verb is its clause's, there is none."""
    first = seen.tokens[0]
    if (
        first.low.endswith("ing")
        and not first.saying
        and first.low not in COMMON | PREPOSITIONS
        and _is_one_phrase(seen)
    ):
        return False
    return any(
        t.low in VERBS or t.clitic or t.low.endswith(("ed", "n't")) or (t.low.endswith("s") and not t.name and i)
        for i, t in enumerate(seen.tokens)
    )


def _of_names(
    text: str,
    quoted: bool,  # noqa: FBT001 - private
    known: Collection[str],
    unknown: frozenset[str],
    language: str,
) -> Iterator[_Need]:
    """Find whom the sentence names by a surname that only a reader of the whole report can place.

    Who says a quotation is what the quotation is worth; who does something may tell nothing but what is done.
    """
    folded = text.lower()
    if language != "en" or not any(name in folded for name in unknown):
        return
    seen = view(text, quoted=quoted, names={*known, *unknown})
    for place, token in enumerate(seen.tokens):
        if token.name and not token.saying and token.low in unknown and _is_bare_surname(seen, place):
            strength = _SPEAKER if _says(seen, place) else _ACTOR
            yield _Need(Lack("name", token.text, strength), _introducer(token.low))


def _is_bare_surname(seen: View, place: int) -> bool:
    """Whether neither a first name, an office nor an apposition beside a surname tells who it is."""
    before, after = seen.tokens[place - 1] if place else None, seen.tokens[place + 1 : place + 2]
    gap = seen.tokens[place].gap.strip()
    if before and gap in {"", "."} and before.low not in _COURTESIES and _tells_who(seen, place - 1):
        return False
    if not after or seen.tokens[place].clitic:
        return True
    if after[0].gap.startswith(","):
        return after[0].low not in _APPOSITION and not after[0].text[0].isdigit()
    return bool(after[0].gap.strip()) or not after[0].name


def _tells_who(seen: View, place: int) -> bool:
    token = seen.tokens[place]
    return (token.name and not token.clitic) or token.low in PERSONS | TITLES | NAMED_BODIES


def _says(seen: View, place: int) -> bool:
    """Whether a name is of who says what the sentence quotes."""
    beside = {seen.low(place - 1), seen.low(place + 1)}
    return not beside.isdisjoint(SPEECH) and any(token.saying for token in seen.tokens)


def _introducer(surname: str) -> Callable[[View], bool]:
    def introduces(before: View) -> bool:
        places = [i for i, token in enumerate(before.tokens) if token.low == surname and token.name]
        return any(not _is_bare_surname(before, place) for place in places)

    return introduces


def _is_one_phrase(seen: View) -> bool:
    """Whether no finite verb follows a first word in -ing, but inside a clause that says which or how."""
    inside = False
    for place, token in enumerate(seen.tokens[1:], 1):
        if token.gap.strip(" \"'“”‘’-"):
            return False
        inside = inside or token.low in RELATIVES
        if not inside and _is_finite(seen, place):
            return False
    return True


def _is_finite(seen: View, place: int) -> bool:
    token = seen.tokens[place]
    if token.low in AUXILIARIES or token.clitic in {"'re", "'ll", "'d", "'s"}:
        return True
    if token.low in VERBS:
        return place > 1 and seen.low(place - 1) not in DETERMINERS | PREPOSITIONS
    return token.low.endswith("ed") and seen.low(place + 1) not in PREPOSITIONS


def _of_connective(seen: View) -> Iterator[_Need]:
    if seen.text.startswith("(") and seen.text.endswith(")"):
        yield _always("connective", "(", 0.6)
    words, strength = _opening(seen)
    if strength:
        yield _always("connective", words, strength)
    elif any(token.low == "also" and not token.saying for token in seen.tokens[1:_ADDS_WITHIN]):
        yield _always("connective", "also", _ADDED)
    turn = _TURN.search(seen.text)
    if turn and turn.start() < _NEAR_START:
        yield _always("connective", turn[0].strip(" ,"), 0.6)


def _opening(seen: View) -> tuple[str, float]:
    """Return the connective that the sentence opens with, and how much it points back: 0 where it is completed."""
    lows = [token.low for token in seen.tokens[:4]]
    for length in (4, 3, 2):
        phrase = " ".join(lows[:length])
        if phrase in PHRASES:
            return phrase, 0.0 if _is_completed(seen, phrase, length) else PHRASES[phrase]
    strength = CONNECTIVES.get(lows[0], 0.0)
    return lows[0], 0.0 if _is_completed(seen, lows[0], 1) else strength


def _is_completed(seen: View, phrase: str, place: int) -> bool:
    """Whether what follows says to what it connects: "in response to", "soon after the vote", "though it rained"."""
    if seen.low(place) in {"of", "to", "with", "for"} and phrase not in {"and", "but", "or"}:
        return True
    comma = place < len(seen.tokens) and seen.tokens[place].gap.startswith(",")
    return phrase in _COMPLETED and not comma


def _of_pronouns(seen: View) -> Iterator[_Need]:
    for loose in loose_pronouns(seen):
        words = seen.tokens[loose.place].text
        if loose.kind is None:
            yield _always("demonstrative", words, _need_of_demonstrative(seen, loose.place))
        else:
            yield _Need(Lack("pronoun", words, 0.8 if loose.saying else 0.9), _namer(loose.kind))


def _of_here(seen: View) -> Iterator[_Need]:
    """Find "here" for the place that a report is written from: not "here in Oslo", not "here is"."""
    for place, token in enumerate(seen.tokens[1:], 1):
        if token.low != "here" or token.saying or token.clitic or token.gap.strip() or token.name:
            continue
        named = seen.low(place + 1) in PREPOSITIONS and any(t.name for t in seen.tokens[place + 2 : place + 4])
        if not named and seen.low(place - 1) not in PREPOSITIONS:
            yield _always("demonstrative", token.text, _HERE)


def _need_of_demonstrative(seen: View, place: int) -> float:
    """Further on in a sentence it rather takes up the clause before it."""
    if place < _SHORT or seen.low(place) == "there":
        return 0.8
    return 0.6 if seen.low(place - 1) in PREPOSITIONS else 0.4


def _namer(kind: Kind) -> Callable[[View], bool]:
    return lambda before: Antecedents(before).names(kind)


def _of_first_person(seen: View) -> Iterator[_Need]:
    places = list(first_person(seen))
    if places:
        worst = max(places, key=lambda place: _FIRST_PERSON.get(seen.low(place), 0.8))
        yield _never("first person", seen.tokens[worst].text, _FIRST_PERSON.get(seen.low(worst), 0.8))
    reader = next((token for token in seen.tokens if token.low in _READER and not token.quoted), None)
    if reader:
        yield _never("second person", reader.text, 0.5)


def _of_question(seen: View) -> Iterator[_Need]:
    asked = seen.text.rstrip(" \"'”’»").endswith("?")
    if asked and not any(token.saying for token in seen.tokens):
        yield _never("question", seen.tokens[0].text, 0.6)


def _of_descriptions(seen: View, known: Collection[str]) -> Iterator[_Need]:
    for found in pointing(seen, known):
        yield _Need(Lack(found.what, found.words, found.strength), _supplier(found))


def _supplier(found: Description) -> Callable[[View], bool]:
    return lambda before: is_supplied(found, before)


def _of_opener(seen: View, language: str) -> Iterator[_Need]:
    """Other languages: a first word that points back."""
    low, following = seen.tokens[0].low, {token.low for token in seen.tokens[1:4]}
    impersonal = low in {"es", "il"} and following & IMPERSONAL.get(language, frozenset())
    if low in OPENERS.get(language, frozenset()) and not impersonal:
        yield _always("pronoun", seen.tokens[0].text, 0.7)
