from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from feeding import HOME
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import InputError
from briefing.ingest import Place, Told, read_document
from briefing.ingest.document import checked_date, read_arrival
from briefing.ingest.entries import entry_arrival, feed_facts, is_summary
from briefing.ingest.feeds import Feed, FeedEntry
from briefing.model import Arrival, Article, Dating, Given
from briefing.summarise.segment import segment

FEED = Feed("The Harbour Post", HOME, "en")
FIRST = "The harbour board said on Tuesday that the quay would open in the autumn, a year later than planned."
SECOND = "Fishermen said that they had heard such promises before, and that nobody had asked them about the berths."
ENTRY = FeedEntry(
    id="tag:1",
    link=HOME + "2025/quay",
    title="Quay to open late",
    author="Ada Larn",
    published="2025-05-14T23:30:00-04:00",
    content=f"<p>{FIRST}</p><p>{SECOND}</p>",
)


def article(entry: FeedEntry, feed: Feed = FEED, general: Given = Given()) -> Article:  # noqa: B008
    return read_arrival(entry_arrival(entry, feed, "Harbour", general))


def blocks(found: Article) -> list[tuple[str, str]]:
    return [(block.kind, found.text[block.start : block.end]) for block in found.blocks]


def shown(found: Article) -> list[str]:
    return [sentence.text for sentence in segment((found,))[0].sentences]


# --- the document


def test_an_entry_is_an_article_by_the_word_of_its_feed() -> None:
    found = article(ENTRY)
    assert found.text == f"{FIRST}\n\n{SECOND}"
    known = (found.title, found.publisher, found.author, found.url)
    assert [(one.value, one.basis) for one in known] == [
        ("Quay to open late", "feed"),
        ("The Harbour Post", "feed"),
        ("Ada Larn", "feed"),
        (HOME + "2025/quay", "feed"),
    ]
    assert found.published == Dating(date(2025, 5, 14), datetime(2025, 5, 15, 3, 30, tzinfo=UTC), "feed")


def test_the_same_entry_gives_the_same_bytes_and_path_at_every_fetch() -> None:
    one = entry_arrival(ENTRY, FEED, "Harbour", Given())
    two = entry_arrival(replace(ENTRY), replace(FEED, entries=(ENTRY,), notes=("cut off",)), "Harbour", Given())
    assert (one.raw, one.path, one.id) == (two.raw, two.path, "tag:1")
    assert json.loads(one.raw)["entry"]["title"] == "Quay to open late"


def test_the_path_says_what_stands_there() -> None:
    path = entry_arrival(ENTRY, FEED, "The Harbour Wire", Given()).path
    assert path.startswith("the-harbour-wire/quay-to-open-late-")
    assert path.endswith(".entry.json")
    other = entry_arrival(replace(ENTRY, title="Причал", id="2"), FEED, "Гавань", Given()).path
    assert other.startswith("feed/")
    assert len(other) == len("feed/0123456789.entry.json")


def test_entries_that_differ_in_id_or_link_have_paths_of_their_own() -> None:
    paths = {
        entry_arrival(one, FEED, "Harbour", Given()).path
        for one in (
            ENTRY,
            replace(ENTRY, id="tag:2"),
            replace(ENTRY, link=HOME),
            replace(ENTRY, id="", link="", content="x"),
        )
    }
    assert len(paths) == 4


def test_the_same_entry_of_two_publishers_is_two_articles() -> None:
    assert article(ENTRY) == article(ENTRY)
    assert article(ENTRY, general=Given(publisher="Strait Courier")) != article(ENTRY)


def test_the_settings_of_a_source_know_its_publisher_better() -> None:
    assert article(ENTRY, general=Given(publisher="Strait Courier")).publisher.value == "Strait Courier"


def test_an_entry_without_text_is_its_title_and_one_without_anything_is_no_document() -> None:
    assert article(FeedEntry(title="Quay closed")).text == "Quay closed"
    with pytest.raises(InputError, match="no text in it"):
        article(FeedEntry(id="1"))


def test_a_damaged_document_is_refused_and_one_of_another_kind_is_not_mistaken_for_it() -> None:
    for raw in (b'{"briefing-entry":1,"entry":', b'{"briefing-entry":1,"entry":[1],"feed":null}'):
        with pytest.raises(InputError, match="no text in it"):
            read_document(raw, Told(), Place("s", "a.entry.json"))
    assert (
        "briefing" in read_document(b'{"briefing-entry":1} is what it begins with.', Told(), Place("s", "a.txt")).text
    )


# --- its text


def test_every_block_of_the_fragment_counts_and_what_is_not_seen_does_not() -> None:
    content = (
        f"<h2>On the quay</h2><div>{FIRST}<br><br>{SECOND}</div><ul><li>One</li><li>Two</li></ul>"
        "<blockquote>So be it.</blockquote>"
        "<figure><img src=a.jpg alt=A><figcaption>The quay at dawn</figcaption></figure><script>bad()</script>"
        '<style>p{}</style><p style="display: none">Hidden</p><img src="https://t.example/p.gif" width="1" height="1">'
    )
    assert blocks(article(replace(ENTRY, content=content))) == [
        ("heading", "On the quay"),
        ("paragraph", FIRST),
        ("paragraph", SECOND),
        ("item", "One"),
        ("item", "Two"),
        ("paragraph", "So be it."),
        ("caption", "The quay at dawn"),
    ]


def test_the_fuller_of_content_and_summary_is_the_report() -> None:
    assert article(replace(ENTRY, content="<p>Listen now.</p>", summary=f"<p>{FIRST}</p>")).text == FIRST


@pytest.mark.parametrize(
    "notice",
    [
        f'<p>The post <a href="{HOME}2025/quay/?utm_source=rss">Quay to open late</a> appeared first on us.</p>',
        "<p>Dieser Beitrag Quay to open late erschien zuerst auf The Harbour Post.</p>",
        f'<p><a href="{HOME}2025/quay">Continue reading on our page</a></p>',
    ],
)
def test_a_last_line_about_the_entry_itself_is_no_report(notice: str) -> None:
    assert shown(article(replace(ENTRY, content=ENTRY.content + notice))) == [FIRST, SECOND]


def test_a_last_line_that_reports_stays() -> None:
    other = f'<p>The board will meet <a href="{HOME}2025/board">once more</a> in June.</p>'
    assert shown(article(replace(ENTRY, content=ENTRY.content + other)))[-1] == "The board will meet once more in June."


@given(
    st.text(max_size=40),
    st.lists(
        st.sampled_from(
            [FIRST, SECOND, "LARN, May 14 (Strait Wire) - They met.", "Quay to open late", "14 May 2025", "By Ada Larn"]
        )
        | st.text(max_size=30),
        max_size=5,
    ),
    st.sampled_from(["", "2025-05-14", "2025-05-14T10:00:00+03:00"]),
)
def test_read_again_with_what_the_brief_knows_the_text_is_the_same(title: str, texts: list[str], day: str) -> None:
    content = "".join(f"<p>{text}</p>" for text in texts)
    arrival = entry_arrival(FeedEntry(title=title, content=content, published=day), FEED, "Harbour", Given())
    try:
        first = read_arrival(arrival)
    except InputError:
        return
    values = (first.title.value, first.publisher.value, first.published.day, first.url.value, first.author.value)
    told = Told(Given(*(None if value is None else str(value) for value in values)))
    again = read_document(arrival.raw, told, Place(arrival.source, arrival.path))
    assert (again.text, again.sha256) == (first.text, first.sha256)


# --- who publishes it


@pytest.mark.parametrize(
    ("title", "link", "name"),
    [
        ("The Harbour Post - World", "https://www.harbourpost.example/world", "The Harbour Post"),
        ("World | Harbour Post", "https://harbour-post.example/", "Harbour Post"),
        ("Strait Courier: Top stories", "https://x.example/", "Strait Courier"),
        ("Latest News - Strait Courier RSS Feed", "https://x.example/", "Strait Courier"),
        ("Meridian Dispatch » World", "https://x.example/", "Meridian Dispatch » World"),
        ("Larn Today", "", "Larn Today"),
        ("The Daily Post", "", "The Daily Post"),
    ],
)
def test_the_name_of_a_feed_is_its_publisher_without_what_is_no_name(title: str, link: str, name: str) -> None:
    assert article(ENTRY, Feed(title, link)).publisher.value == name


@pytest.mark.parametrize("title", ["RSS", "Latest headlines", "News feed", "RSS 2.0", ""])
def test_a_feed_without_a_name_names_no_publisher(title: str) -> None:
    assert feed_facts(ENTRY, Feed(title)).publisher is None
    assert article(ENTRY, Feed(title)).publisher.basis == "address"


def test_an_entry_of_another_source_is_that_sources() -> None:
    assert article(replace(ENTRY, publisher="Strait Courier")).publisher.value == "Strait Courier"


def test_what_a_feed_says_of_a_page_is_weaker_than_the_page() -> None:
    page = (
        f'<html><head><meta property="og:title" content="Quay late"></head><body><article><p>{FIRST}</p><p>{SECOND}</p>'
    )
    found = read_arrival(Arrival("Harbour", "a.html", page.encode(), feed=feed_facts(ENTRY, FEED)))
    assert (found.title.value, found.title.basis) == ("Quay late", "metadata")
    assert (found.publisher.value, found.publisher.basis) == ("The Harbour Post", "feed")
    assert (found.published.day, found.published.basis) == (date(2025, 5, 14), "feed")


def test_an_entry_that_only_says_when_it_changed_is_dated_by_that_and_says_so() -> None:
    assert article(replace(ENTRY, published="", updated="2025-05-14")).published == Dating(
        date(2025, 5, 14), None, "feed", "updated"
    )


# --- is it all?

LONG = f"<p>{FIRST}</p><p>{SECOND}</p>" * 5


@pytest.mark.parametrize(
    ("content", "summary"),
    [
        (LONG, ""),
        ("", LONG),
        (LONG, f"<p>{FIRST}</p>"),
        (f'{LONG}<p>The post <a href="{HOME}2025/quay">Quay</a> appeared first on <a href="{HOME}">H</a>.</p>', ""),
        (f'{LONG}<p>See <a href="{HOME}other">another report</a></p>', ""),
        ("<p>" + "港口委员会星期二表示新码头将于秋天开放。" * 15 + "</p>", ""),
    ],
)
def test_a_whole_report_is_no_summary(content: str, summary: str) -> None:
    assert not is_summary(replace(ENTRY, content=content, summary=summary))


@pytest.mark.parametrize(
    ("content", "summary"),
    [
        ("", ""),
        ("", f"<p>{FIRST}</p>"),
        (f"<p>{FIRST}</p>", f"<p>{FIRST}</p>"),
        (LONG + "<p>But then the board […]</p>", ""),
        (LONG + "<p>But then the board [&#8230;]</p>", ""),
        (LONG + "<p>But then the board ...</p>", ""),
        (f'{LONG}<p><a href="{HOME}2025/quay#more">Weiterlesen</a></p>', ""),
        (f'{LONG}<p>But then the board… <a href="{HOME}2025/quay">Read on</a></p>', ""),
    ],
)
def test_what_is_short_or_breaks_off_is_a_summary(content: str, summary: str) -> None:
    assert is_summary(replace(ENTRY, content=content, summary=summary))


# --- dates to come

SEEN = datetime(2025, 5, 14, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "published", ["2025-05-14T12:10:00+00:00", "2025-05-14", "2025-05-15", "2020-01-01T00:00:00Z", ""]
)
def test_a_date_that_can_be_true_stays(published: str) -> None:
    found = article(replace(ENTRY, published=published))
    assert checked_date(found, SEEN) is found


def test_a_date_to_come_is_not_believed_and_said() -> None:
    found = checked_date(article(replace(ENTRY, published="2025-05-15T12:00:00+00:00")), SEEN)
    assert found.published == Dating()
    assert found.notes == ("said to be of 2025-05-15T12:00:00+00:00, after it was seen: not believed",)
    assert checked_date(article(replace(ENTRY, published="2025-05-17")), SEEN).published == Dating()


def test_of_a_time_to_come_today_the_day_is_believed() -> None:
    found = checked_date(article(replace(ENTRY, published="2025-05-14T20:00:00+00:00")), SEEN)
    assert found.published == Dating(date(2025, 5, 14), None, "feed")
    assert found.notes == ("said to be of 2025-05-14T20:00:00+00:00, after it was seen: the time is not believed",)


def test_the_zone_of_the_clock_does_not_matter() -> None:
    late = article(replace(ENTRY, published="2025-05-14T11:00:00+00:00"))
    assert checked_date(late, SEEN.astimezone(timezone(timedelta(hours=-8)))) is late


def test_what_the_user_says_is_not_touched() -> None:
    arrival = replace(entry_arrival(ENTRY, FEED, "Harbour", Given()), itself=Given(published="2025-05-20"))
    assert checked_date(read_arrival(arrival), SEEN).published.day == date(2025, 5, 20)


def test_a_feed_prints_what_an_agency_owns_and_credits_it() -> None:
    body = "<p>" + "The ministers met for two hours in the old customs house of Velmar. " * 3 + "</p><p>(c) Reuters</p>"
    entry = FeedEntry(id="1", title="Ministers meet", content=body)
    article = read_arrival(entry_arrival(entry, Feed(title="Harbour Post"), "Post", Given()))
    assert (article.publisher.value, article.publisher.basis) == ("Harbour Post", "feed")
    assert article.credits == ("Reuters",)
