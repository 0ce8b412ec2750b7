from __future__ import annotations

from datetime import UTC, date, datetime

from briefing.ingest import markdown, pages
from briefing.ingest.draft import Draft, merge

LONG = "The harbour board said on Tuesday that the quay would open in the autumn, a year later than it had planned."
MORE = "Fishermen said that they had heard such promises before, and that nobody had ever asked them about the berths."


def kinds(draft: Draft) -> list[tuple[str, str]]:
    return [(part.kind, part.text) for part in draft.parts]


def test_markup_goes_and_words_stay_in_order() -> None:
    text = "Some *plain* and **strong** words, a_snake_case, 2 * 3 * 4, 5*6*7, a "
    text += "[link](https://a.example/b) &amp; `code`, ~~old~~."
    assert kinds(markdown.parse(text)) == [
        ("paragraph", "Some plain and strong words, a_snake_case, 2 * 3 * 4, 5*6*7, a link & code, old.")
    ]


def test_headings_items_quotes_tables_and_html_are_told_apart() -> None:
    text = (
        f"# Top\n\nUnder\n=====\n\n> {LONG}\n\n- one\n- two\n\n1. first\n2. second\n\n| a | b |\n"
        f"|---|---|\n| 1 | 2 |\n\n<div><p>{MORE}</p><script>alert(1)</script></div>\n\n"
        "[name][ref] is here for all to see and to read at leisure.\n\n"
        "[ref]: https://a.example"
    )
    assert kinds(markdown.parse(text)) == [
        ("heading", "Top"),
        ("heading", "Under"),
        ("paragraph", LONG),
        ("item", "one"),
        ("item", "two"),
        ("item", "1. first"),
        ("item", "2. second"),
        ("item", "a | b"),
        ("item", "1 | 2"),
        ("paragraph", MORE),
        ("paragraph", "name is here for all to see and to read at leisure."),
    ]


def test_wrapped_markdown_is_joined_and_a_torn_paragraph_too() -> None:
    at = LONG.index("would")
    draft = markdown.parse(f"# T\n\n{LONG[:at].strip()}\n\n{LONG[at:]}\n\n{MORE[:60]}\n{MORE[60:]}")
    assert [text for _, text in kinds(draft)][1:] == [LONG, " ".join(f"{MORE[:60]} {MORE[60:]}".split())]


def test_a_picture_s_words_and_the_emphasised_line_under_it_are_captions() -> None:
    draft = markdown.parse(
        f"![The quay at dawn](q.jpg)\n\n*Boats at the quay.*\n\n{LONG}\n\nThe quay. **Ann Lee / Larn Press**"
    )
    assert [kind for kind, _ in kinds(draft)] == ["caption", "caption", "paragraph", "caption"]


def test_a_label_with_nothing_but_a_link_is_furniture() -> None:
    draft = markdown.parse(f"{LONG}\n\n**Related article:** [Quay to open late](https://a.example/q)\n\n{MORE}")
    assert [kind for kind, _ in kinds(draft)] == ["paragraph", "furniture", "paragraph"]


def test_front_matter_of_either_kind_is_metadata() -> None:
    yaml = "---\ntitle: 'Quay late'\ndate: 2025-05-14T10:00:00+02:00\nauthors:\n  - Ann Lee\n  - Bo Ek\n"
    yaml += "site: The Larn Echo\nurl: https://a.example/q\n---\n"
    toml = '+++\ntitle = "Quay late"\ndate = 2025-05-14T10:00:00+02:00\nauthors = ["Ann Lee", "Bo Ek"]\n'
    toml += 'site = "The Larn Echo"\nurl = "https://a.example/q"\n+++\n'
    for front in (yaml, toml):
        draft = markdown.parse(front + LONG)
        facts = draft.facts[0]
        assert (facts.title.value, facts.publisher.value, facts.author.value) == (
            "Quay late",
            "The Larn Echo",
            "Ann Lee, Bo Ek",
        )
        assert facts.published.moment == datetime(2025, 5, 14, 8, tzinfo=UTC)
        assert facts.title.basis == facts.published.basis == "metadata"
        assert kinds(draft) == [("paragraph", LONG)]


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    assert kinds(markdown.parse(f"---\n\n{LONG}\n\n---\n\n{MORE}")) == [("paragraph", LONG), ("paragraph", MORE)]


def page(head: str = "", body: str = "") -> str:
    article = f"<article><h1>Quay late</h1>{body}<p>{LONG} {MORE}</p><h2>The boats</h2><p>{MORE} {LONG}</p></article>"
    return f"<!doctype html><html><head>{head}</head><body>{article}<footer>About us</footer></body></html>"


def test_a_page_is_read_block_by_block() -> None:
    found = kinds(pages.parse(page()))
    assert ("heading", "The boats") in found
    assert ("paragraph", f"{LONG} {MORE}") in found
    assert all("About us" not in text for _, text in found)


def test_linked_data_goes_before_meta_elements_and_those_before_time() -> None:
    linked = (
        '<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "No"}, {"@type": ["NewsArticle"], '
        '"headline": "Quay &amp; boats", "datePublished": "2025-05-14T23:30:00-04:00", '
        '"author": [{"name": "Ann Lee"}], '
        '"publisher": {"@id": "#p"}, "url": "https://larnecho.example/q"}, '
        '{"@id": "#p", "name": "The Larn Echo"}]}</script>'
    )
    meta = '<meta property="og:title" content="Other"><meta property="article:published_time" content="2025-05-15">'
    facts = merge(pages.parse(page(linked + meta, '<time datetime="2025-05-16">x</time>')).facts)
    assert facts.title.value == "Quay & boats"
    assert facts.publisher.value == "The Larn Echo"
    assert facts.author.value == "Ann Lee"
    assert facts.url.value == "https://larnecho.example/q"
    assert facts.published.day == date(2025, 5, 14)
    assert facts.published.moment == datetime(2025, 5, 15, 3, 30, tzinfo=UTC)


def test_meta_elements_and_the_only_time_element_are_read() -> None:
    meta = '<title>Quay late | Larn Echo</title><meta property="og:site_name" content="Larn Echo">'
    meta += '<link rel="canonical" href="https://a.example/q">'
    facts = merge(pages.parse(page(meta, '<time datetime="2025-05-16T08:00Z">x</time>')).facts)
    known = (facts.title.value, facts.publisher.value, facts.url.value)
    assert known == ("Quay late", "Larn Echo", "https://a.example/q")
    assert facts.published.day == date(2025, 5, 16)


def test_two_times_that_differ_date_nothing() -> None:
    times = '<time datetime="2025-05-16">x</time><time datetime="2025-05-17">y</time>'
    assert merge(pages.parse(page("", times)).facts).published.day is None


def test_linked_data_that_is_broken_is_passed_over() -> None:
    for script in (
        "{",
        "[[[[",
        '{"@type": 3}',
        "null",
        '{"@type": "Article", "author": {"name": {"name": 7}}}',
        "[" * 5000,
    ):
        draft = pages.parse(page(f'<script type="application/ld+json">{script}</script>'))
        assert draft.parts


def test_a_page_with_hardly_any_text_gives_what_there_is() -> None:
    assert kinds(pages.parse("<html><body><p>Only this.</p></body></html>")) == [("paragraph", "Only this.")]
    assert pages.parse("<html><body><script>x()</script></body></html>").parts == ()
