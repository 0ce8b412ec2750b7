"""May an issue go out? What is decided of a brief, without a file or a server."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing import parse_config
from briefing.config.gates import GateSettings, ReviewSettings
from briefing.errors import ConfigError
from briefing.model import Clearance, SourceHealth
from briefing.run.gates import Rules, considered, hollow, needs_a_person, remedy, why_held

if TYPE_CHECKING:
    from briefing import Brief
    from briefing.config import Settings
    from briefing.model import ClearanceState, SourceStatus

ZONE = ZoneInfo("Europe/Lisbon")
SEVEN = datetime(2031, 3, 13, 7, tzinfo=UTC)
HOUR = timedelta(hours=1)
GATES = GateSettings()


def with_sources(brief: Brief, *statuses: SourceStatus) -> Brief:
    sources = tuple(
        SourceHealth(f"Source {number}", status, 3, failures=int(status == "failed"))
        for number, status in enumerate(statuses, 1)
    )
    return replace(brief, coverage=replace(brief.coverage, sources=sources))


def told_before(brief: Brief) -> Brief:
    """The brief on a day with nothing that is new."""
    sections = tuple(
        replace(section, items=tuple(replace(item, status="still") for item in section.items))
        for section in brief.sections
    )
    return replace(brief, sections=sections, since="2031-03-12")


def without_items(brief: Brief, since: str | None) -> Brief:
    return replace(brief, sections=tuple(replace(one, items=()) for one in brief.sections), since=since)


def edition(state: ClearanceState = "go", at: datetime = SEVEN) -> Clearance:
    return Clearance("lume", "2031-03-13", "e1", state, SEVEN, at)


def rules(review: ReviewSettings = ReviewSettings(), gates: GateSettings = GATES) -> Rules:  # noqa: B008 - frozen
    return Rules(gates, review, ZONE)


# --- hollow


def test_an_issue_of_sources_that_could_be_read_goes(brief: Brief) -> None:
    assert hollow(with_sources(brief, "ok", "stale", "empty"), GATES) == ()


def test_an_issue_is_held_where_no_source_could_be_read(brief: Brief) -> None:
    assert hollow(with_sources(brief, "failed"), GATES) == ("none of 1 sources could be read, at least 1 must",)
    assert hollow(with_sources(brief), GATES) == ("none of 0 sources could be read, at least 1 must",)


def test_an_issue_is_held_where_most_sources_failed_and_they_are_named(brief: Brief) -> None:
    assert hollow(with_sources(brief, "ok", "failed", "failed"), GATES) == (
        "2 of 3 sources failed: Source 2, Source 3",
    )


def test_a_folder_with_one_file_that_cannot_be_read_has_been_read_and_a_feed_that_is_not_there_has_not(
    brief: Brief,
) -> None:
    def held(**known: int) -> bool:
        source = SourceHealth("Folder", "failed", **known)  # type: ignore[arg-type]
        return bool(hollow(replace(brief, coverage=replace(brief.coverage, sources=(source,))), GATES))

    assert not held(articles=3)
    assert held(articles=3, failures=1)
    assert held(articles=0)


def test_half_of_the_sources_may_fail(brief: Brief) -> None:
    assert hollow(with_sources(brief, "ok", "failed"), GATES) == ()


@given(
    st.lists(st.sampled_from(["ok", "stale", "empty", "failed"]), max_size=6),
    st.integers(0, 6),
    st.sampled_from([0.0, 0.25, 0.5, 1.0]),
)
def test_the_gates_count_what_they_say(brief: Brief, statuses: list[SourceStatus], least: int, share: float) -> None:
    failed, whole = statuses.count("failed"), len(statuses)
    fits = whole - failed >= least and failed <= share * whole
    assert (hollow(with_sources(brief, *statuses), GateSettings(least, share)) == ()) == fits


def test_a_day_without_news_goes_out_unless_it_is_not_wanted(brief: Brief) -> None:
    quiet = with_sources(told_before(brief), "ok")
    assert hollow(quiet, GATES) == ()
    assert hollow(quiet, GateSettings(new=True)) == ("nothing in it is new or updated",)
    assert hollow(with_sources(brief, "ok"), GateSettings(new=True)) == ()


def test_a_first_issue_without_any_sentence_is_held_and_a_later_one_is_news(brief: Brief) -> None:
    (reason,) = hollow(with_sources(without_items(brief, None), "ok"), GATES)
    assert "briefing topics check" in reason
    assert hollow(with_sources(without_items(brief, "2031-03-12"), "ok"), GATES) == ()


# --- a review


def test_what_needs_no_review_and_is_not_hollow_goes() -> None:
    one = considered(edition(), (), rules(), SEVEN)
    assert (one.state, why_held(one, rules()), remedy(one)) == ("go", "", "")


def test_a_review_is_waited_for_without_an_end_where_none_is_set() -> None:
    required = rules(ReviewSettings(required=True))
    one = considered(edition(), (), required, SEVEN + 1000 * HOUR)
    assert why_held(one, required) == "waits for approval"
    assert needs_a_person(one, SEVEN)
    assert "`briefing approve 2031-03-13`" in remedy(one)


@pytest.mark.parametrize(("then", "state"), [("send", "go"), ("lapse", "lapsed")])
def test_a_review_ends_when_its_time_is_over(then: str, state: str) -> None:
    review = ReviewSettings(required=True, within=2 * HOUR, then=then)  # type: ignore[arg-type]
    waiting = considered(edition(), (), rules(review), SEVEN)
    assert considered(waiting, (), rules(review), SEVEN + 2 * HOUR - timedelta(seconds=1)).state == "review"
    over = considered(waiting, (), rules(review), SEVEN + 2 * HOUR)
    assert (over.state, over.at, needs_a_person(over, SEVEN)) == (state, SEVEN + 2 * HOUR, False)
    assert bool(why_held(over, rules(review))) == (then == "lapse")


def test_the_end_of_a_review_is_told_in_the_zone_of_the_brief_and_counted_through_a_change_of_clocks() -> None:
    midnight = datetime(2031, 3, 30, 0, 30, tzinfo=UTC)  # half an hour before Lisbon's clocks are put forward
    review = rules(ReviewSettings(required=True, within=2 * HOUR))
    one = considered(replace(edition(), since=midnight), (), review, midnight)
    assert why_held(one, review) == "waits for approval until 2031-03-30 03:30, then it lapses"


def test_a_hollow_issue_is_never_sent_because_nobody_looked_at_it() -> None:
    review = rules(ReviewSettings(required=True, within=HOUR, then="send"))
    one = considered(edition(), ("3 of 4 sources failed",), review, SEVEN + 9 * HOUR)
    assert (one.state, why_held(one, review)) == ("hollow", "is hollow: 3 of 4 sources failed")


@pytest.mark.parametrize(("decision", "goes"), [("approved", True), ("rejected", False)])
def test_what_a_person_decided_stands_whatever_the_gates_say_later(decision: ClearanceState, goes: bool) -> None:  # noqa: FBT001
    review = rules(ReviewSettings(required=True, within=HOUR))
    one = considered(edition(decision), ("hollow",), review, SEVEN + 99 * HOUR)
    assert one == edition(decision)
    assert (why_held(one, review) == "") == goes


def test_what_was_hollow_goes_once_it_is_not() -> None:
    held = considered(edition(), ("no source",), rules(), SEVEN)
    assert considered(held, (), rules(), SEVEN + HOUR).state == "go"


def test_since_when_something_is_so_is_not_changed_by_asking_again() -> None:
    held = considered(edition(), ("no source",), rules(), SEVEN + HOUR)
    assert considered(held, ("no source",), rules(), SEVEN + 5 * HOUR) == held


# --- the settings


def read(text: str) -> Settings:
    return parse_config(tomllib.loads(f"[[topics]]\ntitle = 'Truce'\n{text}"))


def test_without_tables_the_gates_are_on_and_nothing_is_reviewed() -> None:
    assert (read("").gates, read("").review) == (GateSettings(1, 0.5, new=False), ReviewSettings(required=False))


def test_the_tables_are_read() -> None:
    settings = read(
        '[gates]\nsources = 3\nfailed = 0\nnew = true\n[review]\nrequired = true\nwithin = "2h"\nthen = "send"'
    )
    assert settings.gates == GateSettings(3, 0.0, new=True)
    assert settings.review == ReviewSettings(required=True, within=2 * HOUR, then="send")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[gates]\nsources = -1", "gates.sources: -1 is too few"),
        ("[gates]\nfailed = 50", "gates.failed: 50 is not a share"),
        ("[gates]\nsource = 1", 'gates.source: there is no such key; did you mean "sources"?'),
        ('[review]\nwithin = "soon"', "review.within: .* is not a length of time"),
        ('[review]\nthen = "send"', "review.then: needs within"),
        ('[review]\nwithin = "1h"\nthen = "drop"', "review.then: .* is not one of 'send', 'lapse'"),
    ],
)
def test_a_setting_that_cannot_be_is_named_with_what_would_be_right(text: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        read(text)
