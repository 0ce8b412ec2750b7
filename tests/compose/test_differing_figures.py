from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from counting import calls_of

from briefing.compose.figures import held_together
from briefing.config import parse_config
from briefing.model import Article, Selection
from briefing.render.forms import render
from briefing.run import build
from briefing.summarise.segment import segment

if TYPE_CHECKING:
    from briefing.model import Brief

FIRST = "The storm killed 43 people in Velmar, the coast guard said."
SECOND = "The storm killed 57 people in Velmar, according to the ministry."


def article(text: str, publisher: str, published: str | None) -> Article:
    return Article.from_text(text, publisher=publisher, published=published, title=publisher)


def found(*texts: str, language: str = "en") -> list[list[str]]:
    """The values that the reports of successive days give differently, as they stand there."""
    articles = [article(text, f"Paper {n}", f"2031-03-1{n}") for n, text in enumerate(texts)]
    selection = Selection((), segment(tuple(articles)))
    return [
        [one.sentence.text[one.quantity.start : one.quantity.end].strip() for one in values]
        for values in held_together(selection, language)
    ]


def test_two_values_of_one_quantity_stand_together_the_oldest_first() -> None:
    assert found(FIRST, SECOND) == [["43", "57"]]


def counted(many: int) -> Selection:
    """So many counts of people killed in one place, each another, a report each."""
    of = [article(f"The storm killed {n} people in Velmar.", f"Paper {n}", "2031-03-10") for n in range(2, many + 2)]
    return Selection((), segment(tuple(of)))


@pytest.mark.slow
def test_of_twice_as_many_counts_of_one_thing_twice_as_much_is_looked_at() -> None:
    few, many = counted(400), counted(800)
    assert calls_of(lambda: held_together(many, "en")) < 2.4 * calls_of(lambda: held_together(few, "en"))


def test_a_toll_is_of_the_people_killed_by_what_both_name() -> None:
    rising = "The death toll from the flood rose to 57."
    assert found("The flood killed 43 people.", rising) == [["43", "57"]]


@pytest.mark.parametrize(
    "other",
    [
        "The storm killed 43 people in Velmar, officials said.",
        "The storm killed at least 40 people in Velmar.",
        "The storm injured 57 people in Velmar.",
        "The storm killed 57 people in Kestrel Bay.",
        "The storm killed 57 fishermen in Velmar.",
        "The storm killed 57 people in Velmar in 2019.",
        "The storm killed 57 people in Velmar last year.",
        "The storm killed another 57 people in Velmar.",
        "The storm killed some 57 people a day in Velmar.",
        "The storm may have killed 57 people in Velmar.",
        "The storm killed 57 percent of people in Velmar.",
        "A storm killed 57 people in Velmar ten years ago.",
        "The storm killed 57,000 people in Velmar.",
        "It killed 57 people in Velmar.",
        "Suspected fever killed 57 people in Velmar.",
    ],
)
def test_other_things_places_times_parts_and_values_that_fit_are_not_paired(other: str) -> None:
    assert found(FIRST, other) == []


def test_a_truce_of_thirty_days_and_one_of_three_are_two_proposals() -> None:
    assert found("Ardenia proposed a 30-day truce in Velmar.", "Bryland proposed a 3-day truce in Velmar.") == []


def test_two_values_in_one_report_are_not_held_against_each_other() -> None:
    assert found(f"{FIRST} {SECOND}") == []


def test_other_languages_say_nothing() -> None:
    assert found(FIRST, SECOND, language="de") == []


def test_the_order_of_the_reports_changes_nothing() -> None:
    articles = [article(FIRST, "Lume Gazette", "2031-03-10"), article(SECOND, "Coastal Wire", "2031-03-11")]
    made = [briefed(*order) for order in (articles, articles[::-1])]
    assert made[0].figures == made[1].figures


TABLE = """\
Talks between Ardenia and Bryland on the fishing grounds went on in Porto Lume without a result.
Ines Talbot opened the session with a call for patience, and both delegations stayed until the evening.
"""


def briefed(*articles: Article, terms: tuple[str, ...] = ("storm", "killed"), **brief: object) -> Brief:
    table = article(TABLE, "Northern Courier", "2031-03-11")
    topics = [{"title": terms[0].capitalize(), "terms": list(terms)}]
    settings = parse_config({"brief": {"id": "x", "title": "X", **brief}, "topics": topics})
    return build((*articles, table), settings, date="2031-03-12")


def both(**settings: Any) -> Brief:
    return briefed(
        article(FIRST, "Lume Gazette", "2031-03-10"), article(SECOND, "Coastal Wire", "2031-03-11"), **settings
    )


def test_a_figure_names_both_reports_with_their_dates_and_lists_them_as_quoted() -> None:
    brief = both()
    (figure,) = brief.figures
    assert (figure.about, [claim.value for claim in figure.claims]) == ("people", ["43", "57"])
    quoted = {source.id: source.published for source in brief.articles if source.quoted}
    assert [quoted[claim.sentence.article] for claim in figure.claims] == ["2031-03-10", "2031-03-11"]
    text = render(brief, "markdown")
    assert text.index("## Figures that differ") < text.index("## Sources")
    assert "Coastal Wire, 11 March" in text


def test_a_figure_that_concerns_no_topic_is_not_shown() -> None:
    articles = (article(FIRST, "Lume Gazette", "2031-03-10"), article(SECOND, "Coastal Wire", "2031-03-11"))
    assert briefed(*articles, terms=("fishing", "delegations")).figures == ()


def test_who_does_not_want_figures_gets_none() -> None:
    assert both(figures=False).figures == ()
