from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from briefing.render.arrange import arrange
from briefing.render.strip import LETTER, NARROW, WIDTH, strip
from briefing.render.view import Day, EventView, Strip
from briefing.render.words import ENGLISH
from render.samples import FULL

SENTENCE = arrange(FULL, ENGLISH).timeline[0].sentence
DATES = st.dates().map(str).flatmap(lambda day: st.sampled_from([day, day[:7], day[:4]]))


def drawn(*dates: str, planned: str = "") -> Strip | None:
    return strip([EventView(Day(one, one), SENTENCE, "", one == planned) for one in dates])


def test_fewer_than_two_dates_are_not_drawn() -> None:
    assert drawn() is None
    assert drawn("2031-05-12", "2031-05-12") is None


def test_days_stand_in_their_order_and_true_to_scale() -> None:
    found = drawn("2031-05-10", "2031-05-11", "2031-05-12", "2031-05-14")
    assert found
    gaps = [b.x - a.x for a, b in pairwise(found.points)]
    assert gaps[0] == gaps[1] < gaps[2]
    assert found.breaks == ()


def test_where_years_lie_between_the_scale_is_broken() -> None:
    found = drawn("2014", "2031-05-10", "2031-05-11")
    assert found
    assert [round(one.x) for one in found.breaks] == [round((found.points[0].x + found.points[1].x) / 2)]


def test_events_of_one_date_share_a_point_and_what_is_planned_looks_so() -> None:
    found = drawn("2031-05-10", "2031-05-10", "2031-05-11", planned="2031-05-11")
    assert found
    assert [(point.count, point.planned) for point in found.points] == [(2, False), (1, True)]


def test_mirrored_the_days_run_from_right_to_left() -> None:
    events = [EventView(Day(one, one), SENTENCE) for one in ("2014", "2031-05-10", "2031-05-11")]
    plain, mirrored = strip(events), strip(events, mirrored=True)
    assert plain
    assert mirrored
    assert [round(one.x) for one in mirrored.points] == [round(WIDTH - one.x) for one in plain.points]
    assert [round(one.x) for one in mirrored.breaks] == [round(WIDTH - one.x) for one in plain.breaks]


@given(st.lists(DATES, max_size=30), st.sampled_from([WIDTH, NARROW]))
def test_whatever_the_dates_no_label_overlaps_another_or_leaves_the_drawing(dates: list[str], width: int) -> None:
    found = strip([EventView(Day(one, one), SENTENCE) for one in sorted(dates)], width)
    if not found:
        return
    boxes = [(one.label_y, one.label_x, len(one.label) * LETTER / 2) for one in found.points]
    assert all(x >= half and x + half <= width and 0 < y <= found.height for y, x, half in boxes)
    for n, (y, x, half) in enumerate(boxes):
        assert all(y != other or abs(x - at) >= half + wide for other, at, wide in boxes[n + 1 :])
    places = [point.x for point in found.points]
    assert places == sorted(places)
    assert found.left < places[0]
    assert places[-1] < found.right


def test_the_page_draws_the_strip_and_says_in_words_what_it_is() -> None:
    assert arrange(FULL, ENGLISH).strip
    assert arrange(replace(FULL, timeline=FULL.timeline[:1]), ENGLISH).strip is None
