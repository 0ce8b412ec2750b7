"""How many statements that a later report or the calendar has overtaken are found, and how many current are hidden.

The cases point into ../shared by the file of the report and a digest of the sentence (the first twelve digits of the
SHA-256 of its words, white space folded); no text of a report stands here. They were labelled by reading the reports up
to the day of the brief. What is doubtful was left out. Says so and stops where the data is missing.
"""

from __future__ import annotations

import csv
import hashlib
import json
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypedDict

from briefing.config import load_config
from briefing.model import Article
from briefing.run import harvest
from briefing.summarise.corpus import Corpus
from briefing.summarise.overtaken import overtaken
from briefing.summarise.segment import segment

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
CASES = Path(__file__).with_name("overtaken.json")


class Cases(TypedDict):
    """The cases of a story: the day of the brief, and the digests of what is overtaken and what is current then."""

    date: str
    overtaken: list[str]
    current: list[str]


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of cases: overtaken and found, overtaken and missed, current and hidden."""

    found: int
    missed: int
    hidden: int

    @property
    def precision(self) -> float:
        """The share of what was found that is overtaken; 1 where nothing was found."""
        return self.found / (self.found + self.hidden) if self.found + self.hidden else 1.0

    @property
    def recall(self) -> float:
        """The share of what is overtaken that was found; 1 where there is nothing to find."""
        return self.found / (self.found + self.missed) if self.found + self.missed else 1.0


def digest(text: str) -> str:
    """Return the name that a case gives a sentence."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:12]


def articles_of(story: str) -> list[Article]:
    """Return the reports of a story of ../shared, dates inferred as for a brief, or those of PolNeAR."""
    if story == "polnear":
        return _polnear(SHARED / "data" / "polnear")
    own = SHARED / "stories" / story / "briefing.toml"
    settings = load_config(own if own.is_file() else ROOT / "examples" / story / "briefing.toml")
    return list(harvest(settings, (SHARED / "stories" / story / "articles",)).articles)


def _polnear(folder: Path) -> list[Article]:
    with (folder / "metadata.tsv").open() as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return [
        _article(folder / "text" / f"{row['filename']}.txt", row["publisher"], row["publication_date"])
        for row in rows
        if (folder / "text" / f"{row['filename']}.txt").is_file()
    ]


def _article(path: Path, publisher: str | None, published: str | None) -> Article:
    text = path.read_text(encoding="utf-8", errors="replace")
    return Article.from_text(text, publisher=publisher, published=published and published[:10], title=path.stem)


def hidden_of(articles: list[Article], today: date) -> dict[str, bool]:
    """Return the digests of a story's sentences, and which of them the program holds for overtaken."""
    corpus = Corpus(segment(tuple(articles)))
    gone = overtaken(corpus, today)
    return {digest(sentence.text): place in gone for place, sentence in enumerate(corpus.sentences)}


def measure(cases: dict[str, Cases]) -> Score:
    """Return the counts over the cases of all stories."""
    found = missed = hidden = 0
    for story, told in cases.items():
        held = hidden_of(articles_of(story), date.fromisoformat(told["date"]))
        positive, negative = told["overtaken"], told["current"]
        found += sum(held.get(case, False) for case in positive)
        missed += sum(not held.get(case, False) for case in positive)
        hidden += sum(held.get(case, False) for case in negative)
    return Score(found, missed, hidden)


def main() -> None:
    """Print precision and recall."""
    if not (SHARED / "stories").is_dir():
        sys.exit(f"there is no data at {SHARED}")
    score = measure(json.loads(CASES.read_text(encoding="utf-8")))
    print(f"overtaken {score.found} of {score.found + score.missed}, current but hidden {score.hidden}")
    print(f"precision {score.precision:.3f} recall {score.recall:.3f}")


if __name__ == "__main__":
    main()
