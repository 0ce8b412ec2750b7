"""Whole mornings against a server on loopback: what is gathered, what is kept, what is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest
from newsroom import START, Piece, atom, edited, json_feed, page, piece, rss
from program import files_below
from server import Reply, Server, kept, redirect
from server import page as served

from briefing import parse_config
from briefing.cli.options import MORNING as STAGES
from briefing.errors import NothingToBriefError
from briefing.ingest.fetch import Manners, World, fetch_all
from briefing.model import Step, unseen
from briefing.run.harvesting import Archive, harvest
from briefing.run.making import digest
from briefing.run.morning import Morning, morning
from briefing.run.ordering import Order
from briefing.run.sources import let_in
from briefing.store.archive import articles, versions
from briefing.store.lock import locked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from briefing.model import Article, OnFile, Yield

MORNING = START.replace(hour=20)
BRISK = Manners(delay=0.0, connect=2.0, read=1.0, whole=2.0, retries=0)
TALKS: list[dict[str, object]] = [
    {"id": "talks", "title": "The talks", "terms": ["truce", "envoys", "delegation", "harbour"]}
]
PIECES = [piece(number) for number in range(8)]


@dataclass
class Desk:
    """A configuration of feeds on the server, and mornings done by it."""

    server: Server
    out: Path
    topics: list[dict[str, object]]

    def sources(self, **extra: object) -> list[dict[str, object]]:
        return [{"name": "Gazette", "feed": self.server.url("/feed"), "private": True, **extra}]

    def morning(
        self,
        sources: list[dict[str, object]],
        now: datetime = MORNING,
        *,
        dry: bool = False,
        told: Callable[[Step], None] = unseen,
    ) -> Morning:
        settings = parse_config(
            {"brief": {"window": "72h"}, "site": {"enabled": False}, "sources": sources, "topics": self.topics},
            self.out / "x",
        )
        fetch = partial(fetch_all, manners=BRISK, world=World(now=lambda: now))
        done = morning(Order(settings, self.out, now, dry=dry), fetch, told)
        assert done is not None
        return done

    def on_file(self, *names: str) -> tuple[OnFile, ...]:
        return articles(self.out / "briefing.sqlite", dict.fromkeys(names or ["Gazette"]))

    def serve(self, pieces: list[Piece], *, full: bool = True, etag: str = "", prefix: str = "id") -> None:
        """Serve a feed at /feed and the pages of its reports."""
        base = self.server.url("")
        self.server.routes["/feed"] = kept(rss("Lume Gazette", pieces, base, full=full, prefix=prefix), etag)
        for one in pieces:
            self.server.routes[f"/{one.number}?utm_source=rss"] = served(page(one))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Server(2) as server:
        yield Desk(server, tmp_path / "out", TALKS)


def gave(done: Morning, source: str = "Gazette") -> Yield:
    return next(one for one in done.gathering.gave if one.source == source)


def titles(found: tuple[OnFile, ...]) -> set[str | None]:
    return {one.article.title.value for one in found}


def shown(done: Morning) -> set[Article]:
    return set(done.made.articles.values())


# --- what is told to whoever looks on


def test_who_looks_on_hears_of_each_stage_in_its_order_and_who_is_still_asked(desk: Desk) -> None:
    desk.serve(PIECES, full=False)
    desk.server.routes["/none"] = Reply(status=404)
    others = [{"name": "Nobody", "feed": desk.server.url("/none", 1), "private": True}]
    heard: list[Step] = []
    desk.morning([*desk.sources(), *others], told=heard.append)
    stages = list(dict.fromkeys(step.stage for step in heard))
    assert stages == [stage for stage in STAGES if stage in stages]
    assert {"gather", "read", "choose", "verify", "write"} <= set(stages)
    asked = [step for step in heard if step.things == "sources"]
    assert [(step.done, len(step.left)) for step in asked] == [(0, 2), (1, 1), (2, 0)]
    assert set(asked[0].left) == {"Gazette", "Nobody"}
    pages = [step for step in heard if step.things == "pages of entries"]
    assert [step.done for step in pages] == list(range(len(PIECES) + 1))


# --- nothing lost, nothing twice


def test_a_morning_brings_the_entries_of_a_feed_into_the_archive_and_the_brief(desk: Desk) -> None:
    desk.serve(PIECES)
    done = desk.morning(desk.sources())
    assert gave(done).new == len(PIECES)
    assert titles(desk.on_file()) == {one.title for one in PIECES}
    assert done.folder is not None
    assert (done.folder / "brief.html").is_file()
    assert any(section.items for section in done.made.brief.sections)
    assert {source.published_basis for source in done.made.brief.articles} == {"feed"}


def test_the_same_feed_again_is_asked_by_its_validators_and_gives_nothing_twice(desk: Desk) -> None:
    desk.serve(PIECES, etag='"1"')
    desk.morning(desk.sources())
    done = desk.morning(desk.sources(), MORNING + timedelta(hours=1))
    assert desk.server.asked[-1].headers["if-none-match"] == '"1"'
    assert (gave(done).new, gave(done).revised) == (0, 0)
    assert len(desk.on_file()) == len(PIECES)


def test_a_feed_without_validators_gives_nothing_twice_either(desk: Desk) -> None:
    desk.serve(PIECES)
    desk.morning(desk.sources())
    desk.serve([*PIECES[3:], piece(20)])
    done = desk.morning(desk.sources(), MORNING + timedelta(hours=1))
    assert (gave(done).new, gave(done).same) == (1, len(PIECES[3:]))
    assert len(desk.on_file()) == len(PIECES) + 1


def test_feeds_of_all_kinds_and_a_list_of_them_give_all_their_entries(desk: Desk, tmp_path: Path) -> None:
    base = desk.server.url("")
    desk.server.routes["/rss"] = Reply(rss("One", PIECES[:3], base))
    desk.server.routes["/atom"] = Reply(atom("Two", PIECES[3:6], base))
    desk.server.routes["/json"] = Reply(json_feed("Three", PIECES[6:], base))
    outlines = "".join(f'<outline text="{kind}" xmlUrl="{base}/{kind}"/>' for kind in ("rss", "atom", "json"))
    desk.server.routes["/list"] = Reply(f"<opml version='2.0'><body>{outlines}</body></opml>".encode())
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "feeds.opml").write_text(f"<opml version='2.0'><body>{outlines}</body></opml>")
    for place in (f"{base}/list", "feeds.opml"):
        source: dict[str, object] = {"name": "Feeds", "opml": place, "private": True, "full_text": "never"}
        done = desk.morning([source])
        assert {one.source for one in done.gathering.gave} >= {"rss", "atom", "json"}
        assert titles(desk.on_file("rss", "atom", "json")) == {one.title for one in PIECES}


def test_an_edit_becomes_a_revision_and_the_brief_says_that_it_has_changed(desk: Desk) -> None:
    desk.serve(PIECES)
    desk.morning(desk.sources())
    desk.serve([edited(PIECES[0]), *PIECES[1:]])
    done = desk.morning(desk.sources(), MORNING + timedelta(hours=1))
    assert (gave(done).new, gave(done).revised) == (0, 1)
    changed = next(one for one in desk.on_file() if one.revisions > 1)
    assert len(versions(desk.out / "briefing.sqlite", changed.id)) == 2
    newest = next(source for source in done.made.brief.articles if source.revision_of)
    assert any(note.startswith("changed since it was first seen, 2031-03-12 20:00") for note in newest.notes)
    assert len(done.made.brief.articles) == len(PIECES) + 1


def test_a_feed_that_changes_all_its_ids_gives_nothing_again(desk: Desk) -> None:
    desk.serve(PIECES)
    desk.morning(desk.sources())
    desk.serve(PIECES, prefix="other")
    done = desk.morning(desk.sources(), MORNING + timedelta(hours=1))
    assert (gave(done).new, gave(done).revised) == (0, 0)
    assert len(desk.on_file()) == len(PIECES)


def test_a_feed_that_gives_old_reports_as_new_is_held_back_until_somebody_lets_them_in(desk: Desk) -> None:
    desk.serve(PIECES)
    desk.morning(desk.sources())
    later = MORNING + timedelta(days=6)
    others = [piece(100 + n, START - timedelta(days=n)) for n in range(2, 10)]
    desk.serve(others)
    done = desk.morning(desk.sources(), later)
    assert gave(done).held == len(others)
    assert "briefing sources --release" in done.gathering.news[0]
    assert titles(desk.on_file()) == {one.title for one in PIECES}
    again = desk.morning(desk.sources(), later + timedelta(hours=1))
    assert again.gathering.news == ()
    assert "8 held back" in (again.made.brief.coverage.sources[0].detail or "")
    settings = parse_config({"sources": desk.sources(), "topics": TALKS})
    assert let_in(settings, desk.out, "Gazette", later) == len(others)
    assert titles(desk.on_file()) == {one.title for one in (*PIECES, *others)}


def test_a_feed_that_has_moved_for_good_is_followed_and_told_once(desk: Desk) -> None:
    desk.serve(PIECES)
    desk.server.routes["/old"] = redirect(desk.server.url("/feed"), 301)
    sources = desk.sources(feed=desk.server.url("/old"))
    first, second = (desk.morning(sources, MORNING + timedelta(hours=n)) for n in (0, 1))
    assert gave(first).new == len(PIECES)
    assert first.gathering.news == (f"source Gazette: has moved for good to {desk.server.url('/feed')}; write that",)
    assert second.gathering.news == ()


def test_a_feed_that_breaks_off_gives_what_it_has_and_the_rest_the_next_time(desk: Desk) -> None:
    desk.serve(PIECES, etag='"1"')
    whole = rss("Lume Gazette", PIECES, desk.server.url(""))
    desk.server.routes["/feed"] = kept(whole[: len(whole) // 2], '"1"')
    done = desk.morning(desk.sources())
    assert 0 < gave(done).new < len(PIECES)
    assert "cut off" in done.gathering.news[0]
    desk.serve(PIECES, etag='"1"')
    desk.morning(desk.sources(), MORNING + timedelta(hours=1))
    assert len(desk.on_file()) == len(PIECES)


# --- full texts


def test_the_page_is_read_where_the_feed_has_only_a_summary(desk: Desk) -> None:
    desk.serve(PIECES[:3], full=False)
    desk.morning(desk.sources())
    assert all(one.article.text.count("\n\n") > 3 for one in desk.on_file())
    assert desk.server.hits["/robots.txt"] == 1
    again = desk.morning(desk.sources(), MORNING + timedelta(hours=1))
    assert [desk.server.hits[f"/{n}?utm_source=rss"] for n in range(3)] == [1, 1, 1]
    assert gave(again).new == 0


def test_no_page_is_fetched_where_the_settings_say_so_or_the_feed_has_it_all(desk: Desk) -> None:
    desk.serve(PIECES[:3], full=False)
    desk.morning(desk.sources(full_text="never"))
    assert all(not desk.server.hits[f"/{n}?utm_source=rss"] for n in range(3))
    assert all("..." in one.article.text for one in desk.on_file())


def test_a_page_that_is_refused_leaves_the_summary_and_is_told(desk: Desk) -> None:
    desk.serve(PIECES[:2], full=False)
    desk.server.routes["/0?utm_source=rss"] = Reply(b"pay", status=402)
    done = desk.morning(desk.sources())
    assert titles(desk.on_file()) == {one.title for one in PIECES[:2]}
    (health,) = done.made.brief.coverage.sources
    assert (health.status, health.articles) == ("failed", 2)
    assert "402" in (health.detail or "")


def test_a_page_that_could_not_be_had_today_is_had_tomorrow(desk: Desk) -> None:
    desk.serve(PIECES[:2], full=False)
    desk.server.routes["/0?utm_source=rss"] = Reply(b"later", status=503)
    desk.morning(desk.sources())
    desk.serve(PIECES[:2], full=False)
    desk.morning(desk.sources(), MORNING + timedelta(hours=1))
    assert all(one.article.text.count("\n\n") > 3 for one in desk.on_file())
    assert len(desk.on_file()) == 2


def test_a_page_behind_a_wall_is_a_failure_and_not_a_report(desk: Desk) -> None:
    desk.serve(PIECES[:1], full=False)
    desk.server.routes["/0?utm_source=rss"] = served(b"<html><body><p>Subscribe to read on.</p></body></html>")
    done = desk.morning(desk.sources())
    (only,) = desk.on_file()
    assert "Subscribe" not in only.article.text
    assert "no report to be read there" in (done.made.brief.coverage.sources[0].detail or "")


# --- failures


@pytest.mark.slow
@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Reply(status=404), "404"),
        (Reply(status=403), "403"),
        (Reply(status=410), "gone for good"),
        (Reply(status=429, headers={"Retry-After": "3600"}), "429"),
        (Reply(b"<!doctype html><html><body><p>Welcome</p></body></html>"), "web page"),
        (Reply(b""), "empty"),
        (Reply(b"x", pause=1.5), "answer"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_source_that_fails_is_told_once_and_harms_no_other(desk: Desk, answer: Reply, words: str) -> None:
    desk.serve(PIECES)
    desk.server.routes["/ill"] = answer
    sources = [*desk.sources(), {"name": "Ill", "feed": desk.server.url("/ill"), "private": True}]
    first = desk.morning(sources)
    assert len(first.gathering.news) == 1
    assert words in first.gathering.news[0]
    assert [source.status for source in first.made.brief.coverage.sources] == ["ok", "failed"]
    second = desk.morning(sources, MORNING + timedelta(hours=2))
    assert second.gathering.news == ()
    assert second.made.brief.coverage.sources[1].status == "failed"


@pytest.mark.slow
def test_a_failure_is_told_again_only_after_it_has_lasted(desk: Desk) -> None:
    desk.serve(PIECES)
    sources = [*desk.sources(), {"name": "Ill", "feed": desk.server.url("/ill"), "private": True}]
    told = [len(desk.morning(sources, MORNING + timedelta(days=day)).gathering.news) for day in range(9)]
    assert told == [1, 1, 0, 1, 0, 0, 0, 1, 0]


def test_a_source_that_asks_for_patience_gets_it(desk: Desk) -> None:
    desk.server.routes["/feed"] = Reply(status=429, headers={"Retry-After": "7200"})
    sources = [*desk.sources(), {"name": "Other", "feed": desk.server.url("/other", 1), "private": True}]
    desk.server.routes["/other"] = Reply(rss("Other", PIECES[:2], desk.server.url("/other")))
    desk.morning(sources)
    desk.morning(sources, MORNING + timedelta(hours=1))
    assert desk.server.hits["/feed"] == 1
    desk.morning(sources, MORNING + timedelta(hours=3))
    assert desk.server.hits["/feed"] == 2


def test_an_address_of_this_machine_is_fetched_only_where_the_settings_allow_it(desk: Desk) -> None:
    desk.serve(PIECES)
    inner: dict[str, object] = {"name": "Inner", "feed": desk.server.url("/feed?inner")}
    done = desk.morning([*desk.sources(), inner])
    assert desk.server.hits["/feed?inner"] == 0
    assert "Inner" in done.gathering.news[0]


# --- the rest of the morning


def test_a_dry_run_leaves_no_trace_and_says_what_would_be(desk: Desk, tmp_path: Path) -> None:
    desk.serve(PIECES[:4])
    desk.morning(desk.sources())
    before = files_below(tmp_path)
    desk.serve(PIECES)
    done = desk.morning(desk.sources(), MORNING + timedelta(hours=1), dry=True)
    assert done.folder is None
    assert gave(done).new == 4
    assert files_below(tmp_path) == before


def test_a_first_dry_run_makes_no_file_at_all(desk: Desk, tmp_path: Path) -> None:
    desk.serve(PIECES)
    assert desk.morning(desk.sources(), dry=True).made.brief.articles
    assert not [*tmp_path.iterdir()]


def test_a_second_run_at_once_does_nothing(desk: Desk) -> None:
    desk.serve(PIECES)
    desk.morning(desk.sources())
    hits = desk.server.hits["/feed"]
    settings = parse_config({"sources": desk.sources(), "topics": TALKS})
    with locked(desk.out / "briefing.sqlite.lock") as got:
        assert got
        assert morning(Order(settings, desk.out, MORNING), partial(fetch_all, manners=BRISK)) is None
    assert desk.server.hits["/feed"] == hits


def test_an_issue_takes_no_more_than_the_limit_and_what_is_let_in(desk: Desk) -> None:
    desk.serve(PIECES)
    done = desk.morning(desk.sources(limit=3, deny=[f'"{PIECES[7].title.split(":")[1].strip()}"']))
    assert {one.title.value for one in shown(done)} == {one.title for one in PIECES[4:7]}
    assert len(desk.on_file()) == len(PIECES)


def test_old_reports_are_background_for_topics_that_reach_back(desk: Desk) -> None:
    desk.serve(PIECES)
    desk.morning(desk.sources())
    later = START + timedelta(days=30)
    new = piece(40, later)
    desk.serve([new])
    desk.topics = [{"title": "History", "terms": ["truce", "envoys", "mandate"], "reach": "all"}]
    done = desk.morning(desk.sources(), later + timedelta(hours=2))
    assert {new.title} < {one.title.value for one in shown(done)}
    desk.topics = [{"title": "News", "terms": ["truce", "envoys", "mandate"], "reach": "window"}]
    done = desk.morning(desk.sources(), later + timedelta(hours=3))
    assert {one.title.value for one in shown(done)} == {new.title}


def test_a_quiet_morning_is_an_issue_that_says_so(desk: Desk) -> None:
    desk.serve([])
    desk.server.routes["/feed"] = Reply(rss("Lume Gazette", [], desk.server.url("")))
    done = desk.morning(desk.sources(), datetime(2031, 6, 1, 6, tzinfo=UTC))
    assert done.folder is not None
    assert all(section.note for section in done.made.brief.sections)
    assert done.made.brief.coverage.sources[0].status == "empty"


def test_a_feed_that_holds_nothing_is_told_once_and_again_only_after_it_has_lasted(desk: Desk) -> None:
    desk.server.routes["/feed"] = Reply(rss("Lume Gazette", [], desk.server.url("")))
    mornings = [desk.morning(desk.sources(), MORNING + timedelta(days=day)) for day in range(4)]
    assert [len(done.gathering.news) for done in mornings] == [1, 1, 0, 1]
    assert "without any entry" in mornings[0].gathering.news[0]
    (health,) = mornings[2].made.brief.coverage.sources
    assert (health.status, health.failures) == ("empty", 0)
    desk.serve([piece(number, MORNING + timedelta(days=3)) for number in range(3)])
    (health,) = desk.morning(desk.sources(), MORNING + timedelta(days=4)).made.brief.coverage.sources
    assert (health.status, health.detail) == ("ok", None)


def test_entries_without_text_are_counted_and_a_title_alone_is_no_mistake_each_morning(desk: Desk) -> None:
    item = (
        "<item><guid>{0}</guid><title>{1}</title><enclosure url='http://x.example/{0}.mp3' type='audio/mpeg'/></item>"
    )
    items = item.format(1, "Episode 12: the truce") + item.format(2, "")
    desk.server.routes["/feed"] = Reply(
        f"<rss version='2.0'><channel><title>Talk</title>{items}</channel></rss>".encode()
    )
    desk.morning(desk.sources())
    done = desk.morning(desk.sources(), MORNING + timedelta(hours=1))
    assert done.problems == ()
    assert {one.title.value for one in shown(done)} == {"Episode 12: the truce"}
    assert done.made.brief.coverage.sources[0].detail == "1 entry has no title and no text"


# --- lists of feeds, and sources that change in the settings


def _listed(desk: Desk, *kinds: str) -> None:
    outlines = "".join(f'<outline text="{kind}" xmlUrl="{desk.server.url(f"/{kind}")}"/>' for kind in kinds)
    desk.server.routes["/list"] = Reply(f"<opml version='2.0'><body>{outlines}</body></opml>".encode())


def test_a_list_that_cannot_be_read_is_a_failure_until_it_can_and_its_feeds_are_read_all_the_same(desk: Desk) -> None:
    source: dict[str, object] = {"name": "Feeds", "opml": desk.server.url("/list"), "private": True}
    desk.server.routes["/rss"] = Reply(rss("One", PIECES[:3], desk.server.url("")))
    _listed(desk, "rss")
    desk.morning([source])
    desk.server.routes["/list"] = Reply(status=503)
    desk.server.routes["/rss"] = Reply(rss("One", PIECES[:5], desk.server.url("")))
    down = desk.morning([source], MORNING + timedelta(hours=1))
    assert {one.name: one.status for one in down.made.brief.coverage.sources} == {"Feeds": "failed", "rss": "ok"}
    assert len(desk.on_file("rss")) == 5
    _listed(desk, "rss")
    up = desk.morning([source], MORNING + timedelta(days=1, hours=1))
    assert {one.name: one.status for one in up.made.brief.coverage.sources} == {"rss": "ok"}
    assert up.gathering.news == ()


def test_what_is_out_of_the_list_or_the_settings_is_out_of_the_brief_and_told_of_no_more(desk: Desk) -> None:
    base = desk.server.url("")
    desk.server.routes["/rss"], desk.server.routes["/two"] = (
        Reply(rss(name, some, base)) for name, some in (("One", PIECES[:3]), ("Two", PIECES[3:6]))
    )
    source: dict[str, object] = {"name": "Feeds", "opml": desk.server.url("/list"), "private": True}
    _listed(desk, "rss", "two")
    ill: dict[str, object] = {"name": "Ill", "feed": desk.server.url("/ill"), "private": True}
    desk.morning([source, ill])
    _listed(desk, "rss")
    done = desk.morning([source], MORNING + timedelta(days=2))
    assert [one.name for one in done.made.brief.coverage.sources] == ["rss"]
    assert done.gathering.news == ()
    assert {one.source for one in shown(done)} == {"rss"}


def test_a_source_that_has_another_address_now_is_judged_by_that(desk: Desk) -> None:
    ill: dict[str, object] = {"name": "Gazette", "feed": desk.server.url("/zzz"), "private": True}
    desk.server.routes["/two"] = Reply(rss("Two", PIECES[:3], desk.server.url("")))
    other: dict[str, object] = {"name": "Two", "feed": desk.server.url("/two"), "private": True}
    desk.morning([ill, other])
    desk.serve(PIECES)
    done = desk.morning([*desk.sources(), other], MORNING + timedelta(days=2))
    assert [one.status for one in done.made.brief.coverage.sources] == ["ok", "ok"]
    assert done.gathering.news == ()


@pytest.mark.parametrize("barred", [{"deny": ["day"]}, {"allow": ["kumquat"]}])
def test_what_one_source_bars_another_that_has_it_lets_in(desk: Desk, barred: dict[str, object]) -> None:
    desk.serve(PIECES)
    desk.server.routes["/all"] = Reply(rss("All the News", PIECES, desk.server.url("")))
    every: dict[str, object] = {"name": "All", "feed": desk.server.url("/all"), "private": True}
    first = desk.morning([*desk.sources(), every])
    assert {(one.source, one.publisher.value) for one in shown(first)} == {("Gazette", "Lume Gazette")}
    done = desk.morning([*desk.sources(**barred), every], MORNING + timedelta(hours=1))
    assert {(one.source, one.publisher.value) for one in shown(done)} == {("All", "All the News")}
    assert len(shown(done)) == len(PIECES)


def test_of_two_versions_in_one_feed_the_newer_stands_whatever_their_order(desk: Desk) -> None:
    early, late = PIECES[0], edited(PIECES[0])
    for both in ([late, early], [late, early]):
        desk.serve([*both, *PIECES[1:]])
        desk.morning(desk.sources())
    (found,) = (one for one in desk.on_file() if one.revisions > 1)
    assert found.article.text.endswith("at noon.")
    assert found.revisions == 2


def test_the_brief_of_an_old_day_is_made_again_from_what_the_run_of_its_moment_had(desk: Desk) -> None:
    desk.serve(PIECES)
    then = desk.morning(desk.sources())
    desk.serve([edited(PIECES[0]), piece(30, MORNING)])
    desk.server.routes["/other"] = Reply(status=404)
    desk.morning(desk.sources(), MORNING + timedelta(days=3))
    settings = parse_config({"brief": {"window": "72h"}, "sources": desk.sources(), "topics": TALKS}, desk.out / "x")
    archive = Archive(desk.out / "briefing.sqlite", MORNING.date(), MORNING)
    again = digest(harvest(settings, archive=archive), settings, MORNING.date(), MORNING)
    assert again.brief == then.made.brief


def test_a_morning_that_gives_nothing_at_all_says_why_of_each_source(desk: Desk) -> None:
    with pytest.raises(NothingToBriefError) as raised:
        desk.morning(desk.sources())
    assert any("Gazette" in line and "404" in line for line in raised.value.problems)
