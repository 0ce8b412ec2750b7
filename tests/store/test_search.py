from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING

import pytest
from archived import BRIDGE, DAY, MONDAY, STORM, filing, put
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.store.search import Asked, expression, search

if TYPE_CHECKING:
    from pathlib import Path

THIRD = "The minister of Ostra, Réka Szőke, resigned after the vote; the cafés of the capital stayed open."
HAN = "湖城的港口周日夜间因风暴关闭，两艘渔船沉没。2031年渡轮停航。"  # an invented storm, as above
THAI = "พายุปิดท่าเรือเมืองลูเมเมื่อคืนวันอาทิตย์"
HINDI = "रविवार की रात तूफान ने बंदरगाह को बंद कर दिया"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("search") / "briefing.sqlite"
    put(path, filing(published="2031-03-09"), filing(BRIDGE, title="Stone", publisher="Velmar Post", source="Velmar"))
    put(path, filing(THIRD, title="Minister's end"), filing(HAN, title="风暴"), now=MONDAY + DAY)
    put(path, filing(THAI, title="พายุ"), filing(HINDI, title="तूफान"), now=MONDAY + DAY)
    return path


def titles(path: Path, words: str = "", **asked: object) -> list[str]:
    return [hit.title for hit in search(path, Asked(words, **asked))]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ferry", {"Storm closes harbour"}),
        ("FERRY islands", {"Storm closes harbour"}),
        ("ferry council", set()),
        ('"fishing boats"', {"Storm closes harbour"}),
        ('"boats fishing"', set()),
        ("“fishing boats”", {"Storm closes harbour"}),
        ("engin*", {"Stone"}),
        ("engin", set()),
        ("reka szoke", {"Minister's end"}),
        ("CAFES", {"Minister's end"}),
        ("closes", {"Storm closes harbour"}),
        ("風", set()),
        ("渔船", {"风暴"}),
        ("港口 渡轮", {"风暴"}),
        ("口港", set()),
        ("2031年", {"风暴"}),
        ("年", {"风暴"}),
        ("เมือง", {"พายุ"}),
        ("बंदरगाह", {"तूफान"}),
        ("बंदर", set()),
    ],
)
def test_words_find_the_articles_that_have_them(store: Path, words: str, found: set[str]) -> None:
    assert set(titles(store, words)) == found


def test_the_rest_narrows_what_is_found(store: Path) -> None:
    assert titles(store, "the", publisher="velmar") == ["Stone"]
    assert titles(store, "the", source="Velmar") == ["Stone"]
    assert titles(store, "the", until=date(2031, 3, 9)) == ["Storm closes harbour"]
    assert titles(store, "the", since=date(2031, 3, 11)) == ["Minister's end"]
    assert set(titles(store, any=("engineer", "ferry", "&"))) == {"Storm closes harbour", "Stone"}
    assert titles(store, "the", any=("engineer",)) == ["Stone"]
    assert titles(store, "the", newest=True) == ["Minister's end", "Stone", "Storm closes harbour"]
    assert len(titles(store, "the", most=2)) == 2


def test_without_words_it_is_all_that_the_rest_allows_the_newest_first(store: Path) -> None:
    assert titles(store, until=date(2031, 3, 10)) == ["Stone", "Storm closes harbour"]


def test_a_hit_says_where_the_words_are(store: Path) -> None:
    (hit,) = search(store, Asked("harbour ferry"))
    assert {hit.snippet[start:end] for start, end in hit.marks} <= {"harbour", "ferry"}
    assert hit.marks
    assert [hit.title[start:end] for start, end in hit.title_marks] == ["harbour"]
    assert " ".join(hit.snippet.strip("…").split()) in STORM
    (han,) = search(store, Asked("渔船"))
    assert [han.snippet[start:end] for start, end in han.marks] == ["渔船"]
    assert han.snippet.strip("…") in HAN


def test_only_the_newest_version_is_found(tmp_path: Path) -> None:
    path = tmp_path / "briefing.sqlite"
    put(path, filing())
    put(path, filing(STORM.replace("two fishing boats", "three yachts")), now=MONDAY + DAY)
    assert titles(path, "moorings") == ["Storm closes harbour"]
    assert titles(path, "yachts") == ["Storm closes harbour"]
    assert titles(path, "fishing") == []


def test_what_comes_twice_in_a_batch_is_found_by_its_words_as_they_were_read_last(tmp_path: Path) -> None:
    path = tmp_path / "briefing.sqlite"
    url = "https://gazette.example/storm"
    put(path, filing(title="", url=url, id="a"), filing(BRIDGE), filing(title="Tempest", url=url, id="b"))
    assert titles(path, "tempest") == ["Tempest"] == titles(path, "ferry")
    put(path, filing(title="", url=url, id="c"), now=MONDAY + DAY)
    assert (titles(path, "tempest"), titles(path, "ferry")) == ([], [""])
    with closing(sqlite3.connect(path)) as database:
        database.execute("INSERT INTO search (search) VALUES ('integrity-check')")


@pytest.mark.parametrize(
    "words", ['"', '""', "*", "AND", "NEAR(a b)", "title:", "a OR", "(", "^", "-", "+a -b", "\0", "a\0b", "\ud83d"]
)
def test_no_words_are_a_mistake(store: Path, words: str) -> None:
    search(store, Asked(words))
    search(store, Asked(any=(words,)))


@settings(max_examples=60, deadline=None)
@given(words=st.text(alphabet=st.characters(exclude_categories=())) | st.text(alphabet='ab"*()^:-+ \0'))
def test_whatever_is_searched_for_is_never_a_mistake(store: Path, words: str) -> None:
    search(store, Asked(words))
    assert expression(words).count('"') % 2 == 0
