"""What is new today, day by day: three running stories, and what three professionals wrote of each day.

For each day with three articles or more and an update: the articles up to that day -> the brief's "what is new", cut
at the mean length of the updates in words, ROUGE-1 and ROUGE-2 F x 100 (rouge-score, stemmer on), the mean over
annotators, then over days; the same for the background. Formulas: ../shared/data/README.md. The units of the intervals
are the days.

The window is a day (WINDOW), what a reader sets who gets a brief every morning. No earlier issue is remembered: each
day stands alone, so that the figure does not rest on what the program chose before.

Baselines take the sentences of that day's articles; for the background, of all articles up to that day.
"""

from __future__ import annotations

import csv
import gzip
import random
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from importlib import import_module
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from benchmarks.quality import baselines
from benchmarks.quality.baselines import Line, best
from benchmarks.quality.figures import OURS, SEED, Measure, Options, Sample, compare, mean
from benchmarks.quality.kept import HERE, kept
from benchmarks.quality.program import remember, shown
from benchmarks.quality.treebank import untokenised
from briefing.model import Article, Topic

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from benchmarks.quality.figures import Figure

REPLAY = "data/replay"
NEEDS = ("rouge_score",)
FEWEST = 3  # articles of a day that is measured
EVERY = 4  # of the days is measured with --fast
DRAWS = 5  # random choices, of which the mean is taken
SENTENCES = 8  # more than the longest update has room for
SHORTLIST = 200  # sentences of the greatest value, of which MMR takes its own
WINDOW = timedelta(hours=24)  # what a reader sets who gets a brief every day
KINDS = ("new", "background")

STORIES = {
    "egypt": Topic(
        id="egypt",
        title="Egypt protests",
        about="The uprising in Egypt: protests, clashes, the government, the army and the opposition",
        terms=("protest", "Mubarak", "Cairo", "army", "opposition"),
        sentences=SENTENCES,
    ),
    "haiti": Topic(
        id="haiti",
        title="Haiti earthquake",
        about="The earthquake in Haiti: the dead and the injured, rescue, aid and the rebuilding",
        terms=("earthquake", "Port-au-Prince", "aid", "survivors", "death toll"),
        sentences=SENTENCES,
    ),
    "h1n1": Topic(
        id="h1n1",
        title="Swine flu",
        about="The outbreak of H1N1 swine flu: cases and deaths, where it spreads, what is done against it",
        terms=("swine flu", "H1N1", "outbreak", "confirmed cases", "World Health Organization"),
        sentences=SENTENCES,
    ),
}
"""What a user would write from the story's name."""

DATA = (*(f"{REPLAY}/articles/{story}.csv.gz" for story in STORIES), f"{REPLAY}/daily")

PUBLISHED: dict[str, dict[str, float]] = {
    "new.rouge1": {
        "first sentences (printed)": 22.0,
        "centroid + position + MMR (README)": 25.3,
        "to be reached": 28.0,
    },
    "new.rouge2": {
        "first sentences (printed)": 3.1,
        "centroid + position + MMR (README)": 4.6,
        "to be reached": 6.0,
    },
    "background.rouge1": {"annotators among themselves, eight stories (README)": 42.4},
    "background.rouge2": {"annotators among themselves, eight stories (README)": 15.1},
}
_BY_STORY = {
    "random (README)": ((16.9, 1.5), (25.4, 2.8), (19.8, 1.0)),
    "first sentences (README)": ((17.7, 1.8), (27.3, 4.4), (24.7, 4.2)),
    "tf-idf centroid (README)": ((20.0, 1.4), (29.1, 5.1), (26.7, 4.9)),
    "centroid + position + MMR (README)": ((21.0, 2.5), (32.1, 8.0), (26.7, 5.0)),
}


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a story to measure, with what each annotator wrote of it, by kind."""

    story: str
    day: date
    written: Mapping[str, tuple[str, ...]]

    def length(self, kind: str) -> int:
        """Return the mean length of what was written, in words."""
        texts = self.written[kind]
        return round(sum(len(text.split()) for text in texts) / len(texts))


Scores = dict[str, dict[str, tuple[float, float]]]
"""By kind and system, ROUGE-1 and ROUGE-2 x 100 of one day."""


# --- the data


@cache
def articles(shared: Path, story: str) -> tuple[Article, ...]:
    """Return the articles of a story in the order of its file, tokens undone."""
    csv.field_size_limit(2**31 - 1)
    with gzip.open(shared / REPLAY / "articles" / f"{story}.csv.gz", "rt", encoding="utf-8") as file:
        return tuple(_article(row["date"], row["text"]) for row in csv.DictReader(file))


def _article(day: str, tokens: str) -> Article:
    return Article.from_sentences([untokenised(line) for line in tokens.splitlines() if line.strip()], published=day)


def days(shared: Path, story: str) -> list[Day]:
    """Return the days of a story that are measured, in order."""
    daily = [_annotated(path) for path in sorted((shared / REPLAY / "daily" / story).glob("annotator*.tsv"))]
    dated = [article.published.day for article in articles(shared, story)]
    found = []
    for day in sorted({day for day in dated if day and dated.count(day) >= FEWEST}):
        rows = [one[day] for one in daily if day in one]
        written = {kind: tuple(row[kind] for row in rows if row[kind]) for kind in KINDS}
        if written["new"]:
            found.append(Day(story, day, written))
    return found


def _annotated(path: Path) -> dict[date, dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return {
        date.fromisoformat(row["Date"].strip("[]")): {
            "new": (row["Update"] or "").strip(),
            "background": (row["Background"] or "").strip(),
        }
        for row in rows
    }


# --- the systems


def _lines(reports: Iterable[Article]) -> list[Line]:
    return [
        Line(report.text[start:end], place, number)
        for number, report in enumerate(reports)
        for place, (start, end) in enumerate(report.spans or ())
    ]


def known_to(shared: Path, day: Day) -> list[Article]:
    """Return the articles up to a day."""
    return [a for a in articles(shared, day.story) if a.published.day and a.published.day <= day.day]


def house(shared: Path, day: Day, kind: str) -> list[str]:
    """Return what the program's section shows, best first."""
    topic = replace(STORIES[day.story], reach="all" if kind == "background" else "window")
    return shown(known_to(shared, day), topic, day.day, WINDOW)


def plain(shared: Path, day: Day, kind: str) -> dict[str, list[list[str]]]:
    """Return what each baseline shows, best first; of the random one several draws."""
    known = known_to(shared, day)
    own = known if kind == "background" else [a for a in known if a.published.day == day.day]
    lines = _lines(own)
    bags = baselines.vectors(lines, _lines(known))
    central = baselines.centroid(bags)
    return {
        "lead": [_in_turns(own)],
        "centroid": [[lines[place].text for place in best(central, SENTENCES)]],
        "centroid+position+MMR": [_diverse(lines, bags, baselines.with_position(central, lines))],
        "random": _drawn(lines),
    }


def _in_turns(reports: Sequence[Article]) -> list[str]:
    """Return the first sentence of each report, then the second of each, and so on."""
    split = [[report.text[start:end] for start, end in report.spans or ()] for report in reports]
    return [text for row in zip_longest(*split) for text in row if text is not None]


def _diverse(lines: Sequence[Line], bags: Sequence[dict[str, float]], values: Sequence[float]) -> list[str]:
    short = best(values, SHORTLIST)
    taken = baselines.diverse([values[n] for n in short], [bags[n] for n in short], SENTENCES)
    return [lines[short[n]].text for n in taken]


def _drawn(lines: Sequence[Line]) -> list[list[str]]:
    chance = random.Random(SEED)  # noqa: S311 - not a secret
    return [[line.text for line in chance.sample(lines, min(len(lines), 3 * SENTENCES))] for _ in range(DRAWS)]


# --- ROUGE


@cache
def _scorer() -> Any:
    return import_module("rouge_score.rouge_scorer").RougeScorer(["rouge1", "rouge2"], use_stemmer=True)


def rouge(text: str, written: Sequence[str]) -> tuple[float, float]:
    """Return ROUGE-1 and ROUGE-2 F x 100, the mean over what several wrote."""
    found = [_scorer().score(one, text) for one in written]
    one, two = (100 * sum(f[name].fmeasure for f in found) / len(found) for name in ("rouge1", "rouge2"))
    return one, two


def cut(sentences: Iterable[str], length: int) -> str:
    """Return the first words of the sentences."""
    return " ".join(" ".join(sentences).split()[:length])


def story_scores(asked: tuple[Path, Sequence[Day], Sequence[str]]) -> list[Scores]:
    """Return the scores of a story's days, one process for all: what a day reads, the next need not read again."""
    shared, own, kinds = asked
    remember()
    return [day_scores(shared, day, kinds) for day in own]


def day_scores(shared: Path, day: Day, asked_kinds: Sequence[str]) -> Scores:
    """Return the scores of every system on one day."""
    kinds = [kind for kind in asked_kinds if day.written[kind]]
    return {
        kind: {OURS: _mean_rouge([house(shared, day, kind)], day, kind), **_plain_scores(shared, day, kind)}
        for kind in kinds
    }


def _plain_scores(shared: Path, day: Day, kind: str) -> dict[str, tuple[float, float]]:
    rests_on = [shared / name for name in DATA] + [HERE / f"{name}.py" for name in ("baselines", "replay", "treebank")]
    return dict(
        kept(
            f"replay {day.story} {day.day} {kind}",
            rests_on,
            lambda: {name: _mean_rouge(draws, day, kind) for name, draws in plain(shared, day, kind).items()},
        )
    )


def _mean_rouge(draws: Sequence[Sequence[str]], day: Day, kind: str) -> tuple[float, float]:
    found = [rouge(cut(sentences, day.length(kind)), day.written[kind]) for sentences in draws]
    one, two = (sum(column) / len(found) for column in zip(*found, strict=True))
    return one, two


# --- the figures


def measure(options: Options) -> tuple[Figure, ...]:
    """Return ROUGE of what is new and of the background, over all days and by story."""
    chosen = [days(options.shared, story)[:: EVERY if options.fast else 1] for story in STORIES]
    kinds = KINDS[:1] if options.fast else KINDS
    with ProcessPoolExecutor() as pool:
        found = pool.map(story_scores, [(options.shared, own, kinds) for own in chosen])
        scored = [pair for own, scores in zip(chosen, found, strict=True) for pair in zip(own, scores, strict=True)]
    figures = [figure for kind in kinds for figure in _figures(kind, scored, options)]
    return tuple(figures)


def _figures(kind: str, scored: Sequence[tuple[Day, Scores]], options: Options) -> Iterable[Figure]:
    for column, name in enumerate(("rouge1", "rouge2")):
        printed = PUBLISHED[f"{kind}.{name}"]
        whole = f"replay.{kind}.{name}" + (".fast" if options.fast else "")
        yield from compare(Measure(whole, mean, "day"), _samples(kind, column, scored), printed)
        for number, story in enumerate(STORIES):
            own = [(day, scores) for day, scores in scored if day.story == story]
            lines = {who: values[number][column] for who, values in _BY_STORY.items()} if kind == "new" else {}
            yield from compare(Measure(f"{whole}.{story}", mean, "day"), _samples(kind, column, own), lines)


def _samples(kind: str, column: int, scored: Sequence[tuple[Day, Scores]]) -> list[Sample]:
    rows = [scores[kind] for _, scores in scored if kind in scores]
    return [
        Sample(name, [(row[name][column], 1.0) for row in rows], "ours" if name == OURS else "baseline")
        for name in (rows[0] if rows else ())
    ]
