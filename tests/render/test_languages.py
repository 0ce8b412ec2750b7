"""The frame in each of its languages: every key, the same names, every plural that it can need, dates, isolates."""

from __future__ import annotations

import re
import string
import subprocess
import sys
from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from babel import Locale

from briefing.config import FRAMES
from briefing.model import Quiet
from briefing.render.arrange import arrange
from briefing.render.dates import cut_date, date_range, full_date, short_date
from briefing.render.forms import render
from briefing.render.words import ENGLISH, Frame, frame_for, frames

from .reading import Page, folded, shown_sentences
from .samples import FULL, QUIET

OTHERS = [language for language in frames() if language != "en"]
NUMBERS = range(1200)  # what a brief can count; the millions that French and Spanish set apart it cannot
WEEKDAYS = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}


def names(text: str) -> set[str]:
    """The names in braces, as the format has them."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def forms(frame: Frame, key: str) -> dict[str, str]:
    words = frame.words[key]
    return words if isinstance(words, dict) else {"": words}


def numbers_of(frame: Frame) -> dict[str, list[int]]:
    """The numbers of each plural category that the language has for whole numbers."""
    return numbers_by_category(frame.locale)


@cache
def numbers_by_category(locale: str) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    plural = Locale.parse(locale).plural_form
    for number in NUMBERS:
        found.setdefault(plural(number), []).append(number)
    return found


def wanted(frame: Frame, key: str, form: str) -> set[str]:
    """The names that a form needs: a form of a single number may say it in words."""
    all_names = set[str]().union(*(names(text) for text in forms(ENGLISH, key).values()))
    return all_names - ({"n"} if len(numbers_of(frame).get(form, ())) == 1 else set())


def test_the_languages_that_the_configuration_takes_are_those_that_there_are_words_in() -> None:
    assert sorted(FRAMES) == list(frames())


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_has_every_key_and_no_other(language: str) -> None:
    assert frame_for(language).words.keys() - {"weekdays"} == ENGLISH.words.keys()


@pytest.mark.parametrize("language", frames())
def test_a_language_puts_in_what_english_puts_in(language: str) -> None:
    frame = frame_for(language)
    wrong = [
        (key, form, text)
        for key in frame.words.keys() & ENGLISH.words.keys()
        for form, text in forms(frame, key).items()
        if not wanted(frame, key, form) <= names(text) | ({"n"} if form == "zero" else set())
        or not names(text) <= wanted(frame, key, form) | {"n"}
        or ("n" in names(text) and "n" not in set().union(*map(names, forms(ENGLISH, key).values())))
    ]
    assert wrong == []


@pytest.mark.parametrize("language", frames())
def test_a_language_has_the_words_for_any_number(language: str) -> None:
    frame = frame_for(language)
    needed = numbers_of(frame).keys()
    tables = {key: words.keys() for key, words in frame.words.items() if isinstance(words, dict) and key != "weekdays"}
    assert {key: needed ^ there for key, there in tables.items() if needed != there} == {}


@pytest.mark.parametrize("language", OTHERS)
def test_words_of_the_days_are_told_for_all_of_them_or_none(language: str) -> None:
    days = frame_for(language).words.get("weekdays")
    assert days is None or (isinstance(days, dict) and days.keys() == WEEKDAYS)


@pytest.mark.parametrize("language", OTHERS)
def test_hardly_a_phrase_is_left_in_english(language: str) -> None:
    """A word may be the same ("Sources"); a phrase of several words is not."""
    words = frame_for(language).words
    same = [key for key in words.keys() & ENGLISH.words.keys() if words[key] == ENGLISH.words[key]]
    letters = {key: re.findall(r"[a-z]+", re.sub(r"\{\w+\}", "", str(words[key]))) for key in same}
    assert [key for key, found in letters.items() if len(found) > 1] == []


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["0 reports", "1 report", "2 reports", "1,200 reports"]),
        ("de", ["0 Berichte", "1 Bericht", "2 Berichte", "1.200 Berichte"]),
        ("fr", ["0 article", "1 article", "2 articles", "1\u00a0200 articles"]),
        ("es", ["0 artículos", "1 artículo", "2 artículos", "1.200 artículos"]),
    ],
)
def test_counts_in_languages_of_two_forms(language: str, words: list[str]) -> None:
    assert [frame_for(language)("reports", n=n) for n in (0, 1, 2, 1200)] == words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ru", ["1 новое сообщение", "3 новых сообщения", "11 новых сообщений", "21 новое сообщение"]),
        ("uk", ["1 нове повідомлення", "3 нові повідомлення", "11 нових повідомлень", "21 нове повідомлення"]),
        ("ar", ["خبر جديد واحد", "3 أخبار جديدة", "11 خبرًا جديدًا", "21 خبرًا جديدًا"]),
    ],
)
def test_counts_in_languages_of_more_forms(language: str, words: list[str]) -> None:
    assert [frame_for(language)("count_new", n=n) for n in (1, 3, 11, 21)] == words


@pytest.mark.parametrize(
    ("language", "full", "short", "month", "days", "span"),
    [
        ("de", "Donnerstag, 15. Mai 2025", "15. Mai", "März 2022", "13.–15. Mai", "28. April – 2. Mai"),
        ("fr", "jeudi 15 mai 2025", "15 mai", "mars 2022", "13–15 mai", "28 avril – 2 mai"),
        ("es", "jueves, 15 de mayo de 2025", "15 de mayo", "marzo de 2022", "13–15 de mayo", "28 de abril – 2 de mayo"),
        ("uk", "четвер, 15 травня 2025\u00a0р.", "15 травня", "березень 2022\u00a0р.", "13–15 травня", "28 квітня – 2 травня"),  # noqa: E501
        ("ru", "четверг, 15 мая 2025\u00a0г.", "15 мая", "март 2022\u00a0г.", "13–15 мая", "28 апреля – 2 мая"),
        ("ar", "الخميس، 15 مايو 2025", "15 مايو", "مارس 2022", "13–15 مايو", "28 أبريل – 2 مايو"),
    ],
)  # fmt: skip
def test_dates_are_written_as_the_language_writes_them(  # noqa: PLR0917
    language: str, full: str, short: str, month: str, days: str, span: str
) -> None:
    frame, day = frame_for(language), date(2025, 5, 15)
    assert (full_date(day, frame), short_date(day, 2025, frame), cut_date("2022-03", 2025, frame)) == (
        full,
        short,
        month,
    )
    assert date_range([day, date(2025, 5, 13)], 2025, frame) == days
    assert date_range([date(2025, 4, 28), date(2025, 5, 2)], 2025, frame) == span


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de", "seit der Ausgabe vom Mittwoch"),
        ("ru", "с выпуска за среду"),
        ("uk", "з випуску за середу"),
        ("ar", "منذ عدد يوم الأربعاء"),
    ],
)
def test_a_day_stands_in_the_case_that_its_phrase_asks_for(language: str, words: str) -> None:
    assert words in arrange(replace(FULL, since="2025-05-14"), frame_for(language)).counts[1]


def test_the_note_of_a_quiet_section_is_in_the_language_of_the_frame() -> None:
    section = replace(QUIET.sections[0], note="No new reporting.", quiet=Quiet("2025-05-09", 6, 2))
    notes = [arrange(replace(FULL, sections=(section,)), frame_for(one)).sections[0].note for one in ("en", "de", "ru")]
    assert notes == [
        "No new reporting since 9 May (6 reports read, 2 of them since the last issue).",
        "Nichts Neues seit dem 9. Mai (6 Berichte gelesen, davon 2 seit der letzten Ausgabe).",
        "Ничего нового с 9 мая (прочитано 6 материалов, из них 2 с прошлого выпуска).",
    ]


def test_a_note_without_its_facts_stands_as_it_is() -> None:
    section = replace(QUIET.sections[0], note="A note of an older version.", quiet=None)
    assert (
        arrange(replace(FULL, sections=(section,)), frame_for("de")).sections[0].note == "A note of an older version."
    )


def test_what_a_language_lacks_is_said_in_english() -> None:
    part = Frame("de", "de", {"sources": "Quellen"}, ENGLISH)
    assert (part("sources"), part("timeline"), part("reports", n=1)) == ("Quellen", "Timeline", "1 report")
    assert "timeline" in part
    assert "nothing of the kind" not in part


# --- the direction of writing


def test_a_name_in_the_other_direction_is_set_apart() -> None:
    assert frame_for("ar")("by", name="Tomas Reed") == "بقلم \u2068Tomas Reed\u2069"
    assert frame_for("en")("by", name="سلمى") == "by \u2068سلمى\u2069"
    assert frame_for("ar")("by", name="سلمى 7") == "بقلم سلمى 7"


@pytest.mark.parametrize("language", frames())
def test_the_page_says_its_language_and_direction_and_keeps_every_word(language: str) -> None:
    brief = replace(FULL, frame=language)
    text = render(brief, "html")
    page = Page(text)
    assert page.odd == []
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in text
    assert {folded(shown.text) for shown in shown_sentences(brief)} <= {one.text for one in page.classed("said")}
    assert frame_for(language)("timeline") in text


def test_the_frame_is_that_of_the_reports_unless_it_is_told() -> None:
    assert "## Quellen" in render(replace(FULL, language="de"), "markdown")
    assert "## Sources" in render(replace(FULL, language="de", frame="en"), "markdown")
    assert "## Sources" in render(replace(FULL, language="tr"), "markdown")
    assert 'lang="tr"' in render(replace(FULL, language="tr", frame="de"), "html")


def test_babel_is_loaded_for_a_frame_and_for_nothing_else() -> None:
    look = "import sys; from briefing.render import words as w; {}; print('babel' in sys.modules)"
    for what, loaded in (
        ("w.frames()", "False"),
        ("w.ENGLISH('sources')", "False"),
        ("w.ENGLISH('reports', n=2)", "True"),
    ):
        done = subprocess.run([sys.executable, "-c", look.format(what)], capture_output=True, text=True, check=True)
        assert done.stdout == f"{loaded}\n", what
