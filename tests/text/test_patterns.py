"""Patterns that are compiled when they are first used."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib import import_module
from typing import TYPE_CHECKING

import pytest
from program import ROOT

from briefing.text.patterns import Lazy, lazy

if TYPE_CHECKING:
    from collections.abc import Iterator


def modules() -> list[str]:
    """The modules of the program that have patterns of this kind."""
    paths = sorted((ROOT / "briefing").rglob("*.py"))
    return [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in paths
        if "import lazy" in path.read_text(encoding="utf-8")
    ]


def patterns_of(value: object) -> Iterator[Lazy]:
    if isinstance(value, Lazy):
        yield value
    elif isinstance(value, tuple | list | frozenset):
        for one in value:
            yield from patterns_of(one)
    elif isinstance(value, dict):
        yield from patterns_of(list(value.values()))


def test_it_behaves_as_the_pattern_that_it_stands_for() -> None:
    one, other = lazy(r"(?P<day>\d+) May", re.IGNORECASE), re.compile(r"(?P<day>\d+) May", re.IGNORECASE)
    text = "On 15 may, not 16 May"
    assert [found["day"] for found in one.finditer(text)] == [found["day"] for found in other.finditer(text)]
    assert (one.sub("-", text), one.split(text)) == (other.sub("-", text), other.split(text))
    assert (one.pattern, one.flags, one.groupindex) == (other.pattern, other.flags, other.groupindex)


def test_it_is_compiled_once_and_not_before_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[tuple[str, int]] = []
    one, real = lazy("a+"), re.compile

    def noted(pattern: str, flags: int) -> re.Pattern[str]:
        compiled.append((pattern, flags))
        return real(pattern, flags)

    monkeypatch.setattr(re, "compile", noted)
    assert (one.pattern, compiled) == ("a+", [])
    assert one.search("baa")
    assert one.match("aa")
    assert compiled == [("a+", 0)]


def test_what_no_pattern_has_is_missed_as_ever() -> None:
    with pytest.raises(AttributeError):
        lazy("a").nothing  # type: ignore[attr-defined] # noqa: B018
    assert not hasattr(lazy("a"), "__len__")


@pytest.mark.parametrize("name", modules())
def test_every_pattern_of_the_program_can_be_compiled(name: str) -> None:
    found = [one for value in vars(import_module(name)).values() for one in patterns_of(value)]
    assert all(one.match("") or True for one in found)


MOST = 30


@pytest.mark.parametrize("command", ["--help", "status"])
def test_what_makes_no_brief_compiles_hardly_a_pattern_of_ours(command: str) -> None:
    look = (
        "import re, runpy, sys\n"
        "count, real = [0], re.compile\n"
        "def compile(*given):\n"
        "    count[0] += sys._getframe(1).f_globals.get('__name__', '').startswith('briefing')\n"
        "    return real(*given)\n"
        "re.compile = compile\n"
        f"sys.argv = ['briefing', {command!r}, *(['--config', 'examples/istanbul/briefing.toml', '--out', 'nowhere'] * "
        f"{command == 'status'})]\n"
        "try: runpy.run_module('briefing', run_name='__main__')\n"
        "finally: print('compiled:', count[0])"
    )
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, cwd=ROOT, check=False)
    assert int(done.stdout.rpartition("compiled:")[2]) <= MOST
