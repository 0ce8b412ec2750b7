"""What one publication does, in counts: how fast it is on a machine does not matter here."""

from __future__ import annotations

from collections import Counter
from email import message_from_bytes, policy
from typing import TYPE_CHECKING, Any

import jinja2
import pytest

from briefing.deliver import folder as folder_module
from briefing.render import forms
from briefing.render.arrange import arrange
from briefing.render.forms import render
from briefing.render.mail import Letterhead, mails_of, render_mail
from briefing.run import Made, publish
from briefing.run.looks import Look

if TYPE_CHECKING:
    from pathlib import Path

FIXED = {"brief.md.jinja", "brief.html.jinja", "brief.txt.jinja", "mail.html.jinja", "mail.subject.jinja"}


@pytest.fixture
def renderings(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each template is rendered by the program, not by another template."""
    counts: Counter[str] = Counter()
    render_one = jinja2.Template.render

    def counted(self: jinja2.Template, *args: Any, **kwargs: Any) -> str:
        counts[self.name or ""] += 1
        return render_one(self, *args, **kwargs)

    monkeypatch.setattr(jinja2.Template, "render", counted)
    return counts


def test_an_issue_is_arranged_once_and_each_form_rendered_once(
    made: Made, tmp_path: Path, renderings: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    arranged: list[str] = []

    def counted(*args: Any) -> Any:
        arranged.append("")
        return arrange(*args)

    monkeypatch.setattr(forms, "arrange", counted)
    publish(made, tmp_path)
    assert len(arranged) == 1
    assert renderings == dict.fromkeys(FIXED, 1)


def test_with_the_archive_each_page_of_it_is_rendered_once(
    made: Made, tmp_path: Path, renderings: Counter[str]
) -> None:
    publish(made, tmp_path, Look(archive=True))
    pages = Counter(f"site-{path.parent.name}" for path in tmp_path.glob("*/*.html"))
    assert renderings == {
        **dict.fromkeys(FIXED, 1),
        **dict.fromkeys(("site.html.jinja", "site.js", "feed.xml.jinja", "feed-entry.html.jinja"), 1),
        "site-topic.html.jinja": pages["site-topics"],
        "site-day.html.jinja": pages["site-topics"],
        "site-person.html.jinja": pages["site-people"],
    }


def test_each_file_of_an_issue_is_written_once_and_whole(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: dict[str, bytes] = {}
    write = folder_module._write  # noqa: SLF001 - the one place that writes

    def counted(path: Path, data: bytes) -> None:
        assert path.name not in written
        written[path.name] = data
        write(path, data)

    monkeypatch.setattr(folder_module, "_write", counted)
    folder = publish(made, tmp_path).folder
    assert written == {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("archive", [False, True])
def test_the_files_are_what_each_form_is_when_it_is_made_alone(made: Made, tmp_path: Path, *, archive: bool) -> None:
    folder = publish(made, tmp_path, Look(archive=archive)).folder
    context = {"archive": "../index.html" if archive else None}
    for form, name in (("markdown", "brief.md"), ("html", "brief.html"), ("text", "brief.txt"), ("json", "brief.json")):
        assert (folder / name).read_text() == render(made.brief, form, context=context)
    assert (folder / "brief.eml").read_bytes() == render_mail(made.brief).message.encode()


def test_only_the_file_of_a_users_plain_text_knows_the_way_to_the_archive(made: Made, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "brief.txt.jinja").write_text("{{ archive }}")
    folder = publish(made, tmp_path / "out", Look(templates=own, archive=True)).folder
    assert (folder / "brief.txt").read_text() == "../index.html\n"
    mail = message_from_bytes((folder / "brief.eml").read_bytes(), policy=policy.default).get_body(("plain",))
    assert mail
    assert mail.get_content().split() == ["None"]


def test_the_mails_of_an_issue_share_what_they_have_in_common(made: Made, renderings: Counter[str]) -> None:
    values = forms.values_of(made.brief)
    heads = [Letterhead(to=(f"{name}@example.org",)) for name in "abcdef"]
    assert len({mail.message for mail in mails_of(values, heads)}) == len(heads)
    assert renderings == dict.fromkeys(("brief.txt.jinja", "mail.html.jinja", "mail.subject.jinja"), 1)
