from __future__ import annotations

from texts import PADDING, corpus, report

from briefing.summarise.coverage import cover
from briefing.summarise.retold import retold_by
from briefing.summarise.told import Candidate

AWAY = "President Jonas Feld will not travel to Velmar for the talks, according to an order of the palace."
UNLISTED = (
    "The order does not list Feld among the officials expected to take part, and his spokesman confirmed that he would "
    "not attend the talks."
)
INSTEAD = "Feld will not attend the talks, and Ines Talbot, a pilot, is sent in his place."
LEADS = "Rosa Anders leads the team."
FULLER = "The Brylandish delegation, led by Foreign Minister Rosa Anders, was still waiting for its ferry in Lume."
LATER = "Feld will not be in Porto Lume on Thursday."
STORY = corpus(
    report(AWAY, PADDING[0], UNLISTED, PADDING[1], INSTEAD), report(LEADS, PADDING[2], FULLER, PADDING[3], LATER)
)
PLACE = {sentence.text: place for place, sentence in enumerate(STORY.sentences)}


def tells(text: str, *others: str) -> bool:
    return retold_by(STORY, PLACE[text], [PLACE[other] for other in others]) is not None


def shown(*field: Candidate, limit: int = 3) -> list[str]:
    taken = cover(STORY, field, {candidate.topic: limit for candidate in field})
    return [STORY.sentences[place].text for one in taken for place in one.candidate.places]


def candidate(text: str, topic: str = "a", *, asked: float = 0.0, lead: str | None = None) -> Candidate:
    """A sentence for a topic, the sooner taken the more it has of what is asked for."""
    return Candidate(
        topic, PLACE[text], 0.8, None if lead is None else PLACE[lead], asked=(("words", asked),) if asked else ()
    )


def test_that_somebody_stays_away_is_told_in_other_words() -> None:
    assert tells(UNLISTED, AWAY)
    assert tells(LEADS, FULLER)


def test_what_says_more_is_not_told() -> None:
    assert not tells(INSTEAD, AWAY)
    assert not tells(FULLER, LEADS)


def test_what_tells_of_no_line_up_or_of_another_event_is_not_told() -> None:
    assert not tells(PADDING[0], AWAY)
    assert not tells(LATER, AWAY)
    assert not tells(UNLISTED)


def test_a_section_does_not_tell_it_again() -> None:
    assert set(shown(candidate(AWAY, asked=9), candidate(UNLISTED), candidate(FULLER))) == {AWAY, FULLER}


def test_the_shorter_gives_its_room_to_the_next_best_when_a_fuller_one_comes() -> None:
    first, fuller, next_best = candidate(LEADS, asked=99), candidate(FULLER, asked=9), candidate(PADDING[3])
    assert shown(first, next_best, limit=2) == [LEADS, PADDING[3]]
    assert shown(first, fuller, next_best, limit=2) == [FULLER, PADDING[3]]


def test_another_topic_does_not_show_what_was_taken_out() -> None:
    assert shown(candidate(LEADS, asked=99), candidate(LEADS, "b"), candidate(FULLER)) == [FULLER]


def test_what_leads_another_in_stays() -> None:
    first, behind = candidate(LEADS, asked=99), candidate(PADDING[2], asked=9, lead=LEADS)
    assert set(shown(first, behind, candidate(FULLER))) == {LEADS, PADDING[2], FULLER}
