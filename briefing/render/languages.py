"""How a language writes numbers, dates and lists, by CLDR. The one module that knows Babel.

A locale is CLDR's name of it, "en_GB" or "ar"; digits are always 0 to 9, as the numbers of the sources are.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from babel import Locale

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_MONTH = re.compile(r"[ML]{3,}")
_SPACES = str.maketrans({"\u2009": " ", "\u202f": "\u00a0"})  # narrow ones, which many fonts and terminals lack


_held = lru_cache(2048)  # a brief says the same few dates and numbers again and again


@cache
def _locale(name: str) -> Locale:
    from babel import Locale  # noqa: PLC0415 - only when there is something to render

    return Locale.parse(name)


def direction(locale: str) -> str:
    """Return "ltr" or "rtl"."""
    return _locale(locale).text_direction


@_held
def plural(locale: str, number: int) -> str:
    """Return CLDR's plural category of a number: "one", "few", "other", ..."""
    return _locale(locale).plural_form(number)


@_held
def number(locale: str, value: int) -> str:
    """Return "1,234"."""
    from babel.numbers import format_decimal  # noqa: PLC0415

    return format_decimal(value, locale=_locale(locale), numbering_system="latn").translate(_SPACES)


def joined(locale: str, parts: Sequence[str]) -> str:
    """Return "a, b and c"."""
    from babel.lists import format_list  # noqa: PLC0415

    return format_list(parts, locale=_locale(locale)) if parts else ""


@_held
def weekday(locale: str, day: date) -> str:
    """Return "Thursday", as it stands alone."""
    name: str = _locale(locale).days["stand-alone"]["wide"][day.weekday()]
    return name


@_held
def full_date(locale: str, day: date) -> str:
    """Return "Thursday, 15 May 2025"."""
    from babel.dates import format_date  # noqa: PLC0415

    return format_date(day, "full", _locale(locale)).translate(_SPACES)


@_held
def year_date(locale: str, day: date) -> str:
    """Return "15 May 2025"."""
    from babel.dates import format_date  # noqa: PLC0415

    return format_date(day, "long", _locale(locale)).translate(_SPACES)


@_held
def month_day(locale: str, day: date) -> str:
    """Return "15 May"."""
    return _by_skeleton(locale, day, "MMMMd")


@_held
def year_month(locale: str, day: date) -> str:
    """Return "May 2025"."""
    return _by_skeleton(locale, day, "yMMMM")


def _by_skeleton(locale: str, day: date, skeleton: str) -> str:
    from babel.dates import format_skeleton  # noqa: PLC0415

    return format_skeleton(skeleton, day, locale=_locale(locale)).translate(_SPACES)


def days_of_month(locale: str, first: date, last: date, *, year: bool) -> str:
    """Return "13–15 May", with `year` "13–15 May 2025"; both days are of one month."""
    from babel.dates import parse_pattern  # noqa: PLC0415

    formats = _locale(locale).interval_formats
    wide, short = ("yMMMMd", "yMMMd") if year else ("MMMMd", "MMMd")
    start, end = (formats.get(wide) or formats[short])["d"]
    parts = ((first, start), (last, end))
    words = [parse_pattern(_MONTH.sub("MMMM", part)).apply(day, _locale(locale)) for day, part in parts]
    return "".join(words).translate(_SPACES)


@_held
def span(locale: str, start: str, end: str) -> str:
    """Return "28 April – 2 May", of two dates in words."""
    pattern: str = _locale(locale).interval_formats[None]
    return pattern.translate(_SPACES).format(start, end)


@_held
def month_names(locale: str, month: int) -> frozenset[str]:
    """Return what a month (1 to 12) is called, alone and beside a day."""
    months = _locale(locale).months
    return frozenset(months[use]["wide"][month] for use in ("format", "stand-alone"))
