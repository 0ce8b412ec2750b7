"""Dates in words: "Thursday, 15 May 2025", "14 May", "13–15 May"."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from briefing.render import languages

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefing.model import Mark
    from briefing.render.words import Frame


def parsed(text: str | None) -> date | None:
    """Return the day that an ISO date names; None where it is missing or names none."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def full_date(day: date, frame: Frame) -> str:
    """Return "Thursday, 15 May 2025"."""
    return languages.full_date(frame.locale, day)


def year_date(day: date, frame: Frame) -> str:
    """Return "15 May 2025"."""
    return languages.year_date(frame.locale, day)


def short_date(day: date, year: int, frame: Frame) -> str:
    """Return "15 May", with the year where it is another than `year`."""
    return languages.month_day(frame.locale, day) if day.year == year else year_date(day, frame)


def cut_date(text: str, year: int, frame: Frame) -> str:
    """Return the words of a date that is cut to its precision: "2022", "2022-03" or "2022-03-29"."""
    numbers = text.split("-")
    if len(numbers) == 2:
        return languages.year_month(frame.locale, date(int(numbers[0]), int(numbers[1]), 1))
    day = parsed(text) if len(numbers) == 3 else None
    return short_date(day, year, frame) if day else text


def added_date(mark: Mark, year: int, frame: Frame) -> str:
    """Return what is added to words about time: "15 May", to "March" "2025", "15 May, inferred"; "" if they say it."""
    words = cut_date(mark.date, year, frame)
    numbers = mark.date.split("-")
    if len(numbers) > 1 and _names_month(mark.text, numbers[1], frame):
        in_this_year = len(numbers) == 3 and numbers[0] == str(year)
        words = "" if in_this_year or numbers[0] in mark.text else numbers[0]
    if not words or words.casefold() in mark.text.casefold():
        return ""
    return words if mark.certainty == "sure" else frame(f"date_{mark.certainty}", date=words)


def full_added_date(mark: Mark, frame: Frame) -> str:
    """Return the date of a mark with its year: "15 May 2025"."""
    words = cut_date(mark.date, 0, frame)
    return words if mark.certainty == "sure" else frame(f"date_{mark.certainty}", date=words)


def _names_month(text: str, month: str, frame: Frame) -> bool:
    names = languages.month_names(frame.locale, int(month))
    return any(name[:3].casefold() in text.casefold() for name in names)


def date_range(days: Iterable[date], year: int, frame: Frame) -> str:
    """Return "13–15 May", "28 April – 2 May" or "15 May"; "" for no days."""
    ordered = sorted(days)
    if not ordered:
        return ""
    first, last = ordered[0], ordered[-1]
    if first == last:
        return short_date(last, year, frame)
    if (first.year, first.month) == (last.year, last.month):
        return languages.days_of_month(frame.locale, first, last, year=last.year != year)
    shown = first.year if first.year == last.year == year else None
    start, end = (year_date(day, frame) if shown is None else short_date(day, shown, frame) for day in (first, last))
    return languages.span(frame.locale, start, end)
