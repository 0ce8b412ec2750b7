from __future__ import annotations

import os
import shutil
import sys
import tomllib
from datetime import date
from typing import TYPE_CHECKING

import hypothesis
import pytest
import story
from program import ROOT, Program, Run

from briefing import build, parse_config
from briefing.cli import main
from briefing.run import Made, digest, harvest, publish

if TYPE_CHECKING:
    from pathlib import Path

    from briefing import Article, Brief, Settings

# The same examples each time: a test that fails must fail again.
hypothesis.settings.register_profile("briefing", deadline=None, derandomize=True)
hypothesis.settings.load_profile("briefing")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents and public data beside the project."""
    path = ROOT.parent / "shared"
    if not path.is_dir():
        pytest.skip(f"{path} is not here: the real documents are not part of the project")
    return path


@pytest.fixture(scope="session")
def settings() -> Settings:
    """The settings of the invented story."""
    return parse_config(tomllib.loads(story.CONFIG))


@pytest.fixture(scope="session")
def articles() -> tuple[Article, ...]:
    """The reports of the invented story."""
    return story.articles()


@pytest.fixture(scope="session")
def brief(articles: tuple[Article, ...], settings: Settings) -> Brief:
    """The brief of the invented story."""
    return build(articles, settings, date=story.DATE)


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is asked of the disk from now on, in order: "fsync" and "replace"."""
    done: list[str] = []

    def told(name: str) -> None:
        real = getattr(os, name)

        def called(*what: object) -> None:
            done.append(name)
            real(*what)

        monkeypatch.setattr(os, name, called)

    told("fsync")
    told("replace")
    return done


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """The briefing.toml of the invented story, its reports beside it in articles/."""
    return story.write(tmp_path)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> Made:
    """The brief of the invented story from its files, with the articles."""
    folder = tmp_path_factory.mktemp("made")
    story.write(folder)
    return digest(harvest(settings, [folder / "articles"]), settings, date.fromisoformat(story.DATE))


@pytest.fixture(scope="session")
def _published(tmp_path_factory: pytest.TempPathFactory, made: Made) -> Path:
    return publish(made, tmp_path_factory.mktemp("published")).folder


@pytest.fixture
def issue(_published: Path, tmp_path: Path) -> Path:
    """The folder of an issue of the invented story, to do with as the test likes."""
    return shutil.copytree(_published, tmp_path / "issue")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Program:
    """The program, in this process: quicker than one of its own, and through the same door."""

    def call(*arguments: str | Path) -> Run:
        monkeypatch.setattr(sys, "argv", ["briefing", *map(str, arguments)])
        with pytest.raises(SystemExit) as left:
            main()
        return Run(int(left.value.code or 0), *capsys.readouterr())

    return call
