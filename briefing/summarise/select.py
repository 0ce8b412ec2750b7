"""Articles and topics -> Selection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.model import Chosen, PassedOver, Pick, Reason, Selection, Step, unseen
from briefing.summarise.candidates import Refused, candidates
from briefing.summarise.corpus import Corpus
from briefing.summarise.coverage import cover, take_best
from briefing.summarise.prospects import prospects
from briefing.summarise.queries import queries
from briefing.summarise.reckoning import Reckoning, demanded
from briefing.summarise.relevance import relevance as relevance_to
from briefing.summarise.segment import segment
from briefing.summarise.story import HOUSE, Story, Wishes, look
from briefing.summarise.telling import telling
from briefing.summarise.told import Candidate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from briefing.model import Article, Reading, Sentence, Topic
    from briefing.summarise.told import Prospect, Taken

NEARLY = 8  # how many sentences that were not taken are kept with the reason, for a topic


def summarise(
    articles: Sequence[Article],
    topics: Sequence[Topic],
    *,
    method: str = HOUSE,
    language: str = "en",
    fill: bool = True,
) -> dict[str, tuple[Pick, ...]]:
    """Return the sentences to read of the articles for each topic, by the topic's id, best first.

    `method` is the house method "coverage" or one of sumy's, which rank what is about a topic. With `fill` the house
    method takes as many as the topic asks for, where the articles have them; without it only those that a brief would
    show. Raises ValueError where there is no such method.
    """
    story = look(_read(articles), topics, Wishes(method=method, language=language, fill=fill))
    field = prospects(story, topics) if method == HOUSE else demanded(story, candidates(story, topics)[0])[0]
    taken = _take(story, field, topics)
    return {topic.id: _picks(story, topic, taken) for topic in topics}


def relevance(
    articles: Sequence[Article], topics: Sequence[Topic], *, language: str = "en"
) -> dict[str, tuple[tuple[Sentence, float], ...]]:
    """Return how much each sentence is about each topic, in [0, 1], by the topic's id: before position, length and all.

    The sentences come in the order of the articles and of their text, without furniture. An article that comes twice
    counts once.
    """
    unique = {article.key: article for article in articles}
    corpus = Corpus(_read(articles), language)
    order = [place for article in unique.values() for place in corpus.by_article[article]]
    asked = queries(topics, (), corpus)
    about = {topic.id: relevance_to(corpus, asked[topic.id]).scores for topic in topics}
    return {topic: tuple((corpus.sentences[p], scores[p]) for p in order) for topic, scores in about.items()}


def select(
    articles: Sequence[Article], topics: Sequence[Topic], wishes: Wishes, told: Callable[[Step], None] = unseen
) -> Selection:
    """Return what to show of the articles for each topic, and what was learnt on the way.

    The order of the articles does not matter. `told` hears how far it is. Raises ValueError where the method is not
    known.
    """
    told(Step("choose", "reports are split into sentences"))
    readings = _read(articles)
    what = f"{sum(len(one.sentences) for one in readings):,} sentences"
    told(Step("choose", f"{what} are compared"))
    story = look(readings, topics, wishes)
    told(Step("choose", f"{what} are weighed for each topic"))
    able, refused = candidates(story, topics)
    found, lacking = demanded(story, able)
    refused += lacking
    taken = _take(story, found, topics)
    reckoning = Reckoning(story, taken, found, refused)
    left = _left(reckoning, topics, taken, found)
    return Selection(
        topics=tuple(_chosen(story, topic, taken, [*refused, *left]) for topic in topics),
        readings=readings,
        revisions={old.key: new.key for old, new in story.kin.revisions.items()},
        origins={article.key: origin for article, origin in story.origins.items()},
        duplicates=len(articles) - len(readings) + len(story.same) - len(set(story.same.values())),
        considered=reckoning.all(topics),
        telling=telling(story),
    )


def _read(articles: Iterable[Article]) -> tuple[Reading, ...]:
    """Return the articles read, each once, by the first of its places, in an order of their own."""
    unique: dict[str, Article] = {}
    for article in sorted(articles, key=_canonical):
        unique.setdefault(article.key, article)
    return segment(tuple(unique.values()))


def _take(story: Story, field: Sequence[Candidate] | Sequence[Prospect], topics: Iterable[Topic]) -> list[Taken]:
    limits = {topic.id: topic.sentences for topic in topics}
    if story.wishes.method == HOUSE:
        return cover(story.corpus, field, limits, fill=story.wishes.fill)
    return take_best(story.corpus, (one for one in field if isinstance(one, Candidate)), limits)


def _canonical(article: Article) -> tuple[str, str, str, str]:
    return (str(article.published.day or "9999"), article.publisher.value or "", article.path, article.key)


def _chosen(story: Story, topic: Topic, taken: Sequence[Taken], out: Iterable[Refused]) -> Chosen:
    return Chosen(
        topic=topic,
        picks=_picks(story, topic, taken),
        considered=len(story.corpus.sentences),
        passed_over=_passed_over(story, topic, taken, out),
    )


def _picks(story: Story, topic: Topic, taken: Sequence[Taken]) -> tuple[Pick, ...]:
    own = [one for one in taken if one.candidate.topic == topic.id]
    most = max((one.gain for one in own), default=1.0)
    return tuple(_pick(story, one, one.gain / most) for one in own)


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
        superseded_by=story.superseded_by(place),
        echo=story.memory.echo(place),
    )


def _reasons(story: Story, topic: str, place: int, share: float) -> tuple[Reason, ...]:
    about, sentence = story.relevance[topic], story.corpus.sentences[place]
    words = ", ".join(unit.words for unit in about.found[place]) or "what stands around it"
    rooms, all_rooms = story.newsrooms((place, *story.also(place))), story.all_newsrooms()
    adds = "what it adds to the brief, of the most that a sentence of the section adds"
    return (
        Reason("topic", round(about.scores[place], 4), words),
        Reason("salience", round(story.salience[place], 4), f"sentence {sentence.index + 1} of its report"),
        Reason("newsrooms", round(rooms / all_rooms, 4), f"{rooms} of {all_rooms}"),
        Reason("new", round(share, 4), adds),
    )


def _left(
    reckoning: Reckoning, topics: Sequence[Topic], taken: Sequence[Taken], found: Iterable[Candidate]
) -> list[Refused]:
    """Return the best candidates that were not taken, with what told them already or took their room."""
    shown = {place for one in taken for place in one.candidate.places}
    rest = sorted((c for c in found if c.place not in shown), key=lambda c: (-c.value, c.place))
    best = [(topic, c) for topic in topics for c in [c for c in rest if c.topic == topic.id][:NEARLY]]
    return [Refused(c.topic, c.place, c.value, reckoning.why_left(topic, c.place)) for topic, c in best]


def _passed_over(
    story: Story, topic: Topic, taken: Sequence[Taken], refused: Iterable[Refused]
) -> tuple[PassedOver, ...]:
    shown = {place for one in taken for place in one.candidate.places}
    own = [one for one in refused if one.topic == topic.id and one.place not in shown]
    best = sorted(own, key=lambda one: (-one.value, one.place))[:NEARLY]
    sentences = story.corpus.sentences
    return tuple(PassedOver(topic.id, sentences[one.place], round(one.value, 4), one.why) for one in best)
