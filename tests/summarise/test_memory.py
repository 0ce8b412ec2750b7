from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from texts import PADDING

from briefing import Article, Topic
from briefing.model import Past, Said
from briefing.summarise import Wishes, select
from briefing.summarise.segment import segment
from briefing.summarise.story import look

if TYPE_CHECKING:
    from briefing.model import Echo, Pick

MONDAY, TUESDAY, WEDNESDAY = (date(2031, 3, day) for day in (10, 11, 12))
TOPIC = Topic(id="port", title="Port", terms=("ships", "harbour", "blockade", "minister", "ferries"))

SHIPS = "Forty-one grain ships lay at anchor in the outer harbour of Porto Lume, the harbour master said."
MINISTER = "The fisheries minister, Ilse Marrow, will inspect the harbour and the ships on Friday."
FERRIES = "The ferries to the islands stopped sailing from the old harbour, the company Lume Lines said."


def report(*sentences: str, day: date = TUESDAY, publisher: str = "Lume Gazette") -> Article:
    return Article.from_sentences(sentences, publisher=publisher, published=day.isoformat())


def past(*articles: Article, topic: str = "port", issue: date = MONDAY) -> Past:
    """What an issue showed that had every sentence of some reports, and read no others."""
    said = tuple(
        Said(
            issue=issue,
            topic=topic,
            item=f"{topic}-1",
            status="new",
            text=article.text[start:end],
            publisher=article.publisher.value,
            published=article.published.day.isoformat() if article.published.day else None,
            sha256=article.sha256,
        )
        for article in articles
        for start, end in article.spans or ()
    )
    return Past((issue,), said, tuple((issue, article.sha256) for article in articles))


def picks(articles: list[Article], before: Past) -> dict[str, Pick]:
    chosen = select(articles, [TOPIC], Wishes(WEDNESDAY, past=before)).topics[0]
    return {pick.sentence.text: pick for pick in chosen.picks}


def echo(sentence: str, before: Past, *others: Article, day: date = TUESDAY) -> Echo | None:
    """What an earlier issue told of a sentence, to whoever reads it in a report of the day."""
    articles = (report(*PADDING, day=day), report(sentence, day=day, publisher="Kestrel Times"), *others)
    story = look(segment(articles), [TOPIC], Wishes(WEDNESDAY, past=before))
    place = next(n for n, one in enumerate(story.corpus.sentences) if one.text == sentence)
    return story.memory.echo(place)


def why_not(articles: list[Article], before: Past) -> dict[str, str]:
    chosen = select(articles, [TOPIC], Wishes(WEDNESDAY, past=before)).topics[0]
    return {one.sentence.text: one.why for one in chosen.passed_over}


OLD = report(SHIPS, MINISTER, day=MONDAY)


def test_without_a_memory_everything_is_new() -> None:
    assert echo(SHIPS, Past()) is None


def test_the_very_sentence_is_told_and_nothing_has_changed() -> None:
    found = picks([OLD], past(OLD))[SHIPS].echo
    assert found
    assert (found.said.text, found.changed) == (SHIPS, ())


def test_the_same_words_in_another_report_are_told() -> None:
    found = echo(SHIPS, past(OLD))
    assert found
    assert (found.changed, found.sentence) == ((), None)


@pytest.mark.parametrize(
    "again",
    [
        "The fisheries minister Ilse Marrow will inspect the ships in the harbour on Friday.",
        "Ilse Marrow, the Fisheries Minister, is to inspect the harbour on Friday.",
    ],
)
def test_what_says_it_in_other_words_is_told(again: str) -> None:
    found = echo(again, past(OLD))
    assert found
    assert found.changed == ()


@pytest.mark.parametrize(
    ("later", "changed"),
    [
        ("Forty-four grain ships lay at anchor in the outer harbour of Porto Lume, the harbour master said.", "number"),
        ("The fisheries minister, Ilse Marrow, will inspect the harbour and the ships on Saturday.", "day"),
        ("The fisheries minister, Ilse Marrow, will not inspect the harbour and the ships on Friday.", "stance"),
    ],
)
def test_a_later_report_of_the_same_matter_is_an_update_and_says_of_what(later: str, changed: str) -> None:
    found = echo(later, past(OLD), OLD)
    assert found
    assert found.changed == (changed,)
    assert found.sentence
    assert found.sentence.article == OLD


def test_what_was_left_open_and_is_settled_is_an_update() -> None:
    before = report("The port had declined to say if Jonas Feld would run the new harbour office.", day=MONDAY)
    found = echo("The port named Jonas Feld to run the new harbour office.", past(before), before)
    assert found
    assert found.changed == ("settled",)


@pytest.mark.parametrize(
    "other",
    [
        "Fourteen grain ships were sold to a yard in Kestrel Bay, its owner said.",
        "The harbour master resigned after the ships had waited for nine weeks.",
        "The fisheries minister of Bryland, Lena Voss, will not travel to the harbour.",
        "The fisheries minister, Ilse Marrow, and Odo Marchetti will inspect the harbour on Friday.",
        FERRIES,
    ],
)
def test_what_names_somebody_besides_or_tells_of_another_matter_is_new(other: str) -> None:
    assert echo(other, past(OLD), OLD) is None


def test_an_earlier_report_updates_nothing() -> None:
    later = "Forty-four grain ships lay at anchor in the outer harbour of Porto Lume, the harbour master said."
    assert echo(later, past(OLD), OLD, day=date(2031, 3, 9)) is None


def test_what_a_report_of_an_earlier_issue_holds_besides_is_no_news() -> None:
    whole = report(SHIPS, FERRIES, day=MONDAY)
    before = past(report(SHIPS, day=MONDAY))
    before = Past(before.issues, before.said, ((MONDAY, whole.sha256),))
    assert FERRIES not in picks([whole], before)
    assert why_not([whole], before)[FERRIES] == "passed over in an earlier issue, which had this report"


def test_a_topic_that_no_issue_had_anything_on_is_open_to_all_reports() -> None:
    found = picks([OLD], past(report(FERRIES, day=MONDAY), topic="other"))
    assert {SHIPS, MINISTER} <= found.keys()


def test_what_is_new_goes_before_what_was_told() -> None:
    found = picks([OLD, report(FERRIES)], past(OLD))
    assert next(iter(found)) == FERRIES


def test_the_memory_does_not_change_what_is_chosen_of_reports_that_it_does_not_know() -> None:
    articles = [OLD, report(FERRIES)]
    stranger = past(report("Soup is served at noon in the town hall of Velmar."), topic="soup")
    assert list(picks(articles, stranger)) == list(picks(articles, Past()))


MORE = "Forty-four grain ships lay at anchor in the outer harbour of Porto Lume, the harbour master said."


def test_an_update_in_a_short_report_beside_other_matters_is_worth_what_it_changes() -> None:
    later = report(*PADDING, MORE, day=TUESDAY, publisher="Kestrel Times")
    found = picks([OLD, later], past(OLD))
    assert next(iter(found)) == MORE
    echo = found[MORE].echo
    assert echo is not None
    assert echo.changed == ("number",)
    assert SHIPS not in found


def test_what_a_later_issue_had_an_update_of_is_not_shown_again() -> None:
    later = report(MORE, day=TUESDAY, publisher="Kestrel Times")
    first, second = past(OLD), past(later, issue=TUESDAY)
    told = (*first.said, *(replace(said, status="updated") for said in second.said))
    both = Past((MONDAY, TUESDAY), told, (*first.read, *second.read))
    assert SHIPS not in picks([OLD, later], both)
    assert MORE in picks([OLD, later], both)
    assert why_not([OLD, later], both)[SHIPS] == f"has changed since, as the issue of {TUESDAY} told: {MORE}"
    assert MINISTER in picks([OLD, later], both)
