"""A target for every parser: bytes -> nothing, where the parser keeps what its docstring says."""

from __future__ import annotations

import contextlib
import hashlib
import json
import struct
import tempfile
from datetime import timedelta
from functools import cache
from itertools import islice
from pathlib import Path

from benchmarks.fuzz import seeds
from benchmarks.fuzz.oracles import expect, in_spans, sound
from briefing import Topic, build, load_config, render
from briefing.compose import verify
from briefing.errors import BriefFileError, BriefingError, ConfigError, InputError, StoreError
from briefing.ingest.addresses import facts_of_address
from briefing.ingest.containers import contained
from briefing.ingest.document import checked_date, read_arrival
from briefing.ingest.entries import entry_arrival, feed_facts, is_summary
from briefing.ingest.feed_dates import iso_date
from briefing.ingest.feeds import parse_feed
from briefing.ingest.fetch import freshness, guard, robots
from briefing.ingest.opml import parse_opml
from briefing.ingest.pdf import Run, parts_of_pages
from briefing.ingest.sidecar import read_sidecar
from briefing.model import Arrival, Article, Given
from briefing.render.data import from_json, from_own_json, to_json
from briefing.render.links import web_link
from briefing.store import archive, database, portable
from briefing.text import addresses, masking, terms, times
from briefing.text.folding import display
from briefing.text.mailboxes import mailbox
from briefing.text.sentences import split
from briefing.text.when import times_in

MOST = 20  # entries of a feed, messages of a mailbox: what one of them breaks the next will, too
_SUFFIXES = (".txt", ".md", ".html", ".eml", ".mbox", ".entry.json", ".docx", "", ".xml", ".pdf")
_NAME = b"word/document.xml"


def document(raw: bytes, path: str) -> Article | None:
    """Return the article that the bytes hold, checked, read twice alike; None where they hold none."""
    if b"%PDF-" in raw[:1024]:  # a process for each: `pdf` has its turn
        return None
    try:
        article = read_arrival(Arrival("Lume", path, raw))
    except InputError:
        return None
    sound(article)
    again = read_arrival(Arrival("Lume", path, raw))
    expect(
        again == article and again.text == article.text and again.blocks == article.blocks, "another at second sight"
    )
    checked_date(article, seeds.NOW)
    facts_of_address(article.url.value)
    return article


def anything(data: bytes) -> None:
    """Any bytes under any name, as a file in a folder."""
    path = "a" + _SUFFIXES[data[0] % len(_SUFFIXES)] if data else "a"
    _file(data[1:], path)


def _file(raw: bytes, path: str) -> None:
    with contextlib.suppress(InputError):
        for one in islice(contained(raw, path), MOST):
            document(one.raw, one.path)


def plain(data: bytes) -> None:
    """A text file."""
    document(data, "a.txt")


def markdown(data: bytes) -> None:
    """A Markdown file."""
    document(data, "a.md")


def front_matter(data: bytes) -> None:
    """What opens a Markdown file, in either fence."""
    document(data, "a.md")
    for fence in (b"---", b"+++"):
        document(fence + b"\n" + data + b"\n" + fence + b"\n\nFeld left for Porto Lume.\n", "a.md")


def page(data: bytes) -> None:
    """A page of HTML, its metadata among it."""
    document(data, "a.html")


def metadata(data: bytes) -> None:
    """What a page says of itself to machines, as linked data and in attributes."""
    escaped = data.replace(b'"', b"&quot;")
    document(
        b'<html><head><script type="application/ld+json">' + data + b"</script>"
        b'<meta property="article:published_time" content="'
        + escaped
        + b'"><meta name="author" content="'
        + escaped
        + b'">'
        b'<link rel="canonical" href="' + escaped + b'"><time datetime="' + escaped + b'">x</time></head>'
        b"<body><article><p>Feld left for Porto Lume on Thursday.</p></article></body></html>",
        "a.html",
    )


def word(data: bytes) -> None:
    """A Word file, whose zip is damaged."""
    document(data, "a.docx")


def word_xml(data: bytes) -> None:
    """A Word file, whose text is damaged."""
    document(seeds.docx_of(data), "a.docx")


def pdf(data: bytes) -> None:
    """A PDF file, read in the process of its own."""
    if b"%PDF-" not in data[:1024]:
        data = b"%PDF-1.4\n" + data
    with contextlib.suppress(InputError):
        sound(read_arrival(Arrival("Lume", "a.pdf", data)))


def pdf_pages(data: bytes) -> None:
    """The stretches of text that stand on the pages of a PDF file, wherever they stand."""
    pages: list[list[Run]] = [[]]
    for at in range(0, len(data) - 9, 10):
        left, width, base, size = struct.unpack_from("<hBhB", data, at)
        text = display(data[at + 6 : at + 10].decode("utf-8", "replace"))
        if size == 0:
            pages.append([])
        elif text:
            pages[-1].append(Run(text, left / 4, left / 4 + width, base / 4, size / 4))
    parts, _ = parts_of_pages(pages)
    letters = sorted("".join(c for page in pages for run in page for c in run.text if c.isalpha()))
    if not any(one.text.endswith(("-", "\u2010")) for page in pages for one in page):
        kept = "".join(c for part in parts for c in part.text if c.isalpha())
        expect(set(kept) == set(letters), "letters lost or made up")


def mail(data: bytes) -> None:
    """A message."""
    document(data, "a.eml")


def mailboxes(data: bytes) -> None:
    """A mailbox of several."""
    _file(data, "a.mbox")


def feed(data: bytes) -> None:
    """A feed in XML or JSON, and each of its entries as a document."""
    try:
        found = parse_feed(data, "https://lume.example/feed.xml", "application/xml; charset=utf-8")
    except InputError:
        return
    for entry in found.entries[:MOST]:
        is_summary(entry)
        feed_facts(entry, found)
        came = entry_arrival(entry, found, "Lume", Given())
        expect(came.raw == entry_arrival(entry, found, "Lume", Given()).raw, "another entry at second sight")
        expect(".." not in Path(came.path).parts and not came.path.startswith("/"), f"a path out: {came.path!r}")
        document(came.raw, came.path)


def opml(data: bytes) -> None:
    """A list of feeds."""
    with contextlib.suppress(InputError):
        for one in parse_opml(data, "feeds.opml"):
            expect(one.address.lower().startswith(("http://", "https://")), f"an address {one.address!r}")


def entry(data: bytes) -> None:
    """The document that an entry of a feed is kept as."""
    start = b'{"briefing-entry":'
    document(data if data.startswith(start) else start + b'1,"entry":' + data + b"}", "lume/a.entry.json")


def sidecar(data: bytes) -> None:
    """The file beside a document."""
    with contextlib.suppress(ConfigError):
        given = read_sidecar(data, "a.toml")
        read_arrival(Arrival("Lume", "a.txt", b"Feld left for Porto Lume.", given, given, given))


@cache
def _folder() -> Path:
    """Return a folder for the files of this process, in memory where that can be."""
    memory = Path("/dev/shm")  # noqa: S108 - a new folder in it
    folder = tempfile.TemporaryDirectory(prefix="briefing-fuzz-", dir=memory if memory.is_dir() else None)
    _KEPT.append(folder)
    return Path(folder.name)


_KEPT: list[tempfile.TemporaryDirectory[str]] = []


def configuration(data: bytes) -> None:
    """A briefing.toml; what is accepted makes a brief, too."""
    path = _folder() / "briefing.toml"
    path.write_bytes(data)
    with contextlib.suppress(BriefingError):
        settings = load_config(path)
        brief = build(seeds.REPORTS, settings, date=seeds.TODAY)
        render(brief, "html")


def term(data: bytes) -> None:
    """A term of a topic; of those that are accepted, what they find."""
    text = data.decode("utf-8", "replace")
    with contextlib.suppress(ConfigError):
        found = terms.wanted(Topic("t", "T", terms=(text,)), seeds.SETTINGS.sides)
        for one in found.terms:
            terms.finds(
                one, "Feld said on “Thursday” that 停战 $5 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", ("feld", "said")
            )


def brief_json(data: bytes) -> None:
    """A brief.json that somebody has changed; what is accepted is written alike, checked and rendered."""
    try:
        brief = from_json(data, "brief.json")
    except BriefFileError:
        with contextlib.suppress(BriefFileError):
            from_own_json(data, "brief.json")
        return
    expect(from_json(to_json(brief), "again") == brief, "another brief at second sight")
    verify(brief, ())
    for form in ("html", "markdown", "text", "mail"):
        render(brief, form)


def robots_txt(data: bytes) -> None:
    """What a site allows."""
    found = robots.parse(data)
    found.allows("https://lume.example/private?x=1")
    expect(0 <= found.delay() <= robots.LONGEST_DELAY, f"a delay of {found.delay()}")


def headers(data: bytes) -> None:
    """What an answer says of when it may be asked for again."""
    lines = (line.partition(":") for line in data.decode("latin-1").split("\n"))
    said = {name.strip().lower(): value.strip() for name, _, value in lines}
    fresh, later = freshness.fresh_until(said, seeds.NOW), freshness.retry_at(said, seeds.NOW)
    expect(fresh is None or timedelta() < fresh - seeds.NOW <= freshness.LONGEST_FRESH, f"fresh until {fresh}")
    expect(later is None or timedelta() < later - seeds.NOW <= freshness.LONGEST_RETRY, f"again at {later}")


def dates(data: bytes) -> None:
    """Dates of every kind, in metadata, feeds, addresses and running text."""
    text = data.decode("utf-8", "replace")
    for read in (times.machine_date, times.only_date, times.leading_date, times.date_in_address, iso_date):
        read(text)
    in_spans(((one.start, one.end) for one in times.dates_in(text)), len(text))
    in_spans(((one.start, one.end) for one in times.weekdays_in(text)), len(text))
    in_spans(((one.start, one.end) for one in times_in(text, seeds.TODAY)), len(text))
    times_in(text, None)


def address(data: bytes) -> None:
    """Addresses of documents, machines and people."""
    text = data.decode("utf-8", "replace")
    for read in (addresses.canonical, addresses.loose, guard.unfit, facts_of_address):
        read(text)
    addresses.names_one(addresses.canonical(text))
    once = addresses.untracked(text)
    expect(addresses.untracked(once) == once, "taken apart twice")
    shown = masking.shown(text)
    expect(shown.replace("…", "").isascii() and shown.isprintable(), f"shown as {shown!r}")
    guard.refused(text, private=False)
    link = web_link(text)
    expect(
        not link or (not set('"<> \n') & set(link) and link.lower().startswith(("http", "mailto"))), f"a link {link!r}"
    )
    with contextlib.suppress(ValueError):
        found = mailbox(text)
        expect(not set("\r\n\0") & set(f"{found}"), f"a mailbox {found!r}")


def sentences(data: bytes) -> None:
    """A text cut into sentences: every word is in one, in order."""
    text = data.decode("utf-8", "replace")
    in_spans(split(text), len(text))
    covered = "".join(text[start:end] for start, end in split(text))
    expect("".join(covered.split()) == "".join(text.split()), "words lost")
    if text.strip():
        sound(Article.from_text(text))


def exported(data: bytes) -> None:
    """An exported archive, one file of which somebody has changed, its digest as well."""
    names = list(seeds.EXPORTED)
    changed = names[data[0] % len(names)] if data else portable.INDEX
    with tempfile.TemporaryDirectory(dir=_folder()) as name:
        folder, store = Path(name, "out"), Path(name, "a.sqlite")
        files = {**seeds.EXPORTED, changed: data[1:]}
        if changed != portable.INDEX:
            digests = {one: hashlib.sha256(raw).hexdigest() for one, raw in files.items() if one != portable.INDEX}
            files[portable.INDEX] = json.dumps({"format": portable.FORMAT, "files": digests}).encode()
        for one, raw in files.items():
            (folder / one).parent.mkdir(parents=True, exist_ok=True)
            (folder / one).write_bytes(raw)
        with contextlib.suppress(StoreError):
            portable.bring_in(store, folder)
        if store.exists():
            _opens(store, Path(name, "again"))


def _opens(store: Path, again: Path) -> None:
    """Whatever came in can be looked at and goes out again."""
    expect(not database.damage(store), "the archive is damaged")
    archive.articles(store, {"Lume": None})
    archive.unread(store)
    portable.export(store, again)
