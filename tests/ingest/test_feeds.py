from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from feeding import ADDRESS, HOME, as_atom, as_json, as_rss, atom, json_feed, rss
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import InputError
from briefing.ingest import feeds
from briefing.ingest.feed_dates import iso_date
from briefing.ingest.feeds import FeedEntry, parse_feed
from briefing.ingest.xml_feeds import MOST_ENTRIES, MOST_MARKS


def only(raw: bytes, content_type: str = "") -> FeedEntry:
    entries = parse_feed(raw, ADDRESS, content_type).entries
    assert len(entries) == 1
    return entries[0]


def problem(raw: bytes) -> str:
    with pytest.raises(InputError) as caught:
        parse_feed(raw, ADDRESS)
    assert caught.value.path == ADDRESS
    return caught.value.problem


# --- what comes in comes out

LETTERS = st.characters(codec="utf-8", categories=("L", "N", "P", "S"), exclude_characters="<>&\x7f")
WORDS = st.text(LETTERS, min_size=1, max_size=12).map(lambda word: f"a{word}b")
TEXTS = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)
TITLES = st.lists(WORDS | st.sampled_from(["&", "<", "AT&T", "R&D;", "5 < 6", "«x»"]), min_size=1, max_size=6).map(
    " ".join
)
MOMENTS = st.integers(0, 2_800_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
ENTRIES = st.lists(st.tuples(TITLES, st.integers(1, 9), MOMENTS, TEXTS), max_size=6)


@pytest.mark.slow
@given(ENTRIES, st.sampled_from(["rss", "atom", "json"]))
def test_every_entry_of_any_feed_comes_back_in_its_order(said: list[tuple[str, int, datetime, str]], kind: str) -> None:
    told = [(title, f"{HOME}reports/{number}", moment, text) for title, number, moment, text in said]
    if kind == "rss":
        raw = rss(*(as_rss(title, link, format_datetime(moment), text) for title, link, moment, text in told))
    elif kind == "atom":
        raw = atom(*(as_atom(title, link, moment.isoformat(), text) for title, link, moment, text in told))
    else:
        raw = json_feed(*(as_json(title, link, moment.isoformat(), text) for title, link, moment, text in told))
    found = parse_feed(raw, ADDRESS).entries
    assert [(one.title, one.link, datetime.fromisoformat(one.published)) for one in found] == [
        (" ".join(title.split()), link, moment) for title, link, moment, _ in told
    ]
    assert [one.id for one in found] == [f"{link}#1" for _, link, _, _ in told]


def test_two_entries_with_one_id_stay_two() -> None:
    feed = parse_feed(rss("<guid>x</guid><title>One</title>", "<guid>x</guid><title>Two</title>"), ADDRESS)
    assert [(one.id, one.title) for one in feed.entries] == [("x", "One"), ("x", "Two")]


def test_an_entry_without_id_link_and_title_comes_with_its_text() -> None:
    assert only(rss("<description>The quay is closed.</description>")) == FeedEntry(summary="The quay is closed.")


def test_the_feed_says_its_title_its_home_and_its_language() -> None:
    feed = parse_feed(rss(more="<language>en-gb</language>"), ADDRESS)
    assert (feed.title, feed.link, feed.language, feed.entries) == ("The Harbour Post", HOME, "en-gb", ())


# --- titles


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Fish &amp; chips", "Fish & chips"),
        ("Fish &amp;amp; chips", "Fish & chips"),
        ("<![CDATA[Fish & chips]]>", "Fish & chips"),
        ("<![CDATA[A <em>new</em> quay]]>", "A new quay"),
        ("5 &lt; 6", "5 < 6"),
        ("  two\n  lines ", "two lines"),
        ("It&#8217;s over", "It’s over"),
        ("It&rsquo;s over", "It’s over"),
    ],
)
def test_a_title_is_text(written: str, title: str) -> None:
    assert only(rss(f"<title>{written}</title>")).title == title


def test_what_an_atom_feed_calls_text_is_not_undone_twice() -> None:
    assert only(atom("<title>How to write &amp;amp;</title>")).title == "How to write &amp;"
    assert only(atom('<title type="html">How to write &amp;amp;amp;</title>')).title == "How to write &amp;"


# --- links


@pytest.mark.parametrize(
    ("item", "link"),
    [
        ("<link>/a</link>", HOME + "a"),
        ("<link> https://b.example/\n c </link>", "https://b.example/c"),
        ("<guid>https://b.example/a</guid>", "https://b.example/a"),
        ('<guid isPermaLink="false">https://b.example/a</guid>', ""),
        ("<guid>12345</guid>", ""),
        ("<link>javascript:alert(1)</link>", ""),
        ("<link>http://[bad</link>", ""),
        (
            "<link>https://p.example/x</link><feedburner:origLink>https://b.example/a</feedburner:origLink>",
            "https://b.example/a",
        ),
    ],
)
def test_an_entry_links_to_its_own_page_or_to_none(item: str, link: str) -> None:
    assert only(rss(item)).link == link


def test_the_alternate_link_is_the_entry_and_its_base_counts() -> None:
    links = '<link rel="self" href="x.atom"/><link rel="enclosure" href="x.mp3"/><link rel="alternate" href="b"/>'
    assert only(atom(links).replace(b"<entry>", b'<entry xml:base="/news/">')).link == HOME + "news/b"


def test_without_an_address_links_count_from_the_feeds_home() -> None:
    assert parse_feed(rss("<link>/a</link>"), "saved.xml").entries[0].link == HOME + "a"


# --- dates


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("Wed, 14 May 2025 23:30:00 -0400", "2025-05-14T23:30:00-04:00"),
        ("Wed, 14 May 2025 23:30:00 EDT", "2025-05-14T23:30:00-04:00"),
        ("Wed, 14 May 25 23:30 GMT", "2025-05-14T23:30:00+00:00"),
        ("2025-05-14T23:30:00Z", "2025-05-14T23:30:00+00:00"),
        ("2025-05-14T23:30:00", "2025-05-14T23:30:00"),
        ("2025-05-14", "2025-05-14"),
        ("14 May 2025", "2025-05-14"),
        ("Fri, 2006/09/15 08:19:53 EDT", "2006-09-15T12:19:53+00:00"),
        ("2025-05", ""),
        ("2025", ""),
        ("--05-14", ""),
        ("-05", ""),
        ("10:30", ""),
        ("tomorrow", ""),
        ("0001-01-01T00:00:00Z", ""),
        ("9999-12-31T23:59:59-10:00", ""),
        ("Wed, 14 May 2025 23:59:60 GMT", "2025-05-14"),
        ("Mon, 99 Foo 2025", ""),
    ],
)
def test_a_date_is_what_the_feed_says_and_never_more(written: str, date: str) -> None:
    assert only(rss(f"<pubDate>{written}</pubDate>")).published == date


def test_no_date_is_none() -> None:
    entry = only(rss("<title>One</title>", more="<lastBuildDate>Wed, 14 May 2025 10:00:00 GMT</lastBuildDate>"))
    assert (entry.published, entry.updated) == ("", "")


def test_a_date_of_change_is_no_date_of_publication() -> None:
    entry = only(atom("<updated>2025-05-14T10:00:00Z</updated>"))
    assert (entry.published, entry.updated) == ("", "2025-05-14T10:00:00+00:00")


def test_half_a_date_is_not_filled_up_from_the_clock() -> None:
    assert iso_date("--05-14", datetime.now(UTC).timetuple()) == ""


# --- texts


def test_content_and_summary_are_kept_apart() -> None:
    entry = only(rss("<description>Short.</description><content:encoded>&lt;p&gt;Long.&lt;/p&gt;</content:encoded>"))
    assert (entry.content, entry.summary) == ("<p>Long.</p>", "Short.")


def test_content_alone_is_not_its_own_summary() -> None:
    assert only(atom('<content type="html">&lt;p&gt;Long.&lt;/p&gt;</content>')).summary == ""


def test_the_caption_of_a_picture_is_not_the_text() -> None:
    caption = '<media:description type="plain">The quay at dawn.</media:description>'
    picture = f'<media:content url="a.jpg">{caption}</media:content>'
    entry = only(rss(f"<description>The quay is closed.</description>{picture}"))
    assert (entry.content, entry.summary) == ("", "The quay is closed.")


def test_of_a_film_or_a_podcast_what_is_said_of_it_is_kept() -> None:
    assert (
        only(rss("<media:description>The quay &amp;lt; at dawn.</media:description>")).summary
        == "The quay &lt; at dawn."
    )
    assert (
        only(rss("<title>One</title><itunes:summary>An hour on quays.</itunes:summary>")).summary == "An hour on quays."
    )
    assert only(rss('<enclosure url="https://a.example/1.mp3" type="audio/mpeg" length="1"/>')) == FeedEntry()


def test_plain_content_is_escaped() -> None:
    assert (
        only(atom('<content type="text">5 &lt; 6\n\nSo it is.</content>')).content == "<p>5 &lt; 6</p><p>So it is.</p>"
    )


def test_a_picture_in_the_content_is_no_text() -> None:
    assert only(atom('<content type="image/png">iVBORw0KGgo=</content>')).content == ""


def test_authors_are_names() -> None:
    assert only(rss("<author>a@b.example (Ada Larn)</author>")).author == "Ada Larn"
    assert only(rss("<author>a@b.example</author>")).author == ""
    two = "<author><name>Ada Larn</name></author><author><name>Bo Quill</name></author>"
    assert only(atom(two)).author == "Ada Larn, Bo Quill"


def test_an_entry_taken_over_names_its_own_source() -> None:
    assert only(rss('<source url="https://b.example/f">Strait Courier</source>')).publisher == "Strait Courier"
    assert only(atom("<source><title>Strait Courier</title></source>")).publisher == "Strait Courier"


# --- encodings


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "iso-8859-1", "cp037"])
def test_the_encoding_that_a_feed_declares_is_believed(codec: str) -> None:
    text = (
        f'<?xml version="1.0" encoding="{codec}"?><rss><channel><item><title>Café Łódź'[:-4]
        + "</title></item></channel></rss>"
    )
    assert only(text.encode(codec)).title == "Café"


def test_utf8_is_utf8_whatever_the_header_says() -> None:
    assert only(rss("<title>Café</title>"), "text/xml").title == "Café"
    assert only(rss("<title>Café</title>"), "text/xml; charset=iso-8859-1").title == "Café"


def test_the_header_goes_before_the_declaration() -> None:
    raw = rss("<title>Кая</title>").decode().replace('"1.0"', '"1.0" encoding="iso-8859-1"').encode("koi8-r")
    assert only(raw, 'application/rss+xml; charset="KOI8-R"').title == "Кая"


def test_quotation_marks_of_windows_in_what_calls_itself_latin_are_read() -> None:
    raw = '<?xml version="1.0" encoding="iso-8859-1"?><rss><channel><item><title>“Café”</title></item></channel></rss>'
    assert only(raw.encode("cp1252")).title == "“Café”"


# --- what is no feed, in plain words


def test_a_web_page_names_the_feeds_that_it_has() -> None:
    page = (
        b'<!DOCTYPE html><html><head><link rel="alternate" type="application/rss+xml" href="/feed?a=1&amp;b=2"></head>'
    )
    assert problem(page) == f"a web page, not a feed; it names the feed {HOME}feed?a=1&b=2: write that"
    assert problem(b"<html><body>Nothing here</body></html>") == "a web page, not a feed, and it names none"


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "empty"),
        (b" \r\n\0", "empty"),
        (b"<!-- nothing -->", "no feed: begins with '<!-- nothing -->'"),
        (b"Not found", "no feed: begins with 'Not found'"),
        (b'{"error": 404}', "JSON, but no feed: it has no items"),
        (b"[1]", "JSON, but no feed: it has no items"),
        (b"<svg><g/></svg>", "no feed: begins with '<svg><g/></svg>'"),
        (b"<rss><channel><item><title>Half a ti", "cut off before its first entry is complete"),
        (b"[" * 100_000, "no feed: JSON nested too deeply"),
    ],
)
def test_what_is_no_feed_says_what_it_is(raw: bytes, words: str) -> None:
    assert problem(raw) == words


def test_a_feed_without_entries_is_a_feed() -> None:
    assert parse_feed(rss(), ADDRESS).entries == ()


def test_of_a_feed_that_is_cut_off_the_whole_entries_are_read() -> None:
    raw = rss("<title>One</title>", "<title>Two</title>", "<description>They will not</description>")
    feed = parse_feed(raw[: raw.index(b" not</")], ADDRESS)
    assert [one.title for one in feed.entries] == ["One", "Two"]
    assert feed.notes == ("cut off after 2 entries; the next is incomplete",)
    assert parse_feed(raw[: raw.index(b"</channel>")], ADDRESS).notes == ("cut off after 3 entries",)


def test_a_feed_that_is_cut_off_after_an_empty_element_is_not_taken_for_whole() -> None:
    raw = rss("<title>One</title>", "<description>The board will not&lt;br/>")
    assert parse_feed(raw[: raw.index(b"</item></channel>")], ADDRESS).notes == (
        "cut off after 1 entry; the next is incomplete",
    )
    assert parse_feed(b"<rss/>", ADDRESS).notes == ()


def test_a_feed_that_is_not_well_formed_is_read_all_the_same() -> None:
    feed = parse_feed(
        rss("<title>R&D & more</title><link>https://a.example/?a=1&b=2</link>", "<title>Two<b></title>"), ADDRESS
    )
    assert [one.title for one in feed.entries] == ["R&D & more", "Two"]
    assert feed.entries[0].link == "https://a.example/?a=1&b=2"


# --- hostile ones


def test_entities_do_not_grow() -> None:
    lines = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(20))
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "lol">{lines}]>'.encode()
    assert len(only(bomb + rss("<title>&u;</title>").partition(b"?>")[2]).title) < 10


def test_a_million_blanks_before_a_feed_cost_nothing() -> None:
    """Each of them looked at as what a declaration may begin with, this would take an hour."""
    undeclared = rss("<title>Night ferry</title>").partition(b"?>")[2]
    assert only(b" " * 1_000_000 + undeclared).title == "Night ferry"


def test_no_file_is_read_for_an_entity() -> None:
    raw = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>' + rss("<title>a&a;</title>").partition(b"?>")[2]
    assert only(raw).title in ("a&a;", "a")


def test_a_short_entity_without_markup_is_spelt_out() -> None:
    raw = b'<!DOCTYPE x [\n<!ENTITY hp "Harbour Post">]>' + rss("<title>The &hp;</title>").partition(b"?>")[2]
    assert only(raw).title == "The Harbour Post"


def test_more_marks_than_a_feed_has_are_cut_and_told() -> None:
    """Its parser takes the thirtieth of a millisecond for each."""
    many = f"<title>b</title><description>{'<a>' * MOST_MARKS}</description>"
    feed = parse_feed(rss("<title>a</title>", many), ADDRESS)
    assert [entry.title for entry in feed.entries] == ["a"]
    told, incomplete = feed.notes
    assert told == "only the first 300,000 marks of its XML read"
    assert incomplete == "cut off after 1 entry; the next is incomplete"


def test_markup_in_cdata_is_one_mark_however_much_it_is() -> None:
    feed = parse_feed(rss(f"<title>a</title><description><![CDATA[{'<b>' * MOST_MARKS}]]></description>"), ADDRESS)
    assert (len(feed.entries), feed.notes) == (1, ())


def test_more_entries_than_a_feed_has_are_cut_and_told() -> None:
    feed = parse_feed(rss(*["<title>x</title>"] * (MOST_ENTRIES + 1)), ADDRESS)
    assert len(feed.entries) == MOST_ENTRIES
    assert feed.notes == ("only the first 5,000 entries read",)
    assert (
        len(parse_feed(json_feed(*[dict[str, object](id="x")] * (MOST_ENTRIES + 1)), ADDRESS).entries) == MOST_ENTRIES
    )


def test_a_feed_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "_LARGEST", 99)
    assert problem(rss(*["<title>x</title>"] * 9)).startswith("larger than")


@pytest.mark.parametrize(
    "inside",
    [
        "<" * 20_000,
        "<!--" * 20_000,
        "<![CDATA[" * 20_000,
        "&" * 20_000,
        "&#99999999999;&#xD800;&#x110000;&#0;",
        "<b>" * 20_000,
    ],
    ids=["angles", "comments", "cdata", "ampersands", "characters", "depth"],
)
def test_nothing_in_a_title_brings_the_reader_down(inside: str) -> None:
    parse_feed(rss("<title>One</title>", f"<title>{inside}</title>"), ADDRESS)


@given(st.data())
def test_a_damaged_feed_is_read_or_refused_in_words(data: st.DataObject) -> None:
    raw = bytearray(
        rss(as_rss("A & b", HOME + "a", "Wed, 14 May 2025 10:00:00 GMT", "Words <i>x</i>"), "<title>Two</title>")
    )
    for _ in range(data.draw(st.integers(1, 12))):
        at = data.draw(st.integers(0, len(raw) - 1))
        raw[at : at + data.draw(st.integers(0, 8))] = data.draw(st.binary(max_size=4))
    try:
        parse_feed(bytes(raw), ADDRESS)
    except InputError as error:
        assert error.problem  # noqa: PT017


# --- JSON Feed


def test_a_json_feed_of_either_version_is_read() -> None:
    old = json_feed(
        {"id": 7, "external_url": "/a", "content_html": "<p>x</p>", "summary": "s", "author": {"name": "Ada Larn"}},
        version="https://jsonfeed.org/version/1",
    )
    assert only(old) == FeedEntry("7", HOME + "a", "", "Ada Larn", content="<p>x</p>", summary="<p>s</p>")
    new = json_feed({"id": "8", "language": "tr"}, authors=[{"name": "Bo Quill"}, {"name": "Ada Larn"}], language="en")
    assert only(new) == FeedEntry("8", author="Bo Quill, Ada Larn", language="tr")


def test_nonsense_in_a_json_feed_is_left_out() -> None:
    raw = json_feed({"id": {"a": 1}, "title": ["x"], "url": 5, "authors": "x", "date_published": True}, title=None)
    assert only(raw) == FeedEntry()
    assert (
        parse_feed(
            json.dumps({"version": "https://jsonfeed.org/version/1", "items": [1, None]}).encode(), ADDRESS
        ).entries
        == ()
    )


def test_a_json_feed_that_is_cut_off_says_so() -> None:
    assert problem(json_feed({"id": "1"})[:-5]).startswith("JSON that is damaged or cut off: ")


def test_half_a_character_does_not_end_the_feed() -> None:
    assert only(json_feed({"title": "a\ud800b"})).title == "a?b"


def test_the_zone_of_a_date_stays() -> None:
    moment = datetime(2025, 5, 14, 23, 30, tzinfo=UTC) + timedelta(hours=3)
    assert only(json_feed({"date_published": "2025-05-15T02:30:00+00:00"})).published == moment.isoformat()
