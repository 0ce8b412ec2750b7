"""Which sentences tell the same: ECB+ (../shared/data/coreference, topics 1-35) and ../shared/stories/convention.

The annotators' sentences of two reports of a sub-topic tell the same event when they share an action's note. That is
weaker than the same information: a sentence *adds nothing* to another where all its actions, those that no other report
has too, are actions of the other. The second is asked of each pair both ways.

- AUC: of the program's likeness, the greater of both ways, beside tf-idf cosine, for the same event.
- repeat.precision, repeat.recall: of the pairs taken for repeats, the share that adds nothing; and of those that add
  nothing the share taken. wrongly: of the pairs taken, those that share no event at all.
- confirm.precision: of the pairs of `same_sentences`, those that tell the same event.
- both-taken: a brief of six of the annotated sentences of each sub-topic; of those taken, the share to which one taken
  before has told all events. told: of the events that several reports tell, the share that the brief tells. The topic
  is the words of the sub-topic's first title. sumy's methods run by sumy's own code, on the same sentences.
- The convention: the same by its facts. A sentence carries more than its facts, so that recall cannot come near 1.

All pairs of the annotated sentences of different reports of a sub-topic are judged: no sample is taken.

`python -m benchmarks.quality.redundancy [N]` prints N pairs of each kind, to be read by eye.
"""

from __future__ import annotations

import csv
import json
import math
import re
import sys
import tarfile
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from benchmarks.quality import baselines
from benchmarks.quality.baselines import SUMY, Line, best
from benchmarks.quality.figures import OURS, SHARED, Figure, Measure, Options, Sample, compare, ratio
from benchmarks.quality.kept import HERE, kept
from briefing.config import load_config
from briefing.model import Article, Topic
from briefing.run import harvest
from briefing.summarise.corpus import Corpus
from briefing.summarise.duplicates import same_sentences
from briefing.summarise.redundancy import REPEATED, likeness
from briefing.summarise.segment import segment
from briefing.summarise.select import summarise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from benchmarks.quality.figures import Counts

DATA = (
    "data/coreference/ecbplus_topics_1_35.tar.xz",
    "data/coreference/ECBplus_coreference_sentences.csv",
    "stories/convention/gold.json",
    "stories/convention/articles",
)
ECB = SHARED / "data" / "coreference"
CONVENTION = SHARED / "stories" / "convention"
LAST_TOPIC = 35
BRIEF = 6  # sentences of a brief


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """A sub-topic's reports as one corpus, and what the annotated sentences tell, by place; `about` is its opening."""

    name: str
    corpus: Corpus
    facts: dict[int, frozenset[str]]
    about: str = ""

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Yield the pairs of annotated sentences of different reports."""
        sentences = self.corpus.sentences
        for one, two in combinations(sorted(self.facts), 2):
            if sentences[one].article != sentences[two].article:
                yield one, two


def ecb(folder: Path = ECB) -> list[Told]:
    chosen: dict[str, set[int]] = defaultdict(set)
    with (folder / "ECBplus_coreference_sentences.csv").open(encoding="utf-8") as table:
        for row in csv.DictReader(table):
            if int(row["Topic"]) <= LAST_TOPIC:
                chosen[f"{row['Topic']}_{row['File']}.xml"].add(int(row["Sentence Number"]))
    parts: dict[str, list[tuple[str, str]]] = defaultdict(list)
    with tarfile.open(folder / "ecbplus_topics_1_35.tar.xz") as archive:
        for member in archive:  # in the archive's own order: going back means to unpack all that stands before
            name = member.name.rpartition("/")[2]
            file = archive.extractfile(member) if name in chosen else None
            if file:
                part = f"{name.split('_')[0]}{'plus' if 'plus' in name else ''}"
                parts[part].append((name, file.read().decode("utf-8")))
    return [_told(part, sorted(files), chosen) for part, files in sorted(parts.items())]


def _told(part: str, files: Sequence[tuple[str, str]], chosen: dict[str, set[int]]) -> Told:
    articles, told = [], {}
    for name, xml in files:
        sentences, facts = _document(name, xml)
        kept = {number: text for number, text in sentences.items() if "http :" not in text and "http:" not in text}
        article = Article.from_sentences(list(kept.values()), title=name, publisher=name)
        articles.append(article)
        for place, number in enumerate(kept):
            if number in chosen[name] and facts[number]:
                told[article.key, place] = frozenset(facts[number])
    corpus = Corpus(segment(tuple(articles)))
    by_place = {
        n: told[s.article.key, s.index] for n, s in enumerate(corpus.sentences) if (s.article.key, s.index) in told
    }
    return Told(part, corpus, by_place, corpus.sentences[0].text)


def _document(name: str, xml: str) -> tuple[dict[int, str], dict[int, set[str]]]:
    root = ET.fromstring(xml)  # noqa: S314 - the data beside the project
    words: dict[int, list[str]] = defaultdict(list)
    where: dict[str, int] = {}
    for token in root.iter("token"):
        number = int(token.attrib["sentence"])
        words[number].append(token.text or "")
        where[token.attrib["t_id"]] = number
    notes = {
        source.attrib["m_id"]: relation.get("note", "")
        for relation in root.iter("CROSS_DOC_COREF")
        for source in relation.iter("source")
    }
    facts: dict[int, set[str]] = defaultdict(set)
    for mark in root.find("Markables") or ():
        note = notes.get(mark.attrib["m_id"], f"{name} {mark.attrib['m_id']}")
        anchor = mark.find("token_anchor")
        if anchor is not None and mark.tag.startswith(("ACTION", "NEG")):
            facts[where[anchor.attrib["t_id"]]].add(note)
    return {number: _joined(tokens) for number, tokens in words.items()}, facts


def _joined(tokens: Iterable[str]) -> str:
    text = re.sub(r" ([.,;:!?%)\]]|n't\b|['’](?:s|re|ve|ll|d|m)?\b)", r"\1", " ".join(tokens))
    text = re.sub(r"([(\[$£]) ", r"\1", text)
    text = re.sub(r"(?<=\w) - (?=\w)", "-", text)
    text = re.sub(r"(?<=\w) ([’']) (s|re|ve|ll|d|m|t)\b", r"\1\2", text)
    return re.sub(r'" ([^"]*?) "', r'"\1"', text)


def convention(folder: Path = CONVENTION) -> Told:
    gold = json.loads((folder / "gold.json").read_text("utf-8"))
    corpus = Corpus(segment(harvest(load_config(folder / "briefing.toml")).articles))
    names = {article["file"]: number for number, article in gold["articles"].items()}
    starts: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for key, mark in gold["sentences"].items():
        starts[key.split(".")[0]].append((_folded(mark["start"]), key))
    facts = {}
    for place, sentence in enumerate(corpus.sentences):
        number = names.get(Path(sentence.article.path).name, "")
        text = _folded(sentence.text)
        keys = [key for start, key in starts[number] if start in text]
        nuggets = frozenset(nugget for key in keys for nugget in gold["sentences"][key]["nuggets"])
        if nuggets:
            facts[place] = nuggets
    return Told("convention", corpus, facts)


def _folded(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()


def tfidf(corpus: Corpus) -> list[dict[str, float]]:
    """Return the sentences as unit vectors of plain words, log(n / df) x count."""
    bags = [Counter(re.findall(r"\w+", sentence.text.lower())) for sentence in corpus.sentences]
    df = Counter(word for bag in bags for word in bag)
    vectors = [{w: count * math.log(len(bags) / df[w]) for w, count in bag.items()} for bag in bags]
    lengths = [math.hypot(*vector.values()) or 1.0 for vector in vectors]
    return [{w: x / length for w, x in v.items()} for v, length in zip(vectors, lengths, strict=True)]


def cosine(one: dict[str, float], two: dict[str, float]) -> float:
    return math.fsum(x * two[word] for word, x in one.items() if word in two)


def auc(scores: Sequence[tuple[float, bool]]) -> float:
    """Return the share of the pairs of a right and a wrong one in which the right one scores higher, ties half."""
    ranked, rank_sum, at = sorted(scores), 0.0, 0
    while at < len(ranked):
        end = at
        while end < len(ranked) and ranked[end][0] == ranked[at][0]:
            end += 1
        rank_sum += sum(right for _, right in ranked[at:end]) * (at + 1 + end) / 2
        at = end
    good = sum(right for _, right in scores)
    return (rank_sum - good * (good + 1) / 2) / (good * (len(scores) - good))


@dataclass(frozen=True, slots=True)
class Pair:
    """One pair, one way: does the first sentence add nothing, do they share an event, and what was found."""

    told: Told
    one: int
    two: int
    adds_nothing: bool
    shares: bool
    cosine: float
    likeness: float
    confirms: bool

    @property
    def repeats(self) -> bool:
        return self.likeness >= REPEATED


def judged(told: Told) -> list[Pair]:
    groups, vectors, found = same_sentences(told.corpus), tfidf(told.corpus), []
    for pair in told.pairs():
        near = cosine(vectors[pair[0]], vectors[pair[1]])
        for one, two in (pair, pair[::-1]):
            facts = told.facts[one], told.facts[two]
            same = one in groups and groups[one] == groups.get(two)
            likely = likeness(told.corpus, one, two)
            found.append(Pair(told, one, two, facts[0] <= facts[1], bool(facts[0] & facts[1]), near, likely, same))
    return found


# --- briefs


Brief = Sequence[frozenset[str]]
"""The events of each sentence of a brief, in the order in which they were taken."""


def both_taken(taken: Brief, shared: frozenset[str]) -> Counts:
    """Return how many sentences of a brief one before them makes needless, how many there are; shared events told."""
    again = sum(any(own <= other for other in taken[:n]) for n, own in enumerate(taken))
    told = frozenset[str]().union(*taken)
    return float(again), float(len(taken)), float(len(told & shared)), float(len(shared))


def annotated(told: Told) -> tuple[list[Line], list[frozenset[str]]]:
    """Return the annotated sentences, and what they tell."""
    numbers = {article: number for number, article in enumerate(told.corpus.by_article)}
    sentences = [told.corpus.sentences[place] for place in sorted(told.facts)]
    lines = [Line(sentence.text, sentence.index, numbers[sentence.article]) for sentence in sentences]
    return lines, [told.facts[place] for place in sorted(told.facts)]


def in_several(lines: Sequence[Line], facts: Sequence[frozenset[str]]) -> frozenset[str]:
    """Return the events that more than one report tells."""
    pairs = {(line.report, event) for line, own in zip(lines, facts, strict=True) for event in own}
    return frozenset(event for event, count in Counter(event for _, event in pairs).items() if count > 1)


def house(lines: Sequence[Line], about: str) -> list[int]:
    """Return the numbers of the sentences that the program takes."""
    numbers: dict[int, list[int]] = defaultdict(list)
    for number, line in enumerate(lines):
        numbers[line.report].append(number)
    named = {f"report {report}": own for report, own in numbers.items()}
    articles = [
        Article.from_sentences([lines[n].text for n in own], title=name, publisher=name) for name, own in named.items()
    ]
    asked = Topic(id="t", title="Events", terms=tuple(_words(about)), sentences=BRIEF)
    picks = summarise(articles, [asked])["t"]
    return [named[str(s.article.title.value)][s.index] for p in picks for s in (p.lead_in, p.sentence) if s is not None]


def _words(about: str) -> list[str]:
    return re.findall(r"\w{4,}", about)


def baseline(name: str, lines: Sequence[Line], about: str) -> list[int]:
    """Return the numbers of the sentences that a baseline takes."""
    if name == "lead":
        return list(best(baselines.lead(lines), BRIEF))
    if name == "keywords":
        return list(best(baselines.keywords(lines, _words(about)), BRIEF))
    return list(best(baselines.sumy(name.removeprefix("sumy "), lines, _words(about)), BRIEF))


BASELINES = ("lead", "keywords", *(f"sumy {method}" for method in SUMY))


# --- the figures


def measure(options: Options) -> tuple[Figure, ...]:
    """Return the figures of both sources; with `fast`, no briefs."""
    stories = ecb(options.shared / "data" / "coreference")
    units = [judged(told) for told in stories]
    figures = [*_auc(units), *_taken("redundancy.ecb", units)]
    figures += _taken("redundancy.convention", [judged(convention(options.shared / "stories" / "convention"))])
    return tuple(figures + ([] if options.fast else _briefs(stories, options)))


def _auc(units: Sequence[Sequence[Pair]]) -> list[Figure]:
    pairs = [pair for unit in units for pair in unit]
    back = {(pair.told.name, pair.two, pair.one): pair.likeness for pair in pairs}
    ours = [(max(pair.likeness, back[pair.told.name, pair.one, pair.two]), pair.shares) for pair in pairs]
    theirs = [(pair.cosine, pair.shares) for pair in pairs]
    return [
        Figure("redundancy.ecb.auc", OURS, auc(ours), count=len(pairs) // 2, unit="pair"),
        Figure("redundancy.ecb.auc", "tf-idf cosine", auc(theirs), count=len(pairs) // 2, unit="pair", kind="baseline"),
        Figure("redundancy.ecb.auc", "tf-idf cosine (README)", 0.695, kind="published"),
    ]


def _taken(name: str, units: Sequence[Sequence[Pair]]) -> list[Figure]:
    """Return what is right of what was taken; tf-idf cosine takes as many pairs as the program, the nearest."""
    pairs = sorted((pair for unit in units for pair in unit), key=lambda pair: -pair.cosine)
    most = sum(pair.repeats for pair in pairs)
    least = pairs[most - 1].cosine if most else 2.0
    deciders = {OURS: lambda pair: pair.repeats, "tf-idf cosine": lambda pair: pair.cosine >= least}
    figures: list[Figure] = []
    for what, column, up in (("repeat.precision", 1, True), ("wrongly", 2, False)):
        measured = Measure(f"{name}.{what}", ratio(column, 0), "sub-topic", higher_is_better=up)
        figures += compare(measured, [_sample(who, units, decide) for who, decide in deciders.items()])
    recall = Measure(f"{name}.repeat.recall", ratio(1, 3), "sub-topic")
    figures += compare(recall, [_sample(who, units, decide) for who, decide in deciders.items()])
    confirmed = Measure(f"{name}.confirm.precision", ratio(4, 0), "sub-topic")
    return figures + compare(confirmed, [_sample(OURS, units, lambda pair: pair.confirms)])


def _sample(system: str, units: Sequence[Sequence[Pair]], decide: Callable[[Pair], bool]) -> Sample:
    """Return for each unit: taken, of these adding or sharing nothing; adding nothing at all; taken and sharing."""
    counts = []
    for unit in units:
        taken = [pair for pair in unit if decide(pair)]
        nothing, shared = sum(pair.adds_nothing for pair in taken), sum(pair.shares for pair in taken)
        all_nothing = sum(pair.adds_nothing for pair in unit)
        counts.append(tuple(map(float, (len(taken), nothing, len(taken) - shared, all_nothing, shared))))
    return Sample(system, counts, "ours" if system == OURS else "baseline")


def _briefs(stories: Sequence[Told], options: Options) -> list[Figure]:
    rests_on = [*(options.shared / name for name in DATA[:2]), HERE / "baselines.py", HERE / "redundancy.py"]
    samples = [Sample(OURS, [_scored(told, house) for told in stories], "ours")]
    for name in BASELINES:
        counts = partial(_all_scored, stories, partial(baseline, name))
        samples.append(Sample(name, kept(f"redundancy {name}", rests_on, counts)))
    again = Measure("redundancy.ecb.both-taken", ratio(0, 1), "sub-topic", higher_is_better=False)
    return [*compare(again, samples), *compare(Measure("redundancy.ecb.told", ratio(2, 3), "sub-topic"), samples)]


Taker = Callable[[Sequence[Line], str], Sequence[int]]
"""What takes sentences, by their numbers, given what the brief is about."""


def _all_scored(stories: Sequence[Told], take: Taker) -> list[Counts]:
    return [_scored(told, take) for told in stories]


def _scored(told: Told, take: Taker) -> Counts:
    lines, facts = annotated(told)
    return both_taken([facts[n] for n in take(lines, told.about)], in_several(lines, facts))


# --- to be read by eye


def main(most: int) -> None:
    for told in ([*ecb()], [convention()]):
        pairs = [pair for story in told for pair in judged(story)]
        for kind, found in {
            "taken, share nothing": [p for p in pairs if p.repeats and not p.shares],
            "taken, share an event and add": [p for p in pairs if p.repeats and p.shares and not p.adds_nothing],
            "taken, add nothing": [p for p in pairs if p.repeats and p.adds_nothing],
            "missed": sorted((p for p in pairs if p.adds_nothing and not p.repeats), key=lambda p: -p.cosine),
        }.items():
            print(f"== {kind}: {len(found)}")
            for pair in found[:: max(1, len(found) // most)][:most] if kind != "missed" else found[:most]:
                sentences = pair.told.corpus.sentences
                print(f"{pair.likeness:.2f} {sentences[pair.one].text}\n     {sentences[pair.two].text}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
