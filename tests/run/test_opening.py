"""What opens a source is put in right before it is fetched, and stands in nothing that is kept or told afterwards."""

from __future__ import annotations

import io
import sqlite3
import zlib
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import docx
import pytest
from newsroom import START, piece, rss
from newsroom import page as paper

from briefing.cli.faults import unsaid as told_of_a_fault
from briefing.cli.options import printed
from briefing.config import parse_config
from briefing.ingest.document import Place, Told, read_document
from briefing.ingest.fetch import Fetched, Request
from briefing.run.archive import bring_in, export
from briefing.run.gathering import Errand, gather_sources
from briefing.run.opening import closed
from briefing.run.status import status_of
from briefing.run.trying import Trial, tried
from briefing.store.archive import articles
from briefing.store.sources import source_states, wanted_pages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from briefing.config import Settings
    from briefing.run.gathering import Gathering

TOKEN, OTHER, NAMED = "hb77lanternquay", "ot66harbourlantern", "nm32-harbour-lantern"
HOST = "https://gazette.example"
FEED = f"{HOST}/rss?token={TOKEN}"
HOUR = timedelta(hours=3)


@dataclass
class Desk:
    """Sources, what their servers answer by address, what was asked, and what was told."""

    folder: Path
    sources: list[dict[str, Any]]
    answers: dict[str, Fetched] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    etags: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    rounds: int = 0

    @property
    def settings(self) -> Settings:
        whole = {"topics": [{"title": "Talks"}], "sources": self.sources}
        return parse_config(whole, self.folder / "briefing.toml")

    @property
    def store(self) -> Path:
        return self.folder / "out" / "briefing.sqlite"

    def serve(self, url: str, body: bytes = b"", *, at: str = "", **more: Any) -> None:
        self.answers[url] = Fetched(Request(url), at or url, body=body, content_type="text/html", **more)

    def fetch(self, wanted: Iterable[Request]) -> Iterator[Fetched]:
        for request in wanted:
            self.asked.append(request.url)
            self.etags.append(request.etag)
            nothing = Fetched(request, request.url, problem=f"{request.url}: answered 404", status=404)
            yield replace(self.answers.get(request.url, nothing), request=request)

    def gather(self) -> Gathering:
        self.asked.clear()
        self.etags.clear()
        self.rounds += 1
        gathered = gather_sources(Errand(self.settings, self.store, START + self.rounds * HOUR, self.fetch))
        self.told += [*gathered.news, *(one.problem for one in gathered.gave)]
        return gathered

    def leaks(self, *secrets: str) -> list[str]:
        """Those of the secrets that stand in the archive, its raw bytes or its cells unpacked, or that were told."""
        raw = b"".join(one.read_bytes() for one in self.store.parent.rglob("*") if one.is_file())
        with closing(sqlite3.connect(self.store)) as database:
            tables = [row[0] for row in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
            cells = [cell for table in tables for row in database.execute(f"SELECT * FROM {table}") for cell in row]  # noqa: S608
        for cell in cells:
            with suppress(zlib.error):
                raw += zlib.decompress(cell) if isinstance(cell, bytes) else b""
        said = raw.decode("latin-1") + "\n".join(self.told)
        return [one for one in secrets if one in said]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path, [{"name": "Lume", "feed": FEED, "private": True}])


def summaries(link: str, count: int = 1) -> bytes:
    """A feed whose entries have a summary each, and link to their pages."""
    feed = rss("Lume", [piece(number) for number in range(count)], HOST, full=False)
    return feed.replace(b"?utm_source=rss", link.replace("&", "&amp;").encode())


# --- named by a variable or a file


@pytest.mark.parametrize("way", ["secret_env", "secret_file"])
def test_a_secret_that_is_named_is_fetched_with_and_kept_nowhere(
    desk: Desk, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LUME_FEED", NAMED)
    (desk.folder / "token").write_text(f"{NAMED}\n", encoding="utf-8")
    desk.sources = [{"feed": f"{HOST}/{{secret}}/rss", way: "LUME_FEED" if way == "secret_env" else "token"}]
    desk.serve(f"{HOST}/{NAMED}/rss", summaries("").replace(HOST.encode(), f"{HOST}/{NAMED}".encode()), etag=NAMED)
    desk.gather()
    assert desk.asked == [f"{HOST}/{NAMED}/rss", f"{HOST}/{NAMED}/0"]
    assert desk.leaks(NAMED) == []
    assert list(source_states(desk.store)) == [(f"{HOST}/***/rss", f"{HOST}/{{secret}}/rss")]
    assert [one.article.url.value for one in articles(desk.store, {f"{HOST}/***/rss": None})] == [f"{HOST}/***/0"]
    assert NAMED not in repr(desk.settings)
    assert NAMED not in printed(f"Oh, {NAMED}") + told_of_a_fault(f"Oh, {NAMED}")


def test_a_variable_that_is_not_set_is_one_source_that_fails(desk: Desk) -> None:
    desk.sources += [{"name": "Wire", "feed": f"{HOST}/{{secret}}/rss", "secret_env": "LUME_NOT_SET"}]
    desk.serve(FEED, rss("Lume", [piece(1)], HOST))
    gathered = desk.gather()
    assert desk.asked == [FEED]
    problem = "the variable LUME_NOT_SET, which is to hold the secret of its address, is not set; cron sets none itself"
    assert gathered.news == (f"source Wire: {problem}",)
    (tried_one,) = (one for one in tried(Trial(desk.settings, desk.store, desk.fetch, lambda: START)) if one.problem)
    assert (tried_one.source, tried_one.problem) == ("Wire", problem)


def test_what_is_too_short_to_be_told_from_words_is_no_secret(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LUME_FEED", "quay")
    desk.sources = [{"name": "Wire", "feed": f"{HOST}/{{secret}}/rss", "secret_env": "LUME_FEED"}]
    assert desk.gather().news == ("source Wire: $LUME_FEED holds fewer than 8 characters; that is no secret",)
    assert desk.asked == []


def test_no_stranger_gets_a_secret_sent_by_writing_its_mark(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LUME_FEED", NAMED)
    desk.sources = [
        {"name": "Lume", "feed": f"{HOST}/{{secret}}/rss?token={TOKEN}", "secret_env": "LUME_FEED"},
        {"name": "List", "opml": f"{HOST}/{{secret}}/opml", "secret_env": "LUME_FEED"},
    ]
    evil = b'https://evil.example/{secret}/{secret1}"'
    desk.serve(f"{HOST}/{NAMED}/rss?token={TOKEN}", summaries("").replace(f"{HOST}/0".encode(), evil[:-1]))
    desk.serve(f"{HOST}/{NAMED}/opml", b'<opml><body><outline title="Evil" xmlUrl="' + evil + b" /></body></opml>")
    for _ in range(3):
        desk.gather()
        assert [url for url in desk.asked if "evil" in url and (NAMED in url or TOKEN in url)] == []


# --- pages of entries


def test_a_page_is_fetched_with_what_opens_its_feed_though_that_is_not_kept(desk: Desk) -> None:
    desk.serve(FEED, summaries(f"?a=1&token={TOKEN}"))
    desk.serve(f"{HOST}/0?a=1&token={TOKEN}", problem=f"{HOST}/0?a=1&token=***: answered 503", passing=True)
    desk.gather()
    assert [one.url for one in wanted_pages(desk.store)] == [f"{HOST}/0?a=1&token={{secret1}}"]
    assert desk.leaks(TOKEN) == []
    desk.gather()
    assert desk.asked == [FEED, f"{HOST}/0?a=1&token={TOKEN}"]
    desk.serve(f"{HOST}/0?a=1&token={TOKEN}", paper(piece(0)))
    desk.gather()
    desk.gather()
    assert (desk.asked, wanted_pages(desk.store), desk.leaks(TOKEN)) == ([FEED], (), [])
    assert [one.article.url.value for one in articles(desk.store, {"Lume": None})] == [f"{HOST}/0?a=1"]


def test_what_a_private_feed_lends_in_its_links_is_known_to_one_run_alone(desk: Desk) -> None:
    desk.serve(FEED, summaries(f"?key={OTHER}"))
    desk.serve(f"{HOST}/0?key={OTHER}", problem="answered 503", passing=True)
    desk.gather()
    assert desk.asked == [FEED, f"{HOST}/0?key={OTHER}"]
    desk.gather()
    assert desk.asked == [FEED, f"{HOST}/0"]
    assert desk.leaks(TOKEN, OTHER) == []


def test_what_a_private_feed_lends_in_its_links_stands_in_no_text_either(desk: Desk) -> None:
    whole = rss("Lume", [piece(0)], HOST).replace(b"?utm_source=rss", f"?key={OTHER}".encode())
    desk.serve(FEED, whole.replace(b"<p>", f"<p>Ask for {OTHER}. ".encode(), 1))
    desk.sources[0]["full_text"] = "never"
    desk.gather()
    assert desk.leaks(OTHER) == []
    assert len(articles(desk.store, {"Lume": None})) == 1


def test_a_word_that_a_private_feed_lends_stands_in_no_link(desk: Desk) -> None:
    desk.serve(FEED, rss("Lume", [piece(0)], HOST).replace(b"?utm_source=rss", b"?key=lanternquay"))
    desk.sources[0]["full_text"] = "never"
    desk.gather()
    assert desk.leaks("lanternquay") == []
    assert [one.article.url.value for one in articles(desk.store, {"Lume": None})] == [f"{HOST}/0"]


def test_where_each_link_has_a_key_of_its_own_it_names_the_page(desk: Desk) -> None:
    feed = summaries("?key=", 21)
    for number in range(21):
        feed = feed.replace(f"/{number}?key=<".encode(), f"/{number}?key=number{number}harbour<".encode())
    desk.serve(FEED, feed.replace(b"<description>", b"<description>Ask number7harbour: ", 1))
    desk.gather()
    assert desk.leaks("number7harbour") == ["number7harbour"]


def test_a_drawn_segment_that_a_feed_is_sent_on_to_is_a_secret(desk: Desk) -> None:
    drawn = "fd11harbour3lantern9q"
    desk.sources = [{"name": "Lume", "feed": f"{HOST}/rss"}]
    desk.serve(f"{HOST}/rss", rss("Lume", [piece(1)], f"{HOST}/{drawn}"), at=f"{HOST}/{drawn}/rss")
    desk.gather()
    assert desk.leaks(drawn) == []


def test_links_of_a_feed_that_nothing_opens_stay_as_they_are(desk: Desk) -> None:
    desk.sources = [{"name": "Lume", "feed": f"{HOST}/rss"}]
    desk.serve(f"{HOST}/rss", summaries("?key=truce"))
    desk.gather()
    assert desk.asked == [f"{HOST}/rss", f"{HOST}/0?key=truce"]


def test_what_a_server_sends_on_with_is_not_kept_either(desk: Desk) -> None:
    moved = f"{HOST}/new/rss?token={OTHER}"
    body = rss("Lume", [piece(1)], HOST).replace(b"<p>", f"<p>See {OTHER} and {moved}. ".encode(), 1)
    desk.serve(FEED, body, at=moved, moved_to=moved, etag=f'"{OTHER}"')
    desk.gather()
    assert desk.leaks(OTHER, TOKEN) == []
    ((_, state),) = source_states(desk.store).items()
    assert (state.moved, state.etag) == (f"{HOST}/new/rss?token={{secret1}}", "")
    desk.told.clear()
    desk.gather()
    assert desk.told == [""], "that it has moved is told once"


# --- lists of feeds


def test_a_list_that_cannot_be_opened_has_its_feeds_but_not_what_opens_them(desk: Desk) -> None:
    opml, plain, closed = f"{HOST}/opml?token={TOKEN}", f"{HOST}/plain", f"{HOST}/closed?token={OTHER}"
    desk.sources = [{"name": "List", "opml": opml}]
    feeds = "".join(f'<outline title="{url[24:30]}" xmlUrl="{url}"/>' for url in (plain, closed))
    desk.serve(opml, f"<opml><body>{feeds}</body></opml>".encode())
    for number, url in enumerate((plain, closed)):
        desk.serve(url, rss("Lume", [piece(number)], HOST, prefix=url[24:28]))
    desk.gather()
    assert desk.asked == [opml, plain, closed]
    assert desk.leaks(TOKEN, OTHER) == []
    desk.serve(opml, b"<opml>", problem=f"{opml}: answered 500")
    desk.gather()
    assert desk.asked == [opml, plain]
    assert desk.leaks(TOKEN, OTHER) == []
    assert status_of(desk.settings, desk.folder / "out", START + 4 * HOUR)


def test_a_list_that_is_damaged_is_told_without_what_opens_it(desk: Desk) -> None:
    drawn = "fd11harbour3lantern9q"
    opml = f"{HOST}/{drawn}/opml?token={TOKEN}"
    desk.sources = [{"name": "List", "opml": opml}]
    desk.serve(opml, b"<opml><body></body></opml>")
    desk.gather()
    assert "a list of feeds without a feed" in desk.told[-1]
    assert desk.leaks(TOKEN, drawn) == []


def test_a_word_that_opens_a_list_is_not_told(desk: Desk) -> None:
    desk.sources = [{"name": "List", "opml": f"{HOST}/opml?token=harbour"}]
    desk.serve(f"{HOST}/opml?token=harbour", b"<opml><body></body></opml>")
    desk.gather()
    assert "opml?token=***: a list of feeds without a feed" in desk.told[-1]
    assert "harbour" not in "".join(desk.told)


# --- documents


def test_a_page_that_quotes_what_opens_it_has_asterisks_there_and_is_verified(desk: Desk) -> None:
    url = f"{HOST}/truce?token={TOKEN}"
    desk.sources = [{"name": "Lume", "page": url}]
    html = paper(piece(0)).replace(b"</p>", f" Share it with {TOKEN} or {url}&amp;b=1 today.</p>".encode(), 1)
    desk.serve(url, html.replace(b"<head>", f'<head><link rel=canonical href="{url}">'.encode()))
    desk.gather()
    assert desk.leaks(TOKEN) == []
    (one,) = articles(desk.store, {"Lume": None})
    assert f"Share it with {'*' * len(TOKEN)} or" in one.article.text
    assert len(one.article.raw) == len(desk.answers[url].body)
    assert read_document(one.article.raw, Told(), Place("Lume", one.article.path)).text == one.article.text
    assert one.article.url.value == f"{HOST}/truce"


def packed_page() -> bytes:
    document, file = docx.Document(), io.BytesIO()
    document.add_paragraph(f"The port council approved a night ferry on Wednesday, and {TOKEN} opens it.")
    document.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    "body",
    [
        packed_page(),
        paper(piece(0)).replace(b"</p>", f" It is {TOKEN[:4]}&#{ord(TOKEN[4])};{TOKEN[5:]}.</p>".encode(), 1),
    ],
    ids=["packed", "encoded"],
)
def test_a_document_that_quotes_it_where_it_cannot_be_taken_out_is_not_kept(desk: Desk, body: bytes) -> None:
    url = f"{HOST}/truce?token={TOKEN}"
    desk.sources = [{"name": "Lume", "page": url}]
    desk.serve(url, body)
    assert "cannot be taken out" in desk.gather().gave[0].problem
    assert (articles(desk.store, {"Lume": None}), desk.leaks(TOKEN)) == ((), [])


def test_an_entry_stands_for_a_page_that_cannot_be_kept(desk: Desk) -> None:
    desk.serve(FEED, summaries(""))
    desk.serve(f"{HOST}/0", packed_page())
    assert "cannot be taken out" in desk.gather().gave[0].problem
    assert len(articles(desk.store, {"Lume": None})) == 1
    assert desk.leaks(TOKEN) == []


# --- archives and exports of before


def as_before(store: Path) -> None:
    """Let an archive be as the version before left it."""
    with closing(sqlite3.connect(store)) as database:
        for table, column in (("source", "address"), ("source", "state"), ("wanted", "url")):
            mark = ("{secret1}", TOKEN)
            database.execute(f"UPDATE {table} SET {column} = replace({column}, ?, ?)", mark)  # noqa: S608
        database.execute("PRAGMA user_version = 5")
        database.commit()


def test_an_archive_of_before_has_nothing_fetched_for_a_second_time(desk: Desk) -> None:
    desk.serve(FEED, summaries(f"?token={TOKEN}", 3), etag="7")
    for number in range(3):
        desk.serve(f"{HOST}/{number}?token={TOKEN}", paper(piece(number)))
    desk.gather()
    assert len(desk.asked) == 4
    as_before(desk.store)
    assert desk.leaks(TOKEN) == [TOKEN]
    (gave,) = desk.gather().gave
    assert (desk.asked, desk.etags) == ([FEED], ["7"])
    assert (gave.new, gave.revised, gave.same) == (0, 0, 3)
    assert desk.leaks(TOKEN) == []


def test_an_export_of_before_is_taken_in_without_what_opens_the_sources(desk: Desk) -> None:
    url = f"{HOST}/truce?token={TOKEN}"
    desk.sources = [{"name": "Lume", "page": f"{HOST}/truce"}]
    desk.serve(f"{HOST}/truce", paper(piece(0)).replace(b"</p>", f" See {url}.</p>".encode(), 1))
    desk.gather()
    export(desk.store, desk.folder / "export")
    desk.store.unlink()
    desk.sources = [{"name": "Lume", "page": url}]
    assert bring_in(desk.store, desk.folder / "export", settings=desk.settings) == (1, 0)
    assert desk.leaks(TOKEN) == []
    assert len(articles(desk.store, {"Lume": None})) == 1


# --- what is told


def test_what_a_fetcher_says_is_closed() -> None:
    said = Fetched(Request(FEED), FEED, problem=f"no {TOKEN}", etag="7", content_type=f"text/{TOKEN}")
    shut = closed(said, [TOKEN])
    assert (shut.problem, shut.etag, shut.content_type) == ("no ***", "7", "text/***")


def test_what_opens_a_source_is_told_by_no_problem_of_it(desk: Desk) -> None:
    desk.sources = [
        {"name": "Lume", "feed": f"https://me:quay77lantern@gazette.example/fd11harbour3lantern9q/rss?key={TOKEN}"}
    ]
    desk.gather()
    said = [one.problem for one in tried(Trial(desk.settings, desk.store, desk.fetch, lambda: START))]
    assert any("answered 404" in one for one in said)
    desk.told += said
    assert desk.leaks("quay77lantern", "fd11harbour3lantern9q", TOKEN) == []
