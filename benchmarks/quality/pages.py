"""Main text of news pages: ours beside plain trafilatura, by F1 of 4-token shingles (../shared/data/README.md).

python benchmarks/quality/pages.py [FOLDER]
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "extraction"
SHINGLE = 4


def shingles(text: str) -> Counter[tuple[str, ...]]:
    tokens = re.findall(r"\w+", text)
    return (
        Counter(tuple(tokens[at : at + SHINGLE]) for at in range(max(1, len(tokens) - SHINGLE + 1)))
        if tokens
        else Counter()
    )


def precision_and_recall(true: str, found: str) -> tuple[float, float]:
    wanted, got = shingles(true), shingles(found)
    both = (wanted & got).total()
    precision = both / got.total() if got else float(not wanted)
    return precision, both / wanted.total() if wanted else float(not got)


def f1(pairs: list[tuple[float, float]]) -> float:
    """Return F1 of the mean precision and the mean recall over the pages."""
    precision, recall = (sum(column) / len(pairs) for column in zip(*pairs, strict=True))
    return float(2 * precision * recall / (precision + recall))


def measure(extract: Callable[[bytes], str], folder: Path) -> tuple[float, float]:
    """Return F1 over the pages of the folder, and pages a second."""
    truth = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    pages = {name: gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes()) for name in truth}
    began = time.perf_counter()
    found = {name: extract(page) for name, page in pages.items()}
    seconds = time.perf_counter() - began
    return f1([precision_and_recall(truth[name]["articleBody"], found[name]) for name in truth]), len(pages) / seconds


def ours(page: bytes) -> str:
    from briefing.ingest import Place, Told, read_document  # noqa: PLC0415 - what is measured

    article = read_document(page, Told(), Place(path="page.html"))
    report = [block for block in article.blocks if block.kind in ("paragraph", "heading", "item")]
    return "\n\n".join(article.text[block.start : block.end] for block in report)


def ours_whole(page: bytes) -> str:
    from briefing.ingest import Place, Told, read_document  # noqa: PLC0415 - what is measured

    return read_document(page, Told(), Place(path="page.html")).text


def plain(page: bytes) -> str:
    import trafilatura  # noqa: PLC0415 - what is measured against

    return trafilatura.extract(page) or ""


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DATA
    if not folder.is_dir():
        sys.exit(f"{folder}: the pages to measure with are not there")
    plain(b"<p>warm</p>")
    for name, extract in (("briefing", ours), ("briefing, whole cleaned text", ours_whole), ("trafilatura", plain)):
        score, speed = measure(extract, folder)
        print(f"{name:30} F1 {score:.4f}   {speed:6.1f} pages/s")


if __name__ == "__main__":
    main()
