"""Who is who: the people whom a brief names, the offices that reports give them, and what each has said.

Precision first: an office stands beside the name in a report, a saying has its speaker's name in it or "he" right
behind it, and a surname that two people of the story bear is nobody's.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import field, replace
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from briefing.model import Office, Person, Saying
from briefing.model.records import dataclass
from briefing.text.cues import intends, looks_ahead, provisional
from briefing.text.folding import display
from briefing.text.names import mentions, name_parts
from briefing.text.offices import is_calling, overtakes, same_office, side_words, tells_little
from briefing.text.parties import named_parties
from briefing.text.people import Named, cast, sex_of
from briefing.text.quotations import unquoted
from briefing.text.speakers import pronoun_speaker, speaker
from briefing.text.words import stop_words, tokenise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from briefing.model import Brief, Chosen, Section, Selection, Sentence, Shown, Side
    from briefing.text.people import Cast

SAYINGS = 2  # of a person, that stand nowhere else in the brief
LONGEST = 60  # words of a saying
SHORTEST = 7
RETURNED = 3  # times as many reports must say "president" as "former president", for it to be so still
OFFICES = 60  # that reports give a person in different words, which are held against each other: the newest
ALIKE = 0.6  # of the telling words of the shorter, from which two sayings say the same
_NEVER = ("cannot stand alone", "overtaken", "says what is shown already", "another sentence says the same")
_PREFIX = 3  # letters of a surname by which sentences are looked up: spellings differ behind them
_NAMED = r"\b(?=[\w'’‑-]*[^\W\d_a-z])(?i:{})"  # a word with a capital that begins with one of them
_YEAR = re.compile(r"(?<![\d$€£,.])(?:1[89]|20)\d\d(?![\d%])")
_AN_ANSWER = re.compile(
    r"\b(?:responded|replied|answered|agreed|disagreed|countered)\b|^\W*(?:no|yes|yeah|well)\b,", re.IGNORECASE
)
_ANOTHERS = re.compile(r"\b(?:he|him|his|she|her|hers)\b", re.IGNORECASE)
_OF_OLD = re.compile(
    r"\b(?:last\s+year|(?:years?|months)\s+(?:ago|earlier|before)|in\s+(?:[A-Z][a-z]+\s+)?(?P<year>(?:1[89]|20)\d\d))\b"
)
_HAD = re.compile(r"\s+(?:had|once)\s+\w+")

_THEN = re.compile(
    r"\b(?:that\s+(?:year|spring|summer|autumn|fall|winter|decade)|at\s+the\s+time|back\s+then|in\s+those\s+days)\b",
    re.IGNORECASE,
)

_Key = tuple[str, ...]
_Role: TypeAlias = "tuple[str, Sentence, int, int]"
_Reports: TypeAlias = "dict[str, date]"  # the days of reports by their keys


@dataclass(frozen=True, slots=True)
class _Heard:
    """A sentence with the names in it, and who says it; where it says "he", `before` are the names right before it."""

    sentence: Sentence
    text: str
    named: tuple[Named, ...]
    speaker: Named | None = None
    before: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A person before the reports have their numbers: `roles` are spans of sentences, `said` sentences."""

    name: str
    side: str | None
    roles: tuple[tuple[Sentence, int, int], ...]
    said: tuple[Sentence, ...]

    @property
    def cited(self) -> tuple[Sentence, ...]:
        """The sentences of reports that it rests on."""
        return (*(sentence for sentence, _, _ in self.roles), *self.said)


@dataclass(frozen=True, slots=True)
class _Story:
    """What is known of the people of a story."""

    cast: Cast
    heard: tuple[_Heard, ...]
    sides: tuple[Side, ...]
    language: str
    shown: frozenset[tuple[str, int]]
    worth: Mapping[tuple[str, int], float] | None
    newest: date | None
    told: list[frozenset[str]] = field(default_factory=list)


def who_is_who(
    selection: Selection, shown: Sequence[Chosen], sides: Sequence[Side], language: str
) -> tuple[Draft, ...]:
    """Return the people named in what is shown that have an office or have said something, by their sides."""
    seen = _sentences_shown(shown)
    if language != "en" or not seen:
        return ()
    heard = _heard(selection, seen, language)
    story = _Story(
        cast=cast(one.named for one in heard),
        heard=heard,
        sides=tuple(sides),
        language=language,
        shown=frozenset((sentence.article.key, sentence.start) for sentence in seen),
        worth=_worth(selection),
        newest=max((day for one in heard if (day := one.sentence.article.published.day)), default=None),
        told=[_telling(sentence.text, language) for sentence in (*seen, *_also(shown))],
    )
    drafts = [_draft(key, story) for key in _named_in(story, seen)]
    order = {side.id: place for place, side in enumerate(sides)}
    listed = [draft for draft in drafts if draft.roles or draft.said]
    return tuple(sorted(listed, key=lambda draft: order.get(draft.side or "", len(order))))


def people(
    drafts: Iterable[Draft], ids: Mapping[str, str], sections: Iterable[Section], shown: Callable[[Sentence], Shown]
) -> tuple[Person, ...]:
    """Return the people as the brief shows them; `ids` are those of the articles by their keys."""
    items = {
        (sentence.article, sentence.start): item.id
        for section in sections
        for item in section.items
        for sentence in item.sentences
    }
    return tuple(
        Person(
            name=draft.name,
            side=draft.side,
            roles=tuple(_office(*role, ids) for role in draft.roles),
            said=tuple(_saying(shown(sentence), items) for sentence in draft.said),
        )
        for draft in drafts
    )


def shown_of(brief: Brief) -> Iterator[tuple[str, Shown | Office]]:
    """Yield what the brief shows of its people, each with where it stands."""
    for person in brief.people:
        yield from ((f"role of {person.name}", role) for role in person.roles)
        yield from ((f"said by {person.name}", saying.sentence) for saying in person.said)


def _office(sentence: Sentence, start: int, end: int, ids: Mapping[str, str]) -> Office:
    return Office(display(sentence.article.text[start:end]), ids[sentence.article.key], start, end)


def _saying(words: Shown, items: Mapping[tuple[str, int], str]) -> Saying:
    return Saying(words, items.get((words.article, words.start)))


# --- reading the story


def _sentences_shown(shown: Iterable[Chosen]) -> tuple[Sentence, ...]:
    found = (one for chosen in shown for pick in chosen.picks for one in (pick.lead_in, pick.sentence) if one)
    return tuple(dict.fromkeys(found))


def _also(shown: Iterable[Chosen]) -> list[Sentence]:
    return [other for chosen in shown for pick in chosen.picks for other in pick.also]


def _heard(selection: Selection, seen: Iterable[Sentence], language: str) -> tuple[_Heard, ...]:
    """Return the sentences of the reports that may name whom the shown ones name, of versions only the last."""
    starts = {parts[-1][:_PREFIX] for one in seen for found in mentions(one.text, language) for parts in (found.parts,)}
    wanted = re.compile(_NAMED.format("|".join(sorted(map(re.escape, starts))))) if starts else None
    heard: list[_Heard] = []
    for reading in selection.readings if wanted else ():
        if reading.article.key not in selection.revisions:
            heard += _read(reading.sentences, wanted, language)
    return tuple(heard)


def _read(sentences: Iterable[Sentence], wanted: re.Pattern[str] | None, language: str) -> Iterator[_Heard]:
    before: _Heard | None = None
    for sentence in sentences:
        text = sentence.text
        plain = text if text.isascii() else unicodedata.normalize("NFKD", text)
        named: tuple[Named, ...] = ()
        if wanted and wanted.search(plain):
            found = mentions(text, language)
            report = sentence.article.key
            named = tuple(
                Named(one, tuple(text[start:end] for start, end in one.offices), text, report) for one in found
            )
        one = _with_speaker(_Heard(sentence, text, named), before)
        if named or one.speaker:
            yield one
        before = one


def _with_speaker(heard: _Heard, before: _Heard | None) -> _Heard:
    """Return a sentence with who says it: by name, or where it says "he", who spoke right before."""
    if heard.sentence.quoted:
        return heard
    says = speaker(heard.text, [one.mention for one in heard.named])
    if says:
        return replace(heard, speaker=next(one for one in heard.named if one.mention is says))
    if not before or not before.speaker or before.before or not pronoun_speaker(heard.text):
        return heard
    near = heard.sentence.paragraph - before.sentence.paragraph <= 1 == heard.sentence.index - before.sentence.index
    alone = near and all(one.mention.quoted for one in heard.named)
    return replace(heard, speaker=before.speaker, before=before.named) if alone else heard


def _worth(selection: Selection) -> dict[tuple[str, int], float] | None:
    """Return what the sentences that may be shown are worth for the topics; None where nothing is known of that."""
    if not selection.considered:
        return None
    return {
        (one.sentence.article.key, one.sentence.start): max((verdict.worth for verdict in one.verdicts), default=0)
        for one in selection.considered
        if not one.why and not any(verdict.why.startswith(_NEVER) for verdict in one.verdicts)
    }


def _named_in(story: _Story, seen: Sequence[Sentence]) -> list[_Key]:
    """Return who is named in the shown sentences, in the order in which they are first read."""
    at = {(one.sentence.article.key, one.sentence.start): one for one in story.heard}
    read = [at[place] for place in ((one.article.key, one.start) for one in seen) if place in at]
    found = [story.cast.who(named) for one in read for named in one.named]
    return list(dict.fromkeys(key for key in found if key))


# --- one person


def _draft(key: _Key, story: _Story) -> Draft:
    roles = _roles(key, story)
    name = story.cast.names[key]
    texts = [display(sentence.article.text[start:end]) for sentence, start, end in roles]
    return Draft(name, _side(key, texts, story), tuple(roles), tuple(_said(key, story)))


def _newest(heard: _Heard) -> tuple[int, str, int]:
    day = heard.sentence.article.published.day
    return (-day.toordinal() if day else 0, heard.sentence.article.key, heard.sentence.index)


def _roles(key: _Key, story: _Story) -> list[tuple[Sentence, int, int]]:
    """Return the offices that reports give a person, the newest first, former ones last.

    One that says less than another is left out; of very many only the newest are looked at.
    """
    found = [role for heard in sorted(story.heard, key=_newest) for role in _roles_in(heard, key, story)]
    first = {one[0]: one for one in reversed(found)}
    newest = [first[office] for office in dict.fromkeys(one[0] for one in found)][:OFFICES]
    told = _told_in(found, [one[0] for one in newest])
    held = [one for one in newest if not any(_is_gone(one[0], other, told) for other in told)]
    names = {name: side.id for side in story.sides for name in side.names if _is_no_person(name, story)}
    plain = {one[0]: " ".join(names.get(word, word) for word in one[0].split()) for one in held}  # "GOP nominee"
    kept: list[_Role] = []
    for one in held:
        alike = [other for other in held if other is not one and _one_office(one[0], other[0], plain)]
        if not any(_fuller(other, one) or other in kept for other in alike):
            kept.append(one)
    offices = [one for one in kept if not is_calling(one[0])] or kept
    ordered = sorted(offices, key=lambda one: "former" in one[0].lower())
    return [(sentence, start, end) for _, sentence, start, end in ordered]


def _told_in(found: Iterable[_Role], offices: Sequence[str]) -> dict[str, _Reports]:
    """Return by each of some offices the reports that give it, in whatever words, and their days."""
    own: dict[str, _Reports] = {office: {} for office in offices}
    for words, sentence, _, _ in found:
        if words in own:
            own[words][sentence.article.key] = sentence.article.published.day or date.min
    return {
        office: {key: day for words in offices if same_office(words, office) for key, day in own[words].items()}
        for office in offices
    }


def _one_office(one: str, two: str, plain: Mapping[str, str]) -> bool:
    return same_office(one, two) or same_office(plain[one], plain[two])


def _is_gone(one: str, other: str, told: Mapping[str, _Reports]) -> bool:
    """Whether another office shows that one is no longer held, or a later one that it was a step to it.

    An account of old days speaks of the president that somebody was, and who is former may come back: where "president"
    is the later word, and few say so, neither is sure.
    """
    if overtakes(one, other) and "former" in one.lower():
        return _last(told[other]) > _last(told[one])
    if not overtakes(other, one):
        return False
    later = _last(told[other]) >= _last(told[one])
    if "former" in other.lower():
        return later or len(told[one]) < RETURNED * len(told[other])
    return later or "candidate" in one.lower()  # a nominee is a candidate too


def _last(reports: _Reports) -> date:
    return max(reports.values(), default=date.min)


def _is_no_person(name: str, story: _Story) -> bool:
    """Whether a side's name is one word and nobody's of the story: in an office it is as good as the side's others."""
    parts = name_parts(name)
    return len(parts) == 1 and not story.cast.keys.get(parts) and parts[0] not in story.cast.bearers


def _roles_in(heard: _Heard, key: _Key, story: _Story) -> Iterator[_Role]:
    for named in heard.named:
        if story.cast.who(named) == key:
            spans = [named.mention.offices[place] for place in story.cast.held(named, key)]
            for start, end in spans if not _tells_of_another_year(heard, named) else ():
                if not tells_little(heard.text[start:end]):
                    yield (heard.text[start:end], heard.sentence, *_in_article(heard.sentence, start, end))


def _tells_of_another_year(heard: _Heard, named: Named) -> bool:
    """Whether what stands around a name is of an earlier year: who was premier then need not be it now."""
    start, end = named.mention.start, named.mention.end
    before, after = heard.text[:start].rfind(". "), heard.text.find(",", end)
    years = [int(year) for year in _YEAR.findall(heard.text[before + 1 : after if after > 0 else None])]
    day = heard.sentence.article.published.day
    return bool(_THEN.search(heard.text)) or (bool(years) and (not day or min(years) < day.year))


def _fuller(one: _Role, two: _Role) -> bool:
    return len(tokenise(one[0])) > len(tokenise(two[0]))


def _in_article(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """Return the offsets in the article of a span of the sentence's text, in which white space is folded."""
    raw = sentence.article.text[sentence.start : sentence.end]
    places: list[int] = []
    for word in re.finditer(r"\S+", raw):
        if places:
            places.append(word.start() - 1)
        places.extend(range(word.start(), word.end()))
    return sentence.start + places[start], sentence.start + places[end - 1] + 1


def _said(key: _Key, story: _Story) -> list[Sentence]:
    """Return what a person has said: first what is shown as an item, then what stands nowhere else."""
    own = [one for one in story.heard if one.speaker and story.cast.who(one.speaker) == key and _fits(one, key, story)]
    shown = [one.sentence for one in own if _place(one) in story.shown]
    told = list(story.told)
    more: list[Sentence] = []
    for one in sorted(own, key=lambda one: _rank(one, story)):
        words = _telling(one.text, story.language)
        if len(more) < SAYINGS and _may_stand(one, story) and not any(_same(words, other) for other in told):
            more.append(one.sentence)
            told.append(words)
    return [*shown, *more]


def _place(heard: _Heard) -> tuple[str, int]:
    return heard.sentence.article.key, heard.sentence.start


def _rank(heard: _Heard, story: _Story) -> tuple[int, float, str, int]:
    day, key, index = _newest(heard)
    return day, -(story.worth or {}).get(_place(heard), 0), key, index


def _fits(heard: _Heard, key: _Key, story: _Story) -> bool:
    """Whether "he" or "she" is this person for certain: nobody else stands right before, and the sex is right."""
    if not heard.before:
        return True
    others = [one.mention for one in heard.before if story.cast.who(one) != key]
    sex = sex_of(name_parts(story.cast.names[key]))
    alone = not any(one.person or len(one.parts) > 1 or one.parts[-1] in story.cast.bearers for one in others)
    return alone and (not sex or pronoun_speaker(heard.text) == sex)


def _may_stand(heard: _Heard, story: _Story) -> bool:
    """Whether a saying can be shown beside the name: about a topic, whole, not overtaken, not of what is past."""
    if story.worth is not None and not story.worth.get(_place(heard)):
        return False
    if not SHORTEST <= len(heard.text.split()) <= LONGEST or _is_torn(heard.text):
        return False
    if heard.speaker and not heard.before and _HAD.match(heard.text, heard.speaker.mention.end):
        return False
    if _is_an_answer(heard) or _is_of_old(heard):
        return False
    day = heard.sentence.article.published.day
    old = story.newest is not None and (not day or day < story.newest)
    return not old or not any(cue(heard.text, story.language) for cue in (looks_ahead, provisional, intends))


def _is_an_answer(heard: _Heard) -> bool:
    """Whether a saying needs what was asked before; "he" in a quotation is not who speaks, and must be named."""
    told = unquoted(heard.text)
    quoted = "".join(letter if told[at].isspace() else " " for at, letter in enumerate(heard.text))
    others = [one for one in heard.named if one is not heard.speaker]
    return bool(_AN_ANSWER.search(told) or _AN_ANSWER.match(heard.text) or (_ANOTHERS.search(quoted) and not others))


def _is_of_old(heard: _Heard) -> bool:
    """Whether somebody said it in an earlier year, or months ago."""
    found = _OF_OLD.search(unquoted(heard.text))
    day = heard.sentence.article.published.day
    return bool(found and not (found["year"] and day and int(found["year"]) >= day.year))


def _is_torn(text: str) -> bool:
    """Whether a quotation begins or ends outside of the sentence."""
    return text.count("“") != text.count("”") or text.count('"') % 2 == 1 or text.count("''") % 2 == 1


def _telling(text: str, language: str) -> frozenset[str]:
    stops = stop_words(language)
    return frozenset(token.stem for token in tokenise(text, language) if token.text.lower() not in stops)


def _same(one: frozenset[str], two: frozenset[str]) -> bool:
    shorter = min(len(one), len(two))
    return shorter > 0 and len(one & two) >= ALIKE * shorter


def _side(key: _Key, offices: Iterable[str], story: _Story) -> str | None:
    """Return the side that a person is of, by their name or else by an office that they hold; None if not sure."""
    own = name_parts(story.cast.names[key])
    by_name = {side.id for side in story.sides for name in side.names if _is_name_of(name, own, key, story)}
    if by_name:
        return next(iter(by_name)) if len(by_name) == 1 else None
    names = {side.id: side.names for side in story.sides}
    by_office = {side for office in offices for side in named_parties(side_words(office), names, story.language)}
    return next(iter(by_office)) if len(by_office) == 1 else None


def _is_name_of(name: str, own: _Key, key: _Key, story: _Story) -> bool:
    parts = name_parts(name)
    if not parts or own[-len(parts) :] != parts:
        return False
    return len(parts) == len(own) or len(parts) > 1 or story.cast.principal.get(parts[-1]) == key
