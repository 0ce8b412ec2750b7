"""The site of all issues: what its pages say, that all of their links lead somewhere, and what may not happen to it."""

from __future__ import annotations

import json
import re
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Office, Person, Saying
from briefing.render.forms import render
from briefing.render.site import MARKS, Place, outline, site_files, state_of, topics, view
from briefing.render.site.desk import page_name, page_names
from briefing.render.site.feed import NEWEST, site_address
from briefing.render.site.persons import biographies
from briefing.render.site.search import FIRST, _json, search_file, with_another
from briefing.render.templates import look
from briefing.render.view import ThemeView
from briefing.render.words import frame_for

from .issues import mornings
from .reading import folded
from .samples import ARABIC, FULL, HARBOUR, HOSTILE_WORDS, QUIET, SPOKE, TRUCE, hostile, shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefing.model import Brief

ATOM = "{http://www.w3.org/2005/Atom}"
NASTY = f"</script><script>alert(1)</script>\u2028\u2029 ]]> --> {HOSTILE_WORDS}"
DAY_BEFORE = replace(FULL, date="2025-05-14", made_at="2025-05-14T06:30:00+01:00", since=None)
STORY = (DAY_BEFORE, FULL)
PLACE = Place(address="https://news.example/briefs/{date}/brief.html")


def files_of(*briefs: Brief, place: Place = Place()) -> dict[str, str]:  # noqa: B008 - frozen
    """The site of issues, as text."""
    outlines = [outline(brief) for brief in briefs]
    return {name: data.decode() for name, data in site_files(outlines, state_of(briefs[-1]), place).items()}


class Read(HTMLParser):
    """The ids, links, words, metadata and elements of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.names: list[str] = []
        self.meta: dict[str, str] = {}
        self.words = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.names.append(tag)
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given["href"]] if "href" in given else []
        self.meta[given.get("name") or given.get("http-equiv", "")] = given.get("content", "")

    def handle_data(self, data: str) -> None:
        self.words += data


def pages_of(files: Mapping[str, str]) -> dict[str, Read]:
    return {name: Read(text) for name, text in files.items() if name.endswith(".html")}


def searched(files: Mapping[str, str]) -> dict[str, Any]:
    """The data of each year."""
    found = {}
    for name, text in files.items():
        if name.startswith("search/"):
            head, _, rest = text.partition(".push(")
            assert (head, rest[-3:]) == (f"{FIRST}(self.briefing ??= [])", ");\n")
            found[name] = json.loads(rest[:-3])
    return found


# --- what the pages say


def test_the_site_has_an_index_a_feed_data_to_search_and_a_page_a_topic_and_a_person() -> None:
    assert sorted(files_of(*STORY)) == [
        *("feed.xml", "index.html", "people/ilse-marrow.html", "people/old-tam.html", "search/2025.js"),
        *("topics/harbour.html", "topics/positions.html", "topics/sanctions.html"),
    ]


def test_the_index_lists_the_issues_the_newest_first_by_month_with_counts_and_the_first_of_the_news() -> None:
    june = replace(FULL, date="2025-06-02", since="2025-05-15")
    text = files_of(*STORY, june)["index.html"]
    listed = text[text.index('id="issues"') :]
    days = ("Monday, 2 June 2025<", "May 2025</h3>", "Thursday, 15 May 2025<", "Wednesday, 14 May 2025<")
    places = [listed.index(words) for words in ("June 2025</h3>", *days)]
    assert places == sorted(places)
    assert "6 items, 3 new, 1 updated" in text
    assert TRUCE in Read(text).words
    assert "1 source failed (Wire desk: timed out)" in Read(text).words


def test_a_topic_shows_by_issue_what_was_new_word_for_word_with_its_source_and_its_place() -> None:
    page = Read(files_of(*STORY)["topics/harbour.html"])
    assert page.words.count(HARBOUR.items[1].sentences[-1].text) == 2
    assert "2 items as before" in page.words
    assert "Lume Ledger, 13 May 2025" in re.sub(r"\s+", " ", page.words)
    assert {"../2025-05-15/brief.html#item-harbour-2", "../2025-05-14/brief.html#topic-harbour"} <= set(page.links)


def test_days_on_which_a_topic_had_nothing_new_are_named_together() -> None:
    page = Read(files_of(*STORY)["topics/sanctions.html"])
    assert "Nothing new" in page.words
    assert "../2025-05-15/brief.html#topic-sanctions" in page.links


def test_a_person_has_offices_sayings_once_and_the_issues() -> None:
    page = Read(files_of(*STORY)["people/ilse-marrow.html"])
    words = re.sub(r"\s+", " ", page.words)
    assert words.count(SPOKE) == 1
    assert words.count("foreign minister") == 1
    assert "Ardenia · 2 issues" in words.replace("Ardenia 2 issues", "Ardenia · 2 issues")
    assert {"../2025-05-14/brief.html#people", "../2025-05-15/brief.html#item-positions-1"} <= set(page.links)


def test_what_many_issues_have_names_the_first_and_the_last_of_them() -> None:
    briefs = [replace(FULL, date=f"2025-05-{day}", since=None) for day in range(11, 17)]
    page = Read(files_of(*briefs)["people/ilse-marrow.html"])
    words = re.sub(r"\s+", " ", page.words)
    assert "shown: 11 May 2025 … 16 May 2025 (6 issues)" in words


def test_a_topic_with_much_to_tell_has_a_page_a_year(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(topics, "LONG", 60)
    files = files_of(*mornings(12, date(2030, 12, 26)), *mornings(12, date(2031, 12, 26)))
    names = [name for name in files if name.startswith("topics/harbour")]
    assert sorted(names) == ["topics/harbour.2030.html", "topics/harbour.2031.html", "topics/harbour.html"]
    page = Read(files["topics/harbour.html"])
    assert "harbour.2030.html" in page.links
    assert "1 January 2032" in page.words
    assert "31 December 2031" not in page.words


def test_the_headings_are_in_the_language_of_the_frame() -> None:
    text = files_of(replace(FULL, frame="de"))["index.html"]
    assert '<html lang="de" dir="ltr">' in text
    assert "Neueste Ausgabe" in text
    assert '<html lang="ar" dir="rtl">' in files_of(ARABIC)["index.html"]


def test_what_is_listed_is_parted_by_the_frame_s_own_comma() -> None:
    files = files_of(*(replace(brief, frame="ar") for brief in STORY))
    person = re.sub(r"\s+", " ", Read(files["people/ilse-marrow.html"]).words)
    assert re.search(r"14 مايو 2025، 15 مايو 2025", person)
    assert r'"comma": "\u060c "' in files["index.html"]
    assert "أخبار، الجديد: 3، " in Read(files["index.html"]).words


def test_an_issue_of_nothing_has_its_place() -> None:
    files = files_of(replace(QUIET, sections=()))
    assert "0 items" in files["index.html"]
    assert sorted(files) == ["feed.xml", "index.html", "search/2025.js"]


def test_the_theme_of_the_configuration_is_that_of_the_site() -> None:
    theme = look(ThemeView(css=":root { --accent: #123456; }", logo="data:image/png;base64,AA==", logo_text="Desk"))
    text = files_of(*STORY, place=Place(context=theme))["index.html"]
    assert ":root { --accent: #123456; }" in text
    assert 'alt="Desk"' in text
    assert "img-src data:" in text


def test_one_template_can_be_replaced(tmp_path: Path) -> None:
    (tmp_path / "site-who.html.jinja").write_text("<i>mine</i>", encoding="utf-8")
    files = files_of(*STORY, place=Place(templates=tmp_path))
    assert "<i>mine</i>" in files["topics/harbour.html"]
    assert "<i>mine</i>" in files["index.html"]


# --- the same person


def person(name: str, *offices: str) -> Person:
    return Person(name, None, tuple(Office(one, "a1", 0, 1) for one in offices))


def told(*days: tuple[Person, ...]) -> list[tuple[str, ...]]:
    issues = [replace(FULL, date=f"2025-05-{10 + n}", people=people) for n, people in enumerate(days)]
    return [one.names for one in biographies([outline(brief) for brief in issues])]


def test_a_full_name_is_one_person_through_all_issues_whatever_its_accents_and_spelling() -> None:
    assert told((person("Ilse Marrow"),), (person("ILSE MARROW"),), (person("Ilsé Marrow"),)) == [
        ("Ilsé Marrow", "ILSE MARROW", "Ilse Marrow")
    ]
    assert told((person("Odile Castell"),), (person("Odile Tove Castell"),)) == [
        ("Odile Tove Castell", "Odile Castell")
    ]


def test_two_of_one_surname_or_of_one_issue_stay_two() -> None:
    assert told((person("Ilse Marrow"),), (person("Jonas Marrow"),)) == [("Ilse Marrow",), ("Jonas Marrow",)]
    assert told((person("Odile Castell"), person("Odile Tove Castell"))) == [
        ("Odile Castell",),
        ("Odile Tove Castell",),
    ]


def test_a_surname_alone_is_the_person_of_that_surname_or_nobody_s() -> None:
    assert told((person("Ilse Marrow"),), (person("Marrow"),)) == [("Marrow", "Ilse Marrow")]
    both = (person("Ilse Marrow"), person("Jonas Marrow"))
    assert told(both, (person("Marrow"),)) == [("Ilse Marrow",), ("Jonas Marrow",), ("Marrow",)]


# --- names of files


@pytest.mark.parametrize(
    ("text", "name"),
    [("us-role", "us-role"), ("Ilse Marrow", "ilse-marrow"), ("Zoë O'Tove-Brûlé", "zoe-o-tove-brule")],
)
def test_a_page_is_named_by_its_letters(text: str, name: str) -> None:
    assert page_name(text) == name


@pytest.mark.parametrize(
    "text",
    ["", "..", "../../etc/passwd", "/", "con", "إلسه مارو", "Мира", "a" * 300, "\u202ex", "a\0b", NASTY, "\ud800"],
)
def test_no_name_leads_out_of_its_folder(text: str) -> None:
    assert re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,60}", page_name(text))
    assert page_name(text) not in {"con", "nul"}


def test_names_that_would_be_alike_are_told_apart_and_the_first_keeps_its_own() -> None:
    names = page_names(["Ilse Marrow", "ilse marrow!", "Ilse-Marrow", "Ilse Marrow"])
    assert names[0] == "ilse-marrow"
    assert len(set(names)) == 4


# --- links and ids


@pytest.mark.parametrize(
    "briefs", [STORY, (hostile(NASTY),), (ARABIC,), tuple(mornings(6))], ids=["story", "hostile", "arabic", "many"]
)
def test_every_link_inside_leads_to_a_page_and_a_place_on_it(briefs: tuple[Brief, ...]) -> None:
    files = files_of(*briefs)
    issues = {
        f"{brief.date}/brief.html": render(brief, "html", context={"archive": "../index.html"}) for brief in briefs
    }
    pages = pages_of({**files, **issues})
    places = {name: {*page.ids, ""} for name, page in pages.items()} | {
        name: {""} for name in files if name not in pages
    }
    lost = [
        (name, link)
        for name, page in pages.items()
        for link in page.links
        if not urlsplit(link).scheme and not leads(PurePosixPath(name), link, places)
    ]
    assert lost == []
    for year in searched(files).values():
        ends = {(year["days"][at[n]][0], at[n + 1]) for _, _, at in year["sentences"] for n in range(0, len(at), 3)}
        assert not [(day, place) for day, place in ends if place not in places[f"{day}/brief.html"]]


def leads(page: PurePosixPath, link: str, places: Mapping[str, set[str]]) -> bool:
    parts = urlsplit(link)
    steps: list[str] = [] if parts.path else [page.name]
    for step in (page.parent / unquote(parts.path)).parts if parts.path else page.parts[:-1]:
        steps = steps[:-1] if step == ".." else [*steps, step]
    name = "/".join(steps) if parts.path else page.as_posix()
    return unquote(parts.fragment) in places.get(name, set())


@pytest.mark.parametrize("briefs", [STORY, (hostile(NASTY),), tuple(mornings(6))], ids=["story", "hostile", "many"])
def test_no_page_has_an_id_twice(briefs: tuple[Brief, ...]) -> None:
    for name, page in pages_of(files_of(*briefs)).items():
        assert len(page.ids) == len(set(page.ids)), name


def test_an_issue_s_page_leads_to_the_index_and_to_no_other_issue_where_there_is_a_site() -> None:
    with_site = Read(render(FULL, "html", context={"archive": "../index.html"}))
    assert [link for link in with_site.links if link.startswith("..")] == ["../index.html"]
    assert not [link for link in Read(render(FULL, "html")).links if link.startswith("..")]


# --- hostile words, policy, determinism


def test_hostile_words_stay_words() -> None:
    brief = hostile(NASTY)
    brief = replace(
        brief, people=(*brief.people, Person("\ud800 " + "x" * 500, None, (), (Saying(shown(NASTY, "a1")),)))
    )
    files = files_of(brief)
    assert not [name for name in files if not re.fullmatch(r"(?:(?:people|topics|search)/)?[a-z0-9_.-]+", name)]
    for name, page in pages_of(files).items():
        assert page.names.count("script") == (2 if name == "index.html" else 0), name
        assert not [link for link in page.links if urlsplit(link).scheme not in {"", "http", "https", "mailto"}]
        assert "b" not in page.names
    data = files["search/2025.js"]
    assert not re.search("[<>&\u2028\u2029]", data)
    assert any(folded(NASTY) in text for text, *_ in searched(files)["search/2025.js"]["sentences"])


def test_every_page_allows_no_script_but_its_own_and_says_whose_it_is() -> None:
    files = files_of(*STORY)
    for name, page in pages_of(files).items():
        policy = page.meta["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; ")
        assert "script-src 'unsafe" not in policy
        assert ("script-src" in policy) == (name == "index.html")
        assert page.meta["referrer"] == "no-referrer"
    assert not [name for name, text in files.items() if not any(mark in text[:1000] for mark in MARKS)]


def test_the_same_issues_give_the_same_bytes_and_a_later_one_leaves_the_pages_it_does_not_touch() -> None:
    assert files_of(*STORY) == files_of(*STORY)
    before, after = (
        files_of(*mornings(3)),
        files_of(*mornings(3), replace(QUIET, date="2030-01-04", sections=(), made_by="x")),
    )
    assert before.keys() <= after.keys()


def test_an_issue_that_names_a_report_it_does_not_have_is_no_issue() -> None:
    with pytest.raises(ValueError, match="it names 'a1', which it does not have"):
        outline(replace(FULL, articles=FULL.articles[1:]))


# --- search


def test_every_sentence_that_was_shown_is_searched_once_with_all_of_its_places() -> None:
    (year,) = searched(files_of(*STORY)).values()
    texts = [text for text, *_ in year["sentences"]]
    wanted = [s.text for section in FULL.sections for item in section.items for s in item.sentences]
    wanted += [place.text for section in FULL.sections for item in section.items for place in item.also]
    wanted += [saying.sentence.text for person in FULL.people for saying in person.said]
    wanted += [event.sentence.text for event in FULL.timeline]
    assert set(wanted) <= set(texts)
    (found,) = [(source, at) for text, source, at in year["sentences"] if text == TRUCE]
    assert year["sources"][found[0]][:2] == ["The Harbour Post", "14 May 2025"]
    days = [year["days"][at][0] for at in found[1][::3]]
    assert days == ["2025-05-14", "2025-05-14", "2025-05-15", "2025-05-15"]
    assert found[1][1] == "item-positions-1"


def test_each_year_is_a_file_of_its_own() -> None:
    assert sorted(searched(files_of(*mornings(4, date(2030, 12, 30))))) == ["search/2030.js", "search/2031.js"]


def test_a_year_of_issues_is_small_enough_to_load() -> None:
    files = files_of(*mornings(30))
    assert len(files["search/2030.js"]) < 30 * 9_000
    assert len(files["index.html"]) < 60_000


# --- the feed


def entries(place: Place, *briefs: Brief) -> Any:
    text = files_of(*briefs, place=place)["feed.xml"]
    parsed = feedparser.parse(text.encode())
    assert not parsed.bozo
    return parsed


def test_the_feed_comes_back_as_it_was_meant() -> None:
    feed = entries(PLACE, *STORY)
    assert feed.version == "atom10"
    assert (feed.feed.title, feed.feed.id) == ("Talks at Porto Lume", "tag:news.example,2025-05-14:lume")
    assert [link.href for link in feed.feed.links] == [
        "https://news.example/briefs/feed.xml",
        "https://news.example/briefs/index.html",
    ]
    newest = feed.entries[0]
    assert newest.title == "Talks at Porto Lume · Thursday, 15 May 2025"
    assert newest.id == "tag:news.example,2025-05-15:lume"
    assert newest.link == "https://news.example/briefs/2025-05-15/brief.html"
    assert newest.updated == feed.feed.updated == "2025-05-15T06:30:00+01:00"
    assert newest.summary == TRUCE
    assert TRUCE in newest.content[0].value
    assert "https://news.example/briefs/2025-05-15/brief.html#item-positions-1" in newest.content[0].value


def test_without_an_address_the_feed_s_links_are_relative_and_its_ids_nobody_s() -> None:
    text = files_of(*STORY)["feed.xml"]
    root = ET.fromstring(text)  # noqa: S314 - our own
    entry = root.find(f"{ATOM}entry")
    assert entry is not None
    assert entry.findtext(f"{ATOM}id") == "tag:briefing.invalid,2025-05-15:lume"
    assert [link.get("href") for link in entry.iter(f"{ATOM}link")] == ["2025-05-15/brief.html"]
    assert not [link for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"]


@pytest.mark.parametrize(
    ("address", "site"),
    [
        ("https://n.example/b/{date}/brief.html", "https://n.example/b"),
        ("https://n.example/{id}/{date}/brief.html", "https://n.example/lume"),
        ("https://n.example/{date}/{date}/brief.html", None),
        ("https://n.example/p?d={date}", None),
        ("", None),
    ],
)
def test_the_site_s_address_is_told_by_that_of_an_issue_or_not_at_all(address: str, site: str | None) -> None:
    assert site_address(address, "lume") == site


@pytest.mark.parametrize(
    "briefs", [STORY, (hostile(NASTY + "\x0b\ufffe"),), (ARABIC,), (replace(QUIET, made_at="?"),)], ids=str
)
@pytest.mark.parametrize("place", [Place(), PLACE], ids=["nowhere", "web"])
def test_the_feed_keeps_the_rules_of_rfc_4287(briefs: tuple[Brief, ...], place: Place) -> None:
    root = ET.fromstring(files_of(*briefs, place=place)["feed.xml"])  # noqa: S314 - our own
    for element in (root, *root.iter(f"{ATOM}entry")):
        names = [child.tag.removeprefix(ATOM) for child in element]
        assert {name: names.count(name) for name in ("id", "title", "updated")} == {"id": 1, "title": 1, "updated": 1}
        assert datetime.fromisoformat(element.findtext(f"{ATOM}updated", "")).tzinfo
        assert re.fullmatch(r"tag:[a-z0-9.-]+,\d{4}-\d\d-\d\d:\S+", element.findtext(f"{ATOM}id", ""))
        alternates = [link for link in element.findall(f"{ATOM}link") if link.get("rel") == "alternate"]
        assert len(alternates) == 1
        assert all(link.get("href") for link in element.findall(f"{ATOM}link"))
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    ids = [entry.findtext(f"{ATOM}id") for entry in root.iter(f"{ATOM}entry")]
    assert len(ids) == len(set(ids)) == len(briefs)
    for content in root.iter(f"{ATOM}content"):
        assert content.get("type") == "html"
        assert len(content) == 0
        assert not {"script", "style", "iframe", "img"} & set(Read(content.text or "").names)


def test_the_feed_has_the_newest_issues_alone() -> None:
    feed = entries(Place(), *mornings(NEWEST + 5))
    assert len(feed.entries) == NEWEST
    assert feed.entries[0].id.endswith("2030-02-04:lume")


# --- what docs/templates.md promises


def test_every_field_that_the_templates_of_the_site_see_is_documented() -> None:
    text = (Path(__file__).parents[2] / "docs" / "templates.md").read_text(encoding="utf-8")
    records = [record for record in vars(view).values() if is_dataclass(record) and isinstance(record, type)]
    names = {field.name for record in records for field in fields(record) if not field.name.startswith("_")}
    assert [name for name in sorted(names) if not re.search(rf"[`.]{name}`", text)] == []


# --- data that grows from day to day


def test_data_to_search_in_grows_by_an_issue_to_what_all_issues_give() -> None:
    nasty = replace(FULL, people=(Person("Ilse Marrow", None, (), (Saying(shown(NASTY, "a1")),)),))
    issues = [outline(brief) for brief in (DAY_BEFORE, *mornings(6), nasty, *mornings(3))]
    frame = frame_for("en")
    for end in range(2, len(issues) + 1):
        assert with_another(search_file(issues[: end - 1], frame), issues[end - 1], frame) == search_file(
            issues[:end], frame
        )


def test_data_with_half_a_character_is_made_of_all_issues() -> None:
    halves = replace(FULL, people=(Person("X", None, (), (Saying(shown("\ud83d and \ude00", "a1")),)),))
    before = search_file([outline(halves)], frame_for("en"))
    assert with_another(before, outline(QUIET), frame_for("en")) is None


@given(st.lists(st.text(st.characters(exclude_categories=()) | st.sampled_from("<>&\u2028\u2029\ud800\udc00\0\x7f"))))
def test_data_is_json_that_nothing_in_a_page_mistakes(texts: list[str]) -> None:
    data = _json({"sentences": texts, "days": [(text, 1) for text in texts]})
    assert not set("<>&\u2028\u2029") & set(data.decode())
    told = json.dumps(
        {"sentences": texts, "days": [(text, 1) for text in texts]}, ensure_ascii=False, separators=(",", ":")
    )
    assert data.decode() == re.sub("[<>&\u2028\u2029\ud800-\udfff]", lambda found: f"\\u{ord(found[0]):04x}", told)
