"""About the project itself: its rooms, its public names, what is documented, what is shipped, what is imported."""

from __future__ import annotations

import ast
import importlib
import itertools
import os
import re
import shlex
import statistics
import subprocess
import sys
import typing
import zipfile
from dataclasses import is_dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import story
import typer.main
from program import EXAMPLE, EXAMPLE_DATE, ROOT, files_below, start

import briefing
import briefing.model
from briefing.cli import COMMANDS, app, load
from briefing.compose import brief
from briefing.render import data

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PACKAGE = ROOT / "briefing"
ROOMS = ("ingest", "summarise", "compose", "render", "store", "deliver")
MAY_IMPORT = {
    "cli": {"run", "config", "text", "model", "errors", *ROOMS},
    "run": {"config", "text", "model", "errors", *ROOMS},
    **{room: {"config", "text", "model", "errors"} for room in ROOMS},
    "text": {"model", "errors"},
    "config": {"text", "model", "errors"},
    "model": {"errors"},
    "errors": set(),
    "__main__": {"cli"},
}
"""What each part may import, besides itself."""

THIRD_PARTY = {
    "Stemmer": {"text.words"},
    "babel": {"render.languages"},
    "charset_normalizer": {"ingest.detect"},
    "css_inline": {"render.mail"},
    "feedparser": {"ingest.xml_feeds"},
    "httpcore": {"ingest.fetch.wire"},
    "httpx": {"ingest.fetch.wire"},
    "idna": {"render.links"},
    "jinja2": {"render.templates"},
    "keyring": {"deliver.passwords"},
    "docx": {"ingest.docx"},
    "lxml": {"ingest.trees"},
    "markdown_it": {"ingest.markdown"},
    "markupsafe": {"render.templates"},
    "msgspec": {"render.data"},
    "numpy": {"summarise.likeness", "summarise.methods"},
    "pypdfium2": {"ingest.pdf_pages"},
    "protego": {"ingest.fetch.robots"},
    "regex": {"text.terms"},
    "trafilatura": {"ingest.pages"},
    "typer": {"cli"},
    "weasyprint": {"deliver.paper"},
}
"""The one module, or the one package of modules, that may know a library."""


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of the package, by its name without the package's."""
    return {
        ".".join(path.relative_to(PACKAGE).with_suffix("").parts): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(PACKAGE.rglob("*.py"))
    }


def imports(tree: ast.Module) -> Iterator[str]:
    """Every name that is imported, wherever the import stands: on top, in a function, for types only."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{'.' * node.level}{node.module or ''}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "import_module":
            yield from (part.value for part in ast.walk(node) if isinstance(part, ast.Constant))  # type: ignore[misc]


# --- the rooms


def test_imports_go_down_only_and_never_from_room_to_room() -> None:
    wrong = [
        f"{name} imports {imported}"
        for name, tree in modules().items()
        if name != "__init__"
        for imported in imports(tree)
        if imported.startswith("briefing.") and imported != "briefing.__version__"
        for part, other in [(name.partition(".")[0], imported.split(".")[1])]
        if other != part and other not in MAY_IMPORT[part]
    ]
    assert not wrong


def test_every_import_of_the_package_is_by_its_whole_name() -> None:
    assert not [name for name, tree in modules().items() for one in imports(tree) if one.startswith(".")]


def test_every_part_of_the_package_has_its_place_among_the_rooms() -> None:
    assert {name.partition(".")[0] for name in modules()} <= {*MAY_IMPORT, "__init__"}


def test_a_third_party_library_is_known_in_one_module() -> None:
    known = {
        (imported.partition(".")[0], name)
        for name, tree in modules().items()
        for imported in imports(tree)
        if imported.partition(".")[0] not in sys.stdlib_module_names | {"briefing", ""}
    }
    assert {library for library, _ in known} <= THIRD_PARTY.keys()
    within = {name: {name, name.rpartition(".")[0], name.partition(".")[0]} for _, name in known}
    assert not [(library, name) for library, name in known if not within[name] & THIRD_PARTY[library]]


def test_only_the_places_that_may_touch_the_world_import_what_does() -> None:
    world = {"os", "pathlib", "shutil", "tempfile", "socket", "urllib.request", "sqlite3", "smtplib", "subprocess"}
    at_run_time = {
        name: {one.name for node in tree.body if isinstance(node, ast.Import) for one in node.names}
        | {node.module for node in tree.body if isinstance(node, ast.ImportFrom) and node.module}
        for name, tree in modules().items()
    }
    touching = {name for name, found in at_run_time.items() if found & world}
    pure = {name for name in touching if name.startswith(("text.", "summarise.", "compose.", "model", "errors"))}
    assert not pure


# --- how it is written


def functions() -> Iterator[tuple[str, int]]:
    """Every function's name and the lines of its body that hold code."""
    for name, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                body = node.body[1:] if ast.get_docstring(node) is not None else node.body
                lines = {line for part in body for line in range(part.lineno, (part.end_lineno or 0) + 1)}
                yield f"{name}.{node.name}", len(lines)


def test_functions_are_short() -> None:
    lengths = dict(functions())
    long = [name for name, length in lengths.items() if length > 40]
    assert statistics.median(lengths.values()) < 9
    assert len(long) <= len(lengths) / 100, long


def test_nothing_prints_past_the_command_line() -> None:
    calls = [
        name
        for name, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "print"
    ]
    assert not calls


CHANGING = {"add", "append", "clear", "extend", "insert", "pop", "popitem", "remove", "setdefault", "update"}


def changed_in(function: ast.AST) -> Iterator[ast.expr]:
    """What a function changes in place: `this[...] = `, `this.append(...)`."""
    for node in ast.walk(function):
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store | ast.Del):
            yield node.value
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CHANGING:
            yield node.func.value
        elif isinstance(node, ast.Global):
            yield from map(ast.Name, node.names)


def own_names(tree: ast.Module) -> set[str]:
    """The names that a module gives its own values."""
    values = [node for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign)]
    names = [node for value in values for node in ast.walk(value) if isinstance(node, ast.Name)]
    return {name.id for name in names if isinstance(name.ctx, ast.Store)}


def test_no_function_changes_what_belongs_to_its_module() -> None:
    wrong = [
        f"{name}.{node.name} changes {thing.id}"
        for name, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        for thing in changed_in(node)
        if isinstance(thing, ast.Name) and thing.id in own_names(tree)
    ]
    assert not wrong


# --- what the library is


def test_the_public_names_are_those_of_the_contract() -> None:
    assert set(briefing.__all__) == {
        *("Article", "Brief", "Given", "Pick", "Sentence", "Settings", "Side", "Topic", "BriefingError"),
        *("read", "summarise", "relevance", "load_config", "parse_config", "build", "render", "verify", "__version__"),
    }
    assert dir(briefing) == sorted(briefing.__all__)


def test_every_public_name_is_there_whatever_was_imported_before() -> None:
    """The rooms `summarise` and `render` bear the names of two functions."""
    look = "import briefing.summarise.select, briefing.render.forms, briefing.run, briefing; " + "; ".join(
        f"assert not isinstance(briefing.{name}, type(briefing)), {name!r}" for name in briefing.__all__
    )
    subprocess.run([sys.executable, "-c", look], check=True, cwd=ROOT)
    with pytest.raises(AttributeError, match="no attribute 'sumarise'"):
        briefing.sumarise  # noqa: B018


def test_the_example_of_the_library_works_as_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lines under the first line of the package's docstring."""
    story.write(tmp_path)
    (tmp_path / "report.html").write_text(f"<article><h1>Truce</h1><p>{story.POSITIONS.text}</p></article>")
    monkeypatch.chdir(tmp_path)
    text = (briefing.__doc__ or "").partition("\n\n")[2].partition("\n\n")[0]
    names: dict[str, object] = {}
    exec(compile(text.replace("2025-05-15", story.DATE), "docstring", "exec"), names)  # noqa: S102 - our own
    assert names["problems"] == ()


def test_the_schema_has_one_version() -> None:
    assert brief.SCHEMA_VERSION == data.SCHEMA_VERSION


# --- what starts with it


HEAVY = (
    *("numpy", "nltk", "sumy", "jinja2", "trafilatura", "lxml", "msgspec", "dateparser", "markdown_it"),
    *("feedparser", "httpx", "protego", "babel"),
)


@pytest.mark.parametrize(
    "command",
    [
        *(["--help"], ["--version"], ["build", "--help"], ["build", "--date", "never"]),
        *(["build", "--config", "nowhere"], ["approve", "--help"], ["doctor", "--help"]),
        ["doctor", "--config", "nowhere"],
        ["status", "--config", "examples/istanbul/briefing.toml", "--out", "nowhere"],
    ],
)
def test_what_makes_no_brief_loads_nothing_heavy(command: list[str]) -> None:
    look = (
        f"import runpy, sys; sys.argv = ['briefing', *{command!r}]\n"
        "try: runpy.run_module('briefing', run_name='__main__')\n"
        f"finally: print('loaded:', sorted(sys.modules.keys() & {set(HEAVY)!r}))"
    )
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.stdout.endswith("loaded: []\n")


OWN = {
    ("--help",): 20,
    ("status",): 40,
    ("verify", "nowhere"): 70,
    ("build", "examples/istanbul/articles", "--date", "2031-01-01"): 209,
}
"""How many modules of the program a command may load: the number that it loads now, and a few more."""


@pytest.mark.parametrize("command", OWN)
def test_a_command_loads_what_it_needs_and_no_more(command: tuple[str, ...], tmp_path: Path) -> None:
    where = ["--config", "examples/istanbul/briefing.toml", "--out", str(tmp_path)]
    words = [*command, *(where if command[0] in {"status", "build"} else [])]
    look = (
        f"import runpy, sys; sys.argv = ['briefing', *{words!r}]\n"
        "try: runpy.run_module('briefing', run_name='__main__')\n"
        "finally: print('loaded:', sum(name.startswith('briefing.') for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, cwd=ROOT, check=False)
    assert int(done.stdout.rpartition("loaded:")[2]) <= OWN[command]


def test_looking_makes_few_records(tmp_path: Path) -> None:
    """A class takes longer to make than most modules to load."""
    words = ["status", "--config", "examples/istanbul/briefing.toml", "--out", str(tmp_path)]
    look = (
        f"import gc, runpy, sys; sys.argv = ['briefing', *{words!r}]\n"
        "try: runpy.run_module('briefing', run_name='__main__')\n"
        "finally:\n"
        "    classes = [one for one in gc.get_objects() if type(one) is type and '__dataclass_fields__' in vars(one)]\n"
        "    print('made:', len({(one.__module__, one.__qualname__) for one in classes}))"
    )
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, cwd=ROOT, check=False)
    assert int(done.stdout.rpartition("made:")[2]) <= 34


def test_every_record_is_had_from_the_model_and_its_types_can_be_read() -> None:
    """msgspec, the settings and what is kept read them."""
    names = {path.stem for path in (PACKAGE / "model").glob("[!_]*.py")} - {"records"}  # which makes them
    stages = [importlib.import_module(f"briefing.model.{name}") for name in names]
    own = {
        name: value
        for stage in stages
        for name, value in vars(stage).items()
        if getattr(value, "__module__", "") == stage.__name__ and name[0] != "_"
    }
    assert own
    assert own.items() <= {name: getattr(briefing.model, name) for name in dir(briefing.model)}.items()
    assert all(typing.get_type_hints(record) for record in own.values() if is_dataclass(record))
    with pytest.raises(AttributeError, match="no attribute 'Senten'"):
        briefing.model.Senten  # noqa: B018


def test_every_command_is_called_by_the_name_that_it_is_loaded_by() -> None:
    assert set(options()) - {""} == set(COMMANDS)
    assert all(f"briefing.cli.{module}" in sys.modules for module in COMMANDS.values())


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_is_known_without_the_others(command: str) -> None:
    look = f"import typer.main, briefing.cli as c; c.load({command!r}); print(*typer.main.get_command(c.app).commands)"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, cwd=ROOT, check=True)
    assert command in done.stdout.split()
    assert len(done.stdout.split()) < 4


def test_importing_the_library_loads_nothing_but_itself() -> None:
    look = "import sys, briefing; print(sorted(name for name in sys.modules if name.startswith('briefing')))"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout == "['briefing']\n"


# --- what is documented


def documents() -> list[Path]:
    return [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "examples").glob("*/README.md"))]


def commands_in(text: str) -> Iterator[list[str]]:
    """The lines of code, fenced or set in, that start the program, each as its words."""
    fenced = [
        line
        for block in re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
        for line in block.splitlines()
    ]
    for line in (*fenced, *re.findall(r"^(?: {4}|\t)(.*)", text, re.MULTILINE)):
        found = re.match(r"(?:\$ )?(?:\S*/)?briefing (?!=)(.*)", line.strip())
        if found:
            yield shlex.split(re.split(r"\s(?:#|\||>|&&)\s?", found[1])[0])


@cache
def options() -> dict[str, frozenset[str]]:
    """The commands that there are, "" for the program itself, and the options of each."""
    load()
    group = typer.main.get_command(app)
    commands: dict[str, typer.core.TyperCommand] = {"": group, **group.commands}  # type: ignore[dict-item, attr-defined]
    return {
        name: frozenset(option for one in _parts(command) for param in one.params for option in param.opts) | {"--help"}
        for name, command in commands.items()
    }


def _parts(command: typer.core.TyperCommand) -> Iterator[typer.core.TyperCommand]:
    """A command and the commands below it."""
    yield command
    yield from getattr(command, "commands", {}).values()


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_documented_command_and_option_is_there(path: Path) -> None:
    for words in commands_in(path.read_text(encoding="utf-8")):
        name = "" if words[0].startswith("-") else words[0]
        assert name in options(), f"briefing {name}"
        named = {word.partition("=")[0] for word in words if re.match(r"--?[a-z]", word)}
        assert named <= options()[name], shlex.join(words)


def test_the_commands_are_found_in_a_document() -> None:
    text = "x\n\n```sh\n$ briefing build a --date 2031-03-13  # today\n```\n\n    .venv/bin/briefing verify b | cat\n"
    assert list(commands_in(text)) == [["build", "a", "--date", "2031-03-13"], ["verify", "b"]]


# --- what is shipped


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.mark.slow
def test_the_wheel_holds_the_package_and_nothing_else(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    own = {f"briefing/{path.relative_to(PACKAGE).as_posix()}" for path in PACKAGE.rglob("*.py")}
    templates = {f"briefing/templates/{path.name}" for path in (ROOT / "templates").iterdir()}
    frames = {f"briefing/render/frames/{path.name}" for path in (PACKAGE / "render" / "frames").iterdir()}
    data = {"briefing/brief.schema.json", "briefing/py.typed", "briefing/render/sample.json"}
    data |= {"briefing/run/starting.toml"}
    package = {name for name in names if not name.partition("/")[0].endswith(".dist-info")}
    assert package == own | templates | frames | data


@pytest.mark.slow
def test_what_the_wheel_says_of_itself_is_right(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    info = f"briefing-{briefing.__version__}.dist-info"
    assert "briefing = briefing.cli:main" in archive.read(f"{info}/entry_points.txt").decode()
    assert f"\nVersion: {briefing.__version__}\n" in archive.read(f"{info}/METADATA").decode()
    assert f"{info}/licenses/LICENSE" in archive.namelist()


@pytest.mark.slow
def test_the_wheel_makes_a_brief_far_from_the_checkout(wheel: Path, tmp_path: Path) -> None:
    installed = tmp_path / "installed"
    install = ["install", "--quiet", "--no-deps", "--no-index", "--disable-pip-version-check", "--target"]
    subprocess.run([sys.executable, "-m", "pip", *install, str(installed), str(wheel)], check=True)
    away = {"PYTHONPATH": str(installed), "PYTHONSAFEPATH": "1"}
    where = [sys.executable, "-c", "import briefing; print(briefing.__file__)"]
    found = subprocess.run(where, cwd=tmp_path, env={**os.environ, **away}, capture_output=True, text=True, check=True)
    assert found.stdout.startswith(str(installed))
    assert start("--version", cwd=tmp_path, env=away).out == f"briefing {briefing.__version__}\n"
    done = start("build", "-c", story.write(tmp_path), "-d", story.DATE, cwd=tmp_path, env=away)
    assert (done.code, done.err) == (0, "")
    assert f"Made by briefing {briefing.__version__}" in (tmp_path / "out" / story.DATE / "brief.md").read_text()


@pytest.mark.slow
def test_the_example_gives_the_same_bytes_whatever_the_hash_seed_the_order_and_the_folder(tmp_path: Path) -> None:
    files = sorted(path for path in (EXAMPLE / "articles").iterdir() if path.suffix != ".toml")
    orders: Iterable[list[Path]] = (files, files[::-1], files[5:] + files[:5])
    issues = []
    for seed, order, cwd in zip(("0", "1", "31"), orders, (ROOT, tmp_path, Path("/")), strict=True):
        into = ("--config", EXAMPLE / "briefing.toml", "--date", EXAMPLE_DATE, "--out", tmp_path / seed)
        done = start("build", *order, *into, cwd=cwd, env={"PYTHONHASHSEED": seed})
        assert (done.code, done.err) == (0, "")
        issues.append(files_below(tmp_path / seed / EXAMPLE_DATE))
    assert issues[0].keys() == {"brief.md", "brief.html", "brief.txt", "brief.eml", "brief.json", "sources.zip"}
    assert not [name for one, two in itertools.pairwise(issues) for name in one if one[name] != two[name]]
