"""What earlier runs found in reports, at hand while a brief is made, and what this one found, kept for the next."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from briefing.errors import StoreError
from briefing.text.kept import Findings, at_hand

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from briefing.run.making import Made
    from briefing.run.reading import Harvest
    from briefing.store.findings import Found


@contextlib.contextmanager
def findings_at_hand(store: Path, found: Harvest) -> Iterator[Findings]:
    """Let what is on file of the reports be at hand; yield it, with what is found meanwhile.

    An archive that cannot be read has nothing: it is told elsewhere, and costs time only.
    """
    findings = Findings()
    if found.articles and store.exists():
        with contextlib.suppress(StoreError):
            _take(findings, store, found)
    with at_hand(findings):
        yield findings


def _take(findings: Findings, store: Path, found: Harvest) -> None:
    from briefing.store.findings import findings as filed  # noqa: PLC0415 - SQLite, only where there is an archive

    texts = {article.sha256: article.text for article in found.articles}
    for sha256, sentences in filed(store, texts).items():
        for start, end, page in sentences:
            findings.take(texts[sha256][start:end], page)


def keep_findings(store: Path, made: Made, findings: Findings) -> StoreError | None:
    """Keep what was found in the reports of a brief that was not on file; return why that failed."""
    from briefing.store.findings import keep_findings as keep  # noqa: PLC0415

    texts = {id_: article.text for id_, article in made.articles.items()}
    told = [one for one in made.accounts if one.kind == "sentence" and one.article in texts]
    fresh = {one.article for one in told if findings.is_new(texts[one.article][one.start : one.end])}
    fresh |= {id_ for id_, text in texts.items() if findings.is_new(text)}
    stretches: dict[str, list[Found]] = {id_: [(0, len(texts[id_]), findings.page(texts[id_]))] for id_ in fresh}
    for one in told:
        if one.article in fresh:
            page = findings.page(texts[one.article][one.start : one.end])
            stretches[one.article].append((one.start, one.end, page))
    try:
        keep(store, ((one.sha256, one.text, stretches[i]) for i, one in made.articles.items() if i in fresh))
    except StoreError as problem:
        return problem
    return None
