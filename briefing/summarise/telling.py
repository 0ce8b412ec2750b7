"""Which sentences tell something dated of the story, on their own? A timeline is made from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.model import Telling
from briefing.summarise.alone import NEEDS, weakness
from briefing.summarise.candidates import RELEVANT
from briefing.text.times import names_a_time, weekdays_in

if TYPE_CHECKING:
    from briefing.summarise.story import Story


def telling(story: Story) -> tuple[Telling, ...]:
    """Return the sentences about any topic that stand alone, name a time and are not overtaken, in order of place."""
    sentences = story.corpus.sentences
    weights = [
        max((one.scores[place] for one in story.relevance.values()), default=0.0) for place in range(len(sentences))
    ]
    return tuple(
        Telling(sentences[place], min(1.0, round(weight * story.salience[place], 4)), story.same.get(place, place))
        for place, weight in enumerate(weights)
        if weight >= RELEVANT and _tells(story, place)
    )


def _tells(story: Story, place: int) -> bool:
    sentence = story.corpus.sentences[place]
    if place in story.gone or sentence.article in story.kin.revisions:
        return False
    text, language = sentence.text, story.corpus.language
    return bool(weekdays_in(text) or names_a_time(text)) and weakness(sentence, language=language) < NEEDS
