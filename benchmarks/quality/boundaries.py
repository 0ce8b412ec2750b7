"""How well sentence boundaries are found, and how fast: briefing's splitter beside NLTK's Punkt without downloads.

Run ``python benchmarks/quality/boundaries.py``; the data is looked for in ../shared/data beside the project.
"""

import json
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer, PunktTrainer

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data"
GOLDEN_RULES = DATA / "sentences" / "english_golden_rules_48.json"
GUM_NEWS = DATA / "gum_news"

sys.path.insert(0, str(ROOT))
from briefing.text.sentences import split  # noqa: E402 - the project need not be installed

# What anyone would tell Punkt about English news.
SEED = frozenset(
    """a.m co corp capt col d.c dec dr e.g feb fig gen gov i.e inc jan jr lt ltd maj mr mrs ms mt no nov oct p p.m ph.d
    prof rep rev sen sept sgt sr st u.k u.n u.s u.s.a vs""".split(),
)


Splitter = Callable[[str], Iterable[tuple[int, int]]]


def golden_rules() -> list[tuple[str, list[str]]]:
    rules = json.loads(GOLDEN_RULES.read_text(encoding="utf-8"))["GOLDEN_EN_RULES"]
    return [(text, [sentence.strip() for sentence in expected]) for text, expected in rules]


def gum_paragraphs() -> list[list[str]]:
    paragraphs: list[list[str]] = []
    for path in sorted(GUM_NEWS.glob("*.conllu")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("# newpar") and not line.startswith("# newpar_"):
                paragraphs.append([])
            elif line.startswith("# text ="):
                paragraphs[-1].append(line.removeprefix("# text =").strip())
    return paragraphs


def punkt(training: str, seed: frozenset[str]) -> Splitter:
    trainer = PunktTrainer()
    trainer.INCLUDE_ALL_COLLOCS = True
    trainer.train(training, finalize=True)
    parameters: PunktParameters = trainer.get_params()
    parameters.abbrev_types |= seed
    splitter: Splitter = PunktSentenceTokenizer(parameters).span_tokenize
    return splitter


def golden_share(splitter: Splitter) -> float:
    rules = golden_rules()
    kept = sum([text[start:end] for start, end in splitter(text)] == expected for text, expected in rules)
    return kept / len(rules)


def gum_scores(splitter: Splitter) -> tuple[float, float, float]:
    hits = found = true = 0
    for paragraph in gum_paragraphs():
        gold = {len(" ".join(paragraph[:count])) for count in range(1, len(paragraph))}
        ours = {end for _, end in list(splitter(" ".join(paragraph)))[:-1]}
        hits, found, true = hits + len(gold & ours), found + len(ours), true + len(gold)
    return hits / found, hits / true, 2 * hits / (found + true)


def pace(splitter: Splitter, rounds: int = 5) -> float:
    texts = [" ".join(paragraph) for paragraph in gum_paragraphs()] * rounds
    started = time.perf_counter()
    count = sum(len(list(splitter(text))) for text in texts)
    return count / (time.perf_counter() - started)


def main() -> int:
    if not (GOLDEN_RULES.exists() and GUM_NEWS.exists()):
        print(f"the data is missing: {DATA}")
        return 0
    gum = "\n\n".join(" ".join(paragraph) for paragraph in gum_paragraphs())
    rules = "\n\n".join(text for text, _ in golden_rules())
    print(f"{'splitter':30} {'golden %':>9} {'GUM P':>7} {'R':>7} {'F1':>7} {'sent./s':>9}")
    for name, on_rules, on_gum in (
        ("briefing", split, split),
        ("Punkt trained on the text", punkt(rules, frozenset()), punkt(gum, frozenset())),
        ("Punkt trained and seeded", punkt(rules, SEED), punkt(gum, SEED)),
    ):
        precision, recall, f1 = (100 * score for score in gum_scores(on_gum))
        golden, speed = 100 * golden_share(on_rules), pace(on_gum)
        print(f"{name:30} {golden:9.1f} {precision:7.2f} {recall:7.2f} {f1:7.2f} {speed:9.0f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
