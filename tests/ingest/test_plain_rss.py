"""RSS read without feedparser says what feedparser says, of feedparser's own files and of invented ones."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from feeding import ADDRESS, HOME, rss
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.errors import InputError
from briefing.ingest import plain_rss
from briefing.ingest.feeds import Feed, parse_feed
from briefing.ingest.plain_rss import read_plain

if TYPE_CHECKING:
    from collections.abc import Callable

FEEDS = Path(__file__).parents[2].parent / "shared" / "data" / "feeds"


def outcome(raw: bytes, reader: Callable[[str], object]) -> Feed | str:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plain_rss, "read_plain", reader)
        try:
            return parse_feed(raw, ADDRESS)
        except InputError as error:
            return error.problem


def compared(raw: bytes) -> bool:
    """Whether a feed is read without feedparser; it must say the same."""
    taken = []

    def reader(text: str) -> object:
        taken.append(read_plain(text))
        return taken[-1]

    assert outcome(raw, reader) == outcome(raw, lambda _: None)
    return any(taken)


USUAL = (
    "<title>The quay is closed</title><link>https://harbourpost.example/a?b=1&amp;c=2</link>"
    "<guid isPermaLink='false'>17</guid><pubDate>Thu, 13 Mar 2031 05:10:00 +0100</pubDate>"
    "<dc:creator>Ada Brandt</dc:creator><category domain='x'><![CDATA[Quays]]></category>"
    "<description>&lt;p&gt;It is closed – for good.&lt;/p&gt;</description>"
    "<content:encoded><![CDATA[<p>It is “closed”.</p><!-- so --><p>For good.</p>]]></content:encoded>"
    "<media:thumbnail url='a.jpg' width='1' height='2'/><enclosure url='a.mp3' length='1' type='audio/mpeg'/>"
)


def test_usual_feeds_are_read_without_feedparser() -> None:
    assert compared(rss(USUAL, USUAL, more="<language>en</language><lastBuildDate>now</lastBuildDate>"))
    assert compared(rss("<title>T</title><guid>https://harbourpost.example/a</guid>"))
    assert compared(rss("<author>Ada Brandt</author><author>Jo Lume</author>"))


@pytest.mark.parametrize(
    "odd",
    [
        "<title>One</title><title>Two</title>",
        "<title>A <b>bold</b> quay</title>",
        "<title>A &lt;b&gt;bold&lt;/b&gt; quay</title>",
        "<title>Fiancée</title>",
        "<title>A&#150;B</title>",
        "<link>/a</link>",
        "<link>https:///harbourpost.example/a</link>",
        "<link>https://harbourpost.example/a;b</link>",
        "<guid>urn:///17</guid>",
        "<pubDate>the day before yesterday</pubDate>",
        "<author>ada@harbourpost.example (Ada)</author><author>Jo</author>",
        "<source url='https://b.example'>The Gazette</source>",
        "<description xml:base='https://b.example/'>It is closed.</description>",
        "<description>One</description><description>Two</description>",
        "<media:content url='a.jpg'><media:description>The quay</media:description></media:content>",
        "<svg xmlns='http://www.w3.org/2000/svg'><title>A quay</title></svg>",
    ],
)
def test_what_is_odd_is_left_to_feedparser(odd: str) -> None:
    odd = odd.replace("Fiancée", "Fiancée".encode().decode("latin-1"))
    assert not compared(rss(odd))


@pytest.mark.parametrize(
    ("usual", "odd"),
    [
        ('<rss version="2.0"', '<rss version="2.0" xml:lang="nl"'),
        ('xmlns:dc="http://purl.org/dc/elements/1.1/"', 'xmlns:dc="http://purl.org/rss/1.0/modules/slash/"'),
        ('xmlns:dc="http://purl.org/dc/elements/1.1/"', 'xmlns:slash="http://purl.org/dc/elements/1.1/"'),
        ('<rss version="2.0"', '<rss version="2.0" xmlns="http://www.w3.org/2005/Atom"'),
        ("<channel>", "<channel href='/a'>"),
        ("</channel>", "</channel><channel><title>Another</title></channel>"),
        ("</channel>", "<title>Late</title></channel>"),
        ("</rss>", "</rss><rss/>"),
        ("<rss ", "<?x > <rss version='2.0'> ?><rss xml:lang='nl' "),
        ("<rss ", "<!DOCTYPE a><!DOCTYPE rss><rss "),
        ("</item>", ""),
    ],
)
def test_a_feed_that_is_odd_as_a_whole_is_left_to_feedparser(usual: str, odd: str) -> None:
    raw = rss("<title>The quay</title>").decode()
    assert usual in raw
    assert not compared(raw.replace(usual, odd, 1).encode())


def test_what_a_doctype_declares_behind_an_instruction_counts_for_nothing() -> None:
    hidden = "<?x > <rss version='2.0'> ?><!DOCTYPE rss [<!ENTITY q 'quay'>]><rss version='2.0'>"
    assert not compared(f"{hidden}<channel><title>The &q;</title></channel></rss>".encode())


def test_a_feed_of_very_many_elements_is_not_held_as_a_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain_rss, "_LARGEST", 1_000)
    assert not compared(rss("<category/>" * 1_000))


MARKUP = [
    "&lt;p&gt;",
    "&lt;/p&gt;",
    "&lt;/none>",
    "<b>x</b>",
    "<!-- c -->",
    "<?p i?>",
    "<![CDATA[a <b>b</b> &amp; c]]>",
]
ENTITIES = ["&amp;", "&amp;amp;", "&#8217;", "&amp;#8217;", "&amp;quot;", "&amp;none;", "&rsquo;", "&nbsp;", "&#133;"]
PLAIN = ["quay", " ", "\n", "é", "“", "Ã©", "\x85", "@", "ada@a.example", "(", ")", "https://a.example/", "/", ":", ";"]
WORDS = st.sampled_from([*PLAIN, *ENTITIES, *MARKUP, "<![CDATA[]]>"])
TEXTS = st.lists(WORDS, max_size=4).map("".join)
LINKS = st.sampled_from(["", HOME, "/a", "https:///a", "HTTPS://a.example", f"{HOME}?a=1&amp;b=2", "x", "17", "a://b"])
DATES = st.sampled_from(
    [
        "",
        "Thu, 13 Mar 2031 05:10:00 +0100",
        "2031-03-13T05:10:00Z",
        "2031-03-13",
        "March 2031",
        "13 Mar 31",
        "soon",
        "0",
    ]
)
ATTRIBUTES = st.sampled_from(["", "", "", " isPermaLink='false'", " isPermaLink='False'", " isPermaLink='true'"]) | (
    st.sampled_from(
        [" xml:lang='nl'", " lang='nl'", " type='html'", " base='/b/'", " url='a'", " rel='self'", " href='/h'"]
    )
)


def elements(names: str, texts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    said = st.tuples(st.sampled_from(names.split()), ATTRIBUTES, texts)
    return said.map(lambda one: f"<{one[0]}{one[1]}>{one[2]}</{one[0]}>")


PIECES = (
    elements("title description content:encoded author dc:creator category media:title summary", TEXTS)
    | elements("link guid comments wfw:commentRss enclosure atom:link media:content url", LINKS)
    | elements("pubDate dc:date updated pubdate created lastBuildDate", DATES)
    | elements("slash:comments language name dc:language source image textInput", TEXTS)
    | WORDS
)
ITEMS = st.lists(PIECES, max_size=7).map(lambda pieces: f"<item>{''.join(pieces)}</item>")
IMAGES = st.lists(elements("url title link width", LINKS), max_size=3).map(lambda one: f"<image>{''.join(one)}</image>")
LINES = st.sampled_from([f"<atom:link href='{HOME}' rel='{rel}'/>" for rel in ("self", "hub", "alternate")])
CHANNELS = st.lists(PIECES | ITEMS | ITEMS | IMAGES | LINES, max_size=7).map("".join)
NAMES = " ".join(f'xmlns:{name}="{value}"' for name, value in plain_rss.NAMESPACES.items())


@pytest.mark.slow
@settings(max_examples=300)
@given(CHANNELS, st.sampled_from(["2.0", "0.91", "x"]))
def test_both_say_the_same_of_any_feed(inside: str, version: str) -> None:
    compared(f"<rss version='{version}' {NAMES}><channel>{inside}</channel></rss>".encode())


@pytest.mark.slow
@given(ITEMS)
def test_both_say_the_same_of_any_item_beside_usual_ones(item: str) -> None:
    raw = (
        f"<rss version='2.0' {NAMES}><channel><title>The Harbour Post</title><item>{USUAL}</item>{item}</channel></rss>"
    )
    compared(raw.encode())


@pytest.mark.slow
@pytest.mark.skipif(not FEEDS.is_dir(), reason="feedparser's test files are not beside the project")
def test_both_say_the_same_of_feedparsers_own_files() -> None:
    raws = [path.read_bytes() for path in sorted(FEEDS.rglob("*.xml"))]
    plain = [re.sub(rb"(?s)<!--.*?-->", b"", raw) for raw in raws]
    assert sum(map(compared, [*raws, *plain])) > len(raws) // 3
