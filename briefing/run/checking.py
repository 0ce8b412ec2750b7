"""An issue checked against the reports that it quotes, each cleaned again from its bytes."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from briefing.deliver.folder import SOURCES, unpack_sources
from briefing.errors import InputError
from briefing.model import Given, Step, counted, unseen
from briefing.run.files import bytes_of
from briefing.run.issues import load_brief

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from briefing.model import Article, Brief, Source


def check(
    path: Path, documents: Sequence[Path] = (), told: Callable[[Step], None] = unseen
) -> tuple[Brief, tuple[str, ...]]:
    """Return a brief and what of it is not found in its sources, () when every sentence is found.

    The sources are the copies beside the brief, or the documents given; either way each is cleaned again from its
    bytes, of which `told` hears. Raises BriefFileError where brief or copies cannot be read.
    """
    from briefing.compose import verify  # noqa: PLC0415 - only where something is checked

    brief = load_brief(path)
    folder = path if path.is_dir() else path.parent
    copies = _documents(documents) if documents else _copies(folder / SOURCES, brief)
    sources = counted(brief.articles, Step("verify", "reports"), told)
    articles = [article for source in sources if (article := _read_again(source, copies))]
    return brief, verify(brief, articles)


def _copies(path: Path, brief: Brief) -> dict[str, bytes]:
    """Return the bytes of the copies by their SHA-256, for which those in the brief speak."""
    copies = unpack_sources(path)
    return {hashlib.sha256(copies[s.id][1]).hexdigest(): copies[s.id][1] for s in brief.articles if s.id in copies}


def _documents(paths: Sequence[Path]) -> dict[str, bytes]:
    """Return the documents in the files and folders by their SHA-256, those in mailboxes and saved feeds as well."""
    from briefing.ingest.local import files_of  # noqa: PLC0415

    files = (path for path in files_of(paths) if path.is_file())
    read = (raw for path in files for raw in _inside(bytes_of(path), path.name))
    return {hashlib.sha256(raw).hexdigest(): raw for raw in read}


def _inside(raw: bytes, name: str) -> tuple[bytes, ...]:
    from briefing.ingest.containers import contained  # noqa: PLC0415

    try:
        return (raw, *(one.raw for one in contained(raw, name)))
    except InputError:
        return (raw,)


def _read_again(source: Source, copies: dict[str, bytes]) -> Article | None:
    if source.sha256 not in copies:
        return None
    from briefing.ingest.document import Place, Told, read_document  # noqa: PLC0415 - parsers of all formats

    given = Given(source.title, source.publisher, source.published, source.url, source.author)
    try:
        return read_document(copies[source.sha256], Told(given), Place(source.source, source.path))
    except InputError:
        return None
