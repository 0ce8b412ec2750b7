"""Which sentences tell something dated of the story, on their own? A timeline is made from them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from briefing.model import Telling
from briefing.summarise.alone import NEEDS, weakness
from briefing.summarise.candidates import RELEVANT
from briefing.text.times import names_a_time, weekdays_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefing.summarise.story import Story

OFTEN = 3  # reports that tell a sentence alike, from which it is of the story whatever the topics are


def telling(story: Story) -> tuple[Telling, ...]:
    """Return the sentences about any topic that stand alone, name a time and are not overtaken, in order of place.

    What many reports tell alike is of the story too: a topic asks for the dead and the aid, and not for the quake.
    """
    sentences = story.corpus.sentences
    weights = [
        max((one.scores[place] for one in story.relevance.values()), default=0.0) for place in range(len(sentences))
    ]
    often = _often(story)
    weights = [max(weight, RELEVANT * (story.same.get(place) in often)) for place, weight in enumerate(weights)]
    return tuple(
        Telling(sentences[place], min(1.0, round(weight * story.salience[place], 4)), story.same.get(place, place))
        for place, weight in enumerate(weights)
        if weight >= RELEVANT and _tells(story, place)
    )


def _often(story: Story) -> frozenset[int]:
    """Return the groups of sentences, by their first places, that at least so many reports have."""
    reports: Mapping[int, set[str]] = defaultdict(set)
    for place, first in story.same.items():
        article = story.corpus.sentences[place].article
        if article not in story.kin.revisions:
            reports[first].add(article.key)
    return frozenset(first for first, keys in reports.items() if len(keys) >= OFTEN)


def _tells(story: Story, place: int) -> bool:
    sentence = story.corpus.sentences[place]
    if place in story.gone or sentence.article in story.kin.revisions:
        return False
    text, language = sentence.text, story.corpus.language
    return (
        bool(weekdays_in(text) or names_a_time(text))
        and weakness(sentence, known=story.known, language=language) < NEEDS
    )
