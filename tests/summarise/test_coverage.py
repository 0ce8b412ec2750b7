from __future__ import annotations

from texts import PADDING, corpus, report

from briefing.summarise.coverage import cover, take_best
from briefing.summarise.redundancy import repeats
from briefing.summarise.told import Candidate

SAID = "Talbot counted forty grain ships off Porto Lume on Monday."
SAID_AGAIN = "Forty grain ships lay off Porto Lume on Monday, Talbot counted."
STORY = corpus(report(SAID, *PADDING[:3]), report(SAID_AGAIN, *PADDING[3:], publisher="Kestrel Times"))
ALL = range(len(STORY.sentences))


def shown(*candidates: Candidate, limit: int = 3) -> list[int]:
    limits = {candidate.topic: limit for candidate in candidates}
    taken = cover(STORY, candidates, limits)
    assert shown_by_value(*candidates, limit=limit) <= len(ALL)
    return [one.candidate.place for one in taken]


def shown_by_value(*candidates: Candidate, limit: int) -> int:
    return len(take_best(STORY, candidates, {candidate.topic: limit for candidate in candidates}))


def test_no_more_are_taken_than_a_topic_has_room_for() -> None:
    candidates = [Candidate(topic, place, 0.9) for topic in ("a", "b") for place in ALL]
    for limit in (1, 2):
        taken = cover(STORY, candidates, {"a": limit, "b": limit})
        assert [sum(one.candidate.topic == topic for one in taken) for topic in ("a", "b")] == [limit, limit]


def test_a_sentence_is_taken_once_for_the_topic_that_it_serves_best() -> None:
    taken = cover(STORY, [Candidate("a", 0, 0.4), Candidate("b", 0, 0.9)], {"a": 3, "b": 3})
    assert [(one.candidate.topic, one.candidate.place) for one in taken] == [("b", 0)]


def test_a_sentence_goes_where_it_is_worth_most_as_long_as_there_is_room() -> None:
    twice = [Candidate("a", 1, 0.6, asked=(("x", 9.0),)), Candidate("b", 1, 0.7)]
    (one,) = cover(STORY, twice, {"a": 1, "b": 1})
    assert one.candidate == twice[1]
    taken = cover(STORY, [*twice, Candidate("b", 2, 1.0, asked=(("x", 20.0),))], {"a": 1, "b": 1})
    assert {(one.candidate.topic, one.candidate.place) for one in taken} == {("a", 1), ("b", 2)}


def test_to_fill_a_topic_the_best_of_what_is_left_comes_behind_the_others_without_repeats() -> None:
    candidates = [Candidate("a", 0, 0.9), Candidate("a", 4, 0.8), Candidate("a", 1, 0.01), Candidate("a", 2, 0.02)]
    filled = cover(STORY, candidates, {"a": 4}, fill=True)
    assert [one.candidate.place for one in filled] == [0, 2, 1]
    assert [one.candidate.place for one in cover(STORY, candidates, {"a": 2}, fill=True)] == [0, 2]


def test_what_was_told_is_not_told_again() -> None:
    assert shown(Candidate("a", 0, 0.9), Candidate("a", 4, 0.8)) == [0]
    assert repeats(STORY, 4, 0)
    assert not repeats(STORY, 1, 0)


def test_what_is_worth_next_to_nothing_beside_the_best_is_left() -> None:
    assert shown(Candidate("a", 0, 0.9), Candidate("a", 1, 0.01)) == [0]


def test_a_lead_in_is_shown_once_and_never_as_another_topics_pick() -> None:
    taken = cover(STORY, [Candidate("a", 2, 0.9, lead=1), Candidate("b", 1, 0.5)], {"a": 3, "b": 3})
    assert [one.candidate.places for one in taken] == [(1, 2)]


def test_each_adds_less_than_the_one_before() -> None:
    taken = cover(STORY, [Candidate("a", place, 0.8) for place in ALL], {"a": 6})
    gains = [one.gain for one in taken]
    assert gains == sorted(gains, reverse=True)
    assert min(gains) > 0


def test_the_order_of_the_candidates_does_not_matter() -> None:
    candidates = [Candidate(topic, place, 0.8) for topic in ("b", "a") for place in ALL]
    limits = {"a": 2, "b": 2}
    assert cover(STORY, candidates, limits) == cover(STORY, candidates[::-1], limits)
    assert take_best(STORY, candidates, limits) == take_best(STORY, candidates[::-1], limits)


def test_of_nothing_nothing_is_taken() -> None:
    assert cover(STORY, [], {"a": 3}) == []
    assert shown(Candidate("a", 0, 0.0)) == []


def test_a_sentence_that_another_topic_wants_more_is_not_taken_there_as_a_lead_in() -> None:
    pair = Candidate("a", 2, 0.5, lead=1, asked=(("x", 9.0),))
    assert [one.candidate for one in cover(STORY, [pair, Candidate("b", 1, 0.4)], {"a": 3, "b": 3})] == [pair]
    wanted = Candidate("b", 1, 0.6)
    assert [one.candidate for one in cover(STORY, [pair, wanted], {"a": 3, "b": 3})] == [wanted]
    assert [one.candidate for one in cover(STORY, [pair, wanted], {"a": 3, "b": 0})] == [pair]


def test_what_is_plainly_about_a_topic_that_is_full_fills_no_other() -> None:
    first, more = Candidate("a", 0, 0.9), Candidate("a", 1, 0.8)
    for other, taken in ((Candidate("b", 1, 0.5), ["a", "b"]), (Candidate("b", 1, 0.3), ["a"])):
        found = cover(STORY, [first, more, other], {"a": 1, "b": 3})
        assert [one.candidate.topic for one in found] == taken
    filled = cover(STORY, [first, more, Candidate("b", 1, 0.3)], {"a": 1, "b": 3}, fill=True)
    assert [one.candidate.topic for one in filled] == ["a", "b"]
