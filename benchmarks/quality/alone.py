"""How well the rules tell which sentences cannot stand alone.

    python -m benchmarks.quality.alone [--errors]

GUM news (`../shared/data/gum_news`): a sentence cannot stand alone when it holds a mention marked `ana` whose group was
last mentioned in an earlier sentence, or never before. Left out: headings, captions and lines without a verb of their
own kind (`s_type = frag`), for a brief never shows them.

The convention (`../shared/stories/convention`): flag `d` of the annotation, a strict second opinion. An annotated
sentence is taken from its first words to the next annotated one, or to the end of its line. Furniture is left out.

The units of the intervals are the documents.

Known is what the program takes as known (`familiar`): of GUM, each document is a story of one report; the convention is
one of 31, so that there it also counts who is named by a surname that only a reader of the report can place.
"""

import argparse
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from benchmarks.quality.figures import OURS, SHARED, Figure, Measure, Options, Sample, compare, ratio
from briefing.model import Article
from briefing.summarise.alone import NEEDS, STRICT, Lack, lacks
from briefing.summarise.familiar import familiar, strangers
from briefing.summarise.shallow import names_in, view

DATA = ("data/gum_news", "stories/convention/gold.json", "stories/convention/articles")
GUM = SHARED / "data" / "gum_news"
CONVENTION = SHARED / "stories" / "convention"

PRONOUNS = frozenset({"pronoun", "demonstrative", "speaker", "first person", "quotation"})
"""What GUM's mark can see: definite descriptions and connectives are not in it."""


@dataclass(slots=True)
class Judged:
    """A sentence, whether it begins inside a quotation, and whether the annotators hold that it cannot stand alone."""

    text: str
    quoted: bool
    needs: bool
    names: frozenset[str] = frozenset()
    document: str = ""
    unknown: frozenset[str] = frozenset()


@dataclass(slots=True)
class GumSentence:
    text: str
    shown: bool
    quoted: bool
    mentions: list[tuple[str, bool]] = field(default_factory=list)  # group, is it marked `ana`


@dataclass(frozen=True, slots=True)
class Score:
    hit: int
    false: int
    missed: int

    @property
    def precision(self) -> float:
        return self.hit / max(1, self.hit + self.false)

    @property
    def recall(self) -> float:
        return self.hit / max(1, self.hit + self.missed)

    def __str__(self) -> str:
        counts = f"{self.hit} hit, {self.false} false, {self.missed} missed"
        return f"precision {self.precision:.3f} recall {self.recall:.3f} ({counts})"


def gum(folder: Path = GUM) -> list[Judged]:
    return [
        judged for path in sorted(folder.glob("*.conllu")) for judged in _document(path.read_text("utf-8"), path.stem)
    ]


def _document(conllu: str, name: str) -> Iterator[Judged]:
    last: dict[str, int] = {}
    text = "\n".join(re.findall(r"^# text = (.*)$", conllu, re.MULTILINE))
    names = names_in(text) | familiar([Article.from_text(text)])
    for number, sentence in enumerate(_sentences(conllu)):
        needs = False
        for group, anaphoric in sentence.mentions:
            needs = needs or (anaphoric and last.get(group, -1) < number)
            last[group] = number
        if sentence.shown:
            yield Judged(sentence.text, sentence.quoted, needs, names, name)


def _sentences(conllu: str) -> Iterator[GumSentence]:
    block, is_open = "", False
    for part in conllu.split("\n\n"):
        text = re.search(r"^# text = (.*)$", part, re.MULTILINE)
        if not text:
            continue
        new = re.search(r"^# newpar_block = (.*)$", part, re.MULTILINE)
        block, is_open = (new[1], False) if new else (block, is_open)
        frag = "# s_type = frag" in part
        sentence = GumSentence(text[1], not frag and not re.match(r"head|figure", block), is_open)
        sentence.mentions = list(_mentions(part))
        is_open = view(text[1], quoted=is_open).ends_open
        yield sentence


def _mentions(part: str) -> Iterator[tuple[str, bool]]:
    for column in re.findall(r"\bEntity=([^|\n]*)", part):
        for mention in re.findall(r"\(([^()]+)", column):
            fields = mention.split("-")
            yield fields[0], "ana" in fields


def convention(folder: Path = CONVENTION) -> list[Judged]:
    gold = json.loads((folder / "gold.json").read_text("utf-8"))
    judged: list[Judged] = []
    texts = {n: _folded((folder / "articles" / a["file"]).read_text("utf-8")) for n, a in gold["articles"].items()}
    known = familiar([Article.from_text(text) for text in texts.values()])
    for number, text in texts.items():
        marks = {k: s for k, s in gold["sentences"].items() if k.split(".")[0] == number}
        judged += (replace(one, document=number) for one in _annotated(text, list(marks.values()), known))
    return judged


def _annotated(text: str, marks: list[dict[str, object]], known: frozenset[str]) -> Iterator[Judged]:
    starts = [_place(text, str(mark["start"])) for mark in marks]
    is_open = False
    for start, following, mark in zip(starts, [*starts[1:], len(text)], marks, strict=True):
        line_end = text.find("\n", start)
        end = min(following, line_end if line_end >= 0 else len(text))
        line_start = text.rfind("\n", 0, start) + 1
        is_open = view(text[line_start:start]).ends_open if line_start < start else False
        flags = str(mark["flags"])
        if "f" not in flags:
            names, unknown = names_in(text) | known, strangers(text, start, known)
            yield Judged(text[start:end].strip(), is_open, "d" in flags, names, unknown=unknown)


def _place(text: str, words: str) -> int:
    found = re.search(r"\s+".join(re.escape(word) for word in words.split()), text)
    if not found:
        raise ValueError(f"not in its article: {words}")
    return found.start()


def _folded(text: str) -> str:
    return re.sub(r"[^\S\n]+", " ", text)


def measure(judged: list[Judged], threshold: float, kinds: frozenset[str] | None = None) -> Score:
    found = [bool(_found(j, threshold, kinds)) for j in judged]
    return Score(
        sum(f and j.needs for f, j in zip(found, judged, strict=True)),
        sum(f and not j.needs for f, j in zip(found, judged, strict=True)),
        sum(not f and j.needs for f, j in zip(found, judged, strict=True)),
    )


def _found(judged: Judged, threshold: float, kinds: frozenset[str] | None) -> list[Lack]:
    found = lacks(judged.text, quoted=judged.quoted, known=judged.names, unknown=judged.unknown)
    return [x for x in found if x.strength >= threshold and (kinds is None or x.what in kinds)]


def figures(options: Options) -> tuple[Figure, ...]:
    """Return precision and recall from strength 0.5 on, where the program asks for a lead-in, and from 0.65."""
    sets = {"gum": gum(options.shared / DATA[0]), "convention": convention(options.shared / "stories" / "convention")}
    return tuple(
        figure
        for name, judged in sets.items()
        for threshold, strict in ((NEEDS, ""), (STRICT, ".strict"))
        for figure in _figures(f"alone.{name}{strict}", _by_document(judged, threshold))
    )


def _by_document(judged: list[Judged], threshold: float) -> list[tuple[float, ...]]:
    """Return (hits, found, true) of each document."""
    documents = dict.fromkeys(one.document for one in judged)
    scores = [measure([one for one in judged if one.document == name], threshold) for name in documents]
    return [(float(s.hit), float(s.hit + s.false), float(s.hit + s.missed)) for s in scores]


def _figures(name: str, counts: list[tuple[float, ...]]) -> Iterator[Figure]:
    samples = [Sample(OURS, counts, "ours")]
    reach = {"precision": 0.6, "recall": 0.85} if name == "alone.gum" else {}
    for column, what in ((1, "precision"), (2, "recall")):
        printed = {"to be reached": reach[what]} if reach else {}
        yield from compare(Measure(f"{name}.{what}", ratio(0, column), "document"), samples, printed)


def _errors(judged: list[Judged], threshold: float) -> None:
    for one in judged:
        found = _found(one, threshold, None)
        if bool(found) != one.needs:
            said = ", ".join(f"{x.what}:{x.words}:{x.strength}" for x in found)
            print("  ", "false " if found else "missed", f"[{said}]", "q" * one.quoted, one.text)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--errors", action="store_true", help="print the sentences on which rules and annotators differ"
    )
    arguments = parser.parse_args()
    for name, judged in (("GUM news", gum()), ("convention", convention())):
        print(f"{name}: {len(judged)} sentences, {sum(j.needs for j in judged)} cannot stand alone")
        print(f"  what a pronoun or a quotation lacks, >= {STRICT}: {measure(judged, STRICT, PRONOUNS)}")
        print(f"  anything, >= {STRICT}:  {measure(judged, STRICT)}")
        print(f"  anything, >= {NEEDS}:  {measure(judged, NEEDS)}")
        print(f"  anything at all:  {measure(judged, 0.01)}")
        if arguments.errors:
            _errors(judged, NEEDS)


if __name__ == "__main__":
    main()
