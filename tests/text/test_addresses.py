from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefing.text.addresses import canonical, loose, names_one, untracked

REPORT = "https://harbour-post.example/2025/05/ministers-meet-in-the-old-town"


@pytest.mark.parametrize(
    "variant",
    [
        "http://harbour-post.example/2025/05/ministers-meet-in-the-old-town",
        "HTTPS://Harbour-Post.Example/2025/05/ministers-meet-in-the-old-town",
        "https://harbour-post.example:443/2025/05/ministers-meet-in-the-old-town/",
        "https://harbour-post.example/2025/04/../05/./ministers-meet-in-the-old-town",
        "https://harbour-post.example/2025/05/ministers%2Dmeet-in-the-old-tow%6E",
        "https://reader:secret@harbour-post.example/2025/05/ministers-meet-in-the-old-town",
        " https://harbour-post.example/2025/05/\nministers-meet-in-the-old-town ",
        f"{REPORT}?utm_source=rss&utm_medium=feed&UTM_Campaign=x",
        f"{REPORT}?fbclid=1a2b&gclid=3&at_medium=RSS&at_campaign=KARANGA&cmp=share_btn",
        f"{REPORT}?amp;utm_source=rss",
        f"{REPORT}?ref=rss&source=twitter",
        f"{REPORT};jsessionid=0AB12F?PHPSESSID=77",
        f"{REPORT}?",
        f"{REPORT}#comments",
        f"{REPORT}#xtor=RSS-3208",
        f"{REPORT}#:~:text=the%20old%201",
    ],
)
def test_what_only_counts_or_decorates_is_no_part_of_the_address(variant: str) -> None:
    assert canonical(variant) == REPORT


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("?id=1", "?id=2"),
        ("?p=101", "?p=102"),
        ("?12345", "?67890"),
        ("?story=harbour", "?story=palace"),
        ("?source=11", "?source=12"),
        ("?ref=palace-burns", "?ref=harbour-burns"),
        ("?cid=5", "?cid=6"),
        ("?from=feed-one&page=2", "?from=feed-one&page=3"),
        ("/Palace", "/palace"),
        ("/a%2Fb", "/a/b"),
        ("/a?b=1%26c=2", "/a?b=1&c=2"),
        ("/live#post-12", "/live#post-13"),
        ("/#!/reports/12", "/#!/reports/13"),
        ("", ":8080"),
        ("/?title=a+b", "/?title=a%2Bb"),
    ],
)
def test_different_articles_never_have_one_key(one: str, two: str) -> None:
    host = "https://gazette.example"
    assert canonical(host + one) != canonical(host + two)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("https://gazette.example/a?x=1&y=2", "https://gazette.example/a?y=2&x=1"),
        ("https://gazette.example", "https://gazette.example/"),
        ("https://bücher.example/a", "https://xn--bcher-kva.example/a"),
        ("https://gazette.example/київ", "https://gazette.example/%D0%BA%D0%B8%D1%97%D0%B2"),
        ("https://gazette.example/a?q=x+y", "https://gazette.example/a?q=x%20y"),
        ("https://gazette.example./a", "https://gazette.example/a"),
    ],
)
def test_one_address_written_in_two_ways_has_one_key(one: str, two: str) -> None:
    assert canonical(one) == canonical(two)


@pytest.mark.parametrize(
    "address", ["", "tag:gazette.example,2025:1", "mailto:desk@gazette.example", "http://[::1", "https://", "a1"]
)
def test_what_is_no_web_address_has_no_key(address: str) -> None:
    assert canonical(address) == loose(address) == ""


@pytest.mark.parametrize(
    "variant",
    [
        f"{REPORT}/amp/",
        f"{REPORT}?amp=1",
        f"{REPORT}?outputType=amp",
        REPORT.replace("//", "//www."),
        REPORT.replace("//", "//m."),
        REPORT.replace("//", "//amp."),
        f"{REPORT}#post-12",
        "https://harbour--post-example.cdn.ampproject.org/c/s/" + REPORT.removeprefix("https://"),
        "https://search.example/amp/s/" + REPORT.removeprefix("https://"),
        f"https://hub.example/go?url={REPORT.replace('/', '%2F').replace(':', '%3A')}%3Futm_source%3Dhub&i=7",
        f"https://web.keeper.example/web/20250514/{REPORT}",
        f"https://hub.example/go?u={REPORT}",
    ],
)
def test_variants_share_a_loose_key_and_no_strict_one(variant: str) -> None:
    assert loose(variant) == loose(REPORT)
    assert canonical(variant) != canonical(REPORT)


def test_a_loose_key_still_tells_articles_apart() -> None:
    assert loose("https://m.gazette.example/a?id=1") != loose("https://gazette.example/a?id=2")


def test_a_host_that_is_only_called_like_a_variant_keeps_its_name() -> None:
    assert loose("https://amp.example/a").startswith("amp.example")


def test_wrappers_in_wrappers_come_to_an_end() -> None:
    deep = "https://hub.example/?url=" * 50 + REPORT
    assert loose(deep)


@pytest.mark.parametrize(
    "key", [REPORT, "https://a.example/?p=12", "https://a.example/news-123456", "https://a.example/live#post-12"]
)
def test_an_article_has_a_number_or_words_in_its_address(key: str) -> None:
    assert names_one(canonical(key))


@pytest.mark.parametrize(
    "key",
    ["https://a.example", "https://a.example/world/latest", "https://a.example/2025/05", "https://a.example/live-news"],
)
def test_a_section_has_not(key: str) -> None:
    assert not names_one(canonical(key))


addresses = st.builds(
    "{}://{}{}/{}?{}#{}".format,
    st.sampled_from(["http", "HTTPS"]),
    st.sampled_from(["A.example", "www.bücher.example", "m.a.example", "[::1]", "a.example."]),
    st.sampled_from(["", ":80", ":443", ":81"]),
    st.text(max_size=12),
    st.text(alphabet="ab=&%+2Fu;/ё?", max_size=12),
    st.text(alphabet="!/a1=%", max_size=6),
)


@given(st.one_of(addresses, st.text()))
@example("https://a.example/\ud800")
@example("https://a.example/100%")
@example("https://a.example/%FF%fe")
@example("https://a.example/a%252Fb")
def test_the_key_of_a_key_is_itself(address: str) -> None:
    key = canonical(address)
    assert canonical(key) == key
    assert key.isascii()


@given(addresses, st.sampled_from(["utm_source=x", "fbclid=9", "at_medium=RSS", "cmp=a"]))
def test_a_tracker_changes_no_key(address: str, tracker: str) -> None:
    head, _, fragment = address.partition("#")
    bare, _, query = head.partition("?")
    assert canonical(f"{bare}?{tracker}&{query}#{fragment}") == canonical(address)


@given(
    st.integers(0, 10**9),
    st.integers(0, 10**9),
    st.sampled_from("id p story article cid eid uid source ref n a t".split()),
)
def test_two_numbers_are_two_articles(one: int, two: int, name: str) -> None:
    keys = {canonical(f"https://a.example/?{name}={number}") for number in (one, two)}
    assert len(keys) == len({one, two})


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://a.example/x?utm_source=rss&id=3&fbclid=Ab#part", "https://a.example/x?id=3#part"),
        ("https://a.example/x?utm_source=rss", "https://a.example/x"),
        ("https://a.example/x?id=3&amp;utm_medium=feed", "https://a.example/x?id=3"),
        ("https://A.example:443/X/?b=2&a=1", "https://A.example:443/X/?b=2&a=1"),
        ("https://a.example/x#utm_source=rss", "https://a.example/x#utm_source=rss"),
        ("https://a.example/?", "https://a.example/?"),
    ],
)
def test_an_address_is_shown_as_it_is_but_for_its_trackers(url: str, shown: str) -> None:
    assert untracked(url) == shown
