"""Who is who: which names of a story are one person, and which of them nobody can tell.

A full name is one person wherever it stands. A surname alone is the one person of that surname; where the story has two
it is the one whom most of its full names name, and nearly all of the report, or else nobody. Nor is it anybody where it
is a place as well ("in Washington"). Spellings are one where the surname sounds alike and both hold the same office;
two names of one sentence are never one person.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import field
from typing import TYPE_CHECKING

from briefing.model.records import dataclass
from briefing.text.closed_class import FEMALE_NAMES, MALE_NAMES
from briefing.text.offices import office_nouns

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from briefing.text.names import Mention

_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_VOWELS = frozenset("aeiouyj")
_LONG = 5  # letters from which two names that differ in one may be spellings of one
_FEMALE, _MALE = frozenset({"mrs", "ms", "miss", "dame", "madame", "frau", "señora"}), frozenset({"mr", "sir", "herr"})
_CHIEF = 0.9  # of a report's full names with a surname, that must be one person's for the surname alone to be theirs
_OTHERS = 2  # reports that name somebody in full, from which others may leave it at the surname,
_MANY = 10  # in a story of so many
_KNOWN = 2 / 3  # of the story's full names with a surname, from which who has them can be called by it
_PLACED = 0.1  # of the uses of a surname alone, that stand behind "in": from it on it is a place
_IN = re.compile(r"(?:^|(?P<before>(?<![\w’'])[\w’']+),?\s+)[Ii]n\s+$")
_TRUSTED = frozenset(
    "belief believe believed believes changed confidence confident disappointed disappointment doubt faith find found "
    "hope interest interested lost saw see seen sees stake trust trusted".split()
)
"""Words behind which "in" leads to a person: "faith in Talbot"."""
_HE = re.compile(r"\b(?:he|his|him|himself)\b", re.IGNORECASE)
_SHE = re.compile(r"\b(?:she|her|hers|herself)\b", re.IGNORECASE)
_Parts = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a sentence, with the words of the offices beside it; `report` is that of its `sentence`."""

    mention: Mention
    offices: tuple[str, ...] = ()
    sentence: str = ""
    report: str = ""


@dataclass(frozen=True, slots=True)
class Cast:
    """The persons of a story. `names` are their names as most reports write them, by the person's own key."""

    names: Mapping[_Parts, str]
    keys: Mapping[_Parts, _Parts | None]
    offices: Mapping[_Parts, frozenset[str]] = field(default_factory=dict)
    principal: Mapping[str, _Parts] = field(default_factory=dict)
    bearers: Mapping[str, tuple[_Parts, ...]] = field(default_factory=dict)
    chiefs: Mapping[Named, _Parts] = field(default_factory=dict)
    reports: Mapping[_Parts, frozenset[str]] = field(default_factory=dict)

    def who(self, named: Named) -> _Parts | None:
        """Return the key of the person that a name names, None where it is nobody or might be two."""
        key = self.keys.get(named.mention.parts)
        if key or len(named.mention.parts) > 1:
            return key if not key or self._is_introduced(named, key) else None
        bearers = self.bearers.get(named.mention.parts[-1], ())
        if named.mention.honorific:
            fitting = [one for one in bearers if _fits(named.mention.honorific, one)]
            others = [one for one in bearers if one not in fitting]
            sure = len(fitting) == 1 and all(_misfits(named.mention.honorific, one) for one in others)
            return fitting[0] if sure else None
        nouns = _nouns(named.offices)
        shared = [one for one in bearers if nouns & self.offices[one]]
        return shared[0] if len(shared) == 1 else None if named.offices else self.chiefs.get(named)

    def _is_introduced(self, named: Named, key: _Parts) -> bool:
        """Whether a surname alone may be this person: named in full by the report, or by several others."""
        known = self.reports.get(key, frozenset())
        return len(_own(named.mention.parts)) > 1 or not known or named.report in known or len(known) >= _OTHERS

    def held(self, named: Named, key: _Parts) -> tuple[int, ...]:
        """Return which of the offices beside a name are this person's: "President Talbot" might be her husband."""
        full = len(named.mention.parts) > 1 or key == named.mention.parts
        return tuple(
            place
            for place, (start, _) in enumerate(named.mention.offices)
            if full or start > named.mention.end or _nouns(named.offices[place : place + 1]) & self.offices[key]
        )


def cast(sentences: Iterable[Sequence[Named]]) -> Cast:
    """Return the persons of the sentences of a story."""
    story = [tuple(one) for one in sentences]
    everyone = [named for one in story for named in one]
    offices = _offices(everyone)
    same = _merged(_full_names(everyone), offices, _together(story))
    persons = _persons(everyone, same)
    held = {
        key: frozenset().union(*(offices.get(form, frozenset()) for form in forms)) for key, forms in persons.items()
    }
    written: dict[_Parts, Counter[str]] = {}
    for named in everyone:
        written.setdefault(named.mention.parts, Counter())[named.mention.name] += 1
    names = {key: _shown(written, forms) for key, forms in persons.items()}
    keys: dict[_Parts, _Parts | None] = {form: key for key, forms in persons.items() for form in forms}
    placed = _places(everyone)
    keys.update((lone, None if lone[-1] in placed else key) for lone, key in _surnames(everyone, same, persons).items())
    bearers: dict[str, tuple[_Parts, ...]] = {}
    for key in persons:
        surname = (_own(key) or key)[-1]
        bearers[surname] = (*bearers.get(surname, ()), key)
    principals = {one: key for one, key in _principals(everyone, persons).items() if one not in placed}
    chiefs = _chiefs(everyone, {form: key for form, key in same.items() if key in persons}, placed)
    reports: dict[_Parts, frozenset[str]] = {}
    for named in everyone:
        home = keys.get(named.mention.parts)
        if home and len(_own(named.mention.parts)) > 1:
            reports[home] = reports.get(home, frozenset()) | {named.report}
    many = len({named.report for named in everyone}) >= _MANY
    return Cast(names, keys, held, principals, bearers, chiefs, reports if many else {})


def _nouns(offices: Iterable[str]) -> frozenset[str]:
    return frozenset(noun for office in offices for noun in office_nouns(office))


def _offices(everyone: Iterable[Named]) -> dict[_Parts, frozenset[str]]:
    found: dict[_Parts, frozenset[str]] = {}
    for named in everyone:
        found[named.mention.parts] = found.get(named.mention.parts, frozenset()) | _nouns(named.offices)
    return found


def _full_names(everyone: Iterable[Named]) -> list[_Parts]:
    return sorted({named.mention.parts for named in everyone if len(_own(named.mention.parts)) > 1})


def _own(parts: _Parts) -> _Parts:
    return tuple(part for part in parts if part not in _SUFFIXES)


def _together(story: Iterable[Sequence[Named]]) -> frozenset[tuple[_Parts, _Parts]]:
    """Return the pairs of names that stand in one sentence."""
    pairs = set()
    for one in story:
        parts = sorted({named.mention.parts for named in one})
        pairs |= {(a, b) for a in parts for b in parts if a != b}
    return frozenset(pairs)


def _merged(
    full: Sequence[_Parts], offices: Mapping[_Parts, frozenset[str]], together: frozenset[tuple[_Parts, _Parts]]
) -> dict[_Parts, _Parts]:
    """Return for each full name the first of the names that are one person with it."""
    same: dict[_Parts, _Parts] = {}
    by_surname: dict[str, list[list[_Parts]]] = {}
    for one in sorted(full, key=lambda form: (-len(form), form)):
        groups = by_surname.setdefault(_own(one)[-1][:2], [])
        like = [group for group in groups if all(_alike(one, two, offices) for two in group)]
        if len(like) == 1 and not any((one, two) in together for two in like[0]):
            like[0].append(one)
        else:
            groups.append([one])
    for groups in by_surname.values():
        same.update({form: group[0] for group in groups for form in group})
    return same


def _alike(one: _Parts, two: _Parts, offices: Mapping[_Parts, frozenset[str]]) -> bool:
    a, b = _own(one), _own(two)
    if set(one) - set(a) != set(two) - set(b):
        return False  # "Jr"
    if a[-1] == b[-1] and a[0] == b[0]:
        return _within(a, b) or _within(b, a) or _initials(a[1:-1]) == _initials(b[1:-1]) != ""
    if len(a) > 2 and len(b) > 1 and (a[-len(b) :] == b or b[-len(a) :] == a):
        return True
    shared = offices.get(one, frozenset()) & offices.get(two, frozenset())
    return bool(shared) and len(a) == len(b) and all(map(_near, a, b)) and (a[0] == b[0] or a[-1] == b[-1])


def _within(short: _Parts, long: _Parts) -> bool:
    rest = iter(long)
    return all(part in rest for part in short)


def _initials(parts: Iterable[str]) -> str:
    return "".join(part[0] for part in parts)


def _near(one: str, two: str) -> bool:
    """Whether two names are equal, or long and one vowel apart: what spellings differ in, but for an "a" at the end."""
    if one == two:
        return True
    if abs(len(one) - len(two)) > 1 or min(len(one), len(two)) < _LONG:
        return False
    at = next((n for n, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    rests = one[at + (len(one) >= len(two)) :], two[at + (len(two) >= len(one)) :]
    return rests[0] == rests[1] != "" and {one[at], two[at]} & _VOWELS != set()


def _persons(everyone: Sequence[Named], same: Mapping[_Parts, _Parts]) -> dict[_Parts, tuple[_Parts, ...]]:
    """Return the names of each person by the first of them; what is not plainly a person's name is none."""
    plain = {named.mention.parts for named in everyone if named.mention.person}
    groups: dict[_Parts, list[_Parts]] = {}
    for form, key in same.items():
        groups.setdefault(key, []).append(form)
    found = {key: tuple(forms) for key, forms in groups.items() if plain.intersection(forms)}
    bearers: dict[str, set[_Parts]] = {}
    for form, key in same.items():
        bearers.setdefault(_own(form)[-1], set()).add(key)
    for lone in sorted(parts for parts in plain if len(parts) == 1):
        holders = sorted(bearers.get(lone[0], ()))
        if not holders:
            found[lone] = (lone,)
        elif len(holders) == 1:
            found[holders[0]] = tuple(groups[holders[0]])
    return dict(sorted(found.items()))


def _surnames(
    everyone: Sequence[Named], same: Mapping[_Parts, _Parts], persons: Mapping[_Parts, Sequence[_Parts]]
) -> dict[_Parts, _Parts | None]:
    """Return whom a surname alone names: nobody where two bear it, or where "Mr" is said of a woman."""
    bearers: dict[_Parts, set[_Parts]] = {}
    for form, key in same.items():
        for at in range(1, len(_own(form))):
            bearers.setdefault(_own(form)[at:], set()).add(key)
    for regnal in {named.mention.parts for named in everyone}:
        if len(regnal) > len(_own(regnal)) == 1:
            bearers.setdefault(_own(regnal), set()).add(regnal)  # "King Odo II" may be called Odo too
    found: dict[_Parts, _Parts | None] = {}
    for lone in {named.mention.parts for named in everyone} - same.keys() - persons.keys():
        homes = bearers.get(lone, set())
        found[lone] = next(iter(homes)) if len(homes) == 1 and homes <= persons.keys() else None
    for lone, honorific in {(named.mention.parts, named.mention.honorific) for named in everyone}:
        bearer = found.get(lone)
        if bearer and _misfits(honorific, bearer):
            found[lone] = None
    return found


def _misfits(honorific: str, key: _Parts) -> bool:
    title = honorific.lower()
    return (title in _FEMALE and key[0] in MALE_NAMES) or (title in _MALE and key[0] in FEMALE_NAMES)


def _fits(honorific: str, key: _Parts) -> bool:
    title = honorific.lower()
    return (title in _FEMALE and key[0] in FEMALE_NAMES) or (title in _MALE and key[0] in MALE_NAMES)


def _places(everyone: Iterable[Named]) -> frozenset[str]:
    """Return the names that the story uses as those of places: "in Washington"."""
    alone = [one for one in everyone if len(one.mention.parts) == 1 and not one.mention.honorific]
    uses = Counter(one.mention.parts[0] for one in alone)
    placed = Counter(one.mention.parts[0] for one in alone if _stands_in(one))
    return frozenset(name for name, count in placed.items() if count >= _PLACED * uses[name])


def _stands_in(named: Named) -> bool:
    found = _IN.search(named.sentence[: named.mention.start])
    return bool(found and not named.mention.possessive and (found["before"] or "").lower() not in _TRUSTED)


def _chiefs(everyone: Sequence[Named], home: Mapping[_Parts, _Parts], placed: frozenset[str]) -> dict[Named, _Parts]:
    """Return whom a surname alone names that several bear: who has nearly all of its full names and the last before it.

    Not where the sentence has the other's pronoun, or names another of them.
    """
    full: Counter[tuple[str, str]] = Counter()
    own: Counter[tuple[str, str, _Parts]] = Counter()
    for one in everyone:
        parts = _own(one.mention.parts)
        for report in ("", one.report) if len(parts) > 1 else ():
            full[report, parts[-1]] += 1
            own[report, parts[-1], home.get(one.mention.parts, one.mention.parts)] += 1
    last: dict[tuple[str, str], _Parts] = {}
    found: dict[Named, _Parts] = {}
    for one in everyone:
        parts = _own(one.mention.parts)
        if not parts or not one.report:
            continue
        place = (one.report, parts[-1])
        if len(parts) > 1:
            last[place] = home.get(one.mention.parts, one.mention.parts)
        elif place in last and parts[-1] not in placed and not _contradicts(one, last[place]):
            key = last[place]
            shares = ((one.report, _CHIEF), ("", _KNOWN))
            if all(own[report, parts[-1], key] >= least * full[report, parts[-1]] for report, least in shares):
                found[one] = key
    return found


def _contradicts(named: Named, key: _Parts) -> bool:
    """Whether a sentence may be of another person than this one, by its pronouns."""
    other = _SHE if sex_of(key) == "he" else _HE if sex_of(key) == "she" else None
    return other is None or bool(other.search(named.sentence))


def _shown(written: Mapping[_Parts, Counter[str]], forms: Sequence[_Parts]) -> str:
    """Return a person's name as most reports write it."""
    counts = sum((written[form] for form in forms), Counter[str]())
    shortest = min(len(form) for form in forms)
    return min(counts, key=lambda name: (-counts[name], len(name.split()) != shortest, name))


def _principals(everyone: Iterable[Named], persons: Mapping[_Parts, Sequence[_Parts]]) -> dict[str, _Parts]:
    """Return for each surname who is meant by it where only one can be: at least two in three of its full names."""
    home = {form: key for key, forms in persons.items() for form in forms}
    counts: dict[str, Counter[_Parts]] = {}
    for named in everyone:
        parts = named.mention.parts
        if len(_own(parts)) > 1 or parts in home:
            counts.setdefault(_own(parts)[-1] if _own(parts) else parts[-1], Counter())[home.get(parts, parts)] += 1
    most = {surname: count.most_common(1)[0] for surname, count in sorted(counts.items())}
    return {
        surname: key
        for surname, (key, times) in most.items()
        if key in persons and times >= _KNOWN * counts[surname].total()
    }


def sex_of(key: _Parts) -> str:
    """Return "he" or "she" where a first name tells it, else ""."""
    return "she" if key[0] in FEMALE_NAMES else "he" if key[0] in MALE_NAMES else ""
