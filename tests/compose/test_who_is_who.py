from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from counting import calls_of
from texts import report

from briefing.compose import Frame, compose, verify
from briefing.model import Chosen, Considered, Pick, Reading, Selection, Sentence, Side, Topic, Verdict

if TYPE_CHECKING:
    from briefing.model import Article, Brief, Person

FRAME = Frame(
    id="lume",
    title="Porto Lume talks",
    date=date(2031, 3, 13),
    timezone="Europe/Lisbon",
    language="en",
    made_at=datetime(2031, 3, 13, 6, 30, tzinfo=UTC),
    made_by="briefing test",
    inputs="sha256:0",
    sides=(
        Side("bryland", "Bryland", ("Bryland", "Talbot")),
        Side("ardenia", "Ardenia", ("Ardenia", "Ardenian", "Feld")),
    ),
)
TOPIC = Topic(id="truce", title="Truce")
SHOWN = "Jonas Feld met Ines Talbot, Odo Renn and Mira Castell on the quay."


def composed(
    *articles: Article, shown: int = 0, frame: Frame = FRAME, considered: tuple[Considered, ...] = ()
) -> Brief:
    """Return the brief that shows the sentence `shown` of the first report, and reads the others."""
    return compose(selected(*articles, shown=shown, considered=considered), frame)


def selected(*articles: Article, shown: int = 0, considered: tuple[Considered, ...] = ()) -> Selection:
    readings = tuple(
        Reading(one, tuple(Sentence(one, start, end, n, n) for n, (start, end) in enumerate(one.spans or ())))
        for one in articles
    )
    pick = Pick("truce", readings[0].sentences[shown], 0.5)
    return Selection(
        (Chosen(TOPIC, (pick,), 8),), readings, {}, {one.key: "" for one in articles}, considered=considered
    )


def person(brief: Brief, name: str) -> Person | None:
    return next((one for one in brief.people if one.name == name), None)


def roles(brief: Brief, name: str) -> list[str]:
    found = person(brief, name)
    return [role.text for role in found.roles] if found else []


def said(brief: Brief, name: str) -> list[str]:
    found = person(brief, name)
    return [saying.sentence.text for saying in found.said] if found else []


def test_people_stand_with_the_offices_that_reports_give_them_former_ones_last() -> None:
    brief = composed(
        report(SHOWN),
        report("Harbour Minister Odo Renn slept.", published="2031-03-10"),
        report("Odo Renn, a former mayor of Velmar, slept.", published="2031-03-11"),
        report("Bryland’s Harbour Minister Odo Renn woke.", published="2031-03-09"),
    )
    assert roles(brief, "Odo Renn") == ["Bryland’s Harbour Minister", "former mayor of Velmar"]


def test_an_office_is_a_span_of_its_report_and_its_report_counts_as_quoted() -> None:
    folded = replace(
        report("Harbour  \n Minister\n Odo Renn slept."),
        spans=((0, 34),),
        text="Harbour  \n Minister\n Odo Renn slept.",
    )
    articles = (report(SHOWN), folded, report("Nobody slept."))
    brief = composed(*articles)
    (role,) = (person(brief, "Odo Renn") or brief.people[0]).roles
    assert role.text == "Harbour Minister"
    assert folded.text[role.start : role.end] == "Harbour  \n Minister"
    assert [source.quoted for source in brief.articles] == [True, True, False]
    assert verify(brief, articles) == ()


def test_who_has_neither_office_nor_saying_or_is_not_shown_is_not_listed() -> None:
    brief = composed(report(SHOWN), report("President Paulo Vance slept."))
    assert brief.people == ()


def test_they_are_listed_by_side_and_then_as_they_come_up() -> None:
    brief = composed(
        report(SHOWN),
        report("Judge Mira Castell, Ardenian President Jonas Feld, Mayor Odo Renn and Premier Ines Talbot slept."),
    )
    assert [(one.name, one.side) for one in brief.people] == [
        ("Ines Talbot", "bryland"),
        ("Jonas Feld", "ardenia"),
        ("Odo Renn", None),
        ("Mira Castell", None),
    ]


def test_an_office_tells_the_side_and_a_former_one_does_not() -> None:
    brief = composed(
        report(SHOWN), report("Ardenian Harbour Minister Odo Renn and former Ardenian President Mira Castell slept.")
    )
    assert [(one.name, one.side) for one in brief.people] == [("Odo Renn", "ardenia"), ("Mira Castell", None)]


def test_offices_of_two_sides_are_of_none() -> None:
    brief = composed(
        report(SHOWN),
        report("Ardenian Harbour Minister Odo Renn slept."),
        report("Bryland’s chief negotiator Odo Renn slept."),
    )
    assert [one.side for one in brief.people] == [None]


def test_an_office_of_an_earlier_year_is_not_told_as_if_it_were_held_now() -> None:
    brief = composed(report(SHOWN), report("In 2019 Harbour Minister Odo Renn closed the port."))
    assert brief.people == ()


def test_what_somebody_said_is_shown_and_what_an_item_shows_is_only_pointed_to() -> None:
    brief = composed(
        report(
            "Premier Ines Talbot said that Bryland would open the port to all grain ships.",
            "Talbot warned that no inspector from Velmar may set foot on the mole.",
        )
    )
    (talbot,) = brief.people
    assert [saying.item for saying in talbot.said] == ["truce-1", None]
    assert said(brief, "Ines Talbot")[1].startswith("Talbot warned")


def test_he_is_who_alone_spoke_right_before() -> None:
    words = "“No inspector from Velmar may set foot on the mole,” he added."
    brief = composed(report("Premier Odo Renn said that Bryland would open the port to all.", words))
    assert said(brief, "Odo Renn")[1:] == [words]


def test_he_is_nobody_where_another_was_named_or_the_sex_is_wrong() -> None:
    words = "“No inspector from Velmar may set foot on the mole,” he added."
    named = composed(report("Premier Odo Renn said that Jonas Feld would open the port to all.", words))
    female = composed(report("Premier Mary Renn said that Bryland would open the port to all.", words))
    assert words not in said(named, "Odo Renn") + said(named, "Jonas Feld")
    assert words not in said(female, "Mary Renn")


def test_a_surname_that_two_bear_says_nothing() -> None:
    brief = composed(
        report("Premier Odo Renn met Lena Renn."),
        report("Renn said that no inspector from Velmar may set foot on the mole."),
    )
    assert said(brief, "Odo Renn") == said(brief, "Lena Renn") == []


def test_who_is_quoted_about_somebody_is_not_them() -> None:
    brief = composed(
        report("Premier Odo Renn met Judge Mira Castell."),
        report(
            "A spokesman for Odo Renn said that no inspector may set foot on the mole.",
            "Castell’s aide said that no ship may leave the bay without a pilot on board.",
        ),
    )
    assert said(brief, "Odo Renn") == said(brief, "Mira Castell") == []


def test_nothing_is_said_twice_and_no_more_than_a_few_times() -> None:
    brief = composed(
        report("Premier Odo Renn slept."),
        report("Renn said that no inspector from Velmar may set foot on the mole."),
        report("Renn said no inspector from Velmar may set foot on the old mole."),
        report("Renn warned that the grain of Ardenia would rot in the holds this spring."),
        report("Renn insisted that pilots must board every vessel at the outer buoy first."),
    )
    assert len(said(brief, "Odo Renn")) == 2


def test_a_saying_that_cannot_stand_alone_or_is_overtaken_is_left_out() -> None:
    articles = (
        report("Premier Odo Renn slept."),
        report("Renn said that no inspector from Velmar may set foot on the mole."),
    )
    (_, reading) = selected(*articles).readings
    for why, count in (("cannot stand alone: a word", 0), ("overtaken: settled", 0), ("the others add more", 1)):
        considered = (Considered(reading.sentences[0], "", (Verdict("truce", 0.5, 0.5, why),)),)
        assert len(said(composed(*articles, considered=considered), "Odo Renn")) == count


def test_what_an_older_report_announces_is_left_out() -> None:
    old = report("Renn said that he will open the outer harbour to all ships.", published="2031-03-10")
    brief = composed(report("Premier Odo Renn slept."), old)
    assert said(brief, "Odo Renn") == []


def test_an_earlier_version_of_a_report_gives_neither_office_nor_saying() -> None:
    old = report("Mayor Odo Renn said that no inspector from Velmar may set foot on the mole.")
    chosen = selected(report(SHOWN), old)
    brief = compose(replace(chosen, revisions={old.key: chosen.readings[0].article.key}), FRAME)
    assert brief.people == ()


def test_the_settings_can_leave_them_out_and_other_languages_have_none() -> None:
    articles = (report(SHOWN), report("Premier Odo Renn slept."))
    assert composed(*articles).people
    assert composed(*articles, frame=replace(FRAME, people=False)).people == ()
    assert composed(*articles, frame=replace(FRAME, language="de")).people == ()


def test_the_order_of_the_reports_changes_nothing() -> None:
    first = report(SHOWN)
    others = (
        report("Harbour Minister Odo Renn said that no inspector may set foot on the mole.", published="2031-03-10"),
        report("Odo Renn, a judge, said the grain of Ardenia would rot in the holds.", published="2031-03-10"),
        report("Judge Mira Castell slept."),
    )
    told = [
        [
            (one.name, one.side, [role.text for role in one.roles], [saying.sentence.text for saying in one.said])
            for one in brief.people
        ]
        for brief in (composed(first, *others), composed(first, *reversed(others)))
    ]
    assert told[0] == told[1]


def test_an_office_that_was_a_step_to_another_is_not_shown_beside_it() -> None:
    brief = composed(
        report(SHOWN),
        report("Presumptive council nominee Odo Renn slept.", published="2031-03-09"),
        report("Council candidate Odo Renn slept.", published="2031-03-08"),
        report("Council nominee Odo Renn woke.", published="2031-03-11"),
    )
    assert roles(brief, "Odo Renn") == ["Council nominee"]


def test_an_earlier_office_than_the_step_is_not_overtaken_by_what_came_before() -> None:
    brief = composed(
        report(SHOWN),
        report("President-elect Odo Renn slept.", published="2031-03-11"),
        report("President Odo Renn slept.", published="2031-03-09"),
    )
    assert "President-elect" in roles(brief, "Odo Renn")


def test_who_is_former_is_not_shown_as_in_office_by_an_account_of_old_days() -> None:
    former = report("Former president Odo Renn slept.", published="2031-03-11")
    earlier = report("The museum thanked President Odo Renn.", published="2031-03-09")
    later = report("The museum thanked President Odo Renn.", published="2031-03-12")
    assert roles(composed(report(SHOWN), former, earlier), "Odo Renn") == ["Former president"]
    assert roles(composed(report(SHOWN), former, later), "Odo Renn") == []


def test_who_came_back_to_an_office_holds_it_where_most_reports_say_so() -> None:
    back = [report(f"President Odo Renn opened pier {n}.", published="2031-03-12") for n in range(2, 5)]
    brief = composed(report(SHOWN), report("Former president Odo Renn slept.", published="2031-03-01"), *back)
    assert roles(brief, "Odo Renn") == ["President"]


def test_an_office_of_the_year_that_is_told_of_is_not_held_now() -> None:
    brief = composed(report(SHOWN), report("That year Harbour Minister Odo Renn closed the pier."))
    assert roles(brief, "Odo Renn") == []


def test_an_office_that_does_not_say_of_what_and_a_calling_beside_an_office_are_left_out() -> None:
    brief = composed(
        report(SHOWN),
        report("The pier was closed, spokesman Odo Renn said of the harbour."),
        report("Billionaire Mira Castell slept."),
        report("Mayor Mira Castell woke."),
    )
    assert person(brief, "Odo Renn") is None or roles(brief, "Odo Renn") == []
    assert roles(brief, "Mira Castell") == ["Mayor"]


def test_an_office_in_two_words_for_one_side_comes_once() -> None:
    brief = composed(
        report(SHOWN),
        report("Ardenian council nominee Odo Renn slept."),
        report("ARD council nominee Odo Renn slept.", published="2031-03-10"),
        frame=replace(FRAME, sides=(Side("ardenia", "Ardenia", ("Ardenian", "ARD")),)),
    )
    assert len(roles(brief, "Odo Renn")) == 1


FAMILY = "Ann Talbot waited for John Talbot on the quay."


def test_a_surname_of_two_is_his_of_whom_the_report_is_and_who_is_named_last() -> None:
    told = report(
        "John Talbot met the council of Porto Lume.", "Talbot said that the truce of the two harbours would hold."
    )
    others = [report(f"John Talbot opened pier {n}.") for n in range(2, 5)]
    assert len(said(composed(report(FAMILY), told, *others), "John Talbot")) == 1


def test_a_surname_of_two_is_nobodys_where_the_report_or_the_pronoun_may_be_the_others() -> None:
    saying = "Talbot said that the truce of the two harbours would hold."
    both = report("John Talbot came.", "Ann Talbot met the council of Porto Lume.", saying)
    hers = report("John Talbot came.", "Talbot said that she would hold the truce of the two harbours.")
    none = report(saying)
    others = [report(f"John Talbot opened pier {n}.") for n in range(2, 9)]
    for one in (both, hers, none):
        brief = composed(report(FAMILY), one, *others)
        assert said(brief, "John Talbot") == said(brief, "Ann Talbot") == []


def test_the_name_of_a_place_says_nothing_as_a_person() -> None:
    capital = report(
        "Talbot has told Ardenia that the truce of the two harbours is over.", "Rain fell in Talbot on Monday."
    )
    assert said(composed(report("Jonas Feld thought of John Talbot on the quay."), capital), "John Talbot") == []


def test_what_was_said_years_ago_and_what_answers_a_question_is_not_shown_as_said() -> None:
    brief = composed(
        report(SHOWN),
        report("Odo Renn told the council in March 2024 that the piers of the harbour would be closed."),
        report("“No, I meant that the piers of the old harbour would be closed,” Odo Renn replied."),
        report("“I believe he is the founder of the whole harbour and its piers,” Odo Renn said."),
    )
    assert said(brief, "Odo Renn") == []


def test_in_a_story_of_many_reports_a_surname_is_whom_the_report_or_others_name_in_full() -> None:
    saying = "Talbot said that the truce of the two harbours would hold."
    many = [report(f"Jonas Feld opened pier {n}.") for n in range(2, 12)]
    known = [report(SHOWN), report("Premier Ines Talbot slept.", published="2031-03-10")]
    unknown = report("Ines Renn met Jonas Feld on the quay.", "Ines Talbot was there as well.")
    assert len(said(composed(*known, report(saying), *many), "Ines Talbot")) == 1
    assert said(composed(unknown, report(saying), *many), "Ines Talbot") == []


def offices(many: int) -> Selection:
    """So many offices that reports give one person, each in other words."""
    given = (f"Jonas Feld, the minister of harbour number {n}, met the fishing union {n} times." for n in range(many))
    return selected(report(SHOWN), *(report(text, publisher=f"Paper {n}") for n, text in enumerate(given)))


@pytest.mark.slow
def test_of_twice_as_many_offices_of_one_person_twice_as_much_is_looked_at() -> None:
    few, many = offices(150), offices(300)
    assert calls_of(lambda: compose(many, FRAME)) < 2.4 * calls_of(lambda: compose(few, FRAME))
