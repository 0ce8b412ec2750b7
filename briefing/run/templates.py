"""The templates of a user: which there are, a copy to start from, and whether each can be rendered."""

from __future__ import annotations

import difflib
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Literal

from briefing.errors import BriefFileError, ConfigError, OutputError, TemplateError
from briefing.model.records import dataclass
from briefing.run.issues import load_brief

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from briefing.model import Brief
    from briefing.run.looks import Look

_ASIDE = ".~#"  # how the names of files begin or end that editors and systems leave


@dataclass(frozen=True, slots=True)
class Template:
    """A file of templates: whose it is, and what it makes; of an unknown one, what may have been meant.

    "own" stands in place of one of the program's, "used" is named by one that is, "unknown" is never used.
    """

    name: str
    whose: Literal["program", "own", "used", "unknown"]
    path: Path
    words: str


def list_templates(folder: Path | None) -> tuple[Template, ...]:
    """Return the program's templates and those of a user's folder, by name."""
    from briefing.render.templates import package_templates  # noqa: PLC0415 - Jinja, only when it is needed

    program = {path.name: path for path in _files(package_templates())}
    own = {path.name: path for path in _files(folder)} if folder and folder.is_dir() else {}
    used = _used(own, [name for name in own if name in program])
    known = [
        Template(name, "own" if name in own else "program", own.get(name, path), _purpose(path))
        for name, path in program.items()
    ]
    others = [
        Template(name, "used", path, "") if name in used else Template(name, "unknown", path, _meant(name, program))
        for name, path in own.items()
        if name not in program
    ]
    return tuple(sorted((*known, *others), key=lambda one: one.name))


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.iterdir()) if path.is_file() and path.name.strip(_ASIDE) == path.name)


def _used(own: dict[str, Path], known: Iterable[str]) -> set[str]:
    """Return the names of a user's files that a template in use names, or one that is named by such a one."""
    used: set[str] = set()
    waiting = list(known)
    while waiting:
        name = waiting.pop()
        if not name:  # told only when it runs, so that it may be any
            return set(own)
        if name in own and name not in used:
            used.add(name)
            waiting += _named(own[name])
    return used


def _named(path: Path) -> list[str]:
    """Return the names of templates that a template names; none where it cannot be parsed."""
    from briefing.render.templates import referenced  # noqa: PLC0415

    try:
        return sorted(referenced(path))
    except TemplateError:
        return []


def _purpose(path: Path) -> str:
    """Return the first sentence that a template says of itself."""
    text = path.read_text(encoding="utf-8").lstrip("{#/* \n")
    return " ".join(text.partition("\n\n")[0].split()).partition(". ")[0].rstrip(".*/ ")


def _meant(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(known), n=1)
    return f'never used; did you mean "{near[0]}"?' if near else "never used"


def copy_templates(names: Iterable[str], folder: Path) -> tuple[Path, ...]:
    """Copy templates of the program to a folder, all or none, and return the copies; nothing is overwritten.

    Raises ConfigError for a name that there is not, OutputError where a file is there already or cannot be written.
    """
    from briefing.config.tables import did_you_mean  # noqa: PLC0415
    from briefing.render.templates import package_templates  # noqa: PLC0415

    program = {path.name: path for path in _files(package_templates())}
    names = tuple(dict.fromkeys(names))
    for name in names:
        if name not in program:
            raise ConfigError("NAME", "", f'"{name}" is not a template; {did_you_mean(name, tuple(program))}')
        if (folder / name).exists():
            raise OutputError(folder / name, "is there already, and stays as it is")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in names:
            with (folder / name).open("xb") as copy:
                copy.write(program[name].read_bytes())
    except OSError as error:
        raise OutputError(folder, f"cannot be written: {error.strerror}") from error
    return tuple(folder / name for name in names)


@dataclass(frozen=True, slots=True)
class Checked:
    """How often templates were rendered, and with which faults: each is of its own file, line and kind."""

    renderings: int
    faults: tuple[TemplateError, ...]


def check_templates(look: Look, out: Path) -> Checked:
    """Render every form of a sample, of a sample with nothing in it, and of the newest issue below `out`, if any."""
    faults: dict[str, TemplateError] = {}
    count = 0
    for fault in _unparsed(look.templates):
        faults.setdefault(str(fault), fault)
    for brief in (sample(), _bare(sample()), *_newest(out)):
        for one in _rendered(brief, look):
            count += 1
            if one:
                faults.setdefault(str(one), one)
    return Checked(count, tuple(faults.values()))


def _unparsed(folder: Path | None) -> Iterator[TemplateError]:
    from briefing.render.templates import referenced  # noqa: PLC0415

    for path in _files(folder) if folder else ():
        try:
            referenced(path)
        except TemplateError as fault:
            yield fault


def _rendered(brief: Brief, look: Look) -> Iterator[TemplateError | None]:
    from briefing.render.forms import TEMPLATES, render  # noqa: PLC0415
    from briefing.render.posts import SHAPES, render_post  # noqa: PLC0415

    makers: list[Callable[..., object]] = [partial(render, form=form) for form in (*TEMPLATES, "mail")]
    makers += [*(partial(render_post, shape=shape) for shape in SHAPES), _site]
    for make in makers:
        try:
            make(brief, templates=look.templates, context=look.context)
            yield None
        except TemplateError as fault:
            yield fault


def _site(brief: Brief, templates: Path | None, context: Mapping[str, object]) -> object:
    from briefing.render.site import Place, outline, site_files, state_of  # noqa: PLC0415

    return site_files([outline(brief)], state_of(brief), Place(templates, context))


def sample() -> Brief:
    """Return a brief of an invented story that holds something of everything."""
    from briefing.render.data import sample as held  # noqa: PLC0415

    return held()


def _bare(brief: Brief) -> Brief:
    return replace(brief, sections=(), people=(), timeline=(), figures=(), since=None)


def _newest(out: Path) -> list[Brief]:
    """Return the newest issue below a folder that can be read."""
    for path in sorted(out.glob("[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]"), reverse=True):
        try:
            return [load_brief(path)]
        except BriefFileError:
            continue
    return []
