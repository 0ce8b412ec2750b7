"""Who says what, on PolNeAR (LREC 2018): python -m benchmarks.quality.speech [--errors]

Two things are measured, article by article, against the attributions that annotators marked:

- which sentences report speech: those that hold the cue of an attribution. The program's sign is a verb of saying
  outside of quotations; the baseline takes 45 cue words or a quotation mark anywhere.
- who speaks: of the attributions whose source carries a name and stands in the sentence of its cue, the share that is
  given to that source (recall), and how often the speaker that is given is the source (precision). "speaker" is what
  the brief's sayings rest on, "actor" what sides rest on. The baseline takes the first name of a sentence with a cue.

A sentence with two attributions counts twice, and one speaker can be right for one of them only.
"""

from __future__ import annotations

import argparse
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.quality.figures import OURS, Figure, Measure, Options, Sample, compare, f1, ratio
from briefing.model import Article
from briefing.summarise.segment import segment
from briefing.text.clauses import SAYING, WORD, has_name
from briefing.text.names import mentions
from briefing.text.quotations import unquoted
from briefing.text.speakers import speaker
from briefing.text.speech import actor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from briefing.model import Sentence

DATA = ("data/polnear/text", "data/polnear/attributions")

_CUES = frozenset(
    "said says say told tells tell according added adds asked argued argues announced acknowledged admitted believes "
    "believe called claimed claims confirmed declared denied explained expressed insisted noted predicted promised "
    "replied reported responded stated suggested testified tweeted urged vowed warned wrote writes thinks pledged "
    "criticized accused complained quoted".split()
)
_MARKS = re.compile(r"[“”\"]|''")
_NEAR = 3  # characters: "Feld's" and "Feld" are one source

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution: the spans of its cue and its source in the article."""

    cue: tuple[Span, ...]
    source: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence as it is shown, whether it holds a cue, and its named sources, by offsets in the shown words."""

    text: str
    reports: bool
    sources: tuple[tuple[Span, ...], ...]


def _first_name(text: str) -> Span | None:
    found = mentions(text)
    says = any(word.lower() in _CUES for word in WORD.findall(text))
    return (found[0].start, found[0].end) if says and found else None


def _speaker(text: str) -> Span | None:
    found = speaker(text, mentions(text))
    return (found.start, found.end) if found else None


def _actor(text: str) -> Span | None:
    found = actor(text)
    return (found.start, found.end) if found and found.speaks else None


SPEAKERS: dict[str, Callable[[str], Span | None]] = {
    OURS: _speaker,
    "actor": _actor,
    "the first name": _first_name,
}


def articles(shared: Path) -> Iterator[tuple[Judged, ...]]:
    """Yield the judged sentences of each article; of several annotations of one, the first."""
    text_folder, notes = (shared / name for name in DATA)
    for path in sorted(text_folder.iterdir()):
        found = sorted(notes.glob(f"{path.stem}*.ann"))
        if found:
            article = Article.from_text(path.read_text(encoding="utf-8"))
            known = attributions(found[0].read_text(encoding="utf-8"))
            (reading,) = segment((article,))
            yield tuple(_judged(sentence, known) for sentence in reading.sentences)


def attributions(text: str) -> tuple[Attribution, ...]:
    """Return the attributions of a file in brat's standoff format."""
    lines = [line.partition("\t") for line in text.splitlines()]
    spans = {
        key: tuple(_span(one) for one in rest.partition("\t")[0].split(" ", 1)[1].split(";"))
        for key, _, rest in lines
        if key.startswith("T")
    }
    events = [[part.partition(":") for part in rest.split()] for key, _, rest in lines if key.startswith("E")]
    return tuple(Attribution(*(_in_role(name, roles, spans) for name in ("Cue", "Source"))) for roles in events)


def _in_role(name: str, roles: list[tuple[str, str, str]], spans: dict[str, tuple[Span, ...]]) -> tuple[Span, ...]:
    return tuple(span for role, _, to in roles if role.rstrip("0123456789") == name for span in spans[to])


def _span(text: str) -> Span:
    start, _, end = text.partition(" ")
    return int(start), int(end)


def _judged(sentence: Sentence, known: tuple[Attribution, ...]) -> Judged:
    own = [one for one in known if one.cue and sentence.start <= one.cue[0][0] < sentence.end]
    raw = sentence.article.text
    sources = [
        tuple(_shown(sentence, span) for span in one.source if sentence.start <= span[0] < sentence.end)
        for one in own
        if one.source and has_name(raw[one.source[0][0] : one.source[-1][1]])
    ]
    reports = any(start < sentence.end and end > sentence.start for one in known for start, end in one.cue)
    return Judged(sentence.text, reports, tuple(source for source in sources if source))


def _shown(sentence: Sentence, span: Span) -> Span:
    """Return where a span of the article stands in the sentence's shown words, in which white space is folded."""
    raw = sentence.article.text[sentence.start : sentence.end]
    start, end = (min(max(at - sentence.start, 0), len(raw)) for at in span)
    return len(" ".join((raw[:start] + "x").split())) - 1, len(" ".join(raw[:end].split()))


def _has_cue(text: str) -> bool:
    return bool(_MARKS.search(text)) or any(word.lower() in _CUES for word in WORD.findall(text))


def _says(text: str) -> bool:
    return any(word in SAYING for word in WORD.findall(unquoted(text)))


def outcome(judged: Judged, source: tuple[Span, ...], found: Span | None) -> str:
    """Return "right", "wrong" or "silent" for one attribution, given who is said to speak in its sentence."""
    if found is None:
        return "silent"
    near = any(start < found[1] + _NEAR and found[0] < end + _NEAR for start, end in source)
    return "right" if near and has_name(judged.text[found[0] : found[1]]) else "wrong"


def _speakers(judged: tuple[Judged, ...], give: Callable[[str], Span | None]) -> tuple[float, ...]:
    """Return (right, given, all) of an article's named attributions."""
    told = [outcome(one, source, give(one.text)) for one in judged for source in one.sources]
    right = told.count("right")
    return float(right), float(right + told.count("wrong")), float(len(told))


def _reports(judged: tuple[Judged, ...], has: Callable[[str], bool]) -> tuple[float, ...]:
    found = [has(one.text) for one in judged]
    hits = sum(f and one.reports for f, one in zip(found, judged, strict=True))
    return float(hits), float(sum(found)), float(sum(one.reports for one in judged))


def measure(options: Options) -> tuple[Figure, ...]:
    """Return F1 of the sentences that report speech, precision and recall of their speakers."""
    judged = list(articles(options.shared))
    reports = [
        Sample(OURS, [_reports(one, _says) for one in judged], "ours"),
        Sample("45 cue words or a quotation", [_reports(one, _has_cue) for one in judged]),
    ]
    kinds = {OURS: "ours", "actor": "variant"}
    speakers = [
        Sample(name, [_speakers(one, give) for one in judged], kinds.get(name, "baseline"))  # type: ignore[arg-type]
        for name, give in SPEAKERS.items()
    ]
    return (
        *compare(Measure("speech.sentences.f1", f1(0, 1, 2), "article"), reports, {"a cue list (README)": 0.67}),
        *compare(Measure("speech.speaker.precision", ratio(0, 1), "article"), speakers),
        *compare(Measure("speech.speaker.recall", ratio(0, 2), "article"), speakers),
    )


def main() -> None:
    """Print the figures; with --errors the sentences whose speaker is another than the source."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true", help="print the sentences that are given a wrong speaker")
    arguments = parser.parse_args()
    options = Options()
    if not all((options.shared / name).is_dir() for name in DATA):
        print(f"there is no PolNeAR at {options.shared / DATA[0]}")
        return
    for figure in measure(options):
        print(f"{figure.name:<26} {figure.system:<28} {figure.value:.3f}")
    if arguments.errors:
        _errors(options.shared)


def _errors(shared: Path) -> None:
    for one in (one for judged in articles(shared) for one in judged):
        for source in one.sources:
            found = _speaker(one.text)
            if found and outcome(one, source, found) == "wrong":
                print("  ", [one.text[a:b] for a, b in source], "not", one.text[found[0] : found[1]], "|", one.text)


if __name__ == "__main__":
    main()
