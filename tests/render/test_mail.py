"""The mail: read back by a parser that is not ours, cut where it is too long, nothing in its head but what we put."""

from __future__ import annotations

import json
import os
import re
import smtplib
import socket
from dataclasses import replace
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.utils import parsedate_to_datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from aiosmtpd.controller import Controller
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.model import SourceHealth
from briefing.render import mail as mails
from briefing.render.arrange import arrange
from briefing.render.columns import shown as as_text
from briefing.render.forms import render
from briefing.render.mail import LARGE, MOST, Letterhead, Mail, message_id, render_mail
from briefing.render.message import message
from briefing.render.templates import package_templates
from briefing.render.words import frame_for
from briefing.text.mailboxes import mailbox

from .reading import Page, folded, unstyled_mail
from .samples import ARABIC, FULL, HOSTILE, QUIET, hostile, item, shown
from .walking import items_of, sentences_of

if TYPE_CHECKING:
    from email.message import EmailMessage

    from aiosmtpd.smtp import SMTP, Envelope, Session

    from briefing.model import Brief

BRIEFS = {"full": FULL, "quiet": QUIET, "arabic": ARABIC, "hostile": HOSTILE}
HEADERS = Path(__file__).parents[3] / "shared" / "data" / "hostile" / "mail_headers.json"
GOLDEN = Path(__file__).with_name("golden")
DESK = Letterhead("The desk <desk@post.example>", ("reader@post.example",), "https://briefs.example/{date}/brief.html")
PAGE = "https://briefs.example/2025-05-15/brief.html"
OURS = [
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "Content-Language",
    "Auto-Submitted",
    "MIME-Version",
    "Content-Type",
]
ELEMENTS = set("html head meta title style body div table tbody tr td th h1 h2 h3 p span a b br code".split())
ATTRIBUTES = set("lang dir charset name content class style role width align valign href scope".split())
ATTRIBUTES |= set("cellpadding cellspacing border bgcolor".split())


def read(mail: Mail) -> EmailMessage:
    return message_from_bytes(mail.message.encode("ascii"), policy=policy.default)


def part(mail: Mail, kind: str) -> str:
    found = read(mail).get_body((kind,))
    assert found is not None
    return str(found.get_content()).replace("\r\n", "\n")


def words_of(mail: Mail) -> str:
    """Return the words of the HTML part without white space and without what is added in brackets."""
    page = Page(part(mail, "html"), without="added")
    return "".join("".join(element.text.split()) for element in page.named("body"))


def closed_up(text: str) -> str:
    return "".join(text.split())


# --- what it holds


@pytest.mark.parametrize("name", BRIEFS)
def test_it_is_read_back_without_a_defect(name: str) -> None:
    mail = read(render_mail(BRIEFS[name], DESK))
    parts = list(mail.walk())
    assert [one.get_content_type() for one in parts] == ["multipart/alternative", "text/plain", "text/html"]
    assert [one.defects for one in parts] == [[], [], []]
    assert mail.keys() == OURS


@pytest.mark.parametrize("name", BRIEFS)
def test_every_sentence_stands_word_for_word_in_its_html(name: str) -> None:
    brief = BRIEFS[name]
    text = words_of(render_mail(brief, DESK))
    told = sentences_of(arrange(brief, frame_for(brief.language)))
    assert [one.text for one in told if closed_up(one.text) not in text] == []


@pytest.mark.parametrize("name", BRIEFS)
def test_its_plain_part_is_the_whole_plain_text(name: str) -> None:
    assert part(render_mail(BRIEFS[name], DESK), "plain") == render(BRIEFS[name], "text")


def test_each_item_says_whose_it_is_and_leads_to_the_words() -> None:
    page = Page(part(render_mail(FULL, DESK), "html"))
    about = next(one.text for one in page.named("p") if "Coastal Wire" in one.text)
    assert about == "new · The Harbour Post, 14 May · 1 newsroom, also Coastal Wire [4]"
    links = {element.text: element.attributes["href"] for element in page.named("a")}
    assert links["Coastal Wire"].startswith("https://wire.example/a/4#:~:text=Ardenia%20would")


def test_it_has_the_head_the_timeline_the_figures_and_how_to_check() -> None:
    page = Page(part(render_mail(FULL, DESK), "html"))
    assert page.named("h1")[0].text == FULL.title
    assert [one.text for one in page.named("h2") if one.text in {"Timeline", "Figures that differ", "Sources"}]
    assert [one.text for one in page.named("th")] == ["March 2022", "13 May"]
    text = page.named("body")[0].text
    assert "3 new items, 1 updated item since Wednesday's issue" in text
    assert "Wire desk: failed" in text
    assert "briefing verify brief.json" in text


def test_mailboxes_show_the_first_news_beside_the_subject() -> None:
    hidden = Page(part(render_mail(FULL, DESK), "html")).classed("hidden")
    assert [one.text for one in hidden] == [FULL.sections[0].items[0].sentences[0].text]
    counts = Page(part(render_mail(QUIET, DESK), "html")).classed("hidden")
    assert [one.text for one in counts] == ["0 reports · nothing new since Wednesday's issue"]


def test_the_full_issue_is_linked_where_the_configuration_says_where_it_is() -> None:
    assert f'href="{PAGE}"' in part(render_mail(FULL, DESK), "html")
    assert "The full issue" not in part(render_mail(FULL), "html")


def test_another_language_is_marked_and_read_from_its_side() -> None:
    page = Page(part(render_mail(ARABIC, DESK), "html"))
    html = page.named("html")[0].attributes
    assert (html["lang"], html["dir"]) == (frame_for("ar").language, frame_for("ar").direction)


# --- its head


def test_its_head_says_what_it_is() -> None:
    mail = read(render_mail(FULL, DESK))
    assert mail["From"] == "The desk <desk@post.example>"
    assert mail["To"] == "reader@post.example"
    assert mail["Subject"] == "Talks at Porto Lume · Thursday, 15 May 2025 · 3 new items, 1 updated item"
    assert mail["Date"] == "Thu, 15 May 2025 06:30:00 +0100"
    assert mail["Content-Language"] == "en"
    assert mail["Auto-Submitted"] == "auto-generated"


def test_the_date_is_that_of_the_clocks_where_the_brief_is_read() -> None:
    moved = replace(FULL, timezone="Asia/Tokyo")
    date = read(render_mail(moved))["Date"]
    assert date == "Thu, 15 May 2025 14:30:00 +0900"
    assert parsedate_to_datetime(date) == parsedate_to_datetime(read(render_mail(FULL))["Date"])


def test_without_a_configuration_it_is_from_this_machine_and_to_nobody() -> None:
    mail = read(render_mail(FULL))
    assert mail["From"] == f"{FULL.title} <briefing@localhost>"
    assert mail["To"] is None
    assert render(FULL, "mail") == render_mail(FULL).message


def test_one_issue_has_one_message_id_in_the_senders_domain() -> None:
    id_ = render_mail(FULL, DESK).id
    assert id_ == read(render_mail(FULL, DESK))["Message-ID"] == message_id(FULL, mailbox(DESK.sender))
    assert re.fullmatch(r"<lume\.2025-05-15\.[0-9a-f]{16}@post\.example>", id_)
    corrected = replace(FULL, sections=FULL.sections[:1], made_at="2025-05-15T09:00:00+01:00")
    assert message_id(corrected, mailbox(DESK.sender)) == id_


def test_two_issues_and_two_briefs_have_two_message_ids() -> None:
    others = (replace(FULL, date="2025-05-16"), replace(FULL, id="other"), replace(FULL, title="Other talks"))
    assert len({message_id(brief) for brief in (FULL, *others)}) == 4


def test_the_same_brief_gives_the_same_bytes() -> None:
    assert render_mail(FULL, DESK) == render_mail(FULL, DESK)


@pytest.mark.parametrize("name", ["full", "arabic"])
def test_the_sample_gives_the_record_beside_it(name: str) -> None:
    """`RENEW_GOLDEN=1 pytest tests/render` writes the records anew; look at the difference before it is committed."""
    mail = unstyled_mail(render_mail(BRIEFS[name], DESK).message)
    for ending, text in (("eml", mail), ("txt", render(BRIEFS[name], "text"))):
        record = GOLDEN / f"{name}.{ending}"
        if os.environ.get("RENEW_GOLDEN") == "1":
            record.write_bytes(text.encode())
        assert text.encode() == record.read_bytes()


def test_what_no_element_can_say_of_its_style_stands_in_the_head_whole() -> None:
    sheet = (package_templates() / "mail.head.css").read_text(encoding="utf-8")
    rules = [line for line in sheet.split("\n") if line and not re.search("{[{%#]", line)]
    head = part(render_mail(FULL, DESK), "html").split("</head>")[0]
    assert [line for line in head.split("\n") if line in rules] == rules


def test_what_is_written_the_other_way_than_the_frame_has_a_paragraph_of_its_own_direction() -> None:
    page = Page(part(render_mail(replace(FULL, frame="ar"), DESK), "html"))
    words = [one for one in page.named("p") if {"words", "less"} & {*one.classes}]
    assert {one.attributes.get("dir") for one in words if not one.text.startswith(tuple("0123456789"))} == {"ltr"}
    assert not [one for one in page.classed("about") if "dir" in one.attributes]


# --- nothing gets into it


def takes_nothing_in(brief: Brief, letterhead: Letterhead = DESK) -> None:
    """Hold that head and HTML have nothing that is not ours, and that all lines are short and of ASCII."""
    made = render_mail(brief, letterhead)
    mail = read(made)
    assert [name for name in OURS if name in {*mail.keys(), "To", "Content-Language"}] == OURS
    assert set(mail.keys()) <= set(OURS)
    assert mail.get_all("From", []).__len__() == mail.get_all("Subject", []).__len__() == 1
    assert max(map(len, made.message.split("\r\n"))) <= 998
    assert "\n" not in made.message.replace("\r\n", "")
    page = Page(part(made, "html"))
    assert page.odd == []
    assert {element.name for element in page.elements} <= ELEMENTS
    assert {name for element in page.elements for name in element.attributes} <= ATTRIBUTES
    assert {one.attributes["style"] for one in page.elements if "style" in one.attributes} <= styles()
    assert all(re.match(r"https?:|mailto:", one.attributes["href"], re.IGNORECASE) for one in page.named("a"))


@cache
def styles() -> frozenset[str]:
    """Return every style that the templates give elements."""
    pages = [Page(part(render_mail(brief, DESK), "html")) for brief in (FULL, QUIET, ARABIC, hostile("word"))]
    return frozenset(one.attributes["style"] for page in pages for one in page.elements if "style" in one.attributes)


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.one_of(
        st.text(max_size=60),
        st.sampled_from(
            [
                "a\r\nBcc: x@y.example",
                "</style><script>x</script>",
                "<!--[if mso]><p>",
                '" style="color:red',
                "=?utf-8?q?x?=",
                "--=_",
                "\n.\n",
                "</td></table>",
            ]
        ),
    )
)
def test_any_words_leave_the_head_and_the_markup_as_they_are(words: str) -> None:
    brief = hostile(words)
    takes_nothing_in(replace(brief, id=words, timezone=words, language=words, made_at=words, made_by=words))
    said = folded(words)
    if said:
        assert closed_up(as_text(said)) in closed_up(part(render_mail(brief, DESK), "plain"))


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=300))
def test_any_title_comes_back_from_the_subject(title: str) -> None:
    found = read(render_mail(replace(QUIET, title=title), DESK))["Subject"]
    shown_title = as_text(folded(title))
    assert found == f"{shown_title}{' · ' if shown_title else ''}Thursday, 15 May 2025 · nothing new"


@pytest.mark.slow
@pytest.mark.skipif(not HEADERS.exists(), reason="no hostile headers beside the checkout (../shared/data/hostile)")
def test_hostile_headers_put_nothing_into_the_head() -> None:
    for case in json.loads(HEADERS.read_text(encoding="utf-8")):
        value = case["value"]
        takes_nothing_in(hostile(value) if value.strip() else replace(FULL, title=value))
        for letterhead in (replace(DESK, sender=value), replace(DESK, to=(value,)), replace(DESK, page=value)):
            try:
                takes_nothing_in(FULL, letterhead)
            except ValueError as error:
                assert case["field"] != "page", error  # noqa: PT017 - only a person's address may be refused


def test_an_address_with_a_second_one_or_a_header_in_it_is_refused() -> None:
    for address in (
        "a@b.example, c@d.example",
        "a@b.example>\r\nBcc: <c@d.example",
        "A <a@b.example> <c@d.example>",
        "a",
    ):
        with pytest.raises(ValueError, match=r"address|control character"):
            render_mail(FULL, replace(DESK, to=(address,)))


def test_names_in_any_alphabet_come_back_as_they_are() -> None:
    names = ("Ілсе Марров", 'The "other" desk, Lume', "=?utf-8?q?no?=", "編集局", "Ann O'Hara (night)")
    to = tuple(f'"{name.replace(chr(34), chr(92) + chr(34))}" <a{n}@b.example>' for n, name in enumerate(names))
    found = read(render_mail(FULL, replace(DESK, to=to)))["To"].addresses
    assert [address.display_name for address in found] == [name.strip() for name in names]
    assert [address.addr_spec for address in found] == [f"a{n}@b.example" for n in range(len(names))]


def test_a_long_name_is_folded_and_comes_back() -> None:
    name = ("Редакция " * 30).strip()
    head = render_mail(FULL, replace(DESK, sender=f"{name} <a@b.example>")).message.partition("\r\nTo:")[0]
    assert max(map(len, head.split("\r\n"))) <= 78
    assert str(make_header(decode_header(head.removeprefix("From: ")))) == f"{name} <a@b.example>"


def test_a_domain_in_other_letters_is_written_as_mail_has_it() -> None:
    assert "@xn--prt-sna.example>" in render_mail(FULL, replace(DESK, sender="a@pört.example")).id


def test_a_template_of_ones_own_brings_no_style_sheet_from_elsewhere(tmp_path: Path) -> None:
    secret = tmp_path / "secret.css"
    secret.write_text("p { color: red }")
    own = tmp_path / "own"
    own.mkdir()
    link = f'<link rel="stylesheet" href="{secret.as_uri()}"><link rel="stylesheet" href="http://127.0.0.1:9/x.css">'
    (own / "mail.html.jinja").write_text(f"<html><head>{link}</head><body><p>{{{{ issue.title }}}}</p></body></html>")
    html = part(render_mail(FULL, DESK, templates=own), "html")
    assert f"<html><head></head><body><p>{FULL.title}</p>" in html


# --- its size


def large(items: int, sections: int = 4) -> Brief:
    """Return a brief of many items, each with words of its own."""
    told = [
        shown(f"Report {number} of the harbour-master counted {number + 7} ferries at anchor " + "and more " * 9, "a2")
        for number in range(items)
    ]
    return replace(
        FULL,
        sections=tuple(
            replace(
                FULL.sections[1],
                topic=f"t{place}",
                title=f"Topic {place}",
                items=tuple(item(f"t{place}-{n}", one) for n, one in enumerate(told[place::sections])),
            )
            for place in range(sections)
        ),
        people=(),
    )


@pytest.fixture(scope="module")
def cut() -> Mail:
    return render_mail(large(400), DESK)


def test_a_mail_that_is_too_long_is_cut_at_whole_items(cut: Mail) -> None:
    words = words_of(cut)
    issue = arrange(large(400), frame_for("en"))
    there = [closed_up(one.sentences[0].text) in words for one in items_of(issue)]
    begun = [closed_up(one.sentences[0].text)[:20] in words for one in items_of(issue)]
    assert there == begun
    assert there.count(False) == cut.left_out > 0


def test_a_cut_mail_is_as_long_as_may_be(cut: Mail) -> None:
    html = next(one for one in read(cut).walk() if one.get_content_type() == "text/html")
    assert cut.size == len(html.as_bytes(policy=policy.SMTP.clone(refold_source="none"))) <= MOST
    assert len(part(cut, "html").encode()) <= MOST
    assert cut.size > MOST - 2000


def test_all_topics_are_cut_alike(cut: Mail) -> None:
    more = [int(number) for number in re.findall(r">(\d+) more items in the full issue<", part(cut, "html"))]
    assert len(more) == 4
    assert max(more) - min(more) <= 1
    assert sum(more) == cut.left_out


def test_a_mail_is_cut_in_few_tries(monkeypatch: pytest.MonkeyPatch) -> None:
    inlined: list[str] = []

    class Counted:
        def inline(self, html: str) -> str:
            inlined.append(html)
            return html

    monkeypatch.setattr(mails, "_inliner", Counted)
    render_mail(large(400))
    assert len(inlined) <= 7
    inlined.clear()
    render_mail(FULL)
    assert len(inlined) == 1


def test_a_cut_mail_says_so_and_where_the_rest_is(cut: Mail) -> None:
    assert f"Cut to what mail programs show whole: {cut.left_out} more items in the full issue." in part(cut, "html")
    assert part(cut, "html").count(f'href="{PAGE}"') == 5
    assert cut.warning == f"the mail's HTML leaves out {cut.left_out} of its items, to stay under 100 KB"
    without = part(render_mail(large(400)), "html")
    assert "more items in the full issue" in without
    assert "briefs.example" not in without


def test_the_plain_part_of_a_cut_mail_is_whole(cut: Mail) -> None:
    assert part(cut, "plain") == render(large(400), "text")


def test_a_mail_that_is_nearly_too_long_is_told_and_not_cut() -> None:
    mail = render_mail(large(95), DESK)
    assert LARGE < mail.size <= MOST
    assert mail.left_out == 0
    assert mail.warning == f"the mail's HTML has {mail.size // 1000} KB; over 100 KB, items are left out"
    assert render_mail(FULL, DESK).warning == ""


def test_where_one_item_alone_is_too_long_only_the_head_is_left() -> None:
    giant = replace(FULL, timeline=(replace(FULL.timeline[0], sentence=shown("word " * 30_000, "a1")),))
    mail = render_mail(giant, DESK)
    assert mail.size < MOST
    assert mail.left_out == sum(len(section.items) for section in FULL.sections)
    assert closed_up("word " * 30_000) in closed_up(part(mail, "plain"))


def test_letters_beyond_ascii_are_packed_the_shorter_way() -> None:
    text = "переговори " * 1000
    brief = replace(QUIET, sections=(replace(QUIET.sections[0], title=text),))
    assert render_mail(brief).size < MOST
    ways = [one["Content-Transfer-Encoding"] for one in read(render_mail(brief, DESK)).walk()][1:]
    assert ways == ["base64", "base64"]
    assert [one["Content-Transfer-Encoding"] for one in read(render_mail(FULL)).walk()][1:] == ["quoted-printable"] * 2


# --- sent


class Postbox:
    """What a server was given."""

    def __init__(self) -> None:
        self.content: list[bytes] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802, ARG002
        assert isinstance(envelope.content, bytes)
        self.content.append(envelope.content)
        return "250 taken"


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def test_a_server_takes_it_byte_for_byte() -> None:
    brief = replace(FULL, title=".hidden", sections=(replace(FULL.sections[1], title="."), FULL.sections[0]))
    sent = render_mail(brief, DESK).message.encode("ascii")
    assert b"\r\n.hidden" in sent
    postbox = Postbox()
    controller = Controller(postbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        with smtplib.SMTP(controller.hostname, controller.port, timeout=10) as server:
            server.sendmail("desk@post.example", ["reader@post.example"], sent)
    finally:
        controller.stop()
    assert postbox.content == [sent]


@pytest.mark.parametrize("value", ["a\r\nBcc: b@c.example", "a\nb", "a\rb", "a\r\n", "ä", "a\x00", "a\r\n\r\nb"])
def test_what_would_be_more_than_one_field_is_refused(value: str) -> None:
    for field in (("Subject", value), (value, "x")):
        with pytest.raises(ValueError, match="not one field"):
            message([field], "text", "<p>text</p>")


def test_very_many_sources_take_no_item_out_of_the_mail() -> None:
    ill = tuple(SourceHealth(f"Source {number}", "failed", 0, "gone " * 20) for number in range(900))
    well = tuple(SourceHealth(f"Well {number}", "ok", 1) for number in range(100))
    many = replace(FULL, coverage=replace(FULL.coverage, sources=(*well, *ill)))
    made = render_mail(many, DESK)
    assert made.left_out == 0
    assert not made.warning
