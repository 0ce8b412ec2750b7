from __future__ import annotations

from datetime import date

from texts import PADDING, report

from briefing.model import Selection, Topic, WhenOvertaken
from briefing.summarise import Wishes, select

OLD = (
    "President Tamsin Orrell said she would consider attending the talks in Porto Lume if the Brylandish fleet, which "
    "has closed the northern channel to grain ships since January, returned to Kestrel Bay and freed its prisoners."
)
NEW = "President Tamsin Orrell will not attend the talks in Porto Lume, her office said."
TOPIC = Topic(id="who", title="Who attends the talks", terms=("attend", "attending", "talks", "Orrell"), sentences=4)


def selected(policy: WhenOvertaken) -> Selection:
    old = report(OLD, *PADDING[:3], published="2031-03-11")
    new = report(NEW, *PADDING[3:], published="2031-03-12", publisher="Coastal Wire")
    return select([old, new], [TOPIC], Wishes(today=date(2031, 3, 13), overtaken=policy))


def test_an_overtaken_statement_is_left_out_and_what_was_passed_over_names_the_pair_with_both_dates() -> None:
    (chosen,) = selected("drop").topics
    assert [pick.sentence.text for pick in chosen.picks] == [NEW]
    (why,) = [one.why for one in chosen.passed_over if one.sentence.text == OLD]
    assert "2031-03-11" in why
    assert "Coastal Wire, 2031-03-12" in why
    assert NEW in why


def test_where_it_is_to_be_shown_it_stands_with_what_supersedes_it() -> None:
    (chosen,) = selected("show").topics
    later = {pick.sentence.text: pick.superseded_by for pick in chosen.picks}
    assert later.keys() >= {OLD}
    newer = later[OLD]
    assert newer is not None
    assert newer.text == NEW
    assert later.get(NEW) is None


def test_what_is_overtaken_leads_in_no_other_sentence() -> None:
    told = "The ministers of Ardenia and Bryland will meet for talks in Porto Lume on Tuesday."
    leaning = "They will attend the talks with Orrell, who has asked both for maps of the northern channel."
    article = report(told, leaning, *PADDING[:3], published="2031-03-10")

    def shown(today: date) -> list[str]:
        (chosen,) = select([article], [TOPIC], Wishes(today=today)).topics
        return [pick.sentence.text for pick in chosen.picks]

    assert leaning in shown(date(2031, 3, 10))
    assert not {told, leaning} & {*shown(date(2031, 3, 13))}
