from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from test_compose import FIRST, FRAME, SECOND, UNREAD, pick, selection
from texts import report

from briefing.compose import compose, past_of, verify
from briefing.model import Echo, Past, Said

if TYPE_CHECKING:
    from briefing.model import Brief, Change, Pick, Still

YESTERDAY = date(2031, 3, 12)


def said(text: str = "Ardenia rejected the inspections.", origins: int = 1, topic: str = "truce") -> Said:
    return Said(YESTERDAY, topic, "truce-4", "new", text, sha256=FIRST.sha256, origins=origins)


def past(*told: Said, read: tuple[str, ...] = (FIRST.sha256,)) -> Past:
    return Past((YESTERDAY,), told or (said(),), tuple((YESTERDAY, sha256) for sha256 in read))


def told(place: int, *changed: Change, origins: int = 1) -> Pick:
    """A pick of which an earlier issue told something; what it changes stands in the first sentence."""
    return replace(pick(place), echo=Echo(said(origins=origins), changed, pick(0).sentence if changed else None))


def composed(*picks: Pick, before: Past | None = None, still: Still = "short") -> Brief:
    return compose(selection(*picks), replace(FRAME, past=before or past(), still=still))


def statuses(brief: Brief) -> list[str]:
    return [item.status for item in brief.sections[0].items]


def test_without_an_earlier_issue_all_is_new_against_nothing() -> None:
    brief = compose(selection(pick(0)), FRAME)
    assert (brief.since, statuses(brief), brief.sections[0].items[0].earlier) == (None, ["new"], None)


def test_what_is_new_goes_first_then_what_changed_then_what_is_still_so() -> None:
    brief = composed(told(0), told(1, "number"), pick(5))
    assert brief.since == "2031-03-12"
    assert statuses(brief) == ["new", "updated", "still"]
    assert [item.id for item in brief.sections[0].items] == ["truce-1", "truce-2", "truce-3"]


def test_what_changed_keeps_what_the_earlier_issue_had_and_verify_finds_it() -> None:
    brief = composed(told(4, "stance"))
    earlier = brief.sections[0].items[0].earlier
    assert earlier
    assert (earlier.issue, earlier.item, earlier.changed) == ("2031-03-12", "truce-4", ("stance",))
    assert earlier.sentence
    assert earlier.sentence.text == "Ardenia rejected the inspections."
    assert verify(brief, [FIRST, SECOND, UNREAD]) == ()
    item = brief.sections[0].items[0]
    wrong = replace(item, earlier=replace(earlier, sentence=replace(earlier.sentence, text="Ardenia accepted.")))
    forged = replace(brief, sections=(replace(brief.sections[0], items=(wrong,)),))
    assert len(verify(forged, [FIRST, SECOND, UNREAD])) == 1


def test_a_pick_that_is_new_makes_its_item_new() -> None:
    led = replace(pick(3, 2), echo=None)
    assert statuses(composed(told(2), led)) == ["new"]


def test_more_newsrooms_are_a_change_where_one_of_their_reports_is_new() -> None:
    confirmed = replace(told(0), also=(pick(0, article=SECOND).sentence,))
    brief = composed(confirmed)
    assert statuses(brief) == ["updated"]
    assert brief.sections[0].items[0].earlier
    assert brief.sections[0].items[0].earlier.changed == ("newsrooms",)
    assert statuses(composed(confirmed, before=past(read=(FIRST.sha256, SECOND.sha256)))) == ["still"]
    assert statuses(composed(replace(confirmed, echo=told(0, origins=2).echo))) == ["still"]


@pytest.mark.parametrize(("still", "kept", "short"), [("short", 3, True), ("leave-out", 0, False), ("full", 5, False)])
def test_what_is_still_so_is_a_few_lines_or_nothing_or_all(still: Still, kept: int, *, short: bool) -> None:
    brief = composed(*(told(place) for place in (0, 1, 3, 4, 5)), still=still)
    section = brief.sections[0]
    assert statuses(brief) == ["still"] * kept
    assert {item.short for item in section.items} <= {short}
    assert [one.why for one in section.passed_over] == ["told in the issue of 2031-03-12"] * (5 - kept)


def test_a_topic_without_anything_new_says_since_when() -> None:
    reports = "3 reports read, 2 of them since the last issue"
    assert composed(told(0)).sections[0].note == f"No new reporting since 12 March ({reports})."
    assert composed().sections[0].note == f"No new reporting since 12 March ({reports})."


def test_a_topic_that_never_had_anything_does_not_say_since_when() -> None:
    read = (FIRST.sha256, SECOND.sha256, UNREAD.sha256)
    (section,) = composed(before=past(said(topic="other"), read=read)).sections
    assert section.note == "No new reporting (3 reports read)."


def test_since_is_the_last_issue_that_had_something_new_and_not_the_last_one() -> None:
    later = date(2031, 3, 14)
    repeated = replace(said(), issue=later, status="still")
    before = Past((YESTERDAY, later), (said(), repeated), ((YESTERDAY, FIRST.sha256),))
    assert (composed(told(0), before=before).sections[0].note or "").startswith("No new reporting since 12 March (")


def test_a_section_with_news_has_no_note() -> None:
    assert composed(pick(0), told(1)).sections[0].note is None
    assert composed(told(1, "number")).sections[0].note is None


def test_what_briefs_showed_and_read_is_told_in_order_of_time() -> None:
    also = pick(0, article=SECOND).sentence
    brief = compose(selection(replace(pick(3, 2), also=(also,))), FRAME)
    later = replace(brief, date="2031-03-14")
    found = past_of([later, brief])
    assert found.issues == (date(2031, 3, 13), date(2031, 3, 14))
    assert [(one.text, one.role) for one in found.said[:3]] == [
        ("He said no.", "lead-in"),
        ("Then she left.", "pick"),
        ("Ardenia turned the inspections down.", "also"),
    ]
    assert found.said[0].publisher == "Lume Gazette"
    assert {sha256 for _, sha256 in found.read} == {one.sha256 for one in (FIRST, SECOND, UNREAD)}


def test_a_report_that_is_read_but_not_shown_is_remembered_as_read() -> None:
    other = report("Nobody asked.", publisher="Kestrel Times")
    brief = compose(selection(pick(0), articles=(FIRST, other)), FRAME)
    assert other.sha256 in {sha256 for _, sha256 in past_of([brief]).read}
