"""An invented story as briefs: everything that a brief can hold, a quiet day, and a hostile one."""

from __future__ import annotations

from dataclasses import replace

from briefing.model import (
    Brief,
    Claim,
    Context,
    Coverage,
    Earlier,
    Event,
    Figure,
    Item,
    Mark,
    Missed,
    Office,
    Person,
    Place,
    Quiet,
    Reason,
    Role,
    Saying,
    Section,
    Shown,
    SideTitle,
    Source,
    SourceHealth,
)
from briefing.render.data import from_json

from .renew import DAYS, GOLDEN

TRUCE = "Ardenian officials said on Tuesday that they would accept a truce of thirty days."
TRUCE_AGAIN = "Ardenia would accept a truce of 30 days, officials in Porto Lume said on Tuesday."
MINISTER = "The foreign minister, Ilse Marrow, arrived in Porto Lume late on Monday."
CALLED = "She called the offer “a first step, not a last one” & left without taking questions."
FERRIES = "The harbour-master counted 14 ferries at anchor, up from nine last week."
FERRIES_LATER = "Sixteen ferries lay at anchor on Thursday morning, the harbour-master said."
REFUSED = "Bryland's delegation refused to say whether it would return on Friday."
SPOKE = "“We shall be back on Friday with a pen,” she told reporters."
DEAD = "At least 12 people were hurt when the pier gave way in March."
DEAD_TOO = "The pier's collapse in March injured 15."


def source(number: int, **known: object) -> Source:
    """Return a source of which nothing is known but what is given."""
    blank = Source(
        id=f"a{number}",
        title=None,
        publisher=None,
        author=None,
        published=None,
        published_basis="unknown",
        published_detail="",
        url=None,
        source="Saved reports",
        path="",
        sha256=f"{number:064x}",
        origin="",
        credits=(),
        revision_of=None,
        quoted=True,
        known_by={},
        notes=(),
    )
    return replace(blank, **known)  # type: ignore[arg-type]


def shown(text: str, article: str, start: int = 0, *marks: Mark, role: Role = "pick") -> Shown:
    """Return a sentence that begins at `start` of its article."""
    return Shown(text, article, start, start + len(text), role, marks)


def within(sentence: Shown, before: str, after: str) -> Shown:
    """Return a sentence with the words around it."""
    start, end = sentence.start - len(before) - 1, sentence.end + len(after) + 1
    return replace(sentence, context=Context(max(0, start), end, before, after))


def place(text: str, article: str, start: int = 0) -> Place:
    """Return a sentence of another report."""
    return Place(article, start, start + len(text), text)


def mark(sentence: str, words: str, date: str) -> Mark:
    """Return the date that the first such words of the sentence mean."""
    start = sentence.index(words)
    return Mark(words, start, start + len(words), date, ("year", "month", "day")[date.count("-")])


def item(key: str, *sentences: Shown, **more: object) -> Item:
    """Return a new item of one newsroom."""
    blank = Item(key, "new", None, sentences, (), 1, None, ())
    return replace(blank, **more)  # type: ignore[arg-type]


SOURCES = (
    source(
        1,
        title="Ministers meet",
        publisher="The Harbour Post",
        author="Tomas Reed",
        published="2025-05-14",
        published_basis="stated",
        url="https://post.example/2025/05/14/ministers-meet?from=front&part=1#story",
        path="ministers.html",
        origin="harbour-post",
        credits=("Coastal Wire", "The Harbour Post"),
        revision_of="a6",
        known_by={"title": "metadata", "publisher": "stated", "author": "stated"},
    ),
    source(
        2,
        title="Ferries pile up | Lume Ledger",
        publisher="Lume Ledger",
        published="2025-05-13",
        published_basis="metadata",
        url="https://ledger.example/ferries",
        origin="lume-ledger",
        known_by={"title": "metadata", "publisher": "address"},
    ),
    source(
        3,
        published="2025-05-15",
        published_basis="inferred",
        published_detail='from "on Thursday"',
        path="report.txt",
        origin="a3",
    ),
    source(
        4,
        title="Truce of 30 days",
        publisher="Coastal Wire",
        published="2025-05-14",
        published_basis="feed",
        url="https://wire.example/a/4",
        origin="harbour-post",
        known_by={"title": "feed", "publisher": "feed"},
    ),
    source(
        5, title="Undated leaflet", publisher="Friends of the Pier", path="leaflet.pdf", notes=("3 hyphens joined",)
    ),
    source(
        6,
        title="Ministers to meet",
        publisher="The Harbour Post",
        published="2025-05-14",
        published_basis="stated",
        url="https://post.example/2025/05/14/ministers-meet",
        origin="harbour-post",
        quoted=False,
        known_by={"publisher": "given"},
    ),
    source(8, title="Weather at sea", publisher="Lume Ledger", quoted=False, origin="lume-ledger", path="weather.txt"),
)

POSITIONS = Section(
    topic="positions",
    title="Positions of the two sides",
    note=None,
    by_side=True,
    considered=61,
    items=(
        item(
            "positions-1",
            within(
                shown(TRUCE, "a1", 210, mark(TRUCE, "on Tuesday", "2025-05-13")),
                "The envoys sat down at nine.",
                "Bryland has not answered.",
            ),
            side="ardenia",
            also=(place(TRUCE_AGAIN, "a4", 12),),
            origins=1,
            reasons=(Reason("topic", 0.83, "accept, truce"), Reason("position", 0.5)),
        ),
        item(
            "positions-2",
            shown(MINISTER, "a1", 400, mark(MINISTER, "late on Monday", "2025-05-12"), role="lead-in"),
            shown(CALLED, "a1", 401 + len(MINISTER)),
            side="ardenia",
            status="updated",
            earlier=Earlier("2025-05-13", "positions-4", ("stance", "newsrooms"), place(REFUSED, "a5", 600)),
        ),
    ),
)
HARBOUR = Section(
    topic="harbour",
    title="The harbour",
    note=None,
    by_side=False,
    considered=40,
    items=(
        item(
            "harbour-1",
            shown(FERRIES, "a2", 0, mark(FERRIES, "last week", "2025-05")),
            origins=2,
            status="still",
            superseded_by=place(FERRIES_LATER, "a3", 30),
            earlier=Earlier("2025-05-14", "harbour-1", (), None),
        ),
        item("harbour-2", shown(MINISTER, "a1", 400, role="lead-in"), shown(FERRIES_LATER, "a3", 30), origins=2),
        item("harbour-3", shown(DEAD, "a5", 5, role="lead-in"), shown(REFUSED, "a5", 600)),
        item(
            "harbour-4",
            shown(DEAD_TOO, "a2", 90),
            status="still",
            earlier=Earlier("2025-05-12", "harbour-2", (), None),
            short=True,
        ),
    ),
    passed_over=(Missed(place(DEAD_TOO, "a2", 90), 0.41, "says the same as harbour-3"),),
)
SANCTIONS = Section(
    topic="sanctions",
    title="Sanctions",
    note="No new reporting since 9 May (6 reports read).",
    quiet=Quiet("2025-05-09", 6),
    by_side=False,
    considered=0,
    items=(),
)

FULL = Brief(
    schema_version=1,
    id="lume",
    title="Talks at Porto Lume",
    date="2025-05-15",
    timezone="Europe/Lisbon",
    language="en",
    made_at="2025-05-15T06:30:00+01:00",
    made_by="briefing 0.1.0",
    inputs="sha256:" + "0" * 64,
    sides=(SideTitle("ardenia", "Ardenia"), SideTitle("bryland", "Bryland")),
    sections=(POSITIONS, HARBOUR, SANCTIONS),
    people=(
        Person(
            "Ilse Marrow",
            "ardenia",
            (Office("foreign minister", "a1", 404, 420), Office("envoy", "a2", 9, 14)),
            (Saying(shown(TRUCE, "a1", 210), POSITIONS.items[0].id), Saying(shown(SPOKE, "a2", 300))),
        ),
        Person("Old Tam", None, ()),
    ),
    timeline=(
        Event("2022-03", "month", shown(DEAD, "a5", 5)),
        Event("2025-05-13", "day", shown(TRUCE, "a1", 210)),
    ),
    figures=(Figure("people hurt", (Claim("12", shown(DEAD, "a5", 5)), Claim("15", shown(DEAD_TOO, "a2", 90)))),),
    articles=SOURCES,
    coverage=Coverage(
        sources=(
            SourceHealth("Saved reports", "ok", 7),
            SourceHealth("Wire desk", "failed", 0, "timed out", "2025-05-12T06:30:04Z", "2025-05-11", 3, 4.2),
            SourceHealth("Harbour radio", "stale", 0, "nothing since 2 May"),
        ),
        articles=7,
        sentences=143,
        furniture=31,
        duplicates=12,
        later=1,
    ),
    since="2025-05-14",
)

QUIET = replace(
    FULL,
    title="A quiet day",
    sides=(),
    sections=(SANCTIONS,),
    people=(),
    timeline=(),
    figures=(),
    articles=(),
    coverage=Coverage((SourceHealth("Saved reports", "empty", 0),), 0, 0, 0, 0, 0),
)

HOSTILE_WORDS = (
    "<script>alert(1)</script> [click](javascript:alert(2)) ![x](http://x.example/y.png) &lt;b&gt; `code` *a* __b__ "
    "\u202eturned\u202c \u2067left open # not a heading | a | cell | ~~gone~~ <https://a.example> www.b.example "
    + "long" * 60
    + " \\"
)


def hostile(words: str) -> Brief:
    """Return a brief in which every text that comes from outside is `words`."""
    outside = source(
        1,
        title=words,
        publisher=words,
        author=words,
        url=words,
        path=words,
        source=words,
        published="2025-05-14",
        published_basis="inferred",
        published_detail=words,
        credits=(words,),
        notes=(words,),
        origin=words,
    )
    linked = replace(outside, id="a2", url=f"https://h.example/{words}", quoted=False)
    one, two = shown(words, "a1", 0, role="lead-in"), within(shown(words, "a2", 9), words, words)
    return replace(
        FULL,
        title=words,
        sides=(SideTitle("s", words),),
        sections=(
            Section(
                topic=words,
                title=words,
                note=words,
                by_side=True,
                considered=1,
                items=(
                    item(
                        words,
                        one,
                        two,
                        side="s",
                        also=(place(words, "a2"),),
                        status="updated",
                        superseded_by=place(words, "a2"),
                        earlier=Earlier("2025-05-13", words, ("number",), place(words, "a2")),
                        reasons=(Reason(words, 0.5, words),),
                    ),
                ),
            ),
        ),
        people=(Person(words, "s", (Office(words, "a1", 0, 1),), (Saying(one, words), Saying(two))),),
        timeline=(Event("2025", "year", one),),
        figures=(Figure(words, (Claim(words, two),)),),
        articles=(outside, linked),
        coverage=Coverage((SourceHealth(words, "failed", 0, words),), 2, 1, 1, 1, 0),
    )


TRUCE_ARABIC = "قال مسؤولون أردينيون يوم الثلاثاء إنهم سيقبلون هدنة لمدة ثلاثين يوما."
FERRIES_ARABIC = "أحصى مدير الميناء 14 عبّارة راسية، بعد أن كانت تسعا في الأسبوع الماضي."
MIXED_ARABIC = "أعلنت شركة Coastal Wire أن السفينة MV Orrell (بحمولة 3,400 طن) ستصل إلى الميناء يوم الجمعة."
BACK_ARABIC = "«سنعود يوم الجمعة ومعنا قلم»، هكذا قالت للصحفيين."

ARABIC = replace(
    FULL,
    title="محادثات بورتو لومي",
    language="ar",
    sides=(SideTitle("ardenia", "أردينيا"), SideTitle("bryland", "برايلاند")),
    sections=(
        replace(
            POSITIONS,
            title="مواقف الطرفين",
            items=(
                item(
                    "positions-1",
                    within(
                        shown(TRUCE_ARABIC, "a1", 210, mark(TRUCE_ARABIC, "يوم الثلاثاء", "2025-05-13")),
                        FERRIES_ARABIC,
                        MIXED_ARABIC,
                    ),
                    side="ardenia",
                    also=(place(MIXED_ARABIC, "a4", 12),),
                    origins=2,
                    reasons=(Reason("topic", 0.83, "هدنة"),),
                ),
                item("positions-2", shown(BACK_ARABIC, "a1", 400), side="bryland"),
            ),
        ),
        replace(
            HARBOUR,
            title="الميناء",
            items=(
                item("harbour-1", shown(MIXED_ARABIC, "a2", 300, mark(MIXED_ARABIC, "يوم الجمعة", "2025-05-16"))),
                item("harbour-2", shown(FERRIES_ARABIC, "a2", 0), shown(FERRIES_LATER, "a3", 30), origins=2),
            ),
            passed_over=(),
        ),
    ),
    people=(Person("إلسه مارو", "ardenia", (Office("وزيرة الخارجية", "a1", 404, 420),)),),
    timeline=(
        Event("2022-03", "month", shown(BACK_ARABIC, "a1", 400)),
        Event("2025-05-13", "day", shown(TRUCE_ARABIC, "a1", 210)),
        Event("2025-05-16", "day", shown(MIXED_ARABIC, "a2", 300), planned=True),
    ),
    figures=(),
)
"""Written from right to left, with names and a sentence that are not."""

MORNINGS = {day: from_json((GOLDEN / f"{day}.json").read_bytes(), day) for day in DAYS}
"""Three mornings of the example's story; `make golden` makes them anew."""

HOSTILE = hostile(HOSTILE_WORDS)
SAMPLES = {"full": FULL, "quiet": QUIET, "hostile": HOSTILE, "arabic": ARABIC, **MORNINGS}
