from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import story
from texts import report

from briefing.compose import Frame, compose, verify
from briefing.model import Chosen, Pick, Reading, Selection, Sentence, Side, SourceHealth, Telling, Topic

if TYPE_CHECKING:
    from briefing.model import Article, Brief, Section

SIDES = (Side("bryland", "Bryland", ("Bryland", "Talbot")), Side("ardenia", "Ardenia", ("Ardenia", "Feld")))
FRAME = Frame(
    id="lume",
    title="Porto Lume talks",
    date=date.fromisoformat(story.DATE),
    timezone="Europe/Lisbon",
    language="en",
    made_at=datetime(2031, 3, 13, 6, 30, tzinfo=UTC),
    made_by="briefing test",
    inputs="sha256:0",
    sides=SIDES,
    health=(SourceHealth("Saved reports", "ok", 2),),
)
TOPIC = Topic(id="truce", title="Truce")

FIRST = report(
    "Ardenia rejected the inspections.",
    "Feld met Talbot on the quay.",
    "He said no.",
    "Then she left.",
    "Bryland refused to answer.",
    "The talks opened at nine.",
)
SECOND = report("Ardenia turned the inspections down.", publisher="Coastal Wire", title="No")
UNREAD = report("Soup is served at noon.", publisher=None, published=None)


def said(article: Article, place: int) -> Sentence:
    start, end = (article.spans or ())[place]
    return Sentence(article, start, end, place, place)


def pick(place: int, lead: int | None = None, article: Article = FIRST, also: tuple[Sentence, ...] = ()) -> Pick:
    return Pick("truce", said(article, place), 0.5, lead_in=None if lead is None else said(article, lead), also=also)


def selection(*picks: Pick, topic: Topic = TOPIC, articles: tuple[Article, ...] = (FIRST, SECOND, UNREAD)) -> Selection:
    readings = tuple(Reading(one, tuple(said(one, place) for place in range(len(one.spans or ())))) for one in articles)
    origins = {one.key: one.publisher.value or "" for one in articles}
    return Selection((Chosen(topic, picks, 8),), readings, {}, origins)


def composed(*picks: Pick, topic: Topic = TOPIC) -> Brief:
    return compose(selection(*picks, topic=topic), FRAME)


def words(section: Section) -> list[list[str]]:
    return [[sentence.text for sentence in item.sentences] for item in section.items]


def test_the_brief_says_of_itself_what_the_frame_says() -> None:
    brief = composed(pick(0))
    assert (brief.id, brief.title, brief.date, brief.made_at) == (
        "lume",
        "Porto Lume talks",
        story.DATE,
        "2031-03-13T06:30:00Z",
    )
    assert [side.id for side in brief.sides] == ["bryland", "ardenia"]
    assert brief.coverage.sources == FRAME.health
    assert (brief.coverage.articles, brief.coverage.sentences) == (3, 8)


def test_a_section_of_which_nothing_is_reported_says_so() -> None:
    (section,) = composed().sections
    assert (section.items, section.note) == ((), "No new reporting (3 reports read).")
    (section,) = compose(selection(articles=(FIRST,)), FRAME).sections
    assert section.note == "No new reporting (1 report read)."
    assert composed(pick(0)).sections[0].note is None


def test_items_are_numbered_under_their_topic() -> None:
    section = composed(pick(0), pick(4), pick(5)).sections[0]
    assert [item.id for item in section.items] == ["truce-1", "truce-2", "truce-3"]
    assert section.considered == 8


def test_a_lead_in_stands_before_its_pick() -> None:
    (item,) = composed(pick(2, lead=1)).sections[0].items
    assert [(one.text, one.role) for one in item.sentences] == [
        ("Feld met Talbot on the quay.", "lead-in"),
        ("He said no.", "pick"),
    ]


def test_a_pick_whose_lead_in_is_a_pick_too_stands_in_one_item_with_it() -> None:
    for order in ((pick(1), pick(2, lead=1)), (pick(2, lead=1), pick(1))):
        section = composed(*order, pick(4)).sections[0]
        assert sorted(words(section)) == [
            ["Bryland refused to answer."],
            ["Feld met Talbot on the quay.", "He said no."],
        ]


def test_a_chain_of_picks_that_lead_each_other_in_stands_in_one_item() -> None:
    (item,) = composed(pick(3, lead=2), pick(1), pick(2, lead=1)).sections[0].items
    assert [(one.text, one.role) for one in item.sentences] == [
        ("Feld met Talbot on the quay.", "pick"),
        ("He said no.", "pick"),
        ("Then she left.", "pick"),
    ]


def test_everything_that_is_shown_stands_at_its_offsets() -> None:
    brief = composed(pick(0, also=(said(SECOND, 0),)), pick(2, lead=1))
    assert verify(brief, (FIRST, SECOND)) == ()
    assert sum(len(item.sentences) + len(item.also) for item in brief.sections[0].items) == 4


def test_an_item_counts_the_newsrooms_that_are_known() -> None:
    alone = composed(pick(0)).sections[0].items[0]
    two = composed(pick(0, also=(said(SECOND, 0),))).sections[0].items[0]
    unknown = composed(pick(0, also=(said(UNREAD, 0),))).sections[0].items[0]
    nobody = composed(pick(0, article=UNREAD)).sections[0].items[0]
    assert [item.origins for item in (alone, two, unknown, nobody)] == [1, 2, 1, 1]


def test_copies_of_one_text_are_one_newsroom() -> None:
    copies = replace(
        selection(pick(0, also=(said(SECOND, 0),))), origins={FIRST.key: "Wire", SECOND.key: "Wire", UNREAD.key: ""}
    )
    assert compose(copies, FRAME).sections[0].items[0].origins == 1


def test_a_section_by_sides_gives_the_sides_in_the_order_of_the_configuration_and_then_the_others() -> None:
    topic = replace(TOPIC, by_side=True)
    section = composed(pick(5), pick(0), pick(4), topic=topic).sections[0]
    assert [item.side for item in section.items] == ["bryland", "ardenia", None]
    assert section.by_side


def test_who_is_only_mentioned_is_no_side() -> None:
    mentions = report("Paulo Renn greeted Feld and Talbot.", "The offer of Ardenia was refused.")
    frame = compose(selection(pick(0, article=mentions), articles=(mentions,)), FRAME)
    assert frame.sections[0].items[0].side is None


def test_the_lead_in_tells_whose_side_he_is_on() -> None:
    lead = report("Jonas Feld came late.", "He refused the truce.")
    brief = compose(selection(pick(1, lead=0, article=lead), articles=(lead,)), FRAME)
    assert brief.sections[0].items[0].side == "ardenia"


def test_reports_are_numbered_as_they_are_quoted_and_the_others_after_them() -> None:
    brief = composed(pick(0, article=SECOND), pick(0))
    assert [(source.id, source.publisher, source.quoted) for source in brief.articles] == [
        ("a1", "Coastal Wire", True),
        ("a2", "Lume Gazette", True),
        ("a3", None, False),
    ]


def test_what_is_not_known_of_a_report_is_said_to_be_unknown() -> None:
    source = composed().articles[2]
    assert (source.publisher, source.published, source.published_basis, source.title) == (None, None, "unknown", None)
    assert source.known_by["publisher"] == "unknown"


def test_each_version_names_the_one_before_it() -> None:
    versions = tuple(report("Feld leads.", "One." * n, published=f"2031-03-1{n}") for n in (0, 1, 2))
    oldest, middle, newest = versions
    kept = replace(
        selection(pick(0, article=newest), articles=versions),
        revisions={oldest.key: newest.key, middle.key: newest.key},
    )
    articles = {source.sha256: source for source in compose(kept, FRAME).articles}
    assert articles[newest.sha256].revision_of == articles[middle.sha256].id
    assert articles[middle.sha256].revision_of == articles[oldest.sha256].id
    assert articles[oldest.sha256].revision_of is None


def test_what_overtook_an_item_is_named() -> None:
    """And its report is one that the brief quotes, so that a copy of it is kept."""
    brief = composed(replace(pick(0), superseded_by=said(SECOND, 0)))
    later = brief.sections[0].items[0].superseded_by
    assert later
    assert later.text == SECOND.text
    assert [(source.sha256, source.quoted) for source in brief.articles[:2]] == [
        (FIRST.sha256, True),
        (SECOND.sha256, True),
    ]


def test_each_version_names_the_one_before_it_in_the_order_in_which_they_were_found() -> None:
    early, noon, late = (report("The talks opened.", publisher="Lume Gazette", title=name) for name in "zay")
    chosen = replace(selection(articles=(noon, early, late)), revisions={early.key: late.key, noon.key: late.key})
    sources = {source.title: source for source in compose(chosen, FRAME).articles}
    assert sources["z"].revision_of is None
    assert sources["a"].revision_of == sources["z"].id
    assert sources["y"].revision_of == sources["a"].id


def test_a_report_that_only_the_timeline_quotes_is_one_of_the_sources() -> None:
    event = report("The harbour council closed the northern pier on Monday.", published="2031-03-12")
    chosen = replace(selection(pick(0), articles=(FIRST, event)), telling=(Telling(said(event, 0), 0.5, 0),))
    brief = compose(chosen, FRAME)
    (shown,) = brief.timeline
    source = next(one for one in brief.articles if one.id == shown.sentence.article)
    assert (shown.date, source.sha256, source.quoted) == ("2031-03-10", event.sha256, True)
    assert [mark.date for mark in shown.sentence.dates] == ["2031-03-10"]
    assert verify(brief, (FIRST, event)) == ()
    assert compose(chosen, replace(FRAME, timeline=0)).timeline == ()
