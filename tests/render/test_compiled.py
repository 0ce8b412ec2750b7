"""What is compiled of templates is kept between runs, and only what nobody else can have written is run."""

from __future__ import annotations

import os
import sys
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

import jinja2
import pytest
from jinja2 import nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from briefing.render import compiled
from briefing.render.forms import FORMS, render, values_of
from briefing.render.templates import environment_of, forget_templates, package_templates

from .samples import FULL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

OWN_FILTERS = {"address", "yaml", "wrapped", "underlined", "mrkdwn", "fitted"}


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where compiled templates are kept: an empty folder."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "kept"))
    forget_templates()
    yield tmp_path / "kept"
    forget_templates()


@pytest.fixture
def compilings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the templates that are compiled from here on."""
    names: list[str] = []
    compile_one = jinja2.Environment.compile

    def counted(self: jinja2.Environment, source: Any, name: Any = None, filename: Any = None) -> Any:
        names.append(name)
        return compile_one(self, source, name, filename)

    monkeypatch.setattr(jinja2.Environment, "compile", counted)
    return names


def files(place: Path) -> list[Path]:
    """The templates that are kept there; others may keep their modules."""
    return sorted(path for path in place.rglob("*-*.cpython-*.pyc"))


def rendered(own: Path | None = None, forms: Iterable[str] = ("markdown",)) -> list[str]:
    """The brief as the next run would make it."""
    forget_templates()
    return [render(FULL, form, templates=own) for form in forms]


def test_a_template_is_compiled_by_the_first_run_alone(place: Path, compilings: list[str]) -> None:
    first = rendered(forms=FORMS)
    count = len(compilings)
    assert count == len(set(compilings)) == len(files(place))
    assert rendered(forms=FORMS) == first
    assert len(compilings) == count


def test_a_template_of_the_users_is_never_kept_and_the_others_still_are(
    place: Path, compilings: list[str], tmp_path: Path
) -> None:
    rendered()
    before = {path: path.read_bytes() for path in files(place)}
    own = tmp_path / "own"
    own.mkdir()
    (own / "brief.md.jinja").write_text("{{ issue.title }}")
    compilings.clear()
    assert rendered(own)[0] == f"{FULL.title}\n"
    assert compilings == ["brief.md.jinja"]
    assert {path: path.read_bytes() for path in files(place)} == before


def test_what_is_kept_of_another_source_or_by_another_version_is_not_run(place: Path) -> None:
    template = package_templates() / "short.md.jinja"
    key, other = compiled.key_of("3.1.6", "text"), compiled.key_of("3.1.7", "text")
    compiled.keep(template, "markdown", key, compile("1", "x", "exec"))
    assert compiled.kept(template, "markdown", key)
    assert compiled.kept(template, "markdown", other) is None
    assert compiled.kept(template, "html", key) is None
    assert place.is_dir()


@pytest.mark.parametrize("damage", [lambda data: data[:-1], lambda data: data[:40], lambda _: b""])
def test_what_is_damaged_is_made_anew(place: Path, compilings: list[str], damage: Any) -> None:
    first = rendered()
    whole = {path: path.read_bytes() for path in files(place)}
    for path, data in whole.items():
        path.write_bytes(damage(data))
    compilings.clear()
    assert rendered() == first
    assert len(compilings) == len(whole)
    assert {path: path.read_bytes() for path in files(place)} == whole


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="files have no such owners here")
@pytest.mark.parametrize("mode", [0o664, 0o646, 0o666])
def test_what_others_may_have_written_is_not_run(place: Path, compilings: list[str], mode: int) -> None:
    rendered()
    for path in files(place):
        path.chmod(mode)
    count = len(compilings)
    rendered()
    assert len(compilings) == 2 * count


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")
def test_what_another_user_has_written_is_not_run(place: Path, compilings: list[str]) -> None:
    rendered()
    for path in files(place):
        os.chown(path, 65534, -1)
    count = len(compilings)
    rendered()
    assert len(compilings) == 2 * count


def test_where_nothing_can_be_kept_the_brief_is_made_all_the_same(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = rendered()
    (tmp_path / "a file").touch()
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "a file"))
    assert rendered() == first
    assert files(place)


def test_nothing_is_kept_where_python_is_told_to_keep_nothing(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    rendered()
    assert files(place) == []


def test_no_filter_of_the_programs_is_used_when_a_template_is_compiled() -> None:
    """What it makes of a constant would be kept with the template, and stay when the filter changes."""
    environment = environment_of("html", None)
    found = [
        (path.name, one.lineno, one.name)
        for path in sorted(package_templates().iterdir())
        if path.is_file()
        for one in environment.parse(path.read_text()).find_all(nodes.Filter)
        if one.name in OWN_FILTERS and isinstance(one.node, nodes.Const | nodes.TemplateData)
    ]
    assert not found


def test_the_sandbox_gives_of_every_value_what_jinjas_own_gives() -> None:
    """Fields of records are read without asking it: that must make no difference, whatever a template asks for."""
    ours, jinjas = environment_of("html", None), ImmutableSandboxedEnvironment(undefined=jinja2.StrictUndefined)
    seen: dict[type, object] = {}
    _walk([values_of(FULL), render, [1], {1}, map(str, ())], seen)
    assert len(seen) > 30
    for one in seen.values():
        for name in (*dir(one), "__class__", "no_such_name"):
            for way in ("getattr", "getitem"):
                told, expected = getattr(ours, way)(one, name), getattr(jinjas, way)(one, name)
                assert type(told) is type(expected), (one, name)
                assert isinstance(told, jinja2.Undefined) or callable(told) or told == expected


def _walk(value: object, seen: dict[type, object]) -> None:
    """Find a value of each type that templates can come to."""
    seen.setdefault(type(value), value)
    if is_dataclass(value):
        for field in fields(value):
            _walk(getattr(value, field.name), seen)
    elif isinstance(value, dict):
        _walk(list(value.values()), seen)
    elif isinstance(value, list | tuple):
        for one in value:
            _walk(one, seen)
