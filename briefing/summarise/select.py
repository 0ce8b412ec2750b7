"""Articles and topics -> Selection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.model import Chosen, PassedOver, Pick, Reason, Selection
from briefing.summarise.candidates import Refused, candidates
from briefing.summarise.coverage import cover, take_best
from briefing.summarise.segment import segment
from briefing.summarise.story import HOUSE, Story, Wishes, look
from briefing.summarise.told import Candidate, Taken, repeats

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing.model import Article, Topic

NEARLY = 8  # how many sentences that were not taken are kept with the reason, for a topic


def summarise(
    articles: Sequence[Article], topics: Sequence[Topic], *, method: str = HOUSE, language: str = "en"
) -> dict[str, tuple[Pick, ...]]:
    """Return the sentences to read of the articles for each topic, by the topic's id, best first.

    `method` is the house method "coverage" or one of sumy's. Raises ValueError where it is neither.
    """
    wishes = Wishes(method=method, language=language)
    return {chosen.topic.id: chosen.picks for chosen in select(articles, topics, wishes).topics}


def select(articles: Sequence[Article], topics: Sequence[Topic], wishes: Wishes) -> Selection:
    """Return what to show of the articles for each topic, and what was learnt on the way.

    The order of the articles does not matter. Raises ValueError where the method is not known.
    """
    unique = {article.key: article for article in articles}
    readings = segment(tuple(sorted(unique.values(), key=_canonical)))
    story = look(readings, topics, wishes)
    found, refused = candidates(story, topics)
    fill = cover if wishes.method == HOUSE else take_best
    taken = fill(story.corpus, found, {topic.id: topic.sentences for topic in topics})
    return Selection(
        topics=tuple(_chosen(story, topic, taken, found, refused) for topic in topics),
        readings=readings,
        revisions={old.key: new.key for old, new in story.kin.revisions.items()},
        origins={article.key: origin for article, origin in story.origins.items()},
        duplicates=len(articles) - len(unique) + len(story.same) - len(set(story.same.values())),
    )


def _canonical(article: Article) -> tuple[str, str, str, str]:
    return (str(article.published.day or "9999"), article.publisher.value or "", article.path, article.key)


def _chosen(
    story: Story, topic: Topic, taken: Sequence[Taken], found: Iterable[Candidate], refused: Iterable[Refused]
) -> Chosen:
    own = [one for one in taken if one.candidate.topic == topic.id]
    most = max((one.gain for one in own), default=1.0)
    return Chosen(
        topic=topic,
        picks=tuple(_pick(story, one, one.gain / most) for one in own),
        considered=len(story.corpus.sentences),
        passed_over=_passed_over(story, topic, taken, [*refused, *_left(story, topic, taken, found)]),
    )


def _pick(story: Story, one: Taken, share: float) -> Pick:
    place, topic = one.candidate.place, one.candidate.topic
    lead, also = one.candidate.lead, story.also(place)
    return Pick(
        topic=topic,
        sentence=story.corpus.sentences[place],
        score=round(min(1.0, one.candidate.value), 4),
        reasons=_reasons(story, topic, place, share),
        lead_in=None if lead is None else story.corpus.sentences[lead],
        also=tuple(story.corpus.sentences[p] for p in also),
    )


def _reasons(story: Story, topic: str, place: int, share: float) -> tuple[Reason, ...]:
    about, sentence = story.relevance[topic], story.corpus.sentences[place]
    words = ", ".join(unit.words for unit in about.found[place]) or "what stands around it"
    rooms, all_rooms = story.newsrooms((place, *story.also(place))), story.newsrooms(range(len(story.corpus.sentences)))
    adds = "what it adds to the brief, of the most that a sentence of the section adds"
    return (
        Reason("topic", round(about.scores[place], 4), words),
        Reason("salience", round(story.salience[place], 4), f"sentence {sentence.index + 1} of its report"),
        Reason("newsrooms", round(rooms / all_rooms, 4), f"{rooms} of {all_rooms}"),
        Reason("new", round(share, 4), adds),
    )


def _left(story: Story, topic: Topic, taken: Sequence[Taken], found: Iterable[Candidate]) -> list[Refused]:
    """Return the topic's candidates that were not taken, with what told them already or took their room."""
    shown = {place: one.candidate.topic for one in taken for place in one.candidate.places}
    full = sum(one.candidate.topic == topic.id for one in taken) >= topic.sentences
    rest = [c for c in found if c.topic == topic.id and c.place not in shown]
    best = sorted(rest, key=lambda c: (-c.value, c.place))[:NEARLY]
    return [Refused(c.topic, c.place, c.value, _why_left(story, c, shown, full=full)) for c in best]


def _why_left(story: Story, candidate: Candidate, shown: dict[int, str], *, full: bool) -> str:
    told = next((place for place in shown if repeats(story.corpus, candidate.place, place)), None)
    if told is not None:
        return f"says what is shown already: {story.corpus.sentences[told].text}"
    return "the others add more" if full else "adds too little to what is shown"


def _passed_over(
    story: Story, topic: Topic, taken: Sequence[Taken], refused: Iterable[Refused]
) -> tuple[PassedOver, ...]:
    shown = {place for one in taken for place in one.candidate.places}
    own = [one for one in refused if one.topic == topic.id and one.place not in shown]
    best = sorted(own, key=lambda one: (-one.value, one.place))[:NEARLY]
    sentences = story.corpus.sentences
    return tuple(PassedOver(topic.id, sentences[one.place], round(one.value, 4), one.why) for one in best)
