"""The fetcher against a real server on loopback: manners, limits, and what it says of each thing that goes wrong."""

from __future__ import annotations

import gzip
import itertools
import os
import signal
import ssl
import subprocess
import sys
import threading
import time
import tracemalloc
import zlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import httpcore
import httpx
import pytest
import trustme
from hypothesis import given
from hypothesis import strategies as st
from program import ROOT
from server import Reply, Server, bomb, cut, cut_chunks, dripping, endless, first, kept, page, redirect

from briefing.errors import FetchError
from briefing.ingest.fetch import Fetched, Manners, Request, World, due, fetch_all
from briefing.ingest.fetch import robots as rules_for_programs
from briefing.ingest.fetch.bodies import Body
from briefing.ingest.fetch.freshness import fresh_until, moment_of, retry_at
from briefing.ingest.fetch.guard import refused
from briefing.ingest.fetch.wire import OURS, TROUBLES, address_of, trouble_of
from briefing.text.masking import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

NOW = datetime(2025, 5, 15, 7, 0, tzinfo=UTC)
FEED = b"<rss><channel><title>The Harbour Post</title></channel></rss>"


async def at_once(_: float) -> None:
    """Wait for nothing."""


QUICK = Manners(delay=0.0, connect=0.5, read=0.5, whole=1.0, retries=0, deadline=20.0)
WORLD = World(now=lambda: NOW, sleep=at_once, random=lambda: 0.0)


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        yield running


def fetch(url: str, manners: Manners = QUICK, world: World = WORLD, **more: Any) -> Fetched:
    """Fetch one address, of this machine too."""
    (fetched,) = fetch_all([Request(url, **{"private": True} | more)], manners, world)
    return fetched


def answer(server: Server, reply: Reply, manners: Manners = QUICK, **more: Any) -> Fetched:
    server.routes["/feed"] = reply
    return fetch(server.url("/feed"), manners, **more)


# --- what goes well


def test_a_document_comes_with_its_type_its_validators_and_its_address(server: Server) -> None:
    fetched = answer(
        server,
        page(FEED, "application/rss+xml; charset=utf-8", ETag='"a1"', Last_Modified="Thu, 15 May 2025 06:00:00 GMT"),
    )
    assert fetched == Fetched(
        fetched.request,
        server.url("/feed"),
        200,
        FEED,
        "application/rss+xml; charset=utf-8",
        '"a1"',
        "Thu, 15 May 2025 06:00:00 GMT",
    )


def test_what_has_not_changed_is_said_to_be_unchanged_and_keeps_its_validators(server: Server) -> None:
    server.routes["/feed"] = kept(FEED, etag='W/"a1"', modified="Thu, 15 May 2025 06:00:00 GMT")
    one = fetch(server.url("/feed"))
    again = fetch(server.url("/feed"), etag=one.etag, last_modified=one.last_modified)
    assert (again.unchanged, again.status, again.body, again.problem) == (True, 304, b"", "")
    assert (again.etag, again.last_modified) == (one.etag, one.last_modified)
    assert server.asked[1].headers["if-none-match"] == 'W/"a1"'


def test_an_answer_without_new_validators_leaves_the_old_ones(server: Server) -> None:
    fetched = answer(server, Reply(status=304), etag='"a1"')
    assert (fetched.unchanged, fetched.etag) == (True, '"a1"')


def test_a_failure_keeps_the_validators_of_the_copy_that_is_kept(server: Server) -> None:
    fetched = answer(server, Reply(status=500, headers={"ETag": '"error page"'}), etag='"a1"', last_modified="x")
    assert (fetched.etag, fetched.last_modified) == ('"a1"', "x")


def test_unchanged_is_a_problem_where_nothing_is_kept(server: Server) -> None:
    assert "no copy is kept here" in answer(server, Reply(status=304)).problem


def test_a_validator_that_cannot_be_sent_back_is_not_kept_and_not_sent(server: Server) -> None:
    assert answer(server, page(FEED, ETag='"\xe9t\xe9"')).etag == ""
    assert not answer(server, page(FEED), etag="a\r\nX-Evil: 1").problem
    assert "if-none-match" not in server.asked[-1].headers


@pytest.mark.parametrize("pack", ["gzip", "deflate", "bare deflate", "two files"])
def test_a_packed_body_is_unpacked(server: Server, pack: str) -> None:
    packed = {
        "gzip": gzip.compress(FEED, mtime=0),
        "deflate": zlib.compress(FEED),
        "bare deflate": zlib.compress(FEED)[2:-4],
        "two files": gzip.compress(FEED[:9], mtime=0) + gzip.compress(FEED[9:], mtime=0) + bytes(8),
    }[pack]
    fetched = answer(server, Reply(packed, headers={"Content-Encoding": "deflate" if "deflate" in pack else "gzip"}))
    assert (fetched.body, fetched.problem) == (FEED, "")
    assert server.asked[0].headers["accept-encoding"] == "gzip, deflate"


def test_the_program_says_who_it_is_and_whom_to_write_to(server: Server) -> None:
    answer(server, page(FEED), Manners(contact="mailto:desk@example.org", delay=0))
    assert server.asked[0].headers["user-agent"] == "briefing/0.1.0 (+mailto:desk@example.org)"
    assert "authorization" not in server.asked[0].headers


def test_cookies_are_not_kept(server: Server) -> None:
    server.routes["/feed"] = Reply(status=302, headers={"Location": "/there", "Set-Cookie": "who=me"})
    server.routes["/there"] = page(FEED)
    assert fetch(server.url("/feed")).body == FEED
    assert not [asked for asked in server.asked if "cookie" in asked.headers]


def test_proxies_of_the_environment_are_not_used(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert answer(server, page(FEED)).body == FEED


# --- when to ask again


@pytest.mark.parametrize(
    ("headers", "minutes"),
    [
        ({"cache-control": "public, max-age=600"}, 10),
        ({"cache-control": "max-age=600", "age": "300"}, 5),
        ({"cache-control": "max-age=600", "expires": "Thu, 15 May 2025 09:00:00 GMT"}, 10),
        ({"expires": "Thu, 15 May 2025 07:30:00 GMT"}, 30),
        ({"expires": "Thu, 15 May 2025 07:30:00 GMT", "date": "Thu, 15 May 2025 07:20:00 GMT"}, 10),
        ({"cache-control": "max-age=31536000"}, 12 * 60),
        ({"cache-control": "s-maxage=600"}, None),
        ({"cache-control": "max-age=0", "expires": "Thu, 15 May 2025 09:00:00 GMT"}, None),
        ({"cache-control": "no-cache, max-age=600"}, None),
        ({"cache-control": "no-store"}, None),
        ({"cache-control": "max-age=soon"}, None),
        ({"expires": "0"}, None),
        ({"expires": "Thu, 15 May 2025 06:00:00 GMT"}, None),
        ({}, None),
    ],
)
def test_how_long_an_answer_stays_fresh(headers: dict[str, str], minutes: int | None) -> None:
    assert fresh_until(headers, NOW) == (NOW + timedelta(minutes=minutes) if minutes else None)


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        ("120", 2),
        ("Thu, 15 May 2025 07:30:00 GMT", 30),
        ("Thu, 15 May 2025 07:30:00 -0100", 90),
        ("99999999999", 24 * 60),
        ("Fri, 15 May 2099 07:30:00 GMT", 24 * 60),
        ("0", None),
        ("Thu, 15 May 2025 06:30:00 GMT", None),
        ("in a while", None),
        ("", None),
        ("Fri, 31 Dec 9999 23:59:59 -2359", None),  # in UTC after the last year
        ("Mon, 01 Jan 0001 00:00:00 +2359", None),
    ],
)
def test_when_a_server_wants_to_be_asked_again(said: str, minutes: int | None) -> None:
    assert retry_at({"retry-after": said}, NOW) == (NOW + timedelta(minutes=minutes) if minutes else None)


@given(st.text())
def test_no_header_breaks_the_reading_of_dates(text: str) -> None:
    moment_of(text)
    fresh_until({"cache-control": text, "expires": text, "age": text}, NOW)
    retry_at({"retry-after": text}, NOW)


def test_an_address_is_due_when_its_copy_is_stale_and_its_server_is_willing() -> None:
    later = NOW + timedelta(minutes=1)
    assert due(NOW, None, None)
    assert due(later, later, later)
    assert not due(NOW, later, None)
    assert not due(NOW, None, later)


def test_freshness_and_patience_are_handed_on(server: Server) -> None:
    assert answer(server, page(FEED, Cache_Control="max-age=60")).fresh_until == NOW + timedelta(minutes=1)
    assert answer(server, Reply(status=404, headers={"Retry-After": "60"})).retry_at == NOW + timedelta(minutes=1)


# --- what answers mean


@pytest.mark.parametrize(
    ("status", "words", "passing"),
    [
        (400, "check the address", False),
        (401, "wants a login", False),
        (402, "wants to be paid for", False),
        (403, "nothing is done to get round that", False),
        (404, "nothing stands there", False),
        (410, "gone for good", False),
        (418, "the server refuses the request", False),
        (429, "asked too often", True),
        (451, "withheld for legal reasons", False),
        (500, "the server has an error", True),
        (501, "the server has an error", False),
        (503, "out of order for the moment", True),
        (204, "no document", False),
        (206, "no document", False),
        (300, "sent on, but not where to", False),
        (302, "sent on, but not where to", False),
        (700, "no answer that this program understands", False),
    ],
)
def test_every_status_is_said_in_plain_words(server: Server, status: int, words: str, passing: bool) -> None:  # noqa: FBT001
    fetched = answer(server, Reply(b"<html>Sorry</html>" if status != 204 else b"", status=status))
    assert fetched.problem.startswith(f"{server.url('/feed')}: answered {status}: ")
    assert words in fetched.problem
    assert (fetched.status, fetched.body, fetched.passing) == (status, b"", passing)
    assert fetched.gone == (status == 410)


def test_a_server_that_wants_to_be_left_alone_is_left_alone_with_all_its_pages(server: Server) -> None:
    server.routes["/feed"] = Reply(status=429, headers={"Retry-After": "3600"})
    pages = [Request(server.url(f"/{number}"), private=True) for number in range(3)]
    results = list(fetch_all([Request(server.url("/feed"), private=True), *pages], QUICK, WORLD))
    assert {fetched.retry_at for fetched in results} == {NOW + timedelta(hours=1)}
    assert "not again before 15 May, 08:00 UTC" not in results[0].problem
    assert "it is not asked again before 15 May, 08:00 UTC" in results[0].problem
    assert all("wants to be left alone" in fetched.problem for fetched in results[1:])
    assert server.hits.total() == 1


# --- trying again


@pytest.mark.parametrize(
    "passing", [Reply(status=502), Reply(status=503), Reply(status=504), Reply(raw=b""), cut(FEED)], ids=str
)
def test_what_passes_is_tried_again(server: Server, passing: Reply) -> None:
    server.routes["/feed"] = first(passing, passing, page(FEED))
    assert fetch(server.url("/feed"), Manners(delay=0, retries=2)).body == FEED


@pytest.mark.parametrize(
    "lasting", [Reply(status=404), Reply(status=403), Reply(status=500), Reply(status=429)], ids=str
)
def test_what_lasts_is_not_tried_again(server: Server, lasting: Reply) -> None:
    server.routes["/feed"] = first(lasting, page(FEED))
    assert fetch(server.url("/feed"), Manners(delay=0, retries=2)).problem
    assert server.hits["/feed"] == 1


def test_pauses_between_tries_grow_and_differ(server: Server) -> None:
    pauses: list[float] = []

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)

    server.routes["/feed"] = Reply(status=503)
    fetch(server.url("/feed"), Manners(delay=0, retries=2), World(sleep=sleep, random=iter((0.0, 0.5)).__next__))
    assert pauses == [0.5, 1.5]


def test_a_short_wait_that_the_server_asks_for_is_waited(server: Server) -> None:
    pauses: list[float] = []

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)

    server.routes["/feed"] = first(Reply(status=429, headers={"Retry-After": "4"}), page(FEED))
    world = World(now=lambda: NOW, sleep=sleep, random=lambda: 0.0, monotonic=lambda: 0.0)
    assert fetch(server.url("/feed"), Manners(delay=0, retries=1), world).body == FEED
    assert pauses == [4.0, 4.0]


def test_a_host_that_never_answers_is_left_for_the_next_run(server: Server) -> None:
    server.routes |= {f"/{number}": Reply(raw=b"") for number in range(10)}
    results = list(fetch_all([Request(server.url(f"/{n}"), private=True) for n in range(10)], QUICK, WORLD))
    assert server.hits.total() == 6
    assert all(fetched.passing for fetched in results)
    assert sum("failed 6 times in a row" in fetched.problem for fetched in results) == 4


# --- limits


def test_a_body_that_is_too_large_is_not_even_begun_where_it_says_so(server: Server) -> None:
    fetched = answer(server, Reply(b"x", length=50_000_000))
    assert fetched.problem.endswith(": larger than 10 MB; the rest was not fetched and nothing is used")
    assert fetched.body == b""


@pytest.mark.parametrize("reply", [endless(), bomb(40)], ids=["endless", "bomb"])
def test_a_body_without_an_end_is_stopped(server: Server, reply: Reply) -> None:
    fetched = answer(server, reply, Manners(delay=0, largest=2**20, retries=0))
    assert "larger than 1 MB" in fetched.problem


def test_a_body_of_exactly_the_largest_size_is_taken(server: Server) -> None:
    limit = Manners(delay=0, largest=1000)
    assert len(answer(server, page(b"x" * 1000), limit).body) == 1000
    assert (
        len(answer(server, Reply(gzip.compress(b"x" * 1000), headers={"Content-Encoding": "gzip"}), limit).body) == 1000
    )
    assert answer(server, page(b"x" * 1001), limit).problem
    assert answer(server, Reply(gzip.compress(b"x" * 1001), headers={"Content-Encoding": "gzip"}), limit).problem


def test_a_bomb_never_stands_in_memory_unpacked() -> None:
    body, bomb = Body("here", "gzip", 100_000), gzip.compress(bytes(50 * 2**20))
    tracemalloc.start()
    try:
        with pytest.raises(FetchError, match="larger than"):
            body.add(bomb)
        assert tracemalloc.get_traced_memory()[1] < 2**20
    finally:
        tracemalloc.stop()


def test_packed_files_that_are_empty_do_not_come_without_end() -> None:
    body, empty = Body("here", "gzip", 1000), gzip.compress(b"")
    with pytest.raises(FetchError, match="larger than"):
        body.add(empty * 1000)


@pytest.mark.parametrize("packing", ["br", "zstd", "gzip, gzip", "compress"])
def test_what_is_packed_in_a_way_that_was_not_asked_for_is_not_unpacked(packing: str) -> None:
    with pytest.raises(FetchError, match="packed in a way that was not asked for"):
        Body("here", packing, 1000)


def test_a_server_that_sends_a_byte_now_and_then_is_stopped(server: Server) -> None:
    fetched = answer(server, dripping(FEED, 0.02), Manners(delay=0, read=1, whole=0.15, retries=0))
    assert "too slow: not whole after 0.15 seconds" in fetched.problem
    assert fetched.passing


def test_a_server_that_says_nothing_is_not_waited_for(server: Server) -> None:
    fetched = answer(server, Reply(FEED, pause=60), Manners(delay=0, read=0.1, retries=0))
    assert "the server does not answer in time" in fetched.problem


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (cut(FEED), "breaks off"),
        (cut_chunks(FEED), "breaks off"),
        (Reply(gzip.compress(FEED, mtime=0)[:-20], headers={"Content-Encoding": "gzip"}), "breaks off in the middle"),
        (Reply(FEED, headers={"Content-Encoding": "gzip"}), "damaged"),
        (Reply(FEED, headers={"Content-Encoding": "br"}), "packed in a way that was not asked for"),
        (Reply(b""), "the answer is empty"),
        (Reply(b" \r\n "), "the answer is empty"),
        (Reply(headers={"Content-Encoding": "gzip"}), "the answer is empty"),
        (Reply(raw=b"220 mail.example.org ready\r\n"), "no proper HTTP"),
        (Reply(raw=b""), "breaks off or is no proper HTTP"),
        (Reply(raw=b"HTTP/1.1 200 OK\r\nX: " + b"y" * 200_000), "no proper HTTP"),
    ],
    ids=str,
)
def test_what_is_not_whole_is_told_and_not_used(server: Server, reply: Reply, words: str) -> None:
    fetched = answer(server, reply)
    assert words in fetched.problem
    assert fetched.body == b""


def test_nobody_behind_an_address_is_told() -> None:
    with Server() as gone:
        url = gone.url("/feed")
    assert fetch(url).problem == f"{url}: the server refuses the connection; check the address, or wait"


# --- redirects


def test_the_last_address_comes_back_and_a_lasting_move_is_told(server: Server) -> None:
    server.routes |= {"/feed": redirect("/b", 301), "/b": redirect("/c", 308), "/c": redirect("/d"), "/d": page(FEED)}
    fetched = fetch(server.url("/feed"))
    assert (fetched.url, fetched.moved_to, fetched.body) == (server.url("/d"), server.url("/c"), FEED)


def test_a_passing_redirect_moves_nothing(server: Server) -> None:
    server.routes |= {"/feed": redirect("/b", 307), "/b": redirect("/c", 301), "/c": page(FEED)}
    assert fetch(server.url("/feed")).moved_to == ""


def test_redirects_come_to_an_end(server: Server) -> None:
    server.routes |= {f"/{number}": redirect(f"/{number + 1}") for number in range(20)}
    server.routes["/circle"] = redirect("/circle#again")
    assert "sent on too often" in fetch(server.url("/0")).problem
    assert server.hits.total() == QUICK.redirects + 1
    assert "sent on in a circle" in fetch(server.url("/circle")).problem


@pytest.mark.parametrize(
    ("to", "words"),
    [
        ("file:///etc/passwd", "only http and https"),
        ("ftp://example.org/feed", "only http and https"),
        ("http://me:hunter2@127.0.0.1/feed", "holds a user name or password"),
        ("http://[::1", "cannot be read"),
        ("http://169.254.169.254/latest/", "where clouds keep their secrets"),
    ],
)
def test_a_redirect_leads_only_where_one_may_go(server: Server, to: str, words: str) -> None:
    fetched = answer(server, redirect(to))
    assert words in fetched.problem
    assert fetched.problem.startswith(server.url("/feed"))
    assert "hunter2" not in fetched.problem


# --- where one may go


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254"),  # noqa: S104
        *("100.64.0.1", "100.100.100.200", "168.63.129.16", "192.0.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1"),
        *("240.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254"),
        *("ff02::1", "fec0::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1"),
        *("::127.0.0.1", "2002:7f00:1::1", "2001:db8::1", "100::1", "not an address", "::ffff:0:127.0.0.1"),
        *("2001::1", "2001:0:7f00:1::1", "64:ff9b:1::7f00:1", "ff0e::1"),
    ],
)
def test_addresses_that_are_not_of_the_internet_are_refused(address: str) -> None:
    assert refused(address, private=False)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34", "64:ff9b::5db8:d822"]
)
def test_addresses_of_the_internet_are_fit(address: str) -> None:
    assert not refused(address, private=False)


@pytest.mark.parametrize(
    ("address", "fit"),
    [
        *(("127.0.0.1", True), ("192.168.1.1", True), ("224.0.0.1", False)),
        *((one, False) for one in ("fd00:ec2::254", "fd00:ec2::23", "fd20:ce::254", "169.254.170.2", "192.0.0.192")),
        *((f"{one}a9fe:a9fe", False) for one in ("::ffff:", "::", "64:ff9b::", "64:ff9b:1::", "::ffff:0:", "2002:")),
        *(("2002:a9fe:a9fe::1", False), ("169.254.169.254%eth0", False)),
    ],
)
def test_a_private_request_may_go_home_but_not_for_the_secrets_of_a_cloud(address: str, fit: bool) -> None:  # noqa: FBT001
    assert (not refused(address, private=True)) == fit


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]", "[::1]", "0"])
def test_this_machine_is_not_asked_unless_the_request_says_so(server: Server, host: str) -> None:
    server.routes["/feed"] = page(FEED)
    fetched = fetch(f"http://{host}:{server.ports[0]}/feed", private=False)
    assert "this machine" in fetched.problem or "there is no such host" in fetched.problem
    assert server.connections.total() == 0


def test_a_private_connection_is_not_lent_to_another_request(server: Server) -> None:
    server.routes["/feed"] = page(FEED)
    requests = [Request(server.url("/feed"), private=private) for private in (True, False)]
    results = {fetched.request.private: fetched for fetched in fetch_all(requests, QUICK, WORLD)}
    assert results[True].body == FEED
    assert "this machine" in results[False].problem
    assert results[False].problem.endswith("; private = true allows a source of your own network")


def test_a_name_that_changes_after_it_was_looked_at_gains_nothing(server: Server) -> None:
    """What is connected to is the address that was looked at: the name is not looked up again."""
    looked: list[str] = []

    def look_up(host: str, _: int) -> list[str]:
        looked.append(host)
        return ["93.184.216.34" if len(looked) == 1 else "127.0.0.1"]

    url = f"http://rebinding.example:{server.ports[0]}/feed"
    fetched = fetch(url, Manners(delay=0, connect=0.1, retries=0), World(look_up=look_up), private=False)
    assert fetched.problem
    assert (looked, server.connections.total()) == (["rebinding.example"], 0)


def test_one_unfit_address_of_a_host_is_enough() -> None:
    world = World(look_up=lambda *_: ["93.184.216.34", "10.0.0.1"])
    assert "an address of a private network" in fetch("http://mixed.example/feed", QUICK, world, private=False).problem


def test_the_next_address_of_a_host_is_tried_where_the_first_does_not_answer(server: Server) -> None:
    server.routes["/feed"] = page(FEED)
    world = World(look_up=lambda *_: ["127.0.0.2", "127.0.0.1"])
    assert fetch(f"http://two.example:{server.ports[0]}/feed", QUICK, world).body == FEED
    assert server.asked[0].headers["host"] == f"two.example:{server.ports[0]}"


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("file:///etc/passwd", "only http and https"),
        ("feed", "not a whole address"),
        ("", "not a whole address"),
        ("http://", "not a whole address"),
        ("https://me:hunter2@example.org/feed", "holds a user name or password"),
        ("http://0177.0.0.1/", "no proper address"),
        ("http://a\udc80b/", "no proper address"),
        ("http://" + "a" * 300 + "/", "no"),
        ("http://ex ample.org:99999/", "not a whole address"),
    ],
)
def test_what_is_no_address_is_a_problem(url: str, words: str) -> None:
    fetched = fetch(url, QUICK, World(look_up=lambda *_: []))
    assert words in fetched.problem
    assert "hunter2" not in fetched.problem


def test_messages_show_no_secret_and_nothing_that_a_terminal_obeys() -> None:
    assert shown("https://me:hunter2@example.org/a?token=abc&p=12#x") == "https://example.org/a?token=***&p=12"
    assert shown("https://example.org/\x1b[31m\u202ered") == "https://example.org/?[31m?red"
    assert len(shown("https://example.org/" + "a" * 9000)) == 200


@given(st.text())
def test_any_text_can_be_shown(text: str) -> None:
    assert shown(text).isprintable()
    assert shown("http://" + text).isprintable()


# --- TLS and names


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def secure(authority: trustme.CA) -> Iterator[Server]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("post.example").configure_cert(context)
    with Server(tls=context, name="post.example") as running:
        running.routes["/feed"] = page(FEED)
        yield running


@pytest.fixture
def trusting(authority: trustme.CA, tmp_path: Path) -> World:
    """A world that trusts the authority, and in which all hosts are this machine."""
    file = tmp_path / "authorities.pem"
    authority.cert_pem.write_to_path(str(file))
    return World(now=lambda: NOW, sleep=at_once, look_up=lambda *_: ["127.0.0.1"], authorities=str(file))


def test_a_secure_connection_is_for_the_name_and_not_for_the_address(secure: Server, trusting: World) -> None:
    assert fetch(secure.url("/feed"), QUICK, trusting).body == FEED
    other = secure.url("/feed").replace("post.example", "other.example")
    assert "the certificate of the site is not trusted" in fetch(other, QUICK, trusting).problem


def test_a_certificate_of_nobody_is_not_trusted(secure: Server) -> None:
    fetched = fetch(secure.url("/feed"), Manners(delay=0, retries=2), World(look_up=lambda *_: ["127.0.0.1"]))
    assert "the certificate of the site is not trusted" in fetched.problem
    assert secure.connections.total() == 1


def test_a_server_that_speaks_no_tls_is_told(server: Server) -> None:
    assert "no secure connection" in fetch(server.url("/feed").replace("http:", "https:")).problem


def test_a_host_that_is_not_there_is_told() -> None:
    fetched = fetch("https://news.invalid/feed", QUICK, World(look_up=no_such_host))
    assert fetched.problem == "https://news.invalid/feed: there is no such host; check the address, and the network"


def no_such_host(*_: object) -> list[str]:
    raise OSError


def test_a_name_that_takes_too_long_to_look_up_is_given_up() -> None:
    never = threading.Event()
    world = World(look_up=lambda *_: [str(never.wait(60))])
    started = time.monotonic()
    fetched = fetch("https://slow.example/feed", Manners(delay=0, connect=0.1, retries=0), world)
    never.set()
    assert "could not be looked up in time" in fetched.problem
    assert time.monotonic() - started < 30


def below(kind: type[Exception]) -> set[type[Exception]]:
    return {kind, *(one for child in kind.__subclasses__() for one in below(child))}


def test_every_error_of_httpx_has_its_words_or_is_a_mistake_of_ours() -> None:
    theirs = {one for one in vars(httpx).values() if isinstance(one, type) and issubclass(one, Exception)}
    assert not [one for one in theirs if one not in TROUBLES and not issubclass(one, OURS)]
    assert {one for one in below(httpx.HTTPError) if one.__module__ == "httpx"} <= theirs


def test_every_error_of_httpcore_reaches_us_as_one_of_httpx() -> None:
    theirs = {one for one in vars(httpcore).values() if isinstance(one, type) and issubclass(one, Exception)}
    theirs -= {httpcore.ConnectionNotAvailable}  # never leaves the pool
    assert not [one for one in theirs if not hasattr(httpx, one.__name__)]


@pytest.mark.parametrize("bug", [TypeError(), httpx.PoolTimeout(""), httpx.StreamClosed()], ids=repr)
def test_a_bug_keeps_its_name(bug: Exception) -> None:
    assert trouble_of(bug) is None


def test_a_bug_is_raised_and_does_not_hang() -> None:
    def broken(*_: object) -> list[str]:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fetch("https://example.org/", QUICK, World(look_up=broken))


# --- robots.txt


def page_of(server: Server, robots: Reply | Callable[..., Reply], path: str = "/story") -> Fetched:
    server.routes |= {"/robots.txt": robots, path: page(FEED)}
    return fetch(server.url(path), kind="page")


def test_a_page_that_programs_may_not_fetch_is_not_fetched(server: Server) -> None:
    fetched = page_of(server, Reply(b"User-agent: briefing\nDisallow: /story\n\nUser-agent: *\nAllow: /"))
    assert "its site does not allow programs to (robots.txt)" in fetched.problem
    assert server.hits["/story"] == 0


def test_rules_for_others_do_not_count(server: Server) -> None:
    assert page_of(server, Reply(b"User-agent: otherbot\nDisallow: /")).body == FEED


def test_a_feed_is_made_for_programs(server: Server) -> None:
    server.routes |= {"/robots.txt": Reply(b"User-agent: *\nDisallow: /"), "/feed": page(FEED)}
    assert fetch(server.url("/feed"), kind="feed").body == FEED
    assert server.hits["/robots.txt"] == 0


@pytest.mark.parametrize(
    ("robots", "allowed"),
    [
        (Reply(status=404), True),
        (Reply(status=403), True),
        (Reply(status=410), True),
        (Reply(b""), True),
        (Reply(b"\xff\xfe\x00nonsense"), True),
        (redirect("/robots.txt"), True),
        (Reply(status=429), False),
        (Reply(status=500), False),
        (Reply(status=503), False),
        (Reply(raw=b""), False),
        (cut(b"User-agent: *\nAllow: /"), False),
        (redirect("http://169.254.169.254/"), False),
        (redirect("/rules"), False),
    ],
    ids=str,
)
def test_what_an_answer_to_robots_txt_means(server: Server, robots: Reply, allowed: bool) -> None:  # noqa: FBT001
    server.routes["/rules"] = Reply(b"User-agent: *\nDisallow: /")
    fetched = page_of(server, robots)
    assert (not fetched.problem) == allowed
    assert "robots.txt" in fetched.problem or allowed


def test_robots_txt_is_asked_once_for_a_host_and_for_every_host_on_the_way(server: Server) -> None:
    with Server() as other:
        other.routes |= {"/robots.txt": Reply(b"User-agent: *\nDisallow: /closed"), "/closed": page(FEED)}
        server.routes |= {f"/{number}": page(FEED) for number in range(5)}
        server.routes["/away"] = redirect(other.url("/closed"))
        paths = [*(f"/{number}" for number in range(5)), "/away"]
        results = fetch_all([Request(server.url(path), kind="page", private=True) for path in paths], QUICK, WORLD)
        problems = [fetched.problem for fetched in results if fetched.problem]
        assert len(problems) == 1
        assert problems[0].startswith(f"{server.url('/away')}: sent on to {other.url('/closed')}: not fetched")
        assert (server.hits["/robots.txt"], other.hits["/robots.txt"], other.hits["/closed"]) == (1, 1, 0)


@pytest.mark.parametrize(("said", "delay"), [("3", 3.0), ("900", 30.0), ("-1", 0.0), ("nan", 0.0), ("often", 0.0)])
def test_the_delay_that_a_site_wants_is_kept_within_bounds(said: str, delay: float) -> None:
    assert rules_for_programs.parse(f"User-agent: *\nCrawl-delay: {said}".encode()).delay() == delay


def test_the_rules_of_a_site_are_asked_where_they_stand() -> None:
    assert address_of("http://[::1]:8080/a?b#c").origin == "http://[::1]:8080"
    assert address_of("https://Example.org/a").origin == "https://example.org:443"


def test_only_the_beginning_of_a_vast_robots_txt_counts() -> None:
    start = b"User-agent: *\nDisallow: /closed\n"
    rules = rules_for_programs.parse(start + b"# filler\n" * 100_000 + b"Disallow: /late\n")
    assert not rules.allows("https://example.org/closed")
    assert rules.allows("https://example.org/late")


@given(st.binary())
def test_no_robots_txt_breaks_the_reading(raw: bytes) -> None:
    rules = rules_for_programs.parse(b"User-agent: *\n" + raw)
    rules.allows("https://example.org/a")
    rules.delay()


# --- side by side, and one at a time


@pytest.mark.slow
def test_all_hosts_are_asked_side_by_side_and_each_by_one_connection() -> None:
    with Server(hosts=40) as server:
        server.routes = {f"/{n}": Reply(FEED, pause=0.2) for n in range(3)}
        requests = [Request(server.url(f"/{n}", host), private=True) for n in range(3) for host in range(40)]
        started = time.monotonic()
        results = list(fetch_all(requests, Manners(delay=0.1, at_once=40)))
        took = time.monotonic() - started
    assert not [fetched.problem for fetched in results if fetched.problem]
    assert sorted(one.request.url for one in results) == sorted(one.url for one in requests)
    assert took < 40 * 3 * 0.2 / 2
    assert set(server.most_at_once.values()) == {1}
    assert set(server.connections.values()) == {1}
    for host in range(40):
        times = [asked.at for asked in server.asked if asked.host == host]
        assert min(later - earlier for earlier, later in itertools.pairwise(times)) >= 0.1


def test_no_more_hosts_are_asked_at_once_than_the_manners_allow() -> None:
    open_now, most = [0], [0]
    lock = threading.Lock()

    def route(_: object) -> Reply:
        with lock:
            open_now[0] += 1
            most[0] = max(most[0], open_now[0])
        time.sleep(0.02)
        with lock:
            open_now[0] -= 1
        return page(FEED)

    with Server(hosts=8) as server:
        server.routes["/feed"] = route
        requests = [Request(server.url("/feed", host), private=True) for host in range(8)]
        assert all(one.body == FEED for one in fetch_all(requests, Manners(at_once=3)))
    assert 1 < most[0] <= 3


def test_a_redirect_to_a_busy_host_waits_for_its_turn() -> None:
    with Server(hosts=2) as server:
        server.routes |= {"/slow": Reply(FEED, pause=0.05), "/away": redirect(server.url("/slow", 1))}
        requests = [Request(server.url("/slow", 1), private=True)]
        requests += [Request(server.url("/away", 0), private=True)]
        assert all(one.body == FEED for one in fetch_all(requests, QUICK))
        assert server.most_at_once[1] == 1


def test_one_bad_source_costs_the_others_nothing() -> None:
    with Server(hosts=3) as server:
        server.routes |= {"/good": page(FEED), "/bad": Reply(raw=b"nonsense"), "/never": Reply(pause=60)}
        requests = [
            Request(server.url(path, host), private=True) for host, path in enumerate(("/good", "/bad", "/never"))
        ]
        manners = Manners(delay=0, retries=0, read=0.2)
        results = {one.request.url: one for one in fetch_all([*requests, Request("nowhere")], manners, WORLD)}
    assert [bool(results[one.url].problem) for one in requests] == [False, True, True]
    assert len(results) == 4


def test_results_come_as_they_come() -> None:
    with Server(hosts=2) as server:
        server.routes |= {"/slow": Reply(FEED, pause=0.2), "/quick": page(FEED)}
        requests = [Request(server.url("/slow", 0), private=True), Request(server.url("/quick", 1), private=True)]
        assert [one.request.url for one in fetch_all(requests, QUICK)] == [requests[1].url, requests[0].url]


def test_nothing_asked_nothing_done() -> None:
    assert list(fetch_all([])) == []


@pytest.mark.slow
def test_results_that_nobody_takes_do_not_pile_up() -> None:
    with Server(hosts=80) as server:
        server.routes["/feed"] = page(FEED)
        results = fetch_all(
            [Request(server.url("/feed", host), private=True) for host in range(80)], replace(QUICK, at_once=4)
        )
        next(results)
        unread = -1
        while unread != server.hits["/feed"]:  # until nothing more is asked for
            unread = server.hits["/feed"]
            time.sleep(0.5)
        rest = list(results)
    assert len(rest) == 79
    assert unread < 80


# --- the end


def test_what_is_not_there_in_time_is_a_problem_and_not_waited_for() -> None:
    with Server(hosts=2) as server:
        server.routes |= {"/never": Reply(pause=60), "/quick": page(FEED)}
        requests = [Request(server.url("/never", 0), private=True), Request(server.url("/quick", 1), private=True)]
        started = time.monotonic()
        quick, never = fetch_all(requests, Manners(delay=0, deadline=0.3))
    assert quick.body == FEED
    assert "the 0.3 seconds for fetching were over" in never.problem
    assert never.passing
    assert time.monotonic() - started < 30


def test_whoever_leaves_early_ends_all(server: Server) -> None:
    server.routes |= {"/never": Reply(pause=60), "/quick": page(FEED)}
    with Server() as other:
        other.routes["/quick"] = page(FEED)
        results = fetch_all([Request(server.url("/never"), private=True), Request(other.url("/quick"), private=True)])
        next(results)
        before = time.monotonic()
        results.close()  # type: ignore[attr-defined]
    assert time.monotonic() - before < 30
    assert "fetch" not in {thread.name for thread in threading.enumerate()}


@pytest.mark.skipif(os.name == "nt", reason="signals of Unix")
def test_an_interrupt_ends_it_at_once(server: Server) -> None:
    server.routes["/never"] = Reply(pause=90)
    program = (  # what is started in the background of a shell would hear of no interrupt
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from briefing.ingest.fetch import *\n"
        f"print(list(fetch_all([Request({server.url('/never')!r}, private=True)])))"
    )
    running = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stderr=subprocess.PIPE)
    while not server.hits["/never"]:
        assert running.poll() is None
        time.sleep(0.01)
    started = time.monotonic()
    running.send_signal(signal.SIGINT)
    _, told = running.communicate(timeout=60)
    assert told.rstrip().endswith(b"KeyboardInterrupt")
    assert time.monotonic() - started < 45
