"""Dates and weekdays in strings: English, German, French, Spanish, Ukrainian, Russian and some neighbours.

Nothing here knows what day it is: a date without a year stays without one.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from functools import lru_cache

from briefing.model.records import dataclass
from briefing.text.kept import STORY
from briefing.text.patterns import lowered

_MONTHS = (
    "january jan januar jänner janvier enero gennaio janeiro januari stycznia січня января ocak",
    "february feb februar février fevrier febrero febbraio fevereiro februari lutego лютого февраля şubat",
    "march mar märz maerz mars marzo março maart marca березня марта mart",
    "april apr avril abril aprile kwietnia квітня апреля nisan",
    "may mai mayo maggio maio mei maja травня мая mayıs",
    "june jun juni juin junio giugno junho czerwca червня июня haziran",
    "july jul juli juillet julio luglio julho lipca липня июля temmuz",
    "august aug août aout agosto augustus sierpnia серпня августа ağustos",
    "september sept sep septembre septiembre setiembre settembre setembro września вересня сентября eylül",
    "october oct oktober okt octobre octubre ottobre outubro października жовтня октября ekim",
    "november nov novembre noviembre novembro listopada листопада ноября kasım",
    "december dec dezember dez décembre decembre diciembre dicembre dezembro grudnia грудня декабря aralık",
)
_MONTH = {word: number for number, words in enumerate(_MONTHS, 1) for word in words.split()}

_WEEKDAYS = {
    "en": "monday tuesday wednesday thursday friday saturday sunday",
    "de": "montag dienstag mittwoch donnerstag freitag samstag/sonnabend sonntag",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "es": "lunes martes miércoles jueves viernes sábado domingo",
    "uk": "понеділок/понеділка вівторок/вівторка середа/середу/середи четвер/четверга "
    "п'ятниця/п'ятницю/п'ятниці субота/суботу/суботи неділя/неділю/неділі",
    "ru": "понедельник/понедельника вторник/вторника среда/среду/среды четверг/четверга "
    "пятница/пятницу/пятницы суббота/субботу/субботы воскресенье/воскресенья",
}
_WEEKDAY = {
    word: (number, language)
    for language, days in _WEEKDAYS.items()
    for number, words in enumerate(days.split())
    for word in words.split("/")
}


def _any_of(words: list[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))


_MONTH_RE = rf"(?P<month>{_any_of(list(_MONTH))})\b\.?"
_DAY_RE = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|re|º|°|\.)?"
_YEAR_RE = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_OF = r"\s*(?:(?:de|del|of)\s+)?"
_TIME = r"(?:[T ]\s?(?P<clock>\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)\s?(?P<zone>Z\b|[+-]\d{2}:?\d{2})?)?"
_WEEKDAY_RE = re.compile(
    rf"(?<!\w)(?:{_any_of(list(_WEEKDAY)).replace(chr(39), '[’' + chr(39) + ']')})(?!\w)", re.IGNORECASE
)
_DIGIT = re.compile(r"\d")  # none of the forms does without
_YEAR = re.compile(r"(?:19|20)\d\d")
_WITH_YEAR, _WITHOUT_YEAR = (
    tuple(re.compile(rf"(?<![\w/.,-]){form}", re.IGNORECASE) for form in forms)
    for forms in (
        (
            rf"(?P<year>(?:19|20)\d\d)(?P<sep>[-/.])(?P<number>\d{{1,2}})(?P=sep)(?P<day>\d{{1,2}})(?!\d){_TIME}",
            rf"{_DAY_RE}{_OF}{_MONTH_RE},?{_OF}{_YEAR_RE}(?:\s+(?:року|г\.|р\.))?",
            rf"{_MONTH_RE}\s+{_DAY_RE}(?!\d),?\s+{_YEAR_RE}",
            rf"(?P<day>\d{{1,2}})\.\s?(?P<number>\d{{1,2}})\.\s?{_YEAR_RE}",
            rf"(?P<first>\d{{1,2}})/(?P<second>\d{{1,2}})/{_YEAR_RE}",
            r"(?P<year>(?:19|20)\d\d)年(?P<number>\d{1,2})月(?P<day>\d{1,2})日",
        ),
        (
            rf"{_DAY_RE}{_OF}{_MONTH_RE}(?![\w-])",
            rf"{_MONTH_RE}\s+{_DAY_RE}(?![\w:-])",
        ),
    )
)

_CLOCK = re.compile(r"(?<![\d:])(\d{1,2})[:.h](\d{2})(?::\d{2})?(?![\d:])\s*([ap]\.?\s?m\.?)?", re.IGNORECASE)
_ZONE = re.compile(
    r"(?:(?<![A-Za-z])(?:UTC|GMT|Z)\s*)?([+-])(\d{2}):?(\d{2})(?!\d)|(?<![A-Za-z])(?:UTC|GMT)(?![A-Za-z])"
)
_PUBLISHED = re.compile(
    r"(?<![^\W_])(?:first\s+|originally\s+)?(?:published|posted|publication\s+date|date|datum|dated|issued|released|veröffentlicht"
    r"|erschienen|stand|publié(?:\s+le)?|publicado(?:\s+el)?|fecha|опубликовано|дата|опубліковано)(?![^\W_])",
    re.IGNORECASE,
)
_UPDATED = re.compile(
    r"(?<![^\W_])(?:last\s+)?(?:updated?|modified|aktualisiert|mis\s+à\s+jour|actualizado|обновлено|оновлено)(?![^\W_])",
    re.IGNORECASE,
)
_FILLER = re.compile(
    rf"\b(?:{_any_of(list(_WEEKDAY))}|mon|tues?|wed|thurs?|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so|on|at|um|uhr|am|le|à|el|a\s+las"
    r"|hrs?|h|local\s+time|[ap]\.?m|[a-z]{2,3}t|edt|est|et|pt|msk|bst|ist|utc|gmt|z|года|году|о|в|у)\b\.?",
    re.IGNORECASE,
)
_ENGLISH_MONTH = re.compile(
    r"\b(January|February|April|June|July|September|October|November|December"
    r"|(?:(?<=\bin )|(?<=\bof )|(?<=\bby )|(?<=\bsince )|(?<=\buntil )|(?<=\blast )|(?<=\bnext )|(?<=\bearly )"
    r"|(?<=\blate )|(?<=\bthis )|(?<=\bfrom )|(?<=\d ))(?:March|May|August))\b"
)
_OWN_TIME = re.compile(
    r"(?<![\d.,])(?:19|20)\d\d(?![\d.,]\d)|\b(?:tomorrow|soon|eventually|within|someday)\b"
    r"|\b(?:next|coming|following|later\s+this|this|end\s+of(?:\s+the)?|in(?:\s+\w+){1,2})"
    r"\s+(?:few\s+)?(?:days?|weeks?|weekend|months?|years?|decade|spring|summer|autumn|fall|winter|term|season)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date as it stands in `text[start:end]`; `year` is None where none stands there, `moment` is UTC."""

    start: int
    end: int
    year: int | None
    month: int
    day: int
    moment: datetime | None = None
    updated: bool = False

    @property
    def date(self) -> date | None:
        """The day, or None where the year is missing."""
        return None if self.year is None else date(self.year, self.month, self.day)


@dataclass(frozen=True, slots=True)
class Weekday:
    """The name of a weekday in `text[start:end]`: 0 is Monday; `language` is that of the word ("en")."""

    start: int
    end: int
    number: int
    language: str


@lru_cache(maxsize=STORY)  # one sentence is asked for by several rules
def dates_in(text: str) -> tuple[Stamp, ...]:
    """Return the dates that stand in the text, in order and without overlap; impossible and ambiguous ones are left."""
    found: list[Stamp] = []
    for form in _forms_in(text):
        stamps = (_stamp(match) for match in form.finditer(text))
        found += [
            one for one in stamps if one and not any(one.start < old.end and old.start < one.end for old in found)
        ]
    return tuple(sorted(found, key=lambda one: one.start))


def _forms_in(text: str) -> tuple[re.Pattern[str], ...]:
    """Return the forms that a date of the text can have, by a look at its digits."""
    if not _DIGIT.search(text):
        return ()
    return _WITH_YEAR + _WITHOUT_YEAR if _YEAR.search(text) else _WITHOUT_YEAR


def only_date(text: str) -> Stamp | None:
    """Return the date that the text consists of (with weekday, time of day, "Published:" at most), or None."""
    if len(text) > 160:
        return None
    stamps = [one for one in dates_in(text) if one.year]
    if not stamps or re.search(r"[^\W\d_]", _without(text, stamps)):
        return None
    labelled = [_labelled(text, one) for one in stamps]
    chosen = min(labelled, key=lambda one: one.updated)
    return _with_moment(text, chosen) if len(stamps) == 1 else chosen


def leading_date(text: str) -> Stamp | None:
    """Return the date that is run into the front of a sentence ("date 2025-05-14 The ..."), or None.

    Its span begins at 0 and takes the label in; what follows begins with a capital letter or a quotation mark.
    """
    front = text[:80]
    label = re.match(rf"\W*(?:{_PUBLISHED.pattern})?[\s:]*", front, re.IGNORECASE)
    begin = label.end() if label else 0
    for one in dates_in(front):
        rest = re.match(r"[\s|:–—-]+(?=[\"“«„‘'(]?\w)", text[one.end :])
        if one.start == begin and one.year and rest and _begins_sentence(text[one.end + rest.end() :]):
            return Stamp(0, one.end, one.year, one.month, one.day, one.moment)
    return None


def machine_date(value: str) -> tuple[date, datetime | None] | None:
    """Return the day that a date of metadata names, as written there, and the moment (UTC) where it has an offset."""
    value = value.strip()
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(value)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        return moment.date(), _as_utc(moment)
    stamp = only_date(value)
    return (stamp.date, stamp.moment) if stamp and stamp.date else None


def date_in_address(url: str) -> date | None:
    """Return the day that the path of an address names ("/2025/05/14/", "-2025-05-14"), or None."""
    path = url.split("//", 1)[-1].partition("/")[2].partition("?")[0]
    match = re.search(r"(?<!\d)((?:19|20)\d\d)([/-]?)(\d\d)\2(\d\d)(?!\d)", path)
    match = match or re.search(r"(?<!\d)((?:19|20)\d\d)(/)([a-z]{3})/(\d\d?)(?!\d)", path.lower())
    if not match:
        return None
    year, _, month, day = match.groups()
    return _day(int(year), _MONTH.get(month) or (int(month) if month.isdigit() else 0), int(day))


@lru_cache(maxsize=STORY)
def weekdays_in(text: str) -> tuple[Weekday, ...]:
    """Return the names of weekdays in the text, in order."""
    return tuple(
        Weekday(match.start(), match.end(), *_WEEKDAY[match[0].lower().replace("’", "'")])
        for match in _WEEKDAY_RE.finditer(text)
    )


def months_in(text: str) -> frozenset[int]:
    """Return the months that an English text names, with a day or without; "may" and "march" are verbs, mostly."""
    named = {_MONTH[lowered(found[1])] for found in _ENGLISH_MONTH.finditer(text)}
    return frozenset(named | {one.month for one in dates_in(text)})


def names_a_time(text: str) -> bool:
    """Whether an English text names a time of its own beyond weekdays: a date, a month, a year, "next week"."""
    return bool(_OWN_TIME.search(text) or months_in(text))


def _stamp(match: re.Match[str]) -> Stamp | None:
    parts = match.groupdict()
    month, day = _month_and_day(parts)
    year = int(parts["year"]) if parts.get("year") else None
    if not _day(year or 2000, month, day):  # a leap year, so that 29 February may stand without its year
        return None
    return Stamp(match.start(), match.end(), year, month, day, _iso_moment(match[0]) if parts.get("zone") else None)


def _month_and_day(parts: dict[str, str | None]) -> tuple[int, int]:
    if parts.get("first"):
        return _slashed(int(parts["first"] or 0), int(parts["second"] or 0))
    named = parts.get("month")
    month = _MONTH[lowered(named)] if named else int(parts["number"] or 0)
    return month, int(parts["day"] or 0)


def _slashed(first: int, second: int) -> tuple[int, int]:
    """Read 14/05 and 05/14; where both could be the month, the date is not known."""
    if first == second or second > 12:
        return first, second
    return (second, first) if first > 12 else (0, 0)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _iso_moment(text: str) -> datetime | None:
    try:
        return _as_utc(datetime.fromisoformat(text.replace(" ", "T", 1).replace(" ", "").replace("/", "-")))
    except ValueError:
        return None


def _as_utc(moment: datetime) -> datetime | None:
    try:
        return moment.astimezone(UTC) if moment.tzinfo else None
    except OverflowError:
        return None


def _without(text: str, stamps: list[Stamp]) -> str:
    for one in reversed(stamps):
        text = text[: one.start] + " " + text[one.end :]
    for pattern in (_CLOCK, _ZONE, _PUBLISHED, _UPDATED, _FILLER):
        text = pattern.sub(" ", text)
    return text


def _labelled(text: str, one: Stamp) -> Stamp:
    before = text[: one.start]
    updated = max((match.end() for match in _UPDATED.finditer(before)), default=-1)
    published = max((match.end() for match in _PUBLISHED.finditer(before)), default=-1)
    return Stamp(one.start, one.end, one.year, one.month, one.day, one.moment, updated > published)


def _with_moment(text: str, one: Stamp) -> Stamp:
    clock, zone = _CLOCK.search(text, one.end), _ZONE.search(text, one.end)
    if one.moment or not clock or not zone or not one.year:
        return one
    hour, minute = int(clock[1]), int(clock[2])
    if clock[3]:
        hour = hour % 12 + (12 if clock[3].lower().startswith("p") else 0)
    if hour > 23 or minute > 59:
        return one
    local = datetime(one.year, one.month, one.day, hour, minute, tzinfo=_offset(zone))
    return Stamp(one.start, one.end, one.year, one.month, one.day, _as_utc(local), one.updated)


def _offset(zone: re.Match[str]) -> timezone:
    if not zone[1]:
        return UTC
    length = timedelta(hours=int(zone[2]) % 24, minutes=int(zone[3]) % 60)
    return timezone(length if zone[1] == "+" else -length)


def _begins_sentence(rest: str) -> bool:
    first = rest.lstrip("\"“«„‘'(")[:1]
    return first.isupper() or (first.isalpha() and not first.islower())
