"""Briefs of an annotated story, scored against what a reader wants of it: ../shared/stories/convention.

Facts told over the best extract of equal length, and faults (repeats, overtaken, furniture, cannot stand alone), by the
scorer beside the data, ../shared/tools/score_brief.py: at the limits of the configuration, and the mean of limits of 4
to 8 sentences a topic, since a single sentence moves the first by .04. The units of the intervals are the sections.

Baselines take for each topic, of the sentences that hold one of its terms, what they value most; none is used twice.
"""

from __future__ import annotations

import contextlib
import importlib.util
import io
import json
import random
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from benchmarks.quality import baselines
from benchmarks.quality.baselines import SUMY, Line, best
from benchmarks.quality.figures import OURS, SEED, Measure, Options, Sample, compare, ratio, total
from benchmarks.quality.kept import HERE, ROOT, kept
from briefing.config import METHODS, load_config, with_method
from briefing.render.data import to_json
from briefing.run import digest, harvest
from briefing.summarise import HOUSE
from briefing.text.sentences import split

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from benchmarks.quality.figures import Counts, Figure
    from briefing.config import Settings
    from briefing.model import Topic

STORY, SCORER = "stories/convention", "tools/score_brief.py"
DATA = (f"{STORY}/gold.json", f"{STORY}/briefing.toml", f"{STORY}/articles", SCORER)
SPLITTER = (ROOT / "briefing" / "text" / "sentences.py",)  # cuts the reports for the baselines, too
LIMITS = (4, 5, 6, 7, 8)
CONFIGURED = 6  # sentences a topic in the story's configuration
DRAWS = 10  # random choices, of which the mean is taken

FAULTS = {"repeats": "repeats", "overtaken": "overtaken", "furniture": "furniture", "not-alone": "not_alone"}
"""The figure's name -> the scorer's."""
COLUMNS = ("facts", "best", *FAULTS.values())

PUBLISHED: dict[str, dict[str, float]] = {
    "facts": {
        "plain keywords (printed)": 0.37,
        "BM25 + position + length (printed)": 0.39,
        "a careful reader by hand (printed)": 0.77,
        "the most that one brief can reach (printed)": 0.95,
        "to be reached": 0.70,
    },
    "repeats": {"plain keywords (printed)": 3, "a careful reader by hand (printed)": 0, "at most": 1},
    "overtaken": {"plain keywords (printed)": 2, "a careful reader by hand (printed)": 0, "at most": 0},
    "furniture": {"plain keywords (printed)": 4, "a careful reader by hand (printed)": 0, "at most": 0},
    "not-alone": {"plain keywords (printed)": 1, "a careful reader by hand (printed)": 0, "at most": 0},
}

Sections = tuple[tuple[float, ...], ...]
"""What the scorer counts in each section, in the order of COLUMNS."""


# --- the scorer beside the data


@cache
def scorer(shared: Path) -> Any:
    """Return the module of the scorer."""
    spec = importlib.util.spec_from_file_location("score_brief", shared / SCORER)
    if spec is None or spec.loader is None:
        raise ImportError(f"no module in {shared / SCORER}")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@cache
def _gold(shared: Path) -> tuple[Any, dict[str, str]]:
    module = scorer(shared)
    texts = module.documents([str(shared / STORY / "articles")])
    return module.load_gold(str(shared / STORY / "gold.json"), texts), texts


def score(brief: Mapping[str, Any], shared: Path) -> Sections:
    """Return the counts of each topic of the annotation, by its name."""
    gold, texts = _gold(shared)
    with contextlib.redirect_stdout(io.StringIO()):  # what it objects to
        tallies = scorer(shared).score(brief, gold, texts)
    return tuple(tuple(float(getattr(tallies[topic], name)) for name in COLUMNS) for topic in sorted(tallies))


# --- the program


@cache
def story_settings(shared: Path) -> tuple[Settings, date]:
    """Return the story's settings and the brief's day, that of the newest report."""
    days = [
        entry["date"] for entry in json.loads((shared / STORY / "gold.json").read_text("utf-8"))["articles"].values()
    ]
    return load_config(shared / STORY / "briefing.toml"), date.fromisoformat(max(days))


def by_program(shared: Path, asked: tuple[str, int]) -> Sections:
    """Return the counts of the program's brief, by a method and a limit."""
    method, limit = asked
    settings, day = story_settings(shared)
    topics = tuple(replace(topic, sentences=limit) for topic in settings.topics)
    made = digest(harvest(settings), replace(with_method(settings, method), topics=topics), day)
    return score(json.loads(to_json(made.brief)), shared)


# --- the baselines


@dataclass(frozen=True, slots=True)
class Report:
    """A report's file and its sentences."""

    file: str
    lines: tuple[Line, ...]


@cache
def reports(shared: Path) -> tuple[Report, ...]:
    """Return the reports in the order of their files, cut into sentences line by line, nothing left out."""
    paths = sorted((shared / STORY / "articles").glob("*.txt"))
    return tuple(Report(path.name, _lines(path.read_text("utf-8"), number)) for number, path in enumerate(paths))


def _lines(text: str, number: int) -> tuple[Line, ...]:
    sentences = [line[start:end] for line in text.splitlines() for start, end in split(line)]
    return tuple(Line(sentence, place, number) for place, sentence in enumerate(sentences))


def by_baseline(shared: Path, name: str) -> dict[int, Sections]:
    """Return the counts of a baseline's brief at each limit; of the random one the mean of several."""
    rests_on = [*(shared / part for part in DATA), HERE / "baselines.py", HERE / "story.py", *SPLITTER]
    found = kept(f"story {name}", rests_on, lambda: _by_baseline(shared, name))
    return {int(limit): tuple(map(tuple, sections)) for limit, sections in found.items()}


def _by_baseline(shared: Path, name: str) -> dict[int, Sections]:
    if name != "random":
        return _at_limits(shared, _ranked(shared, partial(_value, shared, name)))
    draws = [_at_limits(shared, _ranked(shared, partial(_chance, random.Random(SEED + n)))) for n in range(DRAWS)]  # noqa: S311
    return {limit: _mean([draw[limit] for draw in draws]) for limit in LIMITS}


def _mean(draws: Sequence[Sections]) -> Sections:
    return tuple(tuple(sum(c) / len(draws) for c in zip(*rows, strict=True)) for rows in zip(*draws, strict=True))


def _chance(chance: random.Random, lines: Sequence[Line], _: Topic) -> list[float]:
    return [chance.random() for _ in lines]


def _value(shared: Path, name: str, lines: Sequence[Line], topic: Topic) -> Sequence[float]:
    if name == "lead":
        return baselines.lead(lines)
    if name == "keywords":
        return baselines.keywords(lines, topic.terms)
    if name.startswith("sumy "):
        return baselines.sumy(name.removeprefix("sumy "), lines, topic.terms)
    every = tuple(line for report in reports(shared) for line in report.lines)
    values = baselines.bm25(lines, " ".join((topic.title, topic.about, *topic.terms)), every)
    return baselines.with_position(values, lines) if name == "BM25+position" else values


def _ranked(shared: Path, value: Callable[[Sequence[Line], Topic], Sequence[float]]) -> dict[str, list[Line]]:
    """Return the sentences that hold one of a topic's terms, the greatest value first, by the topic's id."""
    every = [line for report in reports(shared) for line in report.lines]
    ranked = {}
    for topic in story_settings(shared)[0].topics:
        held = [line for line, n in zip(every, baselines.keywords(every, topic.terms), strict=True) if n]
        ranked[topic.id] = [held[place] for place in best(value(held, topic), len(held))]
    return ranked


def _at_limits(shared: Path, ranked: Mapping[str, Sequence[Line]]) -> dict[int, Sections]:
    return {limit: score(_brief(shared, ranked, limit), shared) for limit in LIMITS}


def _brief(shared: Path, ranked: Mapping[str, Sequence[Line]], limit: int) -> dict[str, Any]:
    """Return as much of a brief.json as the scorer reads: the first sentences of each topic that none has used."""
    used, sections = set[Line](), []
    for topic, lines in ranked.items():
        taken = [line for line in lines if line not in used][:limit]
        used.update(taken)
        items = [{"sentences": [{"text": line.text, "article": f"a{line.report}"}]} for line in taken]
        sections.append({"topic": topic, "items": items})
    files = [{"id": f"a{number}", "path": report.file} for number, report in enumerate(reports(shared))]
    return {"articles": files, "sections": sections}


# --- the figures

BASELINES = ("lead", "random", "keywords", "BM25", "BM25+position", *(f"sumy {method}" for method in SUMY))


def measure(options: Options) -> tuple[Figure, ...]:
    """Return facts and faults of the house method and the baselines, at the configured limits and over several."""
    with ProcessPoolExecutor() as pool:
        ours = pool.map(partial(by_program, options.shared), [(HOUSE, limit) for limit in LIMITS])
        others = pool.map(partial(by_baseline, options.shared), BASELINES)
        found = {OURS: dict(zip(LIMITS, ours, strict=True)), **dict(zip(BASELINES, others, strict=True))}
    return (*_figures("story", {name: at[CONFIGURED] for name, at in found.items()}), *_over_limits(found))


def measure_methods(options: Options) -> tuple[Figure, ...]:
    """Return facts and faults of every method inside the program, at the configured limits."""
    with ProcessPoolExecutor() as pool:
        found = pool.map(partial(by_program, options.shared), [(method, CONFIGURED) for method in METHODS])
        names = (OURS if method == HOUSE else f"briefing --method {method}" for method in METHODS)
        return tuple(_figures("methods", dict(zip(names, found, strict=True)), printed=False))


def _figures(part: str, found: Mapping[str, Sections], *, printed: bool = True) -> list[Figure]:
    samples = [Sample(name, counts, _kind(name)) for name, counts in found.items()]
    published = PUBLISHED if printed else {}
    figures = compare(Measure(f"{part}.facts", ratio(0, 1), "section"), samples, published.get("facts"))
    for name, column in FAULTS.items():
        only = [replace(s, counts=[(row[COLUMNS.index(column)],) for row in s.counts]) for s in samples]
        figures += compare(
            Measure(f"{part}.{name}", total, "section", higher_is_better=False), only, published.get(name)
        )
    return figures


def _kind(name: str) -> Any:
    return "ours" if name == OURS else "variant" if name.startswith(OURS) else "baseline"


def _over_limits(found: Mapping[str, Mapping[int, Sections]]) -> list[Figure]:
    """Return the means over the limits: of the shares of facts, and of the numbers of faults."""
    facts = [Sample(name, _beside(at, (0, 1)), _kind(name)) for name, at in found.items()]
    figures = compare(Measure("story.facts.4-8", _mean_share, "section"), facts)
    for name, column in FAULTS.items():
        samples = [Sample(s, _beside(at, (COLUMNS.index(column),)), _kind(s)) for s, at in found.items()]
        figures += compare(Measure(f"story.{name}.4-8", _mean_total, "section", higher_is_better=False), samples)
    return figures


def _beside(at: Mapping[int, Sections], columns: Sequence[int]) -> list[Counts]:
    """Return for each section the columns at each limit, side by side."""
    sections = zip(*(at[limit] for limit in LIMITS), strict=True)
    return [tuple(row[column] for row in rows for column in columns) for rows in sections]


def _mean_share(sums: Sequence[float]) -> float:
    shares = [ratio(0, 1)(sums[n : n + 2]) for n in range(0, len(sums), 2)]
    return sum(shares) / len(shares)


def _mean_total(sums: Sequence[float]) -> float:
    return sum(sums) / len(sums)
