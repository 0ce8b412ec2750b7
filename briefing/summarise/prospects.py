"""Which sentences might be shown for a topic, before a close look: what each may be worth, and add, at most.

What a sentence is worth is a product of shares in [0, 1]. Those of relevance and salience are known of every sentence
of the story; whether it stands alone, needs a lead-in, announces or is of another year takes a close look, and can
only take from it. What it adds is bounded twice: by the weights of its words, and where that comes first, with the
pairs of its words beside what the brief has told. Looking only where these bounds come first (`coverage`) gives what
looking at all gives.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from briefing.summarise.candidates import (
    INHERITED,
    Leads,
    Looks,
    Refused,
    asked_in,
    best_told,
    house_bounds,
    house_value,
    places_about,
)
from briefing.summarise.reckoning import demanded
from briefing.summarise.told import Candidate, Prospect, gain_at_most, told_between

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing.model import Topic
    from briefing.summarise.story import Story

ROUNDED = 1 + 1e-9  # what a bound allows for sums in another order


def prospects(story: Story, topics: Iterable[Topic]) -> list[Prospect]:
    """Return what might be shown, for the house method and a story without earlier issues, which may raise a worth."""
    leads = Leads(story)
    told = [told_between(story.corpus, place) for place in range(len(story.corpus.sentences))]
    return [one for topic in topics for one in _Field(story, topic, leads, told).prospects()]


class _Field:
    """The sentences about one topic; `told` has the bounds of what each sentence of the story tells."""

    def __init__(self, story: Story, topic: Topic, leads: Leads, told: Sequence[tuple[float, float]]) -> None:
        self._story, self._topic, self._told = story, topic, told
        self._bounds = house_bounds(story, topic, places_about(story, topic))
        self._looks = Looks(story, topic, leads, cache(self._worth))

    def prospects(self) -> list[Prospect]:
        """Return them, those that say the same together."""
        groups: dict[int, list[int]] = defaultdict(list)
        for place in self._bounds:
            groups[self._story.same.get(place, place)].append(place)
        return [self._prospect(tuple(places)) for places in groups.values()]

    def _prospect(self, places: tuple[int, ...]) -> Prospect:
        most = ROUNDED * max(map(self._most, places))  # the best told of them is worth what the best of them is
        gain = ROUNDED * max([self._gain(place, most) for place in places])
        return Prospect(self._topic.id, places, most, gain, self)

    def _most(self, place: int) -> float:
        """Return what a sentence is worth at most, with what may stand before it as its lead-in or without."""
        return max(self._bounds[place], INHERITED * self._bounds.get(self._lead(place), 0.0))

    def _lead(self, place: int) -> int:
        """Return the place of the only sentence that may lead one in: the one before it, or what it takes back."""
        return self._story.led.get(place, place - 1)

    def _gain(self, place: int, most: float) -> float:
        least, own = self._told[place]
        lead = self._told[self._lead(place)][1] if place else 0.0
        units = self._story.relevance[self._topic.id].found[place]
        return gain_at_most(most, (least, own + lead), sum([unit.weight * unit.tells for unit in units]))

    def _worth(self, place: int) -> float:
        return house_value(self._story, self._topic, place) if place in self._bounds else 0.0

    def at_best(self, places: Iterable[int], value: float) -> list[Candidate]:
        """Return the sentences as they may be shown, alone and led in by the one before, of one side or none."""
        found = []
        for place in places:
            asked = asked_in(self._story, self._topic, place)
            leads = (None, self._lead(place)) if self._story.corpus.sentences[place].index else (None,)
            found += [Candidate(self._topic.id, place, value, lead, asked=asked) for lead in leads]
        return found

    def look(self, places: Iterable[int]) -> list[Candidate]:
        """Look at sentences that say the same, and return those that may be shown."""
        looked = map(self._looks.at, places)
        able = best_told(self._story, [one for one in looked if not isinstance(one, Refused)])
        return demanded(self._story, able)[0]
