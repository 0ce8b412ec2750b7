from __future__ import annotations

from dataclasses import replace

import pytest
from texts import PADDING, corpus

from briefing.model import Article
from briefing.summarise.duplicates import kinship
from briefing.summarise.story import origins_of
from briefing.text.agencies import agency

TEXT = "\n".join(PADDING)


def article(text: str, publisher: str | None, *credited: str, author: str | None = None) -> Article:
    made = Article.from_text(text, publisher=publisher, published="2031-03-12", author=author)
    return replace(made, credits=credited)


def origins(*articles: Article) -> list[str]:
    kin = kinship(corpus(*articles))
    return list(origins_of(articles, kin).values())


@pytest.mark.parametrize("name", ["AP", "The Associated Press", "Associated Press", "A.P.", "AP News", "AP writers"])
def test_an_agency_is_one_under_all_its_names(name: str) -> None:
    assert agency(name) == "AP"


@pytest.mark.parametrize("name", ["Lume Gazette", "Press", "Kestrel News", "Appeal"])
def test_a_paper_is_no_agency(name: str) -> None:
    assert agency(name) == ""


def test_copies_of_a_text_and_the_agency_itself_are_one_origin() -> None:
    copies = [article(TEXT, "Lume Gazette", "AP"), article(TEXT, "Kestrel Times")]
    own = article("Boats came in to Velmar before noon with nothing in their nets at all.", "The Associated Press")
    assert origins(*copies, own) == ["AP", "AP", "AP"]


def test_what_is_by_an_agency_is_the_agencys_though_two_papers_cut_it_to_different_texts() -> None:
    one = article("VELMAR (Reuters) - " + PADDING[0], "Lume Gazette", "Reuters")
    two = article(PADDING[3], "Kestrel Times", "Reuters", author="Reuters")
    assert origins(one, two) == ["Reuters", "Reuters"]


def test_a_paper_that_credits_an_agency_in_a_text_of_its_own_is_a_newsroom() -> None:
    assert origins(article(PADDING[0], "Lume Gazette", "Reuters"), article(PADDING[3], "Kestrel Times")) == [
        "Lume Gazette",
        "Kestrel Times",
    ]


def test_several_reports_of_a_publisher_are_one_origin_and_nobodys_is_none() -> None:
    assert origins(article(PADDING[0], "Lume Gazette"), article(PADDING[3], "Lume Gazette")) == ["Lume Gazette"] * 2
    assert origins(article(PADDING[0], None)) == [""]


def test_a_copied_text_that_names_two_agencies_is_of_whoever_had_it_first() -> None:
    found = origins(article(TEXT, "Lume Gazette", "AP", "Reuters"), article(TEXT, "Lume Gazette B"))
    assert len(set(found)) == 1
    assert found[0].startswith("Lume Gazette")


def test_brackets_in_a_sentence_are_no_dateline() -> None:
    assert origins(article("The Anse (Reuters) school opened. " + PADDING[0], "Lume Gazette")) == ["Lume Gazette"]
