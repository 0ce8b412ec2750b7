from __future__ import annotations

from dataclasses import replace
from datetime import date

from texts import report

from briefing.compose.marks import marks
from briefing.model import Article, Dating, Mark, Sentence

TODAY = date(2031, 5, 16)


def marked(*sentences: str, published: str | None = "2031-05-15", basis: str = "stated") -> list[Mark]:
    """Return the marks of the last of the sentences of one report."""
    article = report(*sentences, published=published)
    if published:
        dating = Dating(date.fromisoformat(published), None, basis)  # type: ignore[arg-type]
        article = replace(article, published=dating)
    return list(marks(_last(article), TODAY, "en"))


def _last(article: Article) -> Sentence:
    spans = article.spans or ()
    return Sentence(article, *spans[-1], len(spans) - 1, len(spans) - 1)


def test_a_mark_counts_in_the_text_as_it_is_shown() -> None:
    article = Article.from_text("Feld  rejected\n the terms on  Monday.", published="2031-05-15")
    sentence = Sentence(article, 0, len(article.text))
    (mark,) = marks(sentence, TODAY, "en")
    assert sentence.text[mark.start : mark.end] == mark.text == "Monday"
    assert (mark.date, mark.precision, mark.certainty) == ("2031-05-12", "day", "sure")


def test_the_day_is_counted_from_the_report_and_not_from_the_brief() -> None:
    assert [mark.date for mark in marked("Feld left yesterday.", published="2031-05-02")] == ["2031-05-01"]


def test_a_date_counted_from_an_inferred_date_says_so() -> None:
    assert [mark.certainty for mark in marked("Feld left on Monday.", basis="inferred")] == ["inferred"]
    assert marked("Feld took office three years ago.", basis="inferred") == []


def test_round_years_say_that_they_are_round() -> None:
    assert [(mark.date, mark.certainty) for mark in marked("Feld took office three years ago.")] == [("2028", "about")]


def test_nothing_is_added_to_a_report_without_a_date() -> None:
    assert marked("Feld left on Monday.", published=None) == []


def test_nothing_is_added_to_what_is_written_in_full_or_goes_without_saying() -> None:
    assert marked("Feld left on 12 May 2031.") == []
    assert marked("Feld left this year.") == []
    assert [mark.date for mark in marked("Feld left this year.", published="2030-05-02")] == ["2030"]


def test_the_same_words_are_marked_once_in_a_sentence() -> None:
    assert len(marked("Feld arrived on Monday and left on Monday.")) == 1


def test_nothing_is_added_to_a_quotation_or_an_account_of_another_time() -> None:
    assert marked('"We met on Monday," Feld said.') == []
    assert marked("In 1998, the war was in its third year.", "On Monday, the envoys met.") == []
    article = report("We met on Monday and we will meet again.", published="2031-05-15")
    assert marks(replace(_last(article), quoted=True), TODAY, "en") == ()


def test_nothing_is_added_in_another_language() -> None:
    article = report("Feld trat am Montag zurück.", published="2031-05-15")
    assert marks(_last(article), TODAY, "de") == ()
