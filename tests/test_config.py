from __future__ import annotations

import tomllib
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from briefing.config import METHODS, BriefSettings, load_config, parse_config, with_method
from briefing.errors import ConfigError
from briefing.model import Side, Topic
from briefing.summarise import METHODS as METHODS_THAT_CHOOSE

if TYPE_CHECKING:
    from pathlib import Path

TOPIC = '[[topics]]\ntitle = "Truce"\n'


def parsed(text: str, file: str = "briefing.toml") -> Any:
    return parse_config(tomllib.loads(text), file)


@pytest.mark.parametrize(
    ("text", "key", "value", "remedy"),
    [
        ("[breif]\n" + TOPIC, "breif", "", 'did you mean "brief"?'),
        ("[brief]\ntitel = 1\n" + TOPIC, "brief.titel", "", 'did you mean "title"?'),
        ("[brief]\nqqq = 1\n" + TOPIC, "brief.qqq", "", "known are: id, title, timezone"),
        ("[brief]\ntitle = 7\n" + TOPIC, "brief.title", "7", 'write it in quotation marks, "..."'),
        ("brief = 3\n" + TOPIC, "brief", "3", "write [brief] and its keys below"),
        ('[brief]\nid = "US role"\n' + TOPIC, "brief.id", '"US role"', "use a-z, 0-9, - and _"),
        ('[brief]\nwindow = "soon"\n' + TOPIC, "brief.window", '"soon"', 'write for example "36h"'),
        ('[brief]\nwindow = "0h"\n' + TOPIC, "brief.window", '"0h"', 'write for example "36h"'),
        ('[brief]\nwindow = "99999999w"\n' + TOPIC, "brief.window", '"99999999w"', 'write for example "36h"'),
        ('[brief]\nwindow = "9999w"\n' + TOPIC, "brief.window", '"9999w"', 'write for example "36h"'),
        ("[brief]\nwindow = 36\n" + TOPIC, "brief.window", "36", 'write for example "36h"'),
        ('[brief]\ntimezone = "Europe/Istambul"\n' + TOPIC, "brief.timezone", "Istambul", '"Europe/Istanbul"'),
        ('[brief]\ntimezone = "/etc"\n' + TOPIC, "brief.timezone", '"/etc"', 'write for example "Europe/Lisbon"'),
        ('[brief]\nmethod = "lexrank"\n' + TOPIC, "brief.method", '"lexrank"', 'did you mean "lex-rank"?'),
        ("[brief]\ntimeline = -1\n" + TOPIC, "brief.timeline", "-1", "write 0 for no timeline"),
        ("[topics]\na = 1\n", "topics", "", "write [[topics]], in double brackets"),
        ("topics = [3]\n", "topics[1]", "3", "is not a table"),
        ('[[topics]]\nabout = "Truce"\n', "topics[1].title", "", "is missing"),
        (TOPIC + "terms = 'truce'\n", "topics[1].terms", '"truce"', 'write ["...", "..."]'),
        (TOPIC + "terms = ['truce', 3]\n", "topics[1].terms", "3", 'write ["...", "..."]'),
        (TOPIC + "terms = ['truce', '/(/']\n", "topics[1].terms[2]", "/(/", "is not a pattern"),
        (TOPIC + "terms = ['/(x+x+)+y/']\n", "topics[1].terms[1]", "(x+x+)+y", "without repeats inside repeats"),
        (TOPIC + "terms = ['+']\n", "topics[1].terms[1]", '"+"', "write a word"),
        (TOPIC + "without = ['-trade']\n", "topics[1].without[1]", '"-trade"', "write the words alone"),
        (TOPIC + "terms = ['+trade']\nwithout = ['trade']\n", "topics[1].terms[1]", '"+trade"', "take one of them out"),
        (
            TOPIC + "terms = ['@ardenai']\n[[sides]]\nid = 'ardenia'\n",
            "topics[1].terms[1]",
            '"@ardenai"',
            'did you mean "@ardenia"?',
        ),
        (TOPIC + "sentences = '6'\n", "topics[1].sentences", '"6"', "is not a whole number"),
        (TOPIC + "sentences = true\n", "topics[1].sentences", "True", "is not a whole number"),
        (TOPIC + "sentences = 0\n", "topics[1].sentences", "0", "at least 1"),
        (TOPIC + "by_side = 1\n", "topics[1].by_side", "1", "true or false"),
        (TOPIC + "reach = 'everything'\n", "topics[1].reach", '"everything"', "'all', 'window'"),
        (TOPIC + "id = 'Truce!'\n", "topics[1].id", '"Truce!"', "use a-z, 0-9, - and _"),
        (TOPIC + "id = 4\n", "topics[1].id", "4", "write it in quotation marks"),
        (TOPIC + "wihtout = []\n", "topics[1].wihtout", "", 'did you mean "without"?'),
        (TOPIC + TOPIC, "topics[2].id", '"truce"', "already taken by another of the topics"),
        (
            TOPIC + "[[sides]]\nid='a'\n[[sides]]\nid='a'\n",
            "sides[2].id",
            '"a"',
            "already taken by another of the sides",
        ),
        (TOPIC + "[[sides]]\nnames=['Ardenia']\n", "sides[1].title", "", "is missing"),
        (TOPIC + "[[sources]]\nname='Wire'\n", "sources[1]", "none", "exactly one of files, feed, page, opml"),
        (TOPIC + "[[sources]]\nfiles='a'\nfeed='b'\n", "sources[1]", "files and feed", "needs exactly one of"),
        (TOPIC + "[[sources]]\nflies='a'\n", "sources[1].flies", "", 'did you mean "files"?'),
        (TOPIC + "[deliver.mail]\nto='desk'\n", "deliver.mail.to", '"desk"', 'write ["...", "..."]'),
        (TOPIC + "[deliver.mail]\npassword='x'\n", "deliver.mail.password", "", "by password_env, password_file"),
        (TOPIC + "[deliver.mail]\nfrom='desk'\n", "deliver.mail.from", '"desk"', "write it as in desk@example.org"),
        (
            TOPIC + "[deliver.mail]\nto=['a@b.c', 'a@b.c, d@e.f']\n",
            "deliver.mail.to[2]",
            '"a@b.c, d@e.f"',
            "of its own",
        ),
        (TOPIC + '[deliver.mail]\nto=["a@b.c>\\r\\nBcc: <d@e.f"]\n', "deliver.mail.to[1]", "Bcc", "a line's end"),
        (TOPIC + "[deliver.post]\n", "deliver.post", "", "known are: mail"),
        ("[brief]\naddress = 'briefs/{date}'\n" + TOPIC, "brief.address", "briefs", 'for example "https://example.org'),
        ("[brief]\naddress = 'https://a.b/{day}'\n" + TOPIC, "brief.address", "{day}", "{date}/brief.html"),
        ("", "topics", "there is none", "at least one [[topics]] with a title"),
    ],
)
def test_a_mistake_is_told_with_file_key_value_and_what_would_be_right(
    text: str, key: str, value: str, remedy: str
) -> None:
    with pytest.raises(ConfigError) as told:
        parsed(text, "desk.toml")
    assert (told.value.where, told.value.key) == ("desk.toml", key)
    assert str(told.value).startswith(f"desk.toml: {key}: ")
    assert value in told.value.problem
    assert remedy in told.value.problem
    assert "\n" not in str(told.value)


def test_a_long_wrong_value_is_cut_in_the_message() -> None:
    with pytest.raises(ConfigError) as told:
        parsed(f"[brief]\nwindow = '{'x' * 500}'\n{TOPIC}")
    assert len(str(told.value)) < 250


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"[brief\n", "is not TOML: "),
        (b"[brief]\nid = 'a'\nid = 'b'\n", "is not TOML: "),
        (b"[brief]\ntitle = 'caf\xe9'\n", "is not UTF-8 text (byte 20)"),
    ],
)
def test_a_file_that_is_no_toml_is_named(tmp_path: Path, content: bytes, problem: str) -> None:
    path = tmp_path / "briefing.toml"
    path.write_bytes(content)
    with pytest.raises(ConfigError) as told:
        load_config(path)
    assert str(told.value).startswith(f"{path}: {problem}")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"none\.toml: there is no such file"):
        load_config(tmp_path / "none.toml")


def test_a_folder_in_place_of_the_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=f"{tmp_path}: cannot be read: Is a directory"):
        load_config(tmp_path)


def test_a_file_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / "briefing.toml"
    path.write_text(TOPIC, encoding="utf-8-sig")
    assert load_config(path).topics[0].title == "Truce"


def test_a_topic_with_nothing_but_a_title_is_enough() -> None:
    settings = parsed('[[topics]]\ntitle = "Who sits at the table?"\n')
    assert settings.topics == (Topic(id="who-sits-at-the-table", title="Who sits at the table?"),)
    assert settings.brief == BriefSettings(id="brief", title="Brief", timezone="UTC", language="en", window=None)
    assert (settings.sources, settings.sides, settings.mail) == ((), (), None)


def test_topics_whose_titles_give_no_id_are_numbered() -> None:
    settings = parsed("".join(f'[[topics]]\ntitle = "停战 {"и" * n}"\n' for n in range(12)))
    assert [topic.id for topic in settings.topics] == [f"topics-{n}" for n in range(1, 13)]


def test_a_topic_with_only_an_id_has_it_for_a_title() -> None:
    assert parsed('[[topics]]\nid = "us-role"\n').topics[0].title == "us-role"


def test_a_side_goes_by_its_title_where_no_names_are_given() -> None:
    assert parsed(TOPIC + "[[sides]]\ntitle = 'Ardenia'\n").sides == (Side("ardenia", "Ardenia", ("Ardenia",)),)


def test_a_source_goes_by_its_place_where_it_has_no_name() -> None:
    assert parsed(TOPIC + "[[sources]]\nfiles = 'a/*'\n").sources[0].name == "a/*"


SOURCE = TOPIC + "[[sources]]\n"
OPENS = "hb77lanternquay"


@pytest.mark.parametrize(
    ("text", "key", "remedy"),
    [
        ("feed='https://a.b/{secret}/f'\n", "sources[1]", "by secret_env or secret_file"),
        ("feed='https://a.b/f'\nsecret_env='LUME'\n", "sources[1].secret_env", "write {secret} where"),
        ("files='a'\nsecret_file='x'\n", "sources[1].secret_file", "write {secret} where"),
        ("feed='https://{secret}.b/f'\nsecret_env='LUME'\n", "sources[1]", "in the name of its server"),
        ("feed='https://a.b/{secret}'\nsecret_env='A'\nsecret_file='b'\n", "sources[1].secret_file", "keep one"),
        (f"feed='https://a.b/{{secret}}'\nsecret_env='{OPENS}-x'\n", "sources[1].secret_env", "and not the secret"),
        (f"feed='https://a.b/{{secret}}'\nsecret_env=['{OPENS}']\n", "sources[1].secret_env", "quotation marks"),
        (f"feed=['https://a.b/?token={OPENS}', 'https://a.b/fd11{OPENS}9q/x']\n", "sources[1].feed", "quotation marks"),
        (f"feed='https://me:{OPENS}@a.b/'\nlanguage='https://a.b/?key={OPENS}'\n", "sources[1].language", "its code"),
        (f"feed='a'\n'https://a.b/{OPENS}' = 1\n", 'sources[1]."..."', "no such key"),
        (f"feed='a'\n{OPENS} = 1\n", 'sources[1]."..."', "no such key"),
        (f"feed='a'\n[deliver.mail]\npassword_env=['{OPENS}']\n", "deliver.mail.password_env", "quotation marks"),
        (f"feed='a'\n[deliver.mail]\nserver='me:{OPENS}@smtp'\n", "deliver.mail.server", "is not a server"),
        (f"feed='a'\n[deliver.command]\nrun='post --token={OPENS}'\n", "deliver.command.run", "a list of texts"),
        (f"feed='a'\n[deliver.webhook]\naddress=['https://a.b/{OPENS}']\n", "deliver.webhook.address", "quotation"),
    ],
)
def test_a_mistake_beside_a_secret_is_told_without_it(text: str, key: str, remedy: str) -> None:
    with pytest.raises(ConfigError) as told:
        parsed(SOURCE + text)
    assert told.value.key == key
    assert remedy in told.value.problem
    assert OPENS not in str(told.value)


def test_a_source_goes_by_its_address_without_what_opens_it() -> None:
    (source,) = parsed(SOURCE + "feed = 'https://a.b/{secret}/f?token=abc&page=2'\nsecret_env = 'LUME'\n").sources
    assert source.name == "https://a.b/***/f?page=2"
    assert source.key == (source.name, "https://a.b/{secret}/f?token={secret1}&page=2")


@pytest.mark.parametrize(
    ("text", "length"),
    [("36h", timedelta(hours=36)), ("3d", timedelta(days=3)), (" 2 w ", timedelta(weeks=2))],
)
def test_a_window_is_told_in_hours_days_or_weeks(text: str, length: timedelta) -> None:
    assert parsed(f"[brief]\nwindow = '{text}'\n{TOPIC}").brief.window == length


def test_the_mail_settings_are_read_and_hold_no_password() -> None:
    mail = parsed(TOPIC + "[deliver.mail]\nfrom = 'a@b.example'\nto = ['c@d.example']\npassword_env = 'SECRET'\n").mail
    assert (mail.from_, mail.to, mail.password_env) == ("a@b.example", ("c@d.example",), "SECRET")


def test_the_address_of_a_page_may_hold_date_and_id() -> None:
    address = "https://example.org/{id}/{date}/brief.html"
    assert parsed(f"[brief]\naddress = '{address}'\n{TOPIC}").brief.address == address


def test_paths_count_from_the_folder_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "briefing.toml").write_text(f"[brief]\ntemplates = 'own'\n{TOPIC}", encoding="utf-8")
    (tmp_path / "own").mkdir()
    monkeypatch.chdir("/")
    settings = load_config(tmp_path / "briefing.toml")
    assert (settings.folder, settings.templates) == (tmp_path, tmp_path / "own")


def test_a_folder_of_templates_that_is_not_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "briefing.toml").write_text(f"[brief]\ntemplates = 'own'\n{TOPIC}", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"brief\.templates: .*own\" is not a folder"):
        load_config(tmp_path / "briefing.toml")


def test_a_date_of_a_source_that_is_none_is_refused_where_it_stands() -> None:
    with pytest.raises(ConfigError, match=r"sources\[1\]\.published: \"14 May\" is not a date"):
        parsed(TOPIC + "[[sources]]\nfiles = 'a/*'\npublished = '14 May'\n")


def test_another_method_can_be_asked_for() -> None:
    assert with_method(parsed(TOPIC), "luhn").brief.method == "luhn"
    with pytest.raises(ConfigError, match='--method: "coverge" is not a method; did you mean "coverage"'):
        with_method(parsed(TOPIC), "coverge")


def test_the_methods_that_may_be_configured_are_those_that_there_are() -> None:
    assert METHODS == METHODS_THAT_CHOOSE


def test_two_sources_of_one_name_are_refused() -> None:
    with pytest.raises(ConfigError, match=r'sources\[2\]\.name: "Gazette" is another source already'):
        parsed(TOPIC + "[[sources]]\nname = 'Gazette'\nfiles = 'a'\n[[sources]]\nname = 'Gazette'\nfiles = 'b'\n")
