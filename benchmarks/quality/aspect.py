"""The right sentences for a topic: AspectNews, two topics of 100 earthquake articles, five annotators each.

F1 (micro over the articles) of three sentences against what the annotators picked; one topic is asked for at a time, as
it was of the annotators and is of the baselines. With both at once the program shows no sentence twice, so that the
topics take each other's.

The right aspect: how often relevance alone tells which of the two topics a sentence was picked for, in two readings of
a sentence that is found to be about neither: it counts half (noughts-half), or the standardised noughts are compared
(noughts-compared), by which all such sentences fall to the topic that is rarer by the system's own values. Formulas:
../shared/data/README.md.
"""

from __future__ import annotations

import random
import re
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import briefing
from benchmarks.quality import baselines
from benchmarks.quality.baselines import SUMY, Line, best
from benchmarks.quality.figures import OURS, SEED, Figure, Measure, Options, Sample, compare, mean
from benchmarks.quality.kept import HERE, kept

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from benchmarks.quality.figures import Counts

DATA = ("data/aspectnews/eq_100_geo.txt", "data/aspectnews/eq_100_rescue.txt")
SHOWN = 3
DRAWS = 20  # random choices, of which the mean is taken
APART = 2  # votes by which the aspects differ, for a sentence to have a right one

GEO = briefing.Topic(
    id="geo",
    title="Geography",
    about="Where the earthquake struck: the region, the places and how far they are",
    terms=("region", "location", "country", "geography", "miles"),
    sentences=SHOWN,
)
RESCUE = briefing.Topic(
    id="rescue",
    title="Recovery",
    about="Rescue and recovery: aid, survivors, the injured and the dead",
    terms=("recovery", "aid", "survivor", "injury", "death"),
    sentences=SHOWN,
)
TOPICS = (GEO, RESCUE)

PUBLISHED: dict[str, dict[str, float]] = {
    "geo": {
        "random 3 (README)": 27.4,
        "first 3 (README)": 54.3,
        "terms counted (README)": 51.9,
        "sumy TextRank (README)": 44.8,
        "sumy Edmundson (README)": 49.5,
        "BM25 + position (README)": 54.1,
        "position + length (README)": 57.8,
        "one annotator against the other four (README)": 52.4,
        "trained on the aspect (README)": 59.5,
        "the three most picked (README)": 70.1,
    },
    "rescue": {
        "random 3 (README)": 28.5,
        "first 3 (README)": 35.1,
        "terms counted (README)": 33.9,
        "sumy TextRank (README)": 43.4,
        "sumy Edmundson (README)": 37.4,
        "BM25 + position (README)": 37.9,
        "position + length (README)": 42.3,
        "one annotator against the other four (README)": 39.2,
        "trained on the aspect (README)": 47.5,
        "the three most picked (README)": 61.3,
    },
    "mean": {
        "LEAD-3 (printed)": 44.7,
        "keywords (printed)": 42.9,
        "sumy's best (printed)": 44.1,
        "one annotator against the others (printed)": 45.8,
        "position + length (printed)": 50.0,
        "trained on the aspect (printed)": 55.3,
        "to be reached": 53.0,
    },
    "right": {
        "terms counted, both domains (README)": 55.0,
        "BM25 of five terms, both domains (README)": 55.8,
        "BM25 of 25 terms, both domains (README)": 62.9,
        "BM25, expanded, both domains (README)": 63.1,
        "MiniLM, both domains (README)": 64.0,
        "trained on it, both domains (README)": 69.0,
        "to be reached": 65.0,
    },
}


@dataclass(frozen=True, slots=True)
class Judged:
    """An article's sentences, and what each annotator picked of it for each topic."""

    sentences: tuple[str, ...]
    picked: dict[str, tuple[frozenset[int], ...]]

    @property
    def lines(self) -> list[Line]:
        return [Line(text, place) for place, text in enumerate(self.sentences)]

    def votes(self, topic: str) -> list[int]:
        """Return how many annotators picked each sentence, those left out who share none with another."""
        kept = agreeing(self.picked[topic])
        return [sum(place in one for one in kept) for place in range(len(self.sentences))]


def agreeing(picked: Sequence[frozenset[int]]) -> list[frozenset[int]]:
    """Return the annotators' picks without those that share no sentence with any other's."""
    return [one for n, one in enumerate(picked) if any(one & other for m, other in enumerate(picked) if m != n)]


def read(folder: Path) -> list[Judged]:
    """Return the articles with both topics' picks. Raises ValueError where the two files differ in their articles."""
    geo, rescue = (list(_blocks((folder / name).read_text("utf-8"))) for name in DATA)
    if [sentences for sentences, _ in geo] != [sentences for sentences, _ in rescue]:
        raise ValueError("the two topics are not of the same articles")
    return [Judged(text, {"geo": one, "rescue": other}) for (text, one), (_, other) in zip(geo, rescue, strict=True)]


def _blocks(text: str) -> Iterable[tuple[tuple[str, ...], tuple[frozenset[int], ...]]]:
    for block in re.split(r"(?m)^(?=Sentence 0: )", text)[1:]:
        sentences = tuple(found.strip() for found in re.findall(r"(?m)^Sentence \d+: ?(.*)$", block))
        picks = re.findall(r"(?m)^Annotator \d+:(.*)$", block)
        yield sentences, tuple(frozenset(map(int, re.findall(r"(\d+) \(importance", one))) for one in picks)


# --- F1 of three sentences


def counts(article: Judged, topic: str, picks: Sequence[int]) -> Counts:
    """Return (votes for the picks, what full agreement would give, votes for any sentence)."""
    votes = article.votes(topic)
    annotators = len(agreeing(article.picked[topic]))
    return float(sum(votes[p] for p in picks)), float(SHOWN * annotators), float(sum(votes))


def micro(sums: Sequence[float]) -> float:
    """Return F1 x 100 of summed counts: P = hit / possible, R = hit / given."""
    hit, possible, given = sums[:3]
    return 200 * hit / (possible + given) if possible + given else 0.0


def both(sums: Sequence[float]) -> float:
    """Return the mean F1 x 100 of the two topics, of the counts of both side by side."""
    return (micro(sums[:3]) + micro(sums[3:])) / 2


def house(article: Judged, topic: briefing.Topic, asked: Sequence[briefing.Topic] = ()) -> list[int]:
    """Return the places of the program's picks for a topic; `asked` are all that are asked for, if it is not alone."""
    report = briefing.Article.from_sentences(list(article.sentences))
    starts = {start: place for place, (start, _) in enumerate(report.spans or ())}
    return [starts[pick.sentence.start] for pick in briefing.summarise([report], asked or [topic])[topic.id]]


Value = Callable[[Judged, briefing.Topic], Sequence[float]]
"""What gives every sentence of an article a value for a topic."""


def values(articles: Sequence[Judged]) -> dict[str, Value]:
    """Return the baselines by name. The frequencies of BM25 are those of all articles."""
    among = _lines(articles)
    plain: dict[str, Value] = {
        "lead": lambda article, _: baselines.lead(article.lines),
        "keywords": lambda article, topic: baselines.keywords(article.lines, topic.terms),
        "BM25": lambda article, topic: bm25(article, topic, among),
        "BM25+position": lambda article, topic: baselines.with_position(bm25(article, topic, among), article.lines),
    }
    return plain | {f"sumy {method}": _by_sumy(method) for method in SUMY}


def _lines(articles: Sequence[Judged]) -> tuple[Line, ...]:
    return tuple(line for article in articles for line in article.lines)


def bm25(article: Judged, topic: briefing.Topic, among: Sequence[Line]) -> list[float]:
    """Return BM25 of a topic's terms."""
    return baselines.bm25(article.lines, " ".join(topic.terms), among)


def _by_sumy(method: str) -> Value:
    return lambda article, topic: baselines.sumy(method, article.lines, topic.terms)


def f1_samples(articles: Sequence[Judged], topic: briefing.Topic, options: Options) -> list[Sample]:
    """Return what every system picks for a topic, article by article."""
    ours = [counts(article, topic.id, house(article, topic)) for article in articles]
    together = [counts(article, topic.id, house(article, topic, TOPICS)) for article in articles]
    samples = [Sample(OURS, ours, "ours"), Sample("briefing, both topics at once", together, "variant")]
    for name, value in values(articles).items():
        picks = kept(f"aspect {topic.id} {name}", _rests_on(options), partial(_picks, articles, topic, value))
        samples.append(Sample(name, [counts(a, topic.id, p) for a, p in zip(articles, picks, strict=True)]))
    most = [counts(a, topic.id, best(a.votes(topic.id), SHOWN)) for a in articles]
    return [*samples, Sample("random", _drawn(articles, topic.id)), Sample("the three most picked", most, "bound")]


def _picks(articles: Sequence[Judged], topic: briefing.Topic, value: Value) -> list[tuple[int, ...]]:
    return [best(value(article, topic), SHOWN) for article in articles]


def _rests_on(options: Options) -> list[Path]:
    return [*(options.shared / name for name in DATA), HERE / "baselines.py", HERE / "aspect.py"]


def _drawn(articles: Sequence[Judged], topic: str) -> list[Counts]:
    """Return what picking at random gives, as the mean of several draws."""
    chance = random.Random(SEED)  # noqa: S311 - not a secret
    found = []
    for article in articles:
        places = range(len(article.sentences))
        draws = [counts(article, topic, chance.sample(places, min(SHOWN, len(places)))) for _ in range(DRAWS)]
        found.append(tuple(sum(column) / DRAWS for column in zip(*draws, strict=True)))
    return found


# --- the right aspect


def right_samples(articles: Sequence[Judged], tie: Callable[[float, float], bool]) -> list[Sample]:
    """Return for every article how many of its sentences that have a right aspect are told it, and how many there are.

    `tie` says of the two values before they are standardised whether they tell nothing.
    """
    among = _lines(articles)
    reports = [briefing.Article.from_sentences(list(article.sentences)) for article in articles]
    about = briefing.relevance(reports, TOPICS)
    ours = {topic: {(s.article.key, s.start): value for s, value in told} for topic, told in about.items()}
    places = [[(report.key, start) for start, _ in report.spans or ()] for report in reports]
    systems: dict[str, _ByArticle] = {
        OURS: lambda n, topic: [ours[topic.id].get(place, 0.0) for place in places[n]],
        "keywords": lambda n, topic: baselines.keywords(articles[n].lines, topic.terms),
        "BM25": lambda n, topic: bm25(articles[n], topic, among),
    }
    return [
        Sample(name, _right(articles, value, tie), "ours" if name == OURS else "baseline")
        for name, value in systems.items()
    ]


_ByArticle = Callable[[int, briefing.Topic], Sequence[float]]


def says_nothing(one: float, other: float) -> bool:
    """Whether a sentence was found to be about neither topic: which of the two it is then told by no one."""
    return one == other == 0


def never(_: float, __: float) -> bool:
    """Return False: nought of either is taken as the less, the commoner the topic is in the corpus."""
    return False


def _right(articles: Sequence[Judged], value: _ByArticle, tie: Callable[[float, float], bool]) -> list[Counts]:
    geo, rescue = ([value(n, topic) for n in range(len(articles))] for topic in TOPICS)
    ties = [[tie(a, b) for a, b in zip(*rows, strict=True)] for rows in zip(geo, rescue, strict=True)]
    rows = zip(articles, _standard(geo), _standard(rescue), ties, strict=True)
    return [
        _told(article, [0.0 if t else a - b for a, b, t in zip(g, r, tied, strict=True)])
        for article, g, r, tied in rows
    ]


def _standard(table: Sequence[Sequence[float]]) -> list[list[float]]:
    """Return values as deviations from their mean over the corpus, in standard deviations."""
    every = [value for row in table for value in row]
    middle, spread = statistics.fmean(every), statistics.pstdev(every) or 1.0
    return [[(value - middle) / spread for value in row] for row in table]


def _told(article: Judged, leaning: Sequence[float]) -> Counts:
    """Return (sentences told right, a tie counting half; sentences that have a right aspect)."""
    differ = [a - b for a, b in zip(article.votes("geo"), article.votes("rescue"), strict=True)]
    told = [(votes, lean) for votes, lean in zip(differ, leaning, strict=True) if abs(votes) >= APART]
    return sum(0.5 if lean == 0 else float((lean > 0) == (votes > 0)) for votes, lean in told), float(len(told))


def measure(options: Options) -> tuple[Figure, ...]:
    """Return F1 for each topic, for their mean, and the right aspect, all x 100."""
    articles = read(options.shared)
    geo, rescue = (f1_samples(articles, topic, options) for topic in TOPICS)
    together = [
        replace(one, counts=[(*a, *b) for a, b in zip(one.counts, other.counts, strict=True)])
        for one, other in zip(geo, rescue, strict=True)
    ]
    return (
        *compare(Measure("aspect.f1.geo", micro, "article"), geo, PUBLISHED["geo"]),
        *compare(Measure("aspect.f1.rescue", micro, "article"), rescue, PUBLISHED["rescue"]),
        *compare(Measure("aspect.f1", both, "article"), together, PUBLISHED["mean"]),
        *compare(
            Measure("aspect.right.noughts-half", share, "article"),
            right_samples(articles, says_nothing),
            PUBLISHED["right"],
        ),
        *compare(Measure("aspect.right.noughts-compared", share, "article"), right_samples(articles, never)),
    )


def share(sums: Sequence[float]) -> float:
    """Return the first of the sums over the second, x 100."""
    return 100 * mean(sums)
