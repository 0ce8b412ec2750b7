from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from growth import assert_linear

from briefing.ingest import Facts, Place, Told, read_document
from briefing.ingest.draft import Part, known
from briefing.ingest.identify import identify
from briefing.model import Article, Dating, Given

LONG = "The harbour board said on Tuesday that the quay would open in the autumn, a year later than it had planned to."
MORE = "Fishermen said that they had heard such promises before, and that nobody had ever asked them about the berths."


def article(*lines: str, told: Told | None = None, name: str = "report.txt") -> Article:
    return read_document("\n\n".join(lines).encode(), told or Told(), Place(path=name))


def blocks(one: Article, kind: str) -> list[str]:
    return [one.text[block.start : block.end] for block in one.blocks if block.kind == kind]


def test_a_line_like_a_title_over_the_report_is_the_title() -> None:
    found = article("Quay to Open a Year Late", LONG, MORE)
    assert (found.title.value, found.title.basis) == ("Quay to Open a Year Late", "stated")
    assert blocks(found, "furniture") == ["Quay to Open a Year Late"]


@pytest.mark.parametrize(
    "first", ["The quay is late.", "Boats at the quay on Monday. Ann Lee / Larn Press", LONG, "and so on it went"]
)
def test_a_sentence_a_caption_or_a_fragment_is_no_title(first: str) -> None:
    assert article(first, LONG, MORE).title.value is None


@pytest.mark.parametrize("line", ["Quay late; boats wait.", "Quay late;\n\nBoats wait."])
def test_the_title_that_is_given_is_furniture_where_the_text_repeats_it(line: str) -> None:
    found = article(line, LONG, told=Told(Given(title="Quay late; boats wait")))
    assert blocks(found, "paragraph") == [LONG]
    assert (found.title.value, found.title.basis) == ("Quay late; boats wait", "given")


@pytest.mark.parametrize(
    ("line", "publisher", "author", "day"),
    [
        ("May 14, 2025", None, None, date(2025, 5, 14)),
        ("Larn Courier, 14 May 2025", "Larn Courier", None, date(2025, 5, 14)),
        ("Larn Courier | May 14, 2025, 8:10 a.m.", "Larn Courier", None, date(2025, 5, 14)),
        ("Larnmouth, 14 May 2025", None, None, date(2025, 5, 14)),
        ("By Ann Lee | May 14, 2025 | 3 min read", None, "Ann Lee", date(2025, 5, 14)),
        ("By Ann Lee and Bo van der Ek, Staff Writers", None, "Ann Lee and Bo van der Ek", None),
        ("Von Anna Berg", None, "Anna Berg", None),
        ("Автор: Ганна Берг", None, "Ганна Берг", None),
    ],
)
def test_a_line_under_the_title_states_date_author_and_paper(
    line: str, publisher: str | None, author: str | None, day: date | None
) -> None:
    found = article("Quay to Open a Year Late", line, LONG)
    assert (found.publisher.value, found.author.value, found.published.day) == (publisher, author, day)
    assert line in blocks(found, "furniture")


@pytest.mark.parametrize("line", ["By the quay", "By Monday it was over.", "The Larn Courier has it"])
def test_other_short_lines_state_nothing(line: str) -> None:
    found = article("Quay to Open a Year Late", line, LONG)
    assert (found.publisher.value, found.author.value) == (None, None)


def test_a_date_run_into_the_first_sentence_is_cut_off_it() -> None:
    found = article(f"date 2025-05-14 {LONG}", MORE)
    assert (found.published.day, found.published.basis) == (date(2025, 5, 14), "stated")
    assert blocks(found, "furniture") == ["date 2025-05-14"]
    assert blocks(found, "paragraph") == [LONG, MORE]


@pytest.mark.parametrize(
    ("front", "newsrooms"),
    [
        ("LARNMOUTH (AP) —", ("AP",)),
        ("LARNMOUTH, Norland, May 14 (Reuters) -", ("Reuters",)),
        ("Larnmouth (AFP) –", ("AFP",)),
        ("LARNMOUTH, May 14 (Norland Wire) —", ("Norland Wire",)),
        ("LARNMOUTH —", ()),
        ("LARNMOUTH:", ()),
    ],
)
def test_a_dateline_is_cut_off_the_first_sentence_and_names_the_agency(front: str, newsrooms: tuple[str, ...]) -> None:
    found = article(f"{front} {LONG}", MORE)
    assert blocks(found, "furniture") == [front]
    assert blocks(found, "paragraph") == [LONG, MORE]
    assert found.credits == newsrooms


@pytest.mark.parametrize("front", ["The quay — it is old — ", "Larnmouth – which waits – ", "Ann Lee (D-Larn) — "])
def test_a_dash_in_a_sentence_is_no_dateline(front: str) -> None:
    assert not blocks(article(front + LONG, MORE), "furniture")


@pytest.mark.parametrize("front", ["LARNMOUTH (AP) —", "LARNMOUTH, Norland, May 14 (AP) -", "Larnmouth (AP) –"])
def test_a_line_with_a_full_stop_over_a_dateline_is_the_title_and_the_agency_is_known(front: str) -> None:
    found = article("Quay to open a year late.", f"{front} {LONG}", MORE)
    assert (found.title.value, found.title.basis) == ("Quay to open a year late.", "stated")
    assert (found.publisher.value, found.credits) == (None, ("AP",))
    assert blocks(found, "paragraph") == [LONG, MORE]


@pytest.mark.parametrize(
    "first", ["The quay is late. Nobody knows why.", "The quay waits, “so do we.”", "The quay waits,"]
)
def test_what_is_no_one_sentence_is_no_title_over_a_dateline_either(first: str) -> None:
    assert article(first, f"LARNMOUTH (AP) — {LONG}", MORE).title.value is None


def test_a_dateline_with_its_year_is_a_stated_date() -> None:
    assert article(f"LARNMOUTH, May 14, 2025 (AP) — {LONG}").published.day == date(2025, 5, 14)


@pytest.mark.parametrize(
    "lines",
    [
        ("Original url:", "https://www.larnecho.example/2025/05/14/quay"),
        ("Original url: https://www.larnecho.example/2025/05/14/quay",),
        ("Permalink: <https://www.larnecho.example/2025/05/14/quay>",),
        ("Quelle:", "https://www.larnecho.example/2025/05/14/quay"),
    ],
)
def test_the_address_that_the_text_says_is_its_own_dates_and_names_it(lines: tuple[str, ...]) -> None:
    found = article(LONG, f"{MORE} The board told the Larn Echo so.", *lines)
    assert (found.url.value, found.url.basis) == ("https://www.larnecho.example/2025/05/14/quay", "stated")
    assert (found.published.day, found.published.basis) == (date(2025, 5, 14), "address")
    assert (found.publisher.value, found.publisher.basis) == ("Larn Echo", "address")


def test_an_address_inside_the_text_is_a_link_and_not_its_own() -> None:
    found = article(LONG, "https://www.larnecho.example/2025/05/14/quay", MORE)
    assert (found.url.value, found.publisher.value, found.published.day) == (None, None, None)


def test_a_message_to_readers_says_whose_page_it_is() -> None:
    found = article(LONG, "A message from everyone at The Larn Echo:", "Dear readers,", "Please support us.")
    assert (found.publisher.value, found.publisher.basis) == ("The Larn Echo", "stated")


def test_a_message_that_addresses_no_reader_says_nothing() -> None:
    assert article(LONG, "A message from Brite Soap:", "It washes.").publisher.value is None


def test_a_copyright_line_names_the_paper_and_never_an_agency() -> None:
    assert article(LONG, MORE, "© 2025 The Larn Echo. All rights reserved.").publisher.value == "The Larn Echo"
    wire = article(LONG, MORE, "Copyright 2025 The Associated Press. All rights reserved.")
    assert (wire.publisher.value, wire.credits) == (None, ("AP",))


def test_a_running_head_names_the_paper() -> None:
    found = article(LONG, "The Larn Echo Page 2", MORE, "The Larn Echo Page 3", LONG)
    assert (found.publisher.value, found.publisher.basis) == ("The Larn Echo", "stated")


@pytest.mark.parametrize(
    ("line", "newsrooms"),
    [
        ("Reuters contributed reporting.", ("Reuters",)),
        ("AFP and Reuters contributed reporting.", ("AFP", "Reuters")),
        ("The Associated Press contributed to this report.", ("AP",)),
        ("Norland Wire and Larn Dispatch contributed reporting.", ("Norland Wire", "Larn Dispatch")),
        ("With material from dpa.", ("dpa",)),
        ("Mit Material von dpa und AFP", ("dpa", "AFP")),
        ("Con información de EFE.", ("EFE",)),
        ("(Norland Wire)", ("Norland Wire",)),
        ("Contributing: Ann Lee, Bo Ek and Cy Day.", ()),
        ("Reporting by Ann Lee; editing by Bo Ek", ()),
        ("Photo: Ann Lee / AFP", ()),
    ],
)
def test_newsrooms_in_credit_lines_are_credits_and_persons_are_not(line: str, newsrooms: tuple[str, ...]) -> None:
    assert article(LONG, MORE, line).credits == newsrooms


PAGE = (
    '<html><head><meta property="og:site_name" content="Site"><meta property="og:title" content="Meta title">'
    '<meta property="article:published_time" content="2025-05-12T09:00:00Z"></head><body><article>'
    f"<p>{LONG} {MORE}</p><p>{MORE} {LONG}</p></article></body></html>"
)


def test_the_user_s_word_on_this_document_goes_before_its_metadata() -> None:
    told = Told(Given(title="Given", publisher="Mine", published="2025-05-01"))
    found = article(PAGE, told=told)
    assert (found.title.value, found.publisher.value, found.published.day) == ("Given", "Mine", date(2025, 5, 1))


def test_settings_of_the_source_name_the_publisher_and_otherwise_fill_gaps() -> None:
    told = Told(source=Given(title="General", publisher="Mine", author="Staff"))
    found = article(PAGE, told=told)
    assert (found.publisher.value, found.publisher.basis) == ("Mine", "given")
    assert (found.title.value, found.title.basis) == ("Meta title", "metadata")
    assert (found.author.value, found.author.basis) == ("Staff", "given")


def test_a_feed_fills_what_the_page_does_not_say() -> None:
    feed = Facts(
        title=known("Feed title", "feed"),
        author=known("Ann Lee", "feed"),
        published=Dating(date(2025, 5, 9), None, "feed"),
    )
    found = article(PAGE, told=Told(feed=feed))
    assert (found.title.value, found.author.value, found.author.basis) == ("Meta title", "Ann Lee", "feed")
    assert found.published.day == date(2025, 5, 12)


def test_the_moment_of_metadata_is_kept_beside_the_same_day_stated() -> None:
    text = PAGE.replace("<article>", "<article><p>May 12, 2025</p>")
    found = article(text)
    assert found.published.moment == datetime(2025, 5, 12, 9, tzinfo=UTC)


def test_two_documents_with_the_same_bytes_and_other_publishers_are_two() -> None:
    one, two = (article(LONG, told=Told(Given(publisher=name))) for name in ("One", "Two"))
    assert one != two
    assert one.sha256 == two.sha256
    assert article(LONG) == Article.from_text(LONG)


def test_time_grows_with_the_length_of_an_address_alone() -> None:
    def read(address: str) -> None:
        identify(
            [Part(f"https://a{address}", "furniture"), Part("Ferries stopped on Monday, and nobody knows why.")], None
        )

    assert_linear(read, "!")
