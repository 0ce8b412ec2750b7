"""Who gets an issue, when, and how often; what is told; what a person decides."""

from __future__ import annotations

import base64
import shutil
import ssl
import tomllib
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from typing import TYPE_CHECKING

import pytest
import story
import trustme
from mail_server import Mailserver
from posting import NOW, READERS, Post, to, way
from program import files_below, start

from briefing import load_config, parse_config
from briefing.compose import past_of
from briefing.config.delivering import MailSettings
from briefing.deliver.alone import alone
from briefing.errors import ConfigError, StoreError
from briefing.model import Answer, Delivery, Dispatch
from briefing.run.clearing import Ruling
from briefing.run.delivering import PAUSES, again_of, deliver, due, heard, intend, overdue, send_issue, settled, wanted
from briefing.run.looks import look_of
from briefing.run.ways import Due, Issue, edition_of, mail_packer, readers_of, ways_of
from briefing.store import ledger
from briefing.store.issues import remember
from briefing.store.lock import locked

if TYPE_CHECKING:
    from email.message import EmailMessage
    from pathlib import Path

    from program import Program

    from briefing import Brief
    from briefing.deliver.parcels import Parcel
    from briefing.model import DeliveryState

HERE = way(1)
INES = to(READERS[0])
MAIL = '[deliver.mail]\nfrom = "The desk <desk@post.example>"\nserver = "127.0.0.1:{port}"\nsecurity = "none"\n'


@pytest.fixture
def post(issue: Path, tmp_path: Path, brief: Brief) -> Post:
    shutil.copytree(issue, tmp_path / "out" / story.DATE)
    return Post(tmp_path / "out", brief)


def known(post: Post) -> Post:
    """The same, with an archive that knows of the issue."""
    remember(post.job().store, "lume", past_of([post.brief]))
    return post


def on_file(state: DeliveryState, edition: str = "e1", turn: int = 0, tries: int = 1) -> Delivery:
    return Delivery(Dispatch("lume", story.DATE, edition, INES, turn), state, NOW, NOW, tries)


def changed(brief: Brief) -> Brief:
    """The brief without its first item."""
    first, *others = brief.sections
    return replace(brief, sections=(replace(first, items=first.items[1:]), *others))


# --- planned


@pytest.mark.parametrize(
    ("had", "turns"),
    [
        ((), [0]),
        ((on_file("intended"),), [0]),
        ((on_file("waiting"),), [0]),
        ((on_file("accepted"),), [1]),
        ((on_file("accepted", "e2"),), []),
        ((on_file("refused"),), []),
        ((on_file("doubtful"),), []),
        ((on_file("accepted"), on_file("waiting", "e3", 1)), [1]),
        ((on_file("accepted"), on_file("accepted", "e3", 1)), [2]),
        ((on_file("accepted"), on_file("doubtful", "e3", 1)), []),
    ],
)
def test_an_edition_goes_to_those_who_can_have_it(had: tuple[Delivery, ...], turns: list[int], brief: Brief) -> None:
    only = replace(HERE, recipients=(INES,))
    assert [one.turn for one in wanted(brief, "e2", only, had)] == turns
    assert all(not one.turn for one in wanted(brief, "e2", replace(only, corrections=False), had) if not had[1:])


def test_a_run_keeps_the_pauses_and_a_person_does_not() -> None:
    waits = replace(on_file("waiting"), next_try=NOW + timedelta(hours=1))
    assert due(HERE, [waits], NOW) == ()
    assert due(HERE, [waits], NOW + timedelta(hours=1)) == (Due(waits.dispatch),)
    assert due(HERE, [waits], NOW, asked=True) == (Due(waits.dispatch),)


def test_a_pause_that_a_clock_wrote_that_was_ahead_is_over() -> None:
    waits = replace(on_file("waiting"), next_try=NOW + PAUSES[-1] + timedelta(seconds=1))
    assert due(HERE, [waits], NOW) == (Due(waits.dispatch),)


def test_pauses_grow_and_end() -> None:
    later = Answer(INES, "waiting", "450 later")
    pauses = [settled(HERE, later, on_file("waiting", tries=tries), NOW).next_try for tries in range(6)]
    assert [one - NOW for one in pauses if one] == [*PAUSES, PAUSES[-1], PAUSES[-1]]
    over = settled(HERE, later, on_file("waiting"), NOW + timedelta(hours=48))
    assert (over.state, over.next_try) == ("refused", None)


def test_what_is_owed_to_nobody_who_is_configured_is_not_lost_in_silence() -> None:
    gone = replace(on_file("waiting"), dispatch=Dispatch("lume", story.DATE, "e1", to("gone@post.example")))
    (found,) = overdue([HERE], [gone, on_file("waiting"), on_file("accepted")], NOW)
    assert (found.dispatch, found.state) == (gone.dispatch, "refused")
    assert "no longer among the recipients" in found.detail


def test_again_is_for_what_was_refused_or_is_in_doubt_and_for_those_who_are_named() -> None:
    only = replace(HERE, recipients=(INES,))
    states: tuple[DeliveryState, ...] = ("intended", "waiting", "accepted", "refused", "doubtful")
    assert [bool(again_of([only], [on_file(one)], named=False)) for one in states] == [False, False, False, True, True]
    assert [bool(again_of([only], [on_file(one)], named=True)) for one in states] == [False, False, True, True, True]


def test_an_edition_is_what_a_reader_would_notice(brief: Brief) -> None:
    mere = replace(
        brief,
        made_at="2031-03-13T09:00:00+00:00",
        made_by="briefing 9",
        inputs="sha256:0",
        sections=brief.sections[::-1],
    )
    assert edition_of(mere) == edition_of(brief)
    assert edition_of(changed(brief)) != edition_of(brief)
    other = tuple(replace(one, publisher="The Other") for one in brief.articles)
    assert edition_of(replace(brief, articles=other)) != edition_of(brief)


def test_an_issue_is_not_read_while_another_program_writes_it(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefing.run.delivering.alone", lambda folder: alone(folder, 0))
    with alone(post.out / story.DATE):
        told = post.run(HERE)
    assert [line.rpartition("; ")[2] for line in told.lines] == ["do it again when that is done"]
    assert {one.state for one in ledger.deliveries(post.job().store, "lume")} == {"intended"}


def test_other_capitals_make_no_other_recipient(brief: Brief) -> None:
    shouted = replace(HERE, recipients=(to(READERS[0].upper()),))
    assert wanted(brief, "e1", shouted, [on_file("accepted")]) == ()
    assert due(shouted, [on_file("waiting")], NOW) == (Due(on_file("waiting").dispatch),)
    assert overdue([shouted], [on_file("waiting")], NOW) == ()


# --- mails


def mails(brief: Brief, dues: list[Due] | None = None, **values: object) -> tuple[Parcel, ...]:
    mail = MailSettings(**{"from_": "The desk <desk@post.example>", "server": "x", **values})  # type: ignore[arg-type]
    issue = Issue(brief, edition_of(brief), {}, look_of(parse_config({"topics": [{"title": "x"}]})))
    everybody = [Due(Dispatch(brief.id, brief.date, "e", to(box.address))) for box in readers_of(mail).all]
    return mail_packer(mail)(issue, everybody if dues is None else dues)


def read(parcel: Parcel) -> EmailMessage:
    return message_from_bytes(parcel.mail, policy=policy.default)


def test_a_mail_names_to_and_cc_and_nobody_else(brief: Brief) -> None:
    (parcel,) = mails(
        brief,
        to=("Ines Talbot <ines@post.example>",),
        cc=('"Feld, Anton" <anton@post.example>', "INES@post.example"),
        bcc=("quiet.reader@post.example",),
        book=("Мара <mara@post.example>", "quiet.reader@post.example"),
        reply_to="editor@post.example",
    )
    addresses = [one.address for one in parcel.recipients]
    assert addresses == ["ines@post.example", "anton@post.example", "quiet.reader@post.example", "mara@post.example"]
    mail = read(parcel)
    assert (mail["To"], mail["Cc"]) == ("Ines Talbot <ines@post.example>", '"Feld, Anton" <anton@post.example>')
    assert mail["Reply-To"] == "editor@post.example"
    assert b"quiet.reader" not in parcel.mail
    assert b"mara@" not in parcel.mail


def test_a_mail_to_hidden_readers_alone_says_so(brief: Brief) -> None:
    (parcel,) = mails(brief, bcc=("quiet.reader@post.example",))
    assert b"\r\nTo: undisclosed-recipients:;\r\n" in parcel.mail


def test_each_gets_a_mail_that_names_nobody_else(brief: Brief) -> None:
    parcels = mails(brief, to=("ines@post.example",), bcc=("Anton <anton@post.example>",), each=True)
    assert [read(one)["To"] for one in parcels] == ["ines@post.example", "Anton <anton@post.example>"]
    assert len({one.message_id for one in parcels}) == 1


def test_an_address_in_other_letters_gets_a_mail_apart_whose_head_is_ascii(brief: Brief) -> None:
    parcels = mails(brief, to=("ines@post.example", "мара@пошта.example"))
    assert [[one.address for one in parcel.recipients] for parcel in parcels] == [
        ["ines@post.example"],
        ["мара@xn--80a1acn3a.example"],
    ]
    assert all(read(one)["To"] == "ines@post.example" for one in parcels)


def test_a_list_has_its_fields_and_can_be_left_by_one_click(brief: Brief) -> None:
    leave = ("https://post.example/leave?x=1", "mailto:leave@post.example")
    (parcel,) = mails(brief, to=("ines@post.example",), list_id="Küste <coast.post.example>", list_unsubscribe=leave)
    mail = read(parcel)
    assert str(mail["List-Id"]).endswith("<coast.post.example>")
    assert mail["List-Unsubscribe"] == "<https://post.example/leave?x=1>, <mailto:leave@post.example>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    (parcel,) = mails(brief, to=("ines@post.example",), list_unsubscribe=leave[1:])
    assert read(parcel)["List-Unsubscribe-Post"] is None


def test_the_message_id_is_of_the_sender_s_domain_and_the_same_whenever_it_is_made(brief: Brief) -> None:
    (one,) = mails(brief, to=("ines@post.example",))
    (other,) = mails(changed(brief), to=("anton@post.example",))
    assert one.message_id == other.message_id
    assert one.message_id.endswith("@post.example>")


def test_titles_and_names_put_nothing_into_the_head(brief: Brief) -> None:
    hostile = replace(brief, title="Talks\r\nBcc: everybody@post.example\r\n\r\n<b>")
    (parcel,) = mails(hostile, to=("Ines, Bcc: x <ines@post.example>",), list_id="A\tB: c <coast.post.example>")
    mail = read(parcel)
    assert mail["Bcc"] is None
    assert "everybody@post.example" not in mail.get_all("To", [])


def test_what_corrects_an_issue_is_a_reply_that_says_so_on_top(brief: Brief) -> None:
    first, second = (
        replace(on_file("accepted", turn=turn), message_id=f"<{turn}@post.example>", at=NOW + timedelta(hours=turn))
        for turn in (0, 1)
    )
    dues = [Due(Dispatch(brief.id, brief.date, "e3", INES, 2), (first, second))]
    (parcel,) = mails(brief, dues, to=(READERS[0],))
    (issue,) = mails(brief, to=(READERS[0],))
    mail = read(parcel)
    assert parcel.corrects
    assert parcel.message_id != issue.message_id
    assert mail["In-Reply-To"] == "<1@post.example>"
    assert mail["References"] == "<0@post.example> <1@post.example>"
    assert mail["Subject"] == f"Corrected: {read(issue)['Subject']}"
    words = "This replaces the issue that was sent on 13 March 2031, 08:00."
    for kind in ("plain", "html"):
        part = mail.get_body((kind,))
        assert part is not None
        assert words in part.get_content()
    plain = mail.get_body(("plain",))
    assert plain is not None
    assert plain.get_content().startswith(words)


# --- runs


def test_each_gets_the_issue_once_however_often_it_is_run(post: Post) -> None:
    with Mailserver() as server:
        for hours in (0, 1, 30):
            assert post.later(hours).run(way(server.port)).lines == ()
        assert post.send(way(server.port)).served == 0
        assert [server.mails_to(address) for address in READERS] == [1, 1, 1]


def test_a_changed_issue_goes_again_only_to_those_who_had_the_other(post: Post) -> None:
    with Mailserver(answers={READERS[1]: "450 later", READERS[2]: "550 no"}) as server:
        post.run(way(server.port))
        server.answers = {}
        other = Post(post.out, changed(post.brief), NOW + timedelta(hours=1))
        rewrite(other)
        other.run(way(server.port))
        assert [server.mails_to(address) for address in READERS] == [2, 1, 0]
        rewrite(other)
        assert other.later(1).run(way(server.port)).served == 0
    turns = {one.dispatch.recipient.address: one.dispatch.turn for one in other.on_file()}
    assert turns == dict(zip(READERS, (1, 0, 0), strict=True))


def test_a_correction_that_was_taken_back_is_not_sent(post: Post) -> None:
    with Mailserver() as server:
        out = way(server.port)
        post.run(out)
        other = Post(post.out, changed(post.brief), NOW + timedelta(hours=1))
        rewrite(other)
        server.faults, server.times = {"mail": "450 later"}, 1
        other.run(out)
        assert sum(one.state == "waiting" for one in other.on_file()) == 3
        rewrite(post)
        post.later(2).run(out)
        assert [server.mails_to(address) for address in READERS] == [1, 1, 1]
        assert set(post.states().values()) == {"accepted"}


def rewrite(post: Post) -> None:
    """Write the issue anew, as publishing does."""
    from briefing import render  # noqa: PLC0415
    from briefing.run.publishing import FILES  # noqa: PLC0415

    (post.out / story.DATE / FILES["json"]).write_text(render(post.brief, "json"), encoding="utf-8")


def test_no_more_than_the_cap_are_served_in_a_run_and_the_rest_with_the_next(post: Post) -> None:
    with Mailserver() as server:
        out = replace(way(server.port), most=2)
        done = post.run(out)
        assert done.served == 2
        assert done.lines == (
            f"{story.DATE}: 1 of 3 recipients are left to the next run: mail serves at most 2 in one",
        )
        post.later(1).run(out)
        assert [server.mails_to(address) for address in READERS] == [1, 1, 1]


def test_what_was_owed_of_an_earlier_day_goes_with_the_next_run(post: Post) -> None:
    job = post.job(way(1))
    ledger.intend(job.store, [Dispatch("lume", story.DATE, "e", INES)], NOW)
    with Mailserver() as server:
        later = replace(post.job(way(server.port)), now=NOW + timedelta(hours=24))
        assert deliver(later, "2031-03-14").lines == ()
        assert server.mails_to(READERS[0]) == 1
        assert server.mails_to(READERS[1]) == 0


def test_an_issue_that_is_owed_and_not_there_is_told(post: Post) -> None:
    shutil.rmtree(post.out / story.DATE)
    done = post.run(way(1))
    assert "there is no such file" in done.lines[0]
    assert set(post.states().values()) == {"intended"}


def test_an_issue_that_was_tampered_with_is_not_sent(post: Post) -> None:
    path = post.out / story.DATE / "brief.json"
    text = path.read_text(encoding="utf-8")
    said = post.brief.sections[0].items[0].sentences[0].text
    path.write_text(text.replace(said, said[::-1][:5] + said[5:]), encoding="utf-8")
    with Mailserver() as server:
        done = post.send(way(server.port))
        assert not server.taken
    assert "not found in their sources" in done.lines[0]


def test_a_gate_that_holds_an_issue_keeps_it_here(post: Post) -> None:
    with Mailserver() as server:
        job = replace(post.job(way(server.port)), ask=lambda _: Ruling("waits for approval"))
        done = post.deliver(job)
        assert not server.taken
    assert done.lines == (f"{story.DATE}: not sent: waits for approval",)
    assert set(post.states().values()) == {"intended"}


def test_nothing_is_sent_that_cannot_be_written_down(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise StoreError("briefing.sqlite", "there is no room left")

    with Mailserver() as server:
        with monkeypatch.context() as patched:
            patched.setattr(ledger, "begin", full)
            done = post.run(way(server.port))
        assert isinstance(done.problem, StoreError)
        assert not server.taken
        with monkeypatch.context() as patched:
            patched.setattr(ledger, "settle", full)
            post.run(way(server.port))
        assert len(server.taken) == 1
        assert set(post.states().values()) == {"doubtful"}
        done = post.later().run(way(server.port))
        assert len(server.taken) == 1
    assert all(address in done.lines[0] for address in READERS)


# --- a person


def test_what_is_in_doubt_goes_again_only_when_a_person_says_so(post: Post) -> None:
    with Mailserver(faults={"dot": "drop"}) as server:
        out = way(server.port)
        first = post.run(out)
        assert "in doubt and not sent again by itself" in first.lines[0]
        assert post.later().run(out).lines == ()
        asked = post.send(out)
        assert asked.served == 0
        assert "in doubt and not sent again by itself" in asked.lines[0]
        assert post.send(out, to=[READERS[0].upper()], again=True).served == 1
        assert post.states() == dict(zip(READERS, ("accepted", "doubtful", "doubtful"), strict=True))
        assert post.send(out, again=True).served == 2
        assert [server.mails_to(address) for address in READERS] == [2, 2, 2]


def test_an_unknown_recipient_is_no_recipient(post: Post) -> None:
    with pytest.raises(ConfigError, match="none of the recipients"):
        send_issue(post.job(way(1)), story.DATE, ["nobody@post.example"])


def test_a_run_at_work_keeps_a_person_from_sending_twice(post: Post) -> None:
    with locked(post.out / "briefing.sqlite.lock") as got:
        assert got
        assert send_issue(post.job(way(1)), story.DATE) is None


def test_the_command_sends_what_is_owed_and_tells_what_waits(run: Program, post: Post, tmp_path: Path) -> None:
    config = tmp_path / "briefing.toml"
    with Mailserver(answers={"b@post.example": "450 4.2.1 later"}) as server:
        config.write_text(story.CONFIG + MAIL.format(port=server.port) + 'to = ["a@post.example", "b@post.example"]\n')
        options = ("--config", config, "--out", known(post).out)
        first = run("send", story.DATE, *options)
        assert (first.code, first.out) == (3, f"{story.DATE}: tried to send to 2\n")
        assert first.err == (
            f"{story.DATE}: mail to b@post.example waits, and is tried again by the next run or"
            f" `briefing send {story.DATE}`: 450 4.2.1 later\n"
        )
        server.answers = {}
        second = run("send", story.DATE, *options)
        assert (second.code, second.err) == (0, "")
        third = run("send", story.DATE, *options)
        assert (third.code, third.out) == (0, f"{story.DATE}: nothing was owed\n")
        ids = {message_from_bytes(mail)["Message-ID"] for _, mail in server.taken}
        run("send", story.DATE, "--again", "--to", "a@post.example", *options)
        ids |= {message_from_bytes(mail)["Message-ID"] for _, mail in server.taken}
        assert len(ids) == 1
        assert server.mails_to("a@post.example") == 2
    assert run("send", "2031-01-01", *options).code == 1
    assert run("send", story.DATE, "--config", tmp_path / "none.toml").code == 2


def test_who_was_not_heard_tells_again(post: Post) -> None:
    with Mailserver(faults={"dot": "drop"}) as server:
        job = post.job(way(server.port))
        assert intend(job, post.brief) is None
        first = deliver(job, story.DATE)
        assert deliver(job, story.DATE).lines == first.lines != ()
        heard(first)
        assert deliver(job, story.DATE).lines == ()


# --- the morning


def test_a_morning_ends_with_the_mail_and_the_next_one_sends_nothing_again(run: Program, tmp_path: Path) -> None:
    with Mailserver() as server:
        config = story.write(tmp_path, config=f"{story.CONFIG}{MAIL.format(port=server.port)}to = ['a@post.example']\n")
        options = ("--config", config, "--out", tmp_path / "out", "--now", "2031-03-13T07:00:00+00:00")
        assert run("run", *options, "--dry-run").code == 0
        assert server.seen == []
        for _ in range(2):
            done = run("run", *options)
            assert (done.code, done.err) == (0, "")
            assert server.mails_to("a@post.example") == 1
        mail = server.taken[0][1].replace(b"\r\n..", b"\r\n.") + b"\r\n"
        assert mail == (tmp_path / "out" / story.DATE / "brief.eml").read_bytes()


def test_a_report_that_comes_later_makes_a_correction(run: Program, tmp_path: Path) -> None:
    with Mailserver() as server:
        text = f"{story.CONFIG}{MAIL.format(port=server.port)}to = ['a@post.example']\n"
        config = story.write(tmp_path, story.REPORTS[1:], text)
        options = ("--config", config, "--out", tmp_path / "out", "--date", story.DATE, "--now")
        run("run", *options, "2031-03-13T07:00:00+00:00")
        story.write(tmp_path, config=text.replace('id = "truce"', 'id = "peace"'))
        run("run", *options, "2031-03-13T09:00:00+00:00")
        first, second = (message_from_bytes(mail) for _, mail in server.taken)
    assert second["In-Reply-To"] == first["Message-ID"]
    assert second["Message-ID"] != first["Message-ID"]


def test_what_waits_goes_with_the_next_call_of_the_hour_though_the_issue_is_made(run: Program, tmp_path: Path) -> None:
    with Mailserver(faults={"rcpt": "451 4.7.1 greylisted"}) as server:
        config = story.write(tmp_path, config=f"{story.CONFIG}{MAIL.format(port=server.port)}to = ['a@post.example']\n")
        options = ("--config", config, "--out", tmp_path / "out", "--at", "07:00", "--now")
        first = run("run", *options, "2031-03-13T08:00:00+00:00")
        assert first.code == 3
        assert "greylisted" in first.err
        assert run("run", *options, "2031-03-13T08:05:00+00:00").err == ""
        assert server.taken == []
        assert run("run", *options, "2031-03-13T09:00:00+00:00").code == 0
        assert server.mails_to("a@post.example") == 1


# --- the configuration


def test_a_way_needs_a_server_and_somebody_to_send_to(tmp_path: Path) -> None:
    for extra, count in (("", 1), ('to = ["a@post.example"]', 1), ("#", 0)):
        path = tmp_path / "briefing.toml"
        to_line = "" if extra == "#" else 'bcc = ["x@post.example"]\n'
        path.write_text(story.CONFIG + MAIL.format(port=25) + to_line + extra + "\n")
        assert len(ways_of(load_config(path), tmp_path)) == count


def test_an_address_book_has_an_entry_a_line(tmp_path: Path) -> None:
    (tmp_path / "readers.txt").write_text(
        "\ufeff# the desk\nInes <ines@post.example>\n\n  anton@post.example  \n", "utf-8"
    )
    path = tmp_path / "briefing.toml"
    path.write_text(story.CONFIG + MAIL.format(port=25) + 'book = "readers.txt"\n')
    mail = load_config(path).mail
    assert mail is not None
    assert mail.book == ("Ines <ines@post.example>", "anton@post.example")
    (tmp_path / "readers.txt").write_text("ines@post.example\nanton\n")
    with pytest.raises(ConfigError, match=r"readers.txt: line 2: \"anton\" is no mail address"):
        load_config(path)


@pytest.mark.parametrize(
    ("lines", "key", "words"),
    [
        ('server = "x:0"', "server", "write it as in"),
        ('server = "http://x"', "server", "write it as in"),
        ('server = "x\\r\\nQUIT"', "server", "write it as in"),
        ('server = "x"\nfrom = ""', "from", "say who sends"),
        ('server = "x"\nuser = "u"', "user", "needs a password"),
        ('server = "x"\npassword_env = "P"', "user", "a login needs a name"),
        ('server = "x"\nuser = "u"\npassword_env = "hunter two"', "password_env", "not the name of a variable"),
        ('server = "x"\nuser = "u"\npassword_env = "P"\npassword_file = "f"', "password_file", "keep one"),
        ('server = "x.example"\nuser = "u"\npassword_env = "P"\nsecurity = "none"', "security", "readable by all"),
        ('security = "ssl"', "security", "is not one of"),
        ('hello = "a b"\nserver = "x"', "hello", "name of a machine"),
        ("most = 0", "most", "at least 1"),
        ("timeout = 0.1", "timeout", "at least 1"),
        ('give_up = "soon"', "give_up", "write for example"),
        ('list_id = "a list"', "list_id", "write it as in"),
        ('list_id = "x\\r\\nBcc: y <a.b>"', "list_id", "write it as in"),
        ('list_unsubscribe = ["http://x"]', "list_unsubscribe[1]", "does not begin"),
        ('list_unsubscribe = ["https://x>\\r\\nBcc: y"]', "list_unsubscribe[1]", "does not begin"),
        ('reply_to = "a@b.example, c@d.example"', "reply_to", "more than one"),
        ('book = "nowhere.txt"', "book", "cannot be read"),
        ('to = ["ines@post.example", ""]', "to[2]", "is no mail address"),
        ('from = "мара@post.example"', "from", "cannot stand before the @"),
    ],
)
def test_a_wrong_value_is_told_with_key_and_remedy(lines: str, key: str, words: str) -> None:
    base = {} if "from" in lines else {"from": "desk@post.example"}
    table = {**base, **tomllib.loads(lines)}
    with pytest.raises(ConfigError) as told:
        parse_config({"topics": [{"title": "x"}], "deliver": {"mail": table}})
    assert told.value.key == f"deliver.mail.{key}"
    assert words in told.value.problem
    assert "hunter" not in str(told.value)


def test_a_login_without_encryption_is_for_this_machine_only() -> None:
    table = {"from": "a@b.example", "server": "localhost:25", "security": "none", "user": "u", "password_env": "P"}
    settings = parse_config({"topics": [{"title": "x"}], "deliver": {"mail": table}})
    assert settings.mail is not None
    assert (settings.mail.host, settings.mail.port) == ("localhost", 25)


def test_the_port_is_that_of_the_security_where_none_is_written() -> None:
    found = [MailSettings(server="x.example", security=one).port for one in ("starttls", "tls", "none")]
    assert found == [587, 465, 25]
    assert (MailSettings(server="[::1]:2525").host, MailSettings(server="[::1]:2525").port) == ("::1", 2525)


# --- secrets


@pytest.mark.slow
def test_no_output_file_or_ledger_ever_holds_the_password(post: Post, tmp_path: Path) -> None:
    """The program in a process of its own, with a right and a wrong password, in a variable and in a file."""
    authority, secret = trustme.CA(), "Lümé-9/+pass"
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    (tmp_path / "secret").write_text(secret, encoding="utf-8")
    (tmp_path / "secret").chmod(0o600)
    env = {"LUME_PASSWORD": secret, "SSL_CERT_FILE": str(tmp_path / "ca.pem")}
    told, post = "", known(post)
    for right, place in (("another", 'env = "LUME_PASSWORD"'), (secret, 'file = "secret"')):
        with Mailserver(context, password=right) as server:
            table = f'from = "desk@post.example"\nto = ["a@post.example"]\nserver = "127.0.0.1:{server.port}"\n'
            config = tmp_path / "briefing.toml"
            config.write_text(f'{story.CONFIG}[deliver.mail]\n{table}user = "desk"\npassword_{place}\n')
            done = start("send", story.DATE, "--config", config, "--out", post.out, env=env)
            told += done.out + done.err
    assert "refused the login of desk: 535 5.7.8 no" in told
    assert server.mails_to("a@post.example") == 1
    (tmp_path / "secret").unlink()
    packed = base64.b64encode(f"\0desk\0{secret}".encode())
    for name, data in {**files_below(tmp_path), "output": told.encode()}.items():
        assert secret.encode() not in data, name
        assert packed not in data, name
