from __future__ import annotations

from dataclasses import replace
from itertools import count

from briefing.model import SourceHealth
from briefing.render.arrange import arrange
from briefing.render.words import ENGLISH

from .samples import (
    FERRIES,
    FERRIES_LATER,
    FULL,
    HARBOUR,
    POSITIONS,
    QUIET,
    REFUSED,
    TRUCE,
    hostile,
    item,
    mark,
    shown,
    source,
)

ISSUE = arrange(FULL, ENGLISH)


def test_the_head_counts_reports_newsrooms_days_and_what_is_new() -> None:
    assert ISSUE.counts == (
        "6 reports of at least 2 newsrooms, 13–15 May",
        "3 new items, 1 updated item since Wednesday's issue",
    )
    assert ISSUE.troubles == (
        "1 source failed (Wire desk: timed out)",
        "1 source stale (Harbour radio: nothing since 2 May)",
    )


def test_of_very_many_sources_that_fail_the_head_names_the_first() -> None:
    """A list of feeds may name thousands that are gone."""
    sources = tuple(SourceHealth(f"S{number}", "failed", 0, "gone") for number in range(400))
    issue = arrange(replace(FULL, coverage=replace(FULL.coverage, sources=sources)), ENGLISH)
    (line,) = issue.troubles
    assert line.startswith("400 sources failed (S0: gone; S1: gone;")
    assert line.endswith("S9: gone; …)")
    assert len(issue.health) == 400


def test_without_an_earlier_issue_no_status_is_shown() -> None:
    section = replace(HARBOUR, items=HARBOUR.items[1:3])
    issue = arrange(replace(FULL, sections=(section,), since=None), ENGLISH)
    assert len(issue.counts) == 1
    assert {entry.status for entry in issue.sections[0].groups[0].items} == {None}


def test_an_issue_of_more_than_a_week_ago_is_named_by_its_date() -> None:
    assert (
        arrange(replace(FULL, since="2025-05-02"), ENGLISH).counts[1]
        == "3 new items, 1 updated item since the issue of 2 May"
    )


def test_what_is_updated_says_what_has_changed_and_what_the_earlier_issue_had() -> None:
    updated = ISSUE.sections[0].groups[0].items[1]
    assert (updated.status, updated.state) == ("updated: another position, more newsrooms", "updated")
    assert updated.earlier
    assert (updated.earlier.issue, updated.earlier.words.text) == ("the issue of 13 May had", REFUSED)


def test_what_is_still_so_has_no_other_words_beside_it() -> None:
    still = ISSUE.sections[1].groups[0].items[3]
    assert (still.status, still.short, still.earlier) == ("still", True, None)


def test_items_stand_under_their_side_and_an_empty_side_says_so() -> None:
    ardenia, bryland = ISSUE.sections[0].groups
    assert (ardenia.title, len(ardenia.items), ardenia.note) == ("Ardenia", 2, None)
    assert (bryland.title, bryland.items) == ("Bryland", ())
    assert bryland.note == "Nothing new chosen from the 6 reports read."


def test_items_of_no_side_or_of_one_that_has_no_title_are_not_lost() -> None:
    items = (item("p-1", shown(TRUCE, "a1")), item("p-2", shown(TRUCE, "a1"), side="elsewhere"))
    issue = arrange(replace(FULL, sections=(replace(POSITIONS, items=items),)), ENGLISH)
    titles = [group.title for group in issue.sections[0].groups if group.items]
    assert titles == ["elsewhere", ENGLISH("no_side")]


def test_an_empty_section_has_its_note_and_no_groups() -> None:
    section = ISSUE.sections[2]
    assert (section.note, section.groups) == ("No new reporting since 9 May (6 reports read).", ())


def test_added_dates_stand_after_the_words_that_they_explain() -> None:
    first = ISSUE.sections[0].groups[0].items[0].sentences[0]
    assert [(piece.text, piece.added) for piece in first.pieces] == [
        ("Ardenian officials said on Tuesday", "13 May"),
        (" that they would accept a truce of thirty days.", ""),
    ]


def test_a_date_that_the_words_already_say_is_not_added() -> None:
    text = "It opens on 13 May at noon."
    sections = (replace(HARBOUR, items=(item("h-1", shown(text, "a1", 0, mark(text, "on 13 May", "2025-05-13"))),)),)
    pieces = arrange(replace(FULL, sections=sections), ENGLISH).sections[0].groups[0].items[0].sentences[0].pieces
    assert [piece.text for piece in pieces] == [text]


def test_words_left_out_between_lead_in_and_pick_are_marked() -> None:
    near = ISSUE.sections[0].groups[0].items[1].sentences
    elsewhere, far = (entry.sentences for entry in ISSUE.sections[1].groups[0].items[1:3])
    assert [(s.gap, s.cited) for s in near] == [(False, False), (False, True)]
    assert [(s.gap, s.cited) for s in elsewhere] == [(False, True), (False, True)]
    assert [(s.gap, s.cited) for s in far] == [(False, False), (True, True)]


def test_sources_say_what_their_date_rests_on() -> None:
    dated = {entry.number: entry.dated for entry in (*ISSUE.sources, *ISSUE.also_read)}
    assert dated[1] == "14 May 2025 (stated)"
    assert dated[3] == '15 May 2025 (inferred from "on Thursday")'
    assert dated[5] == "undated"
    assert ISSUE.sources[2].day.words == "15 May (inferred)"


def test_versions_name_each_other() -> None:
    assert ISSUE.sources[0].later_of == 6
    assert ISSUE.also_read[0].earlier_of == 1


def test_a_version_that_is_not_listed_is_not_named() -> None:
    alone = replace(FULL, articles=(source(1, revision_of="a0"),), sections=(), people=(), timeline=(), figures=())
    assert arrange(alone, ENGLISH).sources[0].later_of is None


def test_a_publisher_known_only_from_the_address_says_so() -> None:
    assert [entry.publisher_note for entry in ISSUE.sources] == [None, "from the address", None, None, None]


def test_a_copy_of_one_newsroom_is_not_counted_twice() -> None:
    first = ISSUE.sections[0].groups[0].items[0]
    assert (first.newsrooms, [other.source.number for other in first.also]) == ("1 newsroom", [4])


def test_a_report_of_unknown_publisher_is_not_given_to_a_newsroom() -> None:
    unsigned = replace(
        FULL, articles=tuple(replace(one, origin="") if one.id == "a4" else one for one in FULL.articles)
    )
    first = arrange(unsigned, ENGLISH).sections[0].groups[0].items[0]
    assert (first.newsrooms, [other.source.number for other in first.also]) == (None, [4])


def test_that_a_day_is_inferred_with_its_report_is_said_once_in_an_item() -> None:
    item = FULL.sections[0].items[0]
    (shown,) = item.sentences
    marked = replace(shown, dates=tuple(replace(mark, certainty="inferred") for mark in shown.dates))
    sections = (replace(FULL.sections[0], items=(replace(item, sentences=(marked,)),)),)

    def pieces(basis: str) -> list[str]:
        articles = tuple(replace(one, published_basis=basis) for one in FULL.articles)  # type: ignore[arg-type]
        view = arrange(replace(FULL, sections=sections, articles=articles), ENGLISH).sections[0].groups[0].items[0]
        return [view.source.day.words, *(piece.added for piece in view.sentences[0].pieces if piece.added)]

    assert marked.dates
    assert pieces("inferred") == ["14 May (inferred)", "13 May"]
    assert pieces("stated") == ["14 May", "13 May, inferred"]


def test_the_later_statement_comes_with_its_own_date() -> None:
    overtaken = ISSUE.sections[1].groups[0].items[0]
    assert overtaken.superseded_by
    assert (overtaken.sentences[0].text, overtaken.source.day.iso) == (FERRIES, "2025-05-13")
    assert (overtaken.superseded_by.text, overtaken.superseded_by.source.day.iso) == (FERRIES_LATER, "2025-05-15")


def test_coverage_says_what_was_left_out() -> None:
    assert ISSUE.coverage[0] == "7 reports, 1 of them an earlier version of another"
    assert ISSUE.coverage[2:] == (
        "31 left out as not reporting (menus, notices, captions)",
        "12 left out as repeating another",
        "1 report left out as of a later day",
    )


def test_a_source_says_when_it_was_last_read_how_often_it_failed_and_what_it_gives() -> None:
    assert [entry.words for entry in ISSUE.health] == [
        "read, 7 reports",
        "failed, timed out, 3 times in a row, last read on 12 May, 0 reports, newest of 11 May, about 4 a day",
        "nothing recent, nothing since 2 May, 0 reports",
    ]


def test_a_brief_of_nothing_is_still_a_brief() -> None:
    issue = arrange(QUIET, ENGLISH)
    assert (issue.counts, issue.sources, issue.example) == (
        ("0 reports", "nothing new since Wednesday's issue"),
        (),
        None,
    )


def test_anchors_are_plain_short_and_unlike() -> None:
    numbers = count(1)
    items = tuple(item(key, shown(TRUCE, "a1")) for key in ("A b", "a-b", "a_b", "-", "'\"<>", "x" * 99))
    sections = tuple(replace(HARBOUR, topic=f"t{next(numbers)}", items=(one,)) for one in items)
    issue = arrange(replace(FULL, sections=sections), ENGLISH)
    anchors = [entry.anchor for section in issue.sections for entry in section.groups[0].items]
    assert anchors == ["A-b", "a-b-2", "a-b-3", "x", "x-2", "x" * 40]


def test_an_example_is_given_only_where_it_needs_no_quoting() -> None:
    assert ISSUE.example == "positions-1"
    assert arrange(hostile("a b; rm -rf ."), ENGLISH).example is None


def test_an_address_that_may_not_be_linked_is_shown_as_text() -> None:
    issue = arrange(hostile("javascript:alert(1)"), ENGLISH)
    assert (issue.sources[0].link, issue.sources[0].place) == (None, "javascript:alert(1)")
