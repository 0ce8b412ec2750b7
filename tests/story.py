"""An invented running story: Ardenia and Bryland are to talk in Porto Lume on Thursday, 13 March 2031.

A dozen reports of four invented publishers, small but awkward: two versions of one report, an agency text and its copy,
one that is overtaken, one without publisher and date, one of the day after, one that has nothing to do with it.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.model import Article

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

DATE = "2031-03-13"


@dataclass(frozen=True)
class Report:
    """A report, as a file and its sidecar hold it; what stands as "" is not known of it."""

    name: str
    publisher: str
    published: str
    title: str
    text: str

    @property
    def article(self) -> Article:
        return Article.from_text(
            self.text, title=self.title, publisher=self.publisher, published=self.published or None
        )

    def write(self, folder: Path) -> Path:
        path = folder / f"{self.name}.txt"
        path.write_text(self.text, encoding="utf-8")
        known = {"publisher": self.publisher, "published": self.published, "title": self.title}
        sidecar = "".join(f'{key} = "{value}"\n' for key, value in known.items() if value)
        if sidecar:
            path.with_suffix(".toml").write_text(sidecar, encoding="utf-8")
        return path


NAMED = """\
Ardenia will send its ambassador Jonas Feld, and not President Tamsin Orrell, to the talks in Porto Lume on Thursday, \
her office announced.
Feld led the Ardenian delegation in the failed round of 2028, when the two countries came close to an agreement.
President Orrell will stay in Velmar and follow the negotiations from there, said her spokeswoman, Mira Castell.
The Ardenian delegation also includes General Anton Brill, the head of the coast guard, and two fisheries lawyers.
"""

FELD = Report("01-feld-named", "Lume Gazette", "2031-03-12T09:00:00+00:00", "Ardenia names Feld", NAMED)
FELD_UPDATED = Report(
    "02-feld-named-updated",
    "Lume Gazette",
    "2031-03-12T17:30:00+00:00",
    "Ardenia names Feld, without Orrell",
    NAMED + "Castell later confirmed that the foreign minister, Ilse Marrow, would not travel to Porto Lume either.\n",
)
WIRE = Report(
    "03-wire-talbot",
    "Coastal Wire",
    "2031-03-12",
    "Talbot to lead for Bryland",
    """\
Bryland named the judge Ines Talbot on Wednesday as its chief negotiator for the talks with Ardenia in Porto Lume.
Talbot, 61, wrote the fisheries treaty of 2019 and is trusted by both governments, diplomats in Kestrel Bay said.
Premier Odo Marchetti told parliament that he would join the delegation only if an agreement was ready to be signed.
The deputy minister for ports, Lena Voss, and the admiral Karl Ostrow will sit beside Talbot at the table.
""",
)
COPY = Report(
    "04-copy-talbot",
    "Kestrel Times",
    DATE,
    "A judge goes to Porto Lume",
    """\
Bryland named the judge Ines Talbot on Wednesday as its chief negotiator for the talks with Ardenia in Porto Lume.
Talbot, 61, wrote the fisheries treaty of 2019 and is trusted by both governments, diplomats in Kestrel Bay said.
The deputy minister for ports, Lena Voss, and the admiral Karl Ostrow will sit beside Talbot at the table.
""",
)
POSITIONS = Report(
    "05-positions",
    "Northern Courier",
    "2031-03-11",
    "What each side wants",
    """\
Ardenia demands a truce of thirty days on the Sill Bank before it discusses any new line between the fishing grounds.
Bryland refuses a truce without inspections and insists that every trawler be counted first.
“We will not sign a blank page,” Premier Odo Marchetti told reporters in Kestrel Bay on Tuesday.
Ardenian officials rejected the inspections as a pretext, and they offered to share satellite pictures instead.
Both countries say that they want the blockade of the grain port to end before the summer.
""",
)
HARBOUR = Report(
    "06-harbour",
    "Lume Gazette",
    DATE,
    "Ships wait off Porto Lume",
    """\
Forty-one grain ships lay at anchor off Porto Lume on Thursday morning, eleven more than a week ago, the harbour \
master said.
The blockade of the northern channel has cost the port 3.2 million crowns a day since January, according to its owner.
Insurers have doubled the premium for a passage through the Sill Bank, and two shipping lines have stopped sailing.
""",
)
OPEN = Report(
    "07-open",
    "Northern Courier",
    "2031-03-10",
    "Who will speak for Bryland?",
    """\
Bryland had until now declined to tell if the judge Ines Talbot would be its chief negotiator in Porto Lume.
Diplomats expect a difficult week, because neither government has told its fishermen what it would give up.
""",
)
UNDATED = Report(
    "08-undated",
    "",
    "",
    "",
    """\
The mediator, the Lusanian minister Paulo Renn, has booked the old customs house in Porto Lume for six days.
Renn wants the two delegations to eat together every evening, an idea that failed in 2028.
""",
)
RECIPE = Report(
    "09-recipe",
    "Kestrel Times",
    "2031-03-09",
    "Soup for a cold day",
    """\
Cut the leeks into rings, wash them twice and let them soften in butter for ten minutes.
A spoonful of mustard at the end makes the soup sharper without hiding the taste of the potatoes.
""",
)
BACKGROUND = Report(
    "10-background",
    "Northern Courier",
    "2031-03-01",
    "Why the talks of 2028 failed",
    """\
The talks of 2028 collapsed on their fourth day, after Bryland withdrew a draft that both delegations had initialled.
Ardenia had accepted a joint inspection of trawlers in that draft, according to a copy seen by the Northern Courier.
Jonas Feld and the Brylandish lawyer Oskar Thane led the two delegations then.
""",
)
MEDIATOR = Report(
    "11-mediator",
    "Coastal Wire",
    DATE,
    "Renn opens the talks",
    """\
Paulo Renn opened the talks between Ardenia and Bryland in Porto Lume on Thursday with a call for a truce at sea.
Ines Talbot and Jonas Feld shook hands before the cameras and left without answering questions.
The Lusanian minister said the delegations had agreed to meet again on Friday.
""",
)
LATER = Report(
    "12-later",
    "Lume Gazette",
    "2031-03-14",
    "A truce for thirty days",
    "Ardenia and Bryland agreed on Friday to a truce of thirty days on the Sill Bank, Paulo Renn said.\n",
)

REPORTS = (
    FELD,
    FELD_UPDATED,
    WIRE,
    COPY,
    POSITIONS,
    HARBOUR,
    OPEN,
    UNDATED,
    RECIPE,
    BACKGROUND,
    MEDIATOR,
    LATER,
)

CONFIG = """\
[brief]
id = "lume"
title = "Porto Lume talks"
timezone = "Europe/Lisbon"
window = "72h"

[[sources]]
name = "Saved reports"
files = "articles/*"

[[sides]]
id = "ardenia"
title = "Ardenia"
names = ["Ardenia", "Ardenian", "Velmar", "Orrell", "Feld", "Castell"]

[[sides]]
id = "bryland"
title = "Bryland"
names = ["Bryland", "Brylandish", "Kestrel Bay", "Marchetti", "Talbot"]

[[topics]]
id = "table"
title = "Who sits at the table"
about = "Who leads and sits on each delegation, and who stays away"
terms = ["delegation", "negotiator", "Feld", "Talbot", "lead", "stay", "deputy minister"]
sentences = 5

[[topics]]
id = "truce"
title = "Positions on a truce"
about = "What each side demands, refuses and offers"
terms = ["truce", "demand", "refuse", "reject", "inspections", "offered", "sign"]
sentences = 4
by_side = true

[[topics]]
id = "port"
title = "The blockade of the port"
about = "Ships, grain and what the blockade costs"
terms = ["blockade", "ships", "grain", "port", "insurers"]
sentences = 3
"""


def articles(reports: Iterable[Report] = REPORTS) -> tuple[Article, ...]:
    """The reports as articles."""
    return tuple(report.article for report in reports)


def write(folder: Path, reports: Iterable[Report] = REPORTS, config: str = CONFIG) -> Path:
    """Write the reports and the configuration to a folder, in no order; return the path of the configuration."""
    (folder / "articles").mkdir(parents=True, exist_ok=True)
    mixed = sorted(reports, key=lambda report: report.name)
    random.Random(7).shuffle(mixed)  # noqa: S311 - a fixed disorder
    for report in mixed:
        report.write(folder / "articles")
    path = folder / "briefing.toml"
    path.write_text(config, encoding="utf-8")
    return path
