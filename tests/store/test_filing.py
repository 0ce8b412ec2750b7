from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timezone
from typing import TYPE_CHECKING

import pytest
from archived import BRIDGE, DAY, MONDAY, RICH, STORM, VERSION, arrival, article, filing, put, storm, whole
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.errors import StoreError
from briefing.model import Article, Batch, Block, Dating, Filing, Given, Known, SourceState, Wanted
from briefing.store.archive import articles, unread, versions
from briefing.store.database import copied
from briefing.store.filing import file, read_before, release, renew
from briefing.store.sources import source_states, wanted_pages

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.model import OnFile

ALL: dict[str, int | None] = {"Lume": None, "Velmar": None, "Islands": None}


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "briefing.sqlite"


def texts(found: tuple[OnFile, ...]) -> list[str]:
    return [one.article.text for one in found]


# --- what is filed comes back


def test_an_article_comes_back_equal_in_all_fields(store: Path) -> None:
    given_ = arrival(itself=Given(title="Storm"), feed=Given(author="A. Q."), general=Given(language="en"), id="urn:1")
    put(store, Filing(given_, RICH))
    (found,) = articles(store, ALL)
    assert whole(found.article) == whole(RICH)
    assert found.arrival == given_
    assert (found.first_seen, found.last_seen, found.sources, found.reader) == (MONDAY, MONDAY, ("Lume",), VERSION)


KNOWN = st.builds(Known, st.none() | st.text(), st.sampled_from(["stated", "feed", "given"]), st.text())
MOMENTS = st.datetimes(
    min_value=datetime(1900, 1, 1),  # noqa: DTZ001 - Hypothesis wants them so
    max_value=datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.sampled_from([UTC, timezone(5 * DAY / 24)]),
)
DATINGS = st.builds(Dating, st.none() | st.dates(), st.none() | MOMENTS, st.just("metadata"), st.text())
ARTICLES = st.builds(
    Article,
    key=st.text(),
    text=st.text(alphabet=st.characters(exclude_categories=())),
    blocks=st.lists(st.builds(Block, st.integers(0, 9), st.integers(0, 9))).map(tuple),
    title=KNOWN,
    publisher=KNOWN,
    author=KNOWN,
    url=KNOWN,
    published=DATINGS,
    source=st.just("Lume"),
    path=st.text(alphabet=st.characters(exclude_categories=())),
    credits=st.lists(st.text()).map(tuple),
    notes=st.lists(st.text()).map(tuple),
    spans=st.none() | st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9))).map(tuple),
)


@pytest.mark.slow
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(one=ARTICLES, raw=st.binary())
def test_any_article_comes_back_equal_in_all_fields(
    tmp_path_factory: pytest.TempPathFactory, one: Article, raw: bytes
) -> None:
    store = tmp_path_factory.mktemp("any") / "briefing.sqlite"
    came = replace(arrival(), raw=raw, path=one.path)
    put(store, Filing(came, replace(one, raw=raw)))
    (found,) = articles(store, ALL)
    assert whole(found.article) == whole(replace(one, raw=raw))
    assert found.arrival == came


def test_what_came_before_just_as_it_is_is_only_seen_again(store: Path) -> None:
    put(store, filing())
    again = put(store, filing(), now=MONDAY + DAY)
    assert [(one.outcome, one.article, one.revision) for one in again] == [("same", 1, 1)]
    (found,) = articles(store, ALL)
    assert (found.first_seen, found.last_seen, found.revisions) == (MONDAY, MONDAY + DAY, 1)


def test_a_corrected_text_is_a_version_of_its_article_and_the_older_stays(store: Path) -> None:
    put(store, filing())
    corrected = STORM.replace("two fishing boats", "three fishing boats")
    (filed,) = put(store, filing(corrected), now=MONDAY + DAY)
    assert (filed.outcome, filed.article, filed.revision) == ("revision", 1, 2)
    (found,) = articles(store, ALL)
    assert (found.article.text, found.revision, found.revisions, found.since) == (corrected, 2, 2, MONDAY)
    assert texts(versions(store, 1)) == [STORM, corrected]


def test_another_article_is_another_article(store: Path) -> None:
    filed = put(store, filing(), filing(BRIDGE, title="Council votes for stone"))
    assert [one.outcome for one in filed] == ["new", "new"]
    assert len(articles(store, ALL)) == 2


def test_one_batch_with_the_same_document_twice_files_it_once(store: Path) -> None:
    filed = put(store, filing(), filing())
    assert [one.outcome for one in filed] == ["new", "same"]


def test_an_article_of_two_sources_is_on_file_once_with_both(store: Path) -> None:
    put(store, filing())
    (filed,) = put(store, filing(source="Velmar"), now=MONDAY + DAY)
    assert filed.outcome == "same"
    (found,) = articles(store, ALL)
    assert (found.sources, found.article.source) == (("Lume", "Velmar"), "Lume")
    (alone,) = articles(store, {"Velmar": None})
    assert (alone.sources, alone.article.source, alone.since) == (("Lume", "Velmar"), "Velmar", MONDAY)


def test_a_document_that_cannot_be_read_is_kept_with_its_problem(store: Path) -> None:
    broken = replace(arrival(), raw=b"%PDF-1.7 broken")
    (filed,) = put(store, Filing(broken, None, "no text in it"))
    assert (filed.outcome, filed.why) == ("unread", "no text in it")
    put(store, Filing(broken, None, "no text in it"), now=MONDAY + DAY)
    (found,) = unread(store)
    assert (found.arrival, found.problem, found.first_seen, found.last_seen) == (
        broken,
        "no text in it",
        MONDAY,
        MONDAY + DAY,
    )
    assert articles(store, ALL) == ()


def test_a_document_that_a_later_version_can_read_is_no_longer_unread(store: Path) -> None:
    put(store, Filing(arrival(), None, "no text in it"))
    (filed,) = put(store, filing(), version="2")
    assert filed.outcome == "new"
    assert unread(store) == ()


# --- read once


def test_an_article_is_read_once_in_its_life(store: Path) -> None:
    one, broken = filing(), Filing(replace(arrival(), raw=b"\0"), None, "no text in it")
    assert read_before(store, [one.arrival, broken.arrival], VERSION) == (None, None)
    put(store, one, broken)
    found, bad = read_before(store, [one.arrival, broken.arrival], VERSION)
    assert found is not None
    assert found.article is not None
    assert one.article is not None
    assert whole(found.article) == whole(one.article)
    assert bad == broken


@pytest.mark.parametrize(
    "change", [{"general": Given(publisher="The Lume Gazette")}, {"path": "other.txt"}, {"raw": b"x"}]
)
def test_it_is_read_again_when_anything_differs_that_reading_depends_on(store: Path, change: dict[str, object]) -> None:
    put(store, filing())
    changed = replace(arrival(), **change)  # type: ignore[arg-type]
    assert read_before(store, [changed], VERSION) == (None,)
    assert read_before(store, [arrival()], "2") == (None,)


def test_the_same_bytes_read_by_another_version_take_the_place_of_how_they_were_read(store: Path) -> None:
    put(store, filing())
    better = filing(published="2031-03-09")
    (filed,) = put(store, better, now=MONDAY + DAY, version="2")
    assert filed.outcome == "same"
    (found,) = articles(store, ALL)
    assert (found.article.published.day, found.reader, found.revisions) == (date(2031, 3, 9), "2", 1)


def test_what_is_on_file_can_be_renewed_from_its_own_bytes(store: Path) -> None:
    put(store, filing())
    (old,) = articles(store, ALL)
    told = replace(old.arrival, general=Given(publisher="The Lume Gazette"))
    better = article(told, publisher="The Lume Gazette")
    renew(store, [(old, told, better)], "2")
    (found,) = articles(store, ALL)
    assert (whole(found.article), found.arrival, found.reader) == (whole(better), told, "2")
    assert (found.first_seen, found.last_seen) == (MONDAY, MONDAY)
    assert read_before(store, [told], "2")[0]


# --- held


def test_what_is_held_is_kept_and_not_shown_until_it_is_released(store: Path) -> None:
    one = filing()
    (filed,) = put(store, replace(one, held="all ids of the feed are new"))
    assert (filed.outcome, filed.why) == ("held", "all ids of the feed are new")
    assert articles(store, ALL) == ()
    assert release(store, "Velmar", MONDAY + DAY) == 0
    assert release(store, "Lume", MONDAY + DAY) == 1
    assert texts(articles(store, ALL)) == [STORM]
    assert articles(store, ALL, known_by=MONDAY + DAY) == ()


# --- in one piece


def test_validators_are_kept_with_what_they_stand_for_or_not_at_all(store: Path) -> None:
    put(store, storm(1))
    state = SourceState("Lume", "https://gazette.example/feed", etag='"2"', last_try=MONDAY, last_success=MONDAY)
    wanted = Wanted("https://gazette.example/2", arrival(), 1, MONDAY + DAY)
    broken = Filing(arrival(), replace(RICH, text=None))  # type: ignore[arg-type]
    with pytest.raises(AttributeError):
        file(store, Batch((storm(2), broken), (state,), (wanted,)), MONDAY, VERSION)
    assert len(articles(store, ALL)) == 1
    assert source_states(store) == {}
    assert wanted_pages(store) == ()
    file(store, Batch((storm(2),), (state,), (wanted,)), MONDAY, VERSION)
    assert len(articles(store, ALL)) == 2
    assert source_states(store) == {("Lume", "https://gazette.example/feed"): state}
    assert wanted_pages(store) == (wanted,)


def test_a_dry_run_files_into_a_copy_that_is_thrown_away(store: Path) -> None:
    put(store, filing())
    before = store.read_bytes()
    with copied(store) as copy:
        assert [one.outcome for one in put(copy, filing(), storm(1))] == ["same", "new"]
    assert not copy.exists()
    assert store.read_bytes() == before


def test_a_copy_of_nothing_is_empty_and_nothing_is_made(store: Path) -> None:
    with copied(store) as copy:
        assert [one.outcome for one in put(copy, filing())] == ["new"]
    assert not store.exists()


def test_who_reads_makes_and_changes_no_file(store: Path) -> None:
    assert articles(store, ALL) == ()
    assert not store.exists()
    put(store, filing())
    store.chmod(0o444)
    store.parent.chmod(0o555)
    try:
        before = store.stat()
        assert len(articles(store, ALL)) == 1
        assert (store.stat().st_mtime_ns, list(store.parent.iterdir())) == (before.st_mtime_ns, [store])
    finally:
        store.parent.chmod(0o755)


def test_a_file_of_the_first_version_is_read_as_it_is_and_brought_up_to_date_when_written(store: Path) -> None:
    from briefing.store.schema import MIGRATIONS  # noqa: PLC0415

    with closing(sqlite3.connect(store)) as old:
        for statement in map(str, MIGRATIONS[0]):
            old.execute(statement)
        old.execute("INSERT INTO issue (brief, date) VALUES ('lume', '2031-03-09')")
        old.execute("PRAGMA user_version = 1")
        old.commit()
    before = store.read_bytes()
    assert articles(store, ALL) == ()
    assert store.read_bytes() == before
    put(store, filing())
    with closing(sqlite3.connect(store)) as new:
        assert new.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
        assert new.execute("SELECT brief FROM issue").fetchall() == [("lume",)]


def test_a_full_disk_is_told_and_nothing_of_the_batch_is_kept(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(store, filing())
    real = sqlite3.connect

    def small(*arguments: object, **options: object) -> sqlite3.Connection:
        database: sqlite3.Connection = real(*arguments, **options)  # type: ignore[call-overload]
        pages = database.execute("PRAGMA page_count").fetchone()[0]
        database.execute(f"PRAGMA max_page_count = {max(pages, 1)}")
        return database

    monkeypatch.setattr(sqlite3, "connect", small)
    with pytest.raises(StoreError, match=r"there is no room left .*nothing of this was kept"):
        put(store, *(storm(number) for number in range(200)))
    monkeypatch.undo()
    assert texts(articles(store, ALL)) == [STORM]


# --- a text that comes back


def test_a_text_that_comes_back_is_the_newest_again_and_only_once(store: Path) -> None:
    one, other = (filing(text, url="https://gazette.example/storm") for text in (STORM, f"{STORM} Two boats are lost."))
    came = [put(store, each, now=MONDAY + hour * DAY / 24)[0] for hour, each in enumerate((one, other, one, one))]
    assert [(filed.outcome, filed.revision) for filed in came] == [
        ("new", 1),
        ("revision", 2),
        ("revision", 3),
        ("same", 3),
    ]
    assert texts(articles(store, ALL)) == [STORM]
    assert texts(articles(store, ALL, known_by=MONDAY + DAY / 12)) == [other.arrival.raw.decode()]


def test_two_texts_that_come_side_by_side_do_not_replace_each_other_at_each_run(store: Path) -> None:
    both = tuple(filing(text, url="https://gazette.example/storm") for text in (STORM, f"{STORM} Two boats are lost."))
    for day in range(4):
        put(store, *both, now=MONDAY + day * DAY)
    assert [one.revisions for one in articles(store, ALL)] == [2]


def test_a_server_that_changes_its_mind_at_each_run_does_not_fill_the_file(store: Path) -> None:
    both = [filing(text, url="https://gazette.example/storm") for text in (STORM, f"{STORM} Two boats are lost.")]
    for day in range(20):
        put(store, both[day % 2], now=MONDAY + day * DAY / 4)
    assert [one.revisions for one in articles(store, ALL)] == [6]


def test_another_source_that_still_has_the_earlier_text_brings_it_not_back(store: Path) -> None:
    late = filing(f"{STORM} Two boats are lost.", url="https://gazette.example/storm")
    put(store, filing(STORM, url="https://gazette.example/storm"))
    put(store, filing(STORM, "Velmar", url="https://gazette.example/storm"), now=MONDAY + DAY / 4)
    put(store, late, now=MONDAY + DAY / 3)
    put(store, filing(STORM, "Velmar", url="https://gazette.example/storm"), now=MONDAY + DAY / 2)
    assert texts(articles(store, ALL)) == [late.arrival.raw.decode()]


def test_a_text_is_known_by_every_id_and_address_that_it_has_come_under(store: Path) -> None:
    place, moved = "https://gazette.example/storm-7", "https://news.example/2031/storm-7"
    title = "Storm closes the harbour of Lume and sinks two boats"
    put(store, filing(STORM, url=place, id="old", title=title))
    again = filing(f"{STORM} ", url=moved, id="new", title=title)
    assert put(store, again, now=MONDAY + DAY)[0].outcome == "same"
    # a month on, under another title: only the address tells that it is the same report
    edited = filing(STORM.replace("Thursday", "Friday"), url=moved, title="Harbour shut")
    assert put(store, edited, now=MONDAY + 30 * DAY)[0].outcome == "revision"
    renewed = filing(STORM.replace("Thursday", "Sunday"), url="", id="old", title="Harbour shut")
    assert put(store, renewed, now=MONDAY + 30 * DAY)[0].outcome == "revision"
