"""What the words about time in an English sentence mean, seen from the day of its report: a day, a month, a year.

A wrong date is worse than none. A weekday or month takes its direction from its clause; where that is not plain, where
the words stand in a quotation (another's day) or in an account of another time, nothing is said.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from briefing.model.records import dataclass
from briefing.text.closed_class import AUXILIARIES, COMMON, IRREGULAR_PAST
from briefing.text.direction import Clause, clause
from briefing.text.patterns import lowered
from briefing.text.quotations import unquoted
from briefing.text.times import Stamp, Weekday, dates_in, weekdays_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Precision = Literal["year", "month", "day"]

_MONTHS = "January February March April May June July August September October November December".split()
_NUMBERS = {word: n for n, word in enumerate("two three four five six seven eight nine ten eleven twelve".split(), 2)}
_NEAR = 60  # days from its report, within which a date without a year can only be of one year
_PLAIN = 3  # days from its report, from which "last Monday" and "next Monday" can only be of one week
_LONGEST = 1200  # characters: what is longer is no sentence
_A_WEEK_OFF = 6  # days from its report, at which a day may as well be the one beside it: reports are dated a day off
_OLD, _OLDEST = 8, 183  # days before its report, between which a date without a year is of days gone by
_DAYS_AGO = 6  # from which on a number of days is rounded to a week

_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})"
_PART = r"(?:(?:early|mid|late)[ -])?"
_ABOUT_BEFORE = re.compile(
    r"\b(?:about|around|nearly|almost|some|roughly|over|under|than|least|most|every|each|the|past|over)\s+$",
    re.IGNORECASE,
)
_ENTERING = re.compile(r"\b(?:on|in|late|early|later|here|there)\s+$", re.IGNORECASE)
_LASTING = re.compile(
    r"\b(?:ahead\s+of|since|until|till|by|from|between|before|after|through|to|for)\s+(?:(?:early|mid|late)\s+)?$",
    re.IGNORECASE,
)
_NOT_ONE = re.compile(
    r"\b(?:every|each|any|most|some|a|an|one|the|that|following|previous|preceding|same|past)\s+$", re.IGNORECASE
)
_LAST_NEXT = re.compile(r"\b(?P<which>this\s+past|this\s+coming|last|next|this|coming)\s+$", re.IGNORECASE)
_TIME_OF_DAY = re.compile(r"\s+(?:early\s+|late\s+)?(?:morning|afternoon|evening|night)\b(?:['’]s)?|['’]s\b")
_DATE_BESIDE = re.compile(r"\s*,?\s*(?:the\s+)?$")
_FRONT = re.compile(r"\b(?:On|Late|Early|Last|Next|This|Coming|Since|Until|By)\s+$")
_IN_PLACE = re.compile(
    r"\b[Ii]n\s+(?!(?:Ash|Black|Bloody|Cyber|Easter|Good|Holy|Palm|Super)\b)(?:[A-Z][\w.’'-]*\s+){1,3}$"
)
_LONGEST_NAME = 100
_NAME_BEFORE = re.compile(r"[A-Z][\w.’'-]*\s+$")
_NAME_AFTER = re.compile(r"\s+[A-Z]")
_NEXT_WORD = re.compile(r"(?P<hyphen>-)?\s*(?P<word>[a-z][a-z'’]*)")
_NO_NOUN_ENDS = ("ed", "ly", "ing")
_NO_NOUN = COMMON | AUXILIARIES | IRREGULAR_PAST | frozenset("said did also then ahead there ago".split())
_RANGE_AFTER = re.compile(
    r"\s*,\s*(?:19|20)\d\d\b|\s*(?:-|–|—|to\b|through\b|until\b|and\b|or\b)\s*(?:[A-Z][a-z]+\.?\s+)?\d"
)
_RANGE_BEFORE = re.compile(
    r"(?:\d|[A-Z][a-z]+\.?)\s*(?:-|–|—|to|through|until|and|or)\s*$|\b(?:between|from)\s+$|\d,\s*(?:and\s+)?$"
)

_MONTH_AND_YEAR = re.compile(rf"\b[Ii]n\s+{_PART}(?P<words>{_MONTH}(?:,|\s+of)?\s+(?P<year>(?:19|20)\d\d))(?![\d-])")
_YEAR = re.compile(
    rf"\b[Ii]n\s+(?:{_PART}|the\s+(?:spring|summer|autumn|fall)\s+of\s+)(?P<words>(?P<year>(?:19|20)\d\d))(?![\d.,]?\d|[-–]\d|s\b|['’])"
)
_MONTH_OF = re.compile(rf"\b{_MONTH}\s+(?:of\s+)?(?P<which>last|this|next)\s+year\b(?!['’])")
_NAMED_MONTH = re.compile(
    rf"\b(?P<before>in|since|last|next)\s+{_PART}(?P<words>{_MONTH})\b(?!\s+(?:of\s+)?(?:\d|last|this|next|the)|['’-]|,?\s+\d{{4}}"
    rf"|,?\s*(?:(?:and|or|to|through|until)\s+|[-–]\s*)?(?:{'|'.join(_MONTHS)})\b)",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"\b(?P<words>(?P<which>last|this|next)\s+(?P<unit>month|year|night|morning|afternoon|evening)|yesterday|tomorrow|tonight|today)\b"
    r"(?P<own>['’]s)?",
    re.IGNORECASE,
)
_AGO = re.compile(
    rf"\b(?P<words>(?P<number>\d{{1,2}}|{'|'.join(_NUMBERS)})\s+(?P<unit>days|years)\s+ago)\b", re.IGNORECASE
)
_STEP = {"last": -1, "this": 0, "next": 1}
_DAYS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
_FIGURE = re.compile(r"\b(?:a|an|the|of|our|their)\s+(?:\w+\s+)?$", re.IGNORECASE)
_TODAY_SAID = re.compile(r"\b(?:said|told\s+\w+|announced|confirmed|published|released)\s+(?:earlier\s+)?$")
_NO_CLAUSE = Clause(None)
_ANY_YEAR = re.compile(r"(?<![\d$€£.,])(?P<year>(?:19|20)\d\d)(?![\d,.]\d)")
_FRAME = re.compile(
    r"(?:^|[.!?][\"”’']*\s+)(?:Back\s+)?(?:In|By)\s+(?:[a-z]+\s+)*(?:[A-Z][a-z]+(?:\s+of)?,?\s+)?(?P<year>(?:19|20)\d\d)\b"
)
_THEN = re.compile(
    r"\b(?:(?:that|the\s+following|the\s+next|the\s+same|the\s+previous)\s+(?:day|week|month|year|spring|summer|autumn|fall|winter)|at\s+the\s+time)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class When:
    """Words about time, `text[start:end]`, and what they mean.

    `date` is cut to its precision ("2022-03"); `written` says that it stands there in full, `about` that it is counted
    in round years; `clause` is what they date; `at` whether they say when that happened, not since or until when.
    """

    start: int
    end: int
    date: str
    precision: Precision
    written: bool = False
    about: bool = False
    clause: Clause = _NO_CLAUSE
    at: bool = True


@dataclass(frozen=True, slots=True)
class _Seen:
    """A sentence without its quotations, the day of its report, and what was told before it."""

    text: str
    day: date | None
    before: str


def times_in(text: str, day: date | None, *, before: str = "", language: str = "en") -> tuple[When, ...]:
    """Return the words about time in a sentence whose meaning is sure, in order and without overlap.

    `day` is that of its report, None where it is unknown: then only what is written in full is found. `before` is the
    text before it. Languages other than English: nothing.
    """
    if language != "en" or len(text) > _LONGEST:
        return ()
    seen = _Seen(unquoted(text), day, before)
    found: list[When] = []
    for rule in _RULES:
        found += [one for one in rule(seen) if not any(one.start < old.end and old.start < one.end for old in found)]
    return tuple(sorted((one for one in found if one.date), key=lambda one: one.start))


# --- what is written in full


def _dates(seen: _Seen) -> Iterator[When]:
    """Yield the dates with a day, with a weekday that stands beside; what is not sure blocks its words."""
    for stamp in dates_in(seen.text):
        start, end = _with_weekday(seen.text, stamp), stamp.end - seen.text[: stamp.end].endswith(".")
        told = clause(seen.text, start, end)
        found = _day_of(seen, stamp, told)
        sure = found and _stands_alone(seen.text, stamp) and _agrees(seen, start, stamp, found)
        at = bool(re.search(r"\bon\s+$", seen.text[:start], re.IGNORECASE)) or start < stamp.start
        yield When(start, end, str(found) if sure else "", "day", bool(stamp.year), clause=told, at=at)


def _stands_alone(text: str, stamp: Stamp) -> bool:
    """Whether a date is no end of a range, no verb ("may 10"), and without a year of another age ("14 July, 1789")."""
    words = text[stamp.start : stamp.end]
    in_range = _RANGE_AFTER.match(text, stamp.end) or _RANGE_BEFORE.search(text[: stamp.start])
    older = not stamp.year and re.match(r",?\s*(?:of\s+)?\d{3,4}\b", text[stamp.end :])
    return bool(re.search(r"[A-Z]|\d{4}-", words)) and not in_range and not older


def _with_weekday(text: str, stamp: Stamp) -> int:
    beside = [one for one in weekdays_in(text[: stamp.start]) if _DATE_BESIDE.fullmatch(text, one.end, stamp.start)]
    return beside[-1].start if beside else stamp.start


def _agrees(seen: _Seen, start: int, stamp: Stamp, found: date) -> bool:
    weekdays = weekdays_in(seen.text[start : stamp.start])
    return not weekdays or weekdays[0].number == found.weekday()


def _day_of(seen: _Seen, stamp: Stamp, told: Clause) -> date | None:
    """Return the day of a date; of one without a year only where a day near the report fits the tense of its clause."""
    if stamp.year:
        return stamp.date
    before = seen.text[: stamp.start]
    named = (
        _before_a_noun(seen.text, stamp.end)
        or _NOT_ONE.search(before)
        or re.search(r"['’]s\s+$|\bher\s+$|\bhis\s+$", before)
    )
    if not seen.day or named or _elsewhere(seen, told):
        return None
    years = (seen.day.year - 1, seen.day.year, seen.day.year + 1)
    days = [found for year in years if (found := _valid(year, stamp.month, stamp.day))]
    near = [found for found in days if abs((found - seen.day).days) <= _NEAR]
    return near[0] if near and _fits(near[0], seen.day, told) else None


def _fits(found: date, day: date, told: Clause) -> bool:
    return not (told.way == "past" and found > day) and not (told.way == "future" and found < day)


def _months_and_years(seen: _Seen) -> Iterator[When]:
    for match in _MONTH_AND_YEAR.finditer(seen.text):
        start, end = match.span("words")
        date_ = f"{match['year']}-{_month(match):02}"
        yield When(start, end, date_, "month", written=True, clause=clause(seen.text, match.start(), end))
    for match in _YEAR.finditer(seen.text):
        start, end = match.span("words")
        told = clause(seen.text, match.start(), end)
        listed = _RANGE_AFTER.match(seen.text, end)
        yield When(start, end, "" if listed else match["year"], "year", written=True, clause=told)


# --- what is counted from the day of the report


def _weekdays(seen: _Seen) -> Iterator[When]:
    if not seen.day or _THEN.search(seen.text):
        return
    for one in weekdays_in(seen.text):
        if one.language == "en" and seen.text[one.start].isupper() and _is_a_day(seen.text, one.start, one.end):
            yield from _one_weekday(seen, seen.day, one)


def _one_weekday(seen: _Seen, day: date, one: Weekday) -> Iterator[When]:
    text, tail = seen.text, _TIME_OF_DAY.match(seen.text, one.end)
    which = _LAST_NEXT.search(text[: one.start])
    start, end = which.start() if which else one.start, tail.end() if tail else one.end
    told = clause(text, one.start, end)
    lasting = _LASTING.search(text[:start])
    since = bool(lasting and lasting[0].lower().startswith("since"))
    way = "past" if since else None if lasting else told.way
    found = _weekday(day, one.number, which["which"].lower() if which else "", way)
    if found and not _elsewhere(seen, told) and not _in_old_days(seen, day):
        at = not lasting and not text[one.end : end].endswith(("'s", "’s"))
        yield When(start, end, str(found), "day", clause=told, at=at)


def _is_a_day(text: str, start: int, end: int) -> bool:
    """Whether the name of a weekday is one day's: not "Fox News Sunday", "every Monday", "a Tuesday"."""
    before, after = text[:start], text[end:]
    time_of_day = _TIME_OF_DAY.match(after)
    rest = after[time_of_day.end() :] if time_of_day else after
    if _NOT_ONE.search(before) and not _LAST_NEXT.search(before):
        return False
    if _NAME_BEFORE.search(before[-_LONGEST_NAME:]) and not _FRONT.search(before) and not _IN_PLACE.search(before):
        return False
    if _NAME_AFTER.match(rest) and not _ENTERING.search(before) and not time_of_day:
        return False
    return bool(time_of_day) or not _before_a_noun(text, end)


def _before_a_noun(text: str, end: int) -> bool:
    """Whether words about time only describe the noun after them: "a Monday session", "the 30 June vote"."""
    found = _NEXT_WORD.match(text, end)
    word = found["word"] if found else ""
    return bool(found and found["hyphen"]) or bool(word and word not in _NO_NOUN and not word.endswith(_NO_NOUN_ENDS))


def _weekday(day: date, number: int, which: str, way: str | None) -> date | None:
    """Return the day that a weekday means: the last or the next of its name, the day itself included."""
    back, ahead = (day.weekday() - number) % 7, (number - day.weekday()) % 7
    if which in ("last", "next"):
        return _last_or_next(day, number, back or 7, ahead or 7, which)
    if which == "this":
        same_week = day + timedelta(number - day.weekday())
        fits = way == "past" if same_week < day else way == "future"
        return same_week if fits and same_week != day else None
    way = {"this past": "past", "this coming": "future", "coming": "future"}.get(which, way)
    if back == 0:
        return None if which else day
    if way == "past":
        return day - timedelta(back) if back < _A_WEEK_OFF else None
    return day + timedelta(ahead) if way == "future" and ahead < _A_WEEK_OFF else None


def _last_or_next(day: date, number: int, back: int, ahead: int, which: str) -> date | None:
    """Return a day of the week before or after: only where no way of counting weeks makes it another."""
    if which == "last":
        return day - timedelta(back) if back >= _PLAIN and (number >= day.weekday()) else None
    sunday = day.weekday() == 6
    return day + timedelta(ahead) if ahead >= _PLAIN and number <= day.weekday() and not sunday else None


def _month(match: re.Match[str]) -> int:
    return _MONTHS.index(lowered(match["month"]).capitalize()) + 1


def _named_months(seen: _Seen) -> Iterator[When]:
    if not seen.day:
        return
    for match in _MONTH_OF.finditer(seen.text):
        date_ = f"{seen.day.year + _STEP[match['which']]}-{_month(match):02}"
        yield When(match.start(), match.end(), date_, "month", clause=clause(seen.text, match.start(), match.end()))
    for match in _NAMED_MONTH.finditer(seen.text):
        if not match["month"][0].isupper():
            continue
        told = clause(seen.text, match.start(), match.end())
        year = _year_of_month(seen.day, _month(match), lowered(match["before"]), told)
        if year and not _elsewhere(seen, told, strictly=True):
            start, end = match.span("words")
            date_ = f"{year}-{_month(match):02}"
            yield When(start, end, date_, "month", clause=told, at=match["before"].lower() != "since")


def _year_of_month(day: date, month: int, before: str, told: Clause) -> int | None:
    """Return the year of a month; None for the report's own month, which may be a year back or ahead."""
    if month == day.month:
        return None
    if before == "last":
        return day.year - 1 if month > day.month else None
    if before == "next":
        return day.year + 1 if month < day.month else None
    if before == "since" or told.way == "past":
        return day.year if month < day.month else day.year - 1
    return (day.year if month > day.month else day.year + 1) if told.way == "future" else None


def _relative(seen: _Seen) -> Iterator[When]:
    if not seen.day:
        return
    for match in _RELATIVE.finditer(seen.text):
        words, before = lowered(match["words"]), seen.text[: match.start()]
        date_, precision = _counted(seen.day, words, match["which"], match["unit"])
        told = clause(seen.text, match.start(), match.end())
        if _ABOUT_BEFORE.search(before) or _NOT_ONE.search(before) or (words in _DAYS and _is_a_figure(match)):
            continue
        if (words != "today" or _TODAY_SAID.search(before)) and not _elsewhere(seen, told):
            at = not _LASTING.search(before) and not match["own"]
            yield When(match.start(), match.end(), date_, precision, clause=told, at=at)
    for match in _AGO.finditer(seen.text):
        yield from _ago(seen, match)


def _is_a_figure(match: re.Match[str]) -> bool:
    """Whether "tomorrow" is no day but a time: "tomorrow's leaders", "a better tomorrow"."""
    return bool(match["own"] or _FIGURE.search(match.string[: match.start()]))


def _counted(day: date, words: str, which: str | None, unit: str | None) -> tuple[str, Precision]:
    step = _STEP[lowered(which)] if which else 0
    if unit == "year":
        return str(day.year + step), "year"
    if unit == "month":
        months = day.year * 12 + day.month - 1 + step
        return f"{months // 12}-{months % 12 + 1:02}", "month"
    return str(day + timedelta(_DAYS.get(words, step))), "day"


def _ago(seen: _Seen, match: re.Match[str]) -> Iterator[When]:
    number = _NUMBERS.get(lowered(match["number"])) or int(match["number"])
    if not seen.day or number < 2 or _ABOUT_BEFORE.search(seen.text[: match.start()]):
        return
    told = clause(seen.text, match.start(), match.end())
    if match["unit"].lower() == "years":
        yield When(match.start(), match.end(), str(seen.day.year - number), "year", about=True, clause=told)
    elif number <= _DAYS_AGO:
        yield When(match.start(), match.end(), str(seen.day - timedelta(number)), "day", clause=told)


def _in_old_days(seen: _Seen, day: date) -> bool:
    """Whether the account may be of a week gone by, whose weekdays are its own: a day of it is named by its date."""
    stamps = [stamp for text in (seen.before, seen.text) for stamp in dates_in(text) if not stamp.year]
    days = [found for one in stamps for year in (day.year, day.year - 1) if (found := _valid(year, one.month, one.day))]
    return any(_OLD <= (day - found).days < _OLDEST for found in days)


def _elsewhere(seen: _Seen, told: Clause, *, strictly: bool = False) -> bool:
    """Whether the account may be of another time than the report's.

    So it is where the sentence names another year, or the ones before it a day of another year or "In 1998, ..." in
    front; `strictly` counts any other year that they name.
    """
    if not seen.day or told.way == "future":
        return False
    named = {int(found["year"]) for form in (_YEAR, _MONTH_AND_YEAR) for found in form.finditer(seen.text)}
    named |= {stamp.year for text in (seen.before, seen.text) for stamp in dates_in(text) if stamp.year}
    named |= {int(found["year"]) for found in (_ANY_YEAR if strictly else _FRAME).finditer(seen.before)}
    return bool(named - {seen.day.year})


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_RULES: tuple[Callable[[_Seen], Iterator[When]], ...] = (_dates, _months_and_years, _weekdays, _named_months, _relative)
