"""How well sentence boundaries are found, and how fast: briefing's splitter beside NLTK's Punkt without downloads.

    python -m benchmarks.quality.boundaries

prints the speed, too; the units of the intervals are the rules and the documents.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer, PunktTrainer

from benchmarks.quality.figures import OURS, SHARED, Measure, Options, Sample, compare, f1, mean
from briefing.text.sentences import split

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.quality.figures import Counts, Figure, Kind

DATA = ("data/sentences/english_golden_rules_48.json", "data/gum_news")
GOLDEN_RULES, GUM_NEWS = (SHARED / name for name in DATA)

PUBLISHED: dict[str, dict[str, float]] = {
    "golden": {
        "pySBD (README)": 97.9,
        "blingfire (README)": 75.0,
        "stanza (README)": 72.9,
        "syntok (README)": 68.8,
        "NLTK (README)": 56.3,
        "spaCy (README)": 52.1,
        "to be reached": 95.0,
    },
    "gum": {"to be reached": 99.0},
}

# What anyone would tell Punkt about English news.
SEED = frozenset(
    """a.m co corp capt col d.c dec dr e.g feb fig gen gov i.e inc jan jr lt ltd maj mr mrs ms mt no nov oct p p.m ph.d
    prof rep rev sen sept sgt sr st u.k u.n u.s u.s.a vs""".split(),
)


Splitter = Callable[[str], Iterable[tuple[int, int]]]


def golden_rules(path: Path = GOLDEN_RULES) -> list[tuple[str, list[str]]]:
    rules = json.loads(path.read_text(encoding="utf-8"))["GOLDEN_EN_RULES"]
    return [(text, [sentence.strip() for sentence in expected]) for text, expected in rules]


def gum_documents(folder: Path = GUM_NEWS) -> list[list[list[str]]]:
    return [_paragraphs(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.conllu"))]


def _paragraphs(conllu: str) -> list[list[str]]:
    paragraphs: list[list[str]] = []
    for line in conllu.splitlines():
        if line.startswith("# newpar") and not line.startswith("# newpar_"):
            paragraphs.append([])
        elif line.startswith("# text ="):
            paragraphs[-1].append(line.removeprefix("# text =").strip())
    return paragraphs


def gum_paragraphs(folder: Path = GUM_NEWS) -> list[list[str]]:
    return [paragraph for document in gum_documents(folder) for paragraph in document]


def punkt(training: str, seed: frozenset[str]) -> Splitter:
    trainer = PunktTrainer()
    trainer.INCLUDE_ALL_COLLOCS = True
    trainer.train(training, finalize=True)
    parameters: PunktParameters = trainer.get_params()
    parameters.abbrev_types |= seed
    splitter: Splitter = PunktSentenceTokenizer(parameters).span_tokenize
    return splitter


def golden_counts(splitter: Splitter, rules: list[tuple[str, list[str]]]) -> list[Counts]:
    """Return for each rule whether it is kept, and 1."""
    return [(float([text[start:end] for start, end in splitter(text)] == expected), 1.0) for text, expected in rules]


def gum_counts(splitter: Splitter, documents: list[list[list[str]]]) -> list[Counts]:
    """Return for each document the boundaries found and true, found, and true, in re-joined paragraphs."""
    found = [[_boundaries(splitter, paragraph) for paragraph in document] for document in documents]
    return [tuple(float(sum(column)) for column in zip(*rows, strict=True)) for rows in found]


def _boundaries(splitter: Splitter, paragraph: list[str]) -> tuple[int, int, int]:
    gold = {len(" ".join(paragraph[:count])) for count in range(1, len(paragraph))}
    ours = {end for _, end in list(splitter(" ".join(paragraph)))[:-1]}
    return len(gold & ours), len(ours), len(gold)


def splitters(rules: list[tuple[str, list[str]]], paragraphs: list[list[str]]) -> dict[str, tuple[Splitter, Splitter]]:
    """Return the splitters by name, one for the rules and one for the news: Punkt is trained on what it splits."""
    news, ruled = "\n\n".join(map(" ".join, paragraphs)), "\n\n".join(text for text, _ in rules)
    return {
        OURS: (split, split),
        "Punkt, trained": (punkt(ruled, frozenset()), punkt(news, frozenset())),
        "Punkt, trained and seeded": (punkt(ruled, SEED), punkt(news, SEED)),
    }


def measure(options: Options) -> tuple[Figure, ...]:
    """Return the share of the golden rules that are kept, and F1 of boundaries in news, x 100."""
    rules, documents = golden_rules(options.shared / DATA[0]), gum_documents(options.shared / DATA[1])
    every = splitters(rules, [paragraph for document in documents for paragraph in document])
    golden = [Sample(name, golden_counts(one, rules), _kind(name)) for name, (one, _) in every.items()]
    gum = [Sample(name, gum_counts(other, documents), _kind(name)) for name, (_, other) in every.items()]
    return (
        *compare(Measure("boundaries.golden", lambda sums: 100 * mean(sums), "rule"), golden, PUBLISHED["golden"]),
        *compare(Measure("boundaries.gum", lambda sums: 100 * f1(0, 1, 2)(sums), "document"), gum, PUBLISHED["gum"]),
    )


def _kind(name: str) -> Kind:
    return "ours" if name == OURS else "baseline"


def pace(splitter: Splitter, rounds: int = 5) -> float:
    texts = [" ".join(paragraph) for paragraph in gum_paragraphs()] * rounds
    started = time.perf_counter()
    count = sum(len(list(splitter(text))) for text in texts)
    return count / (time.perf_counter() - started)


def main() -> None:
    """Print how fast each splitter is; the figures are those of python -m benchmarks.quality --only boundaries."""
    if not (GOLDEN_RULES.exists() and GUM_NEWS.exists()):
        print(f"the data is missing: {GUM_NEWS}")
        return
    for name, (_, splitter) in splitters(golden_rules(), gum_paragraphs()).items():
        print(f"{name:30} {pace(splitter):9.0f} sentences/s")


if __name__ == "__main__":
    main()
