"""How many statements that a later report or the calendar has overtaken are found, and how many current are hidden.

The cases point into ../shared by the file of the report and a digest of the sentence (the first twelve digits of the
SHA-256 of its words, white space folded); no text of a report stands here. They were labelled by reading the reports up
to the day of the brief. What is doubtful was left out. Some were chosen because an earlier version hid them wrongly,
and the rules were mended on these cases: they guard what was reached, and do not say how others would fare. The units
of the intervals are the cases. `python -m benchmarks.quality.overtaken` prints the counts.
"""

from __future__ import annotations

import csv
import hashlib
import json
import sys
from datetime import date
from pathlib import Path
from typing import TypedDict

from benchmarks.quality.figures import OURS, SHARED, Counts, Figure, Measure, Options, Sample, compare, ratio
from benchmarks.quality.kept import ROOT
from briefing.config import load_config
from briefing.model import Article
from briefing.run import harvest
from briefing.summarise.corpus import Corpus
from briefing.summarise.overtaken import OWN_REPORT, overtaken
from briefing.summarise.segment import segment

DATA = ("stories/istanbul/articles", "stories/convention/articles", "stories/convention/briefing.toml", "data/polnear")
CASES = Path(__file__).with_name("overtaken.json")


class Cases(TypedDict):
    """The cases of a story: the day of the brief, and the digests of what is overtaken and what is current then."""

    date: str
    overtaken: list[str]
    current: list[str]


def digest(text: str) -> str:
    """Return the name that a case gives a sentence."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:12]


def articles_of(story: str, shared: Path = SHARED) -> list[Article]:
    """Return the reports of a story of ../shared, dates inferred as for a brief, or those of PolNeAR."""
    if story == "polnear":
        return _polnear(shared / "data" / "polnear")
    own = shared / "stories" / story / "briefing.toml"
    settings = load_config(own if own.is_file() else ROOT / "examples" / story / "briefing.toml")
    return list(harvest(settings, (shared / "stories" / story / "articles",)).articles)


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
    """Return the digests of a story's sentences, and which of them the program hides as overtaken.

    What its own report takes back is not hidden: it is shown in front of the sentence that does.
    """
    corpus = Corpus(segment(tuple(articles)))
    gone = {place for place, one in overtaken(corpus, today).items() if one.why != OWN_REPORT}
    return {digest(sentence.text): place in gone for place, sentence in enumerate(corpus.sentences)}


def outcomes(cases: dict[str, Cases], shared: Path = SHARED) -> list[Counts]:
    """Return for each case whether it is found and overtaken, whether it is found, and whether it is overtaken."""
    counts = list[Counts]()
    for story, told in cases.items():
        held = hidden_of(articles_of(story, shared), date.fromisoformat(told["date"]))
        for name, gone in [(name, True) for name in told["overtaken"]] + [(name, False) for name in told["current"]]:
            found = held.get(name, False)
            counts.append((float(found and gone), float(found), float(gone)))
    return counts


def measure(options: Options) -> tuple[Figure, ...]:
    """Return precision and recall over the cases of all stories."""
    samples = [Sample(OURS, outcomes(_cases(), options.shared), "ours")]
    return (
        *compare(Measure("overtaken.precision", ratio(0, 1), "case"), samples),
        *compare(Measure("overtaken.recall", ratio(0, 2), "case"), samples),
    )


def _cases() -> dict[str, Cases]:
    cases: dict[str, Cases] = json.loads(CASES.read_text(encoding="utf-8"))
    return cases


def main() -> None:
    """Print the counts."""
    if not (SHARED / "stories").is_dir():
        sys.exit(f"there is no data at {SHARED}")
    right, found, gone = (int(sum(column)) for column in zip(*outcomes(_cases()), strict=True))
    print(f"overtaken {right} of {gone}, current but hidden {found - right}")


if __name__ == "__main__":
    main()
