"""The words of the frame around the reports' own, keyed by language. To add a language, add a `Frame` to `FRAMES`.

Words are looked up by key; a pair is (for one, for any other number), chosen by the value `n`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Frame:
    """The program's own words in one language."""

    language: str
    direction: Literal["ltr", "rtl"]
    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    words: dict[str, str | tuple[str, str]]

    def __call__(self, key: str, **values: object) -> str:
        """Return the words of `key`, with the values put in; KeyError where the frame has no such words."""
        words = self.words[key]
        if isinstance(words, tuple):
            words = words[values.get("n") != 1]
        return words.format_map(values)

    def __contains__(self, key: str) -> bool:
        return key in self.words


ENGLISH = Frame(
    language="en",
    direction="ltr",
    weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    months=(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    words={
        # dates
        "date_full": "{weekday}, {day} {month} {year}",
        "date_year": "{day} {month} {year}",
        "date_day": "{day} {month}",
        "month_year": "{month} {year}",
        "date_inferred": "{date}, inferred",
        "date_about": "about {date}",
        "range": "{start} – {end}",
        "range_days": "{start}–{end}",
        # the head
        "reports": ("{n} report", "{n} reports"),
        "of_newsrooms": ("{reports} of {n} newsroom", "{reports} of {n} newsrooms"),
        "of_newsrooms_or_more": ("{reports} of at least {n} newsroom", "{reports} of at least {n} newsrooms"),
        "with_dates": "{reports}, {dates}",
        "count_new": ("{n} new item", "{n} new items"),
        "count_updated": ("{n} updated item", "{n} updated items"),
        "count_none": "nothing new",
        "since": "{counts} since {issue}",
        "issue_of_weekday": "{weekday}'s issue",
        "issue_of_day": "the issue of {day}",
        "failed": ("{n} source failed", "{n} sources failed"),
        "stale": ("{n} source stale", "{n} sources stale"),
        "empty": ("{n} source empty", "{n} sources empty"),
        "which": "{what} ({names})",
        "named": "{name}: {detail}",
        "legend": "Sentences stand word for word as reported. What stands in square brackets is added: a number names "
        "the source, a date says what the words before it mean on the day of their report.",
        "skip": "Skip to the brief",
        # an item
        "gap": "…",
        "newsrooms": ("{n} newsroom", "{n} newsrooms"),
        "newsrooms_or_more": ("at least {n} newsroom", "at least {n} newsrooms"),
        "also": "also",
        "status_new": "new",
        "status_updated": "updated",
        "status_still": "still",
        "change_settled": "now settled",
        "change_stance": "another position",
        "change_number": "another number",
        "change_day": "another day",
        "change_newsrooms": "more newsrooms",
        "issue_had": "{issue} had",
        "still": "Still:",
        "superseded": "superseded",
        "superseded_by": "superseded by",
        "very_words": "the words",
        "why": "Why this",
        "why_also": "Why this, and other reports",
        "others": "Other reports",
        "no_side": "Others",
        "nothing_for_side": (
            "Nothing chosen from the {n} report read.",
            "Nothing chosen from the {n} reports read.",
        ),
        "nothing_new_for_side": (
            "Nothing new chosen from the {n} report read.",
            "Nothing new chosen from the {n} reports read.",
        ),
        # publisher, title and date
        "no_publisher": "publisher unknown",
        "no_publisher_listed": "Publisher unknown",
        "no_title": "untitled",
        "by": "by {name}",
        "no_date": "undated",
        "inferred_day": "{day} (inferred)",
        "based": "{what} ({basis})",
        "basis_stated": "stated",
        "basis_metadata": "from the metadata",
        "basis_feed": "from the feed",
        "basis_address": "from the address",
        "basis_given": "given",
        "basis_inferred": "inferred",
        "basis_inferred_from": "inferred from {detail}",
        "basis_unknown": "basis unknown",
        # the parts after the sections
        "people": "Who is who",
        "said_above": "said, above:",
        "timeline": "Timeline",
        "strip": "{n} events from {first} to {last}",
        "when": "Date",
        "what": "Event",
        "planned": "planned",
        "inferred": "inferred",
        "figures": "Figures that differ",
        "sources": "Sources",
        "also_read": "Also read",
        "earlier_of": "earlier version of",
        "later_of": "later version of",
        "credits": "with {names}",
        "read": "What was read",
        "of_them_earlier": (
            "{reports}, {n} of them an earlier version of another",
            "{reports}, {n} of them earlier versions of others",
        ),
        "sentences": ("{n} sentence", "{n} sentences"),
        "furniture": "{n} left out as not reporting (menus, notices, captions)",
        "duplicates": "{n} left out as repeating another",
        "later_reports": ("{n} report left out as of a later day", "{n} reports left out as of a later day"),
        "source_ok": "read",
        "source_failed": "failed",
        "source_stale": "nothing recent",
        "source_empty": "empty",
        "check": "How to check",
        "check_words": "Every sentence can be found again in its saved report:",
        "check_why": "Why one was chosen:",
        "made": "Made by {made_by}, {made_at}.",
    },
)

FRAMES = {frame.language: frame for frame in (ENGLISH,)}


def frame_for(language: str) -> Frame:
    """Return the frame of a language tag ("en", "en-GB"); English where there is no other."""
    return FRAMES.get(language.partition("-")[0].lower(), ENGLISH)
