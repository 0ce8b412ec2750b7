"""The documents that people have: skipped where they are not beside the project."""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path

import pytest

from briefing.ingest import Gathered, Place, Told, gather, infer_dates, infer_publishers, read_document
from briefing.model import Article, Given

SHARED = Path(__file__).parents[2].parent / "shared"
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared documents are not beside the project")


def gathered(story: str) -> Gathered:
    folder = SHARED / "stories" / story / "articles"
    return gather(story, [folder], Given(), folder)


@pytest.fixture(scope="module")
def istanbul() -> dict[str, Article]:
    return {one.path[:3]: one for one in infer_publishers(infer_dates(gathered("istanbul").articles))}


@pytest.mark.parametrize(
    ("name", "day", "basis"),
    [
        ("000", date(2025, 5, 14), "stated"),
        ("001", date(2025, 5, 14), "stated"),
        ("002", date(2025, 5, 15), "inferred"),
        ("003", date(2025, 5, 13), "inferred"),
        ("004", date(2025, 5, 15), "inferred"),
    ],
)
def test_the_days_of_the_real_documents(istanbul: dict[str, Article], name: str, day: date, basis: str) -> None:
    assert (istanbul[name].published.day, istanbul[name].published.basis) == (day, basis)


def test_the_publishers_and_credits_of_the_real_documents(istanbul: dict[str, Article]) -> None:
    times = "The Moscow Times"
    assert [istanbul[f"00{n}"].publisher.value for n in range(5)] == [times, times, times, times, None]
    assert [istanbul[f"00{n}"].publisher.basis for n in range(4)] == ["stated", "address", "inferred", "stated"]
    assert [istanbul[f"00{n}"].credits for n in range(5)] == [("Reuters",), ("Reuters",), ("AFP", "Reuters"), (), ()]


def test_the_address_inside_another_s_text_is_not_its_own(istanbul: dict[str, Article]) -> None:
    assert istanbul["001"].url.basis == "stated"
    assert istanbul["002"].url.value is None
    inner = [block for block in istanbul["002"].blocks if istanbul["002"].text[block.start :].startswith("https://")]
    assert [block.kind for block in inner] == ["furniture"]


def test_first_sentences_begin_where_they_begin(istanbul: dict[str, Article]) -> None:
    first = next(block for block in istanbul["000"].blocks if block.kind == "paragraph")
    assert istanbul["000"].text[first.start :].startswith("President ")


def test_titles_that_the_reports_of_the_convention_repeat_are_furniture() -> None:
    found = gathered("convention")
    assert (len(found.articles), found.problems) == (31, ())
    assert all(one.blocks[0].kind == "furniture" for one in found.articles)
    assert all(one.published.basis == "given" and one.publisher.value for one in found.articles)


def test_every_page_gives_text_and_a_title() -> None:
    folder = SHARED / "data" / "extraction" / "html"
    if not folder.is_dir():
        pytest.skip("the pages are not there")
    for path in sorted(folder.glob("*.gz"))[:12]:
        article = read_document(gzip.decompress(path.read_bytes()), Told(), Place(path=path.name))
        assert article.title.value
        assert len(article.text) > 200
