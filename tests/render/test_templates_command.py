"""`briefing templates list|copy|check`, and what a template of a user's may and may not do."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import TYPE_CHECKING

import pytest
import story

from briefing.errors import TemplateError
from briefing.render.data import sample, to_json
from briefing.render.forms import render
from briefing.render.templates import package_templates
from briefing.run.templates import list_templates

from .samples import FULL
from .test_forms import GOLDEN, RENEW

if TYPE_CHECKING:
    from pathlib import Path

    from program import Program


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a configuration, its reports, and an empty folder of templates, to work in."""
    monkeypatch.chdir(tmp_path)
    config = story.write(tmp_path)
    config.write_text(config.read_text().replace("[brief]\n", '[brief]\ntemplates = "own"\n', 1))
    (tmp_path / "own").mkdir()
    return tmp_path


# --- list


@pytest.mark.usefixtures("desk")
def test_the_list_names_every_template_and_what_it_makes(run: Program) -> None:
    done = run("templates", "list")
    assert (done.code, done.err) == (0, "")
    lines = {line[8:].split()[0]: line for line in done.out.splitlines()}
    assert lines.keys() == {path.name for path in package_templates().iterdir()}
    assert not [line for line in lines.values() if len(line.split()) < 3]
    assert "yours" not in done.out


def test_the_list_tells_whose_a_template_is_and_what_is_never_used(desk: Path, run: Program) -> None:
    (desk / "own" / "item.md.jinja").write_text("{% include 'helper.jinja' %}")
    (desk / "own" / "helper.jinja").write_text("x")
    (desk / "own" / "sorce.html.jinja").write_text("x")
    (desk / "own" / ".item.md.jinja.swp").write_text("x")
    done = run("templates", "list")
    assert done.code == 3
    assert re.search(r"^yours   item\.md\.jinja ", done.out, re.MULTILINE)
    assert re.search(r"^yours   helper\.jinja$", done.out, re.MULTILINE)
    assert 'sorce.html.jinja: never used; did you mean "source.html.jinja"?' in done.err
    assert ".swp" not in done.out + done.err


def test_without_a_configuration_the_list_is_that_of_the_program(
    tmp_path: Path, run: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("templates", "list").code == 0
    assert run("templates", "list", "--config", "nowhere.toml").code == 2


def test_a_helper_that_only_an_unused_file_names_is_unused(tmp_path: Path) -> None:
    (tmp_path / "odd.jinja").write_text("{% include 'helper.jinja' %}")
    (tmp_path / "helper.jinja").write_text("x")
    whose = {one.name: one.whose for one in list_templates(tmp_path)}
    assert (whose["odd.jinja"], whose["helper.jinja"]) == ("unknown", "unknown")


def test_where_a_name_is_told_only_when_it_runs_nothing_is_called_unused(tmp_path: Path) -> None:
    (tmp_path / "item.md.jinja").write_text("{% include brief.id ~ '.jinja' %}")
    (tmp_path / "lume.jinja").write_text("x")
    assert {one.name: one.whose for one in list_templates(tmp_path)}["lume.jinja"] == "used"


# --- copy


def test_a_copy_is_to_start_from(desk: Path, run: Program) -> None:
    done = run("templates", "copy", "style.css", "item.md.jinja")
    assert (done.code, done.out.splitlines(), done.err) == (0, ["own/style.css", "own/item.md.jinja"], "")
    assert (desk / "own" / "style.css").read_bytes() == (package_templates() / "style.css").read_bytes()


def test_a_copy_elsewhere_says_what_to_configure(tmp_path: Path, run: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("templates", "copy", "style.css")
    assert done.out == "templates/style.css\n"
    assert 'under [brief]: templates = "templates"' in done.err
    assert 'templates = "a/b"' in run("templates", "copy", "style.css", "--to", "a/b").err


def test_nothing_is_overwritten_and_nothing_half_copied(desk: Path, run: Program) -> None:
    (desk / "own" / "style.css").write_text("mine")
    done = run("templates", "copy", "item.md.jinja", "style.css")
    assert done.code == 1
    assert "style.css: is there already, and stays as it is" in done.err
    assert [path.name for path in (desk / "own").iterdir()] == ["style.css"]
    assert (desk / "own" / "style.css").read_text() == "mine"


@pytest.mark.usefixtures("desk")
def test_a_name_that_there_is_not_is_refused_with_the_nearest(run: Program) -> None:
    done = run("templates", "copy", "itme.md.jinja")
    assert done.code == 2
    assert '"itme.md.jinja" is not a template; did you mean "item.md.jinja"?' in done.err


@pytest.mark.parametrize("name", ["../briefing.toml", "/etc/hostname", ".", ""])
@pytest.mark.usefixtures("desk")
def test_only_templates_are_copied(name: str, run: Program) -> None:
    assert run("templates", "copy", name).code == 2


# --- check


def test_templates_that_can_be_rendered_are_well(desk: Path, run: Program) -> None:
    (desk / "own" / "style.css").write_text("body { color: teal }")
    done = run("templates", "check")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("every template can be rendered: ")


def test_every_fault_is_told_with_file_and_line(desk: Path, run: Program) -> None:
    own = desk / "own"
    (own / "item.md.jinja").write_text("- {{ item.sentences[0].text }}\n{{ item.nothing }}\n")
    (own / "source.html.jinja").write_text("<li>\n\n{% if %}")
    (own / "style.css").write_text("body {\n  color: {{ colour }}\n}")
    done = run("templates", "check")
    assert done.code == 2
    assert "item.md.jinja:2: " in done.out
    assert "source.html.jinja:3: Expected an expression" in done.out
    assert "style.css:2: 'colour' is undefined" in done.out
    assert done.err == "3 faults\n"
    (own / "source.html.jinja").unlink()
    (own / "style.css").unlink()
    assert run("templates", "check").err == "1 fault\n"


def test_what_fails_in_an_issue_without_anything_is_found(desk: Path, run: Program) -> None:
    (desk / "own" / "strip.html.jinja").write_text("x")
    (desk / "own" / "brief.txt.jinja").write_text("{{ issue.timeline[0].day.words }}")
    assert "brief.txt.jinja:1: " in run("templates", "check").out


def test_the_newest_issue_is_rendered_too(desk: Path, run: Program, issue: Path) -> None:
    (desk / "out").mkdir()
    issue.rename(desk / "out" / story.DATE)
    (desk / "own" / "item.md.jinja").write_text("{% if brief.date == '" + story.DATE + "' %}{{ nothing }}{% endif %}")
    done = run("templates", "check")
    assert "'nothing' is undefined" in done.out


def test_an_accent_that_cannot_be_read_is_told(desk: Path, run: Program) -> None:
    config = desk / "briefing.toml"
    config.write_text(config.read_text() + '\n[theme]\naccent = "#ffcc00"\n')
    err = run("templates", "check").err
    assert "theme.accent: #ffcc00 is too faint on light grounds (under 4.5:1)" in err
    assert "dark grounds" not in err


def test_the_sample_holds_something_of_everything() -> None:
    record = GOLDEN.parents[2] / "briefing" / "render" / "sample.json"
    if RENEW:
        record.write_text(to_json(FULL), encoding="utf-8")
    held = sample()
    empty = [field.name for field in fields(held) if not getattr(held, field.name)]
    assert set(empty) <= {"frame"}


# --- what a template may not do


@pytest.mark.parametrize(
    "template",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ brief.__class__ }}",
        "{{ brief | attr('__class__') }}",
        "{{ issue['__class__'] }}",
        "{{ t.__call__.__globals__ }}",
        "{{ '{0.__class__}'.format(brief) }}",
        "{{ '%s' | format(brief.__init__.__globals__) }}",
        "{{ ([brief] | map(attribute='__class__') | list)[0] }}",
        "{{ self.__init__.__globals__ }}",
        "{{ cycler.__init__.__globals__.os.environ }}",
        "{{ range.__self__ }}",
        "{{ t.words.update({'sources': 'x'}) }}",
        "{{ open('/etc/hostname').read() }}",
        "{{ environ }}",
        "{{ lipsum(1) }}",
        "{% import 'os' as os %}",
        "{% include '/etc/hostname' %}",
        "{% include '../briefing.toml' %}",
        "{% for n in range(10000000) %}{% endfor %}",
        "{% include 'brief.md.jinja' %}",
        "{{ ('{0.__class__}' | attr('format'))(brief) }}",
        "{{ '{x.__class__}'.format_map({'x': brief}) }}",
        "{{ '%(x)s' % {'x': brief.__class__} }}",
        "{{ self._TemplateReference__context }}",
        "{{ self | attr('_TemplateReference__context') }}",
        "{{ joiner.__init__.__globals__ }}",
        "{% set n = namespace() %}{% set n.__class__ = 1 %}{{ n.__class__ }}",
        "{% macro m() %}{% endmacro %}{{ m._func.__globals__ }}",
        "{% macro m() %}{% endmacro %}{{ m._environment }}",
        "{% for x in [1] %}{{ loop._iterator }}{% endfor %}",
        "{{ ([1] | map('string')).gi_frame }}",
        "{{ brief['__dataclass_fields__'] }}",
        "{{ ([brief] | selectattr('__class__') | list)[0] }}",
        "{{ nothing.__init__ }}",
        "{% trans %}x{% endtrans %}",
        "{% debug %}",
        "{{ 'x' * 2 ** 62 }}",
        "{% block a %}{{ self.a() }}{{ self.a() }}{% endblock %}",
    ],
)
def test_a_template_reaches_nothing_but_what_it_is_given(tmp_path: Path, template: str) -> None:
    (tmp_path / "brief.md.jinja").write_text(template)
    with pytest.raises(TemplateError) as caught:
        render(FULL, "markdown", templates=tmp_path)
    assert caught.value.template.endswith("brief.md.jinja")


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    own = tmp_path / "own"
    own.mkdir()
    (own / "style.css").symlink_to(tmp_path / "secret")
    with pytest.raises(TemplateError, match=r"style\.css: leads out of the folder of templates"):
        render(FULL, "html", templates=own)


def test_a_template_that_is_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "style.css").write_bytes(b"body {}\xff")
    with pytest.raises(TemplateError, match=r"style\.css: is not UTF-8 text \(byte 7\)"):
        render(FULL, "html", templates=tmp_path)


@pytest.mark.parametrize(
    ("files", "name", "line"),
    [
        (
            {
                "item.md.jinja": "\n{% include 'a.jinja' %}",
                "a.jinja": "\n\n{% include 'b.jinja' %}",
                "b.jinja": "{{ x }}",
            },
            "b.jinja",
            1,
        ),
        (
            {
                "item.md.jinja": "{% from 'm.jinja' import f %}\n{{ f(1) }}",
                "m.jinja": "{% macro f(x) %}\n\n{{ x.y.z }}{% endmacro %}",
            },
            "m.jinja",
            3,
        ),
        (
            {"item.md.jinja": "{% extends 'base.jinja' %}", "base.jinja": "\n{% block a %}{{ no }}{% endblock %}"},
            "base.jinja",
            2,
        ),
        ({"style.css": "a {}\n\nb { c: {{ d }} }"}, "style.css", 3),
        ({"item.html.jinja": "{% include 'x.jinja' %}", "x.jinja": "a\n{% endif %}"}, "x.jinja", 2),
        ({"item.html.jinja": "\n{{ item.id | truncate(leeway=none, bad=1) }}"}, "item.html.jinja", 2),
    ],
)
def test_a_fault_is_told_where_it_is_however_it_was_come_by(
    tmp_path: Path, files: dict[str, str], name: str, line: int
) -> None:
    for file, text in files.items():
        (tmp_path / file).write_text(text)
    form = "markdown" if "item.md.jinja" in files else "html"
    with pytest.raises(TemplateError) as caught:
        render(FULL, form, templates=tmp_path)
    assert (caught.value.template, caught.value.line) == (str(tmp_path / name), line)
