from __future__ import annotations

from texts import report

from briefing.compose.order import arranged
from briefing.model import Article, Pick, Sentence


def pick(article: Article, place: int = 0) -> Pick:
    start, end = (article.spans or ())[place]
    return Pick("t", Sentence(article, start, end, place, place), 0.5)


SHIPS = pick(report("Forty grain ships wait off Porto Lume.", published="2031-03-12"))
SHIPS_BEFORE = pick(report("Thirty grain ships wait off Porto Lume.", published="2031-03-10"))
JUDGE = pick(report("A judge will lead Bryland's delegation."))


def test_what_belongs_together_stands_together_in_the_order_of_time() -> None:
    assert arranged([SHIPS, JUDGE, SHIPS_BEFORE], "en") == [SHIPS_BEFORE, SHIPS, JUDGE]


def test_the_block_of_the_best_comes_first() -> None:
    assert arranged([JUDGE, SHIPS, SHIPS_BEFORE], "en") == [JUDGE, SHIPS_BEFORE, SHIPS]


def test_neighbours_in_one_report_keep_its_order() -> None:
    article = report("Feld came by boat.", "Nobody greeted the ambassador.", "Rain fell.")
    first, second = pick(article, 0), pick(article, 1)
    assert arranged([second, JUDGE, first], "en") == [first, second, JUDGE]


def test_what_has_no_date_comes_after_what_has_one() -> None:
    undated = pick(report("Fifty grain ships wait off Porto Lume.", published=None))
    assert arranged([undated, SHIPS], "en") == [SHIPS, undated]


WHO = pick(report("The palace named the presidential aide Anton Feld on Monday.", published="2031-03-12"))
JOINED = pick(report("Joining Feld are two generals.", published="2031-03-11"))


def test_who_is_named_by_a_surname_comes_after_the_item_that_says_who_that_is() -> None:
    assert arranged([JOINED, SHIPS, WHO], "en") == [WHO, JOINED, SHIPS]
    assert arranged([WHO, JOINED], "en") == [WHO, JOINED]


def test_a_name_without_an_office_introduces_nobody() -> None:
    named = pick(report("A car brought Anton Feld to the harbour.", published="2031-03-12"))
    assert arranged([JOINED, named], "en") == [JOINED, named]


def test_who_is_named_in_passing_moves_nothing() -> None:
    passing = pick(report("Two generals and a lawyer from the coast wait for Feld.", published="2031-03-11"))
    assert arranged([passing, WHO], "en") == [passing, WHO]


def test_two_items_that_need_each_other_both_stay() -> None:
    one = pick(report("Feld met foreign minister Ines Talbot in the rain.", published="2031-03-12"))
    two = pick(report("Talbot met the presidential aide Anton Feld in the rain.", published="2031-03-12"))
    assert sorted(p.sentence.text for p in arranged([one, two], "en")) == sorted([one.sentence.text, two.sentence.text])


def test_nothing_is_in_order() -> None:
    assert arranged([], "en") == []
