"""`briefing templates`: which there are, one to start from, and whether they can be rendered."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from briefing.cli.app import app
from briefing.cli.options import LOOK, Config, Out, say, settings_of

templates_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Look after templates of your own.")

app.add_typer(templates_app, name="templates")

CONFIG = Path("briefing.toml")
FAULTS = 2
"""The exit code for templates that cannot be rendered."""


@templates_app.command("list")
def list_(*, config: Config = CONFIG) -> None:
    """Name the templates, those that your folder replaces, and files in it that are never used."""
    from briefing.run.templates import list_templates  # noqa: PLC0415

    found = list_templates(_folder(config))
    width = max(len(one.name) for one in found)
    for one in found:
        whose = {"program": "", "own": "yours", "used": "yours", "unknown": "unused"}[one.whose]
        typer.echo(f"{whose:<7} {one.name:<{width}}  {one.words}".rstrip())
    for one in found:
        if one.whose == "unknown":
            say(f"{one.path}: {one.words}")
    if any(one.whose == "unknown" for one in found):
        raise typer.Exit(LOOK)


@templates_app.command("copy")
def copy(
    names: Annotated[list[str], typer.Argument(metavar="NAME...", help='Templates, for example "item.html.jinja".')],
    *,
    config: Config = CONFIG,
    to: Annotated[
        Path | None, typer.Option("--to", metavar="DIR", help="The folder; else that of the configuration.")
    ] = None,
) -> None:
    """Copy templates of the program into a folder of your own, to change them there."""
    from briefing.run.templates import copy_templates  # noqa: PLC0415

    configured = _folder(config)
    folder = to or configured or config.parent / "templates"
    for path in copy_templates(names, folder):
        typer.echo(str(path))
    if configured is None or configured.resolve() != folder.resolve():
        say(f"to use it, write in {config}, under [brief]: templates = {_named(folder, config)}")


def _named(folder: Path, config: Path) -> str:
    """Return the folder as the configuration names it: from its own folder, where it lies below that."""
    full, base = folder.resolve(), config.resolve().parent
    name = full.relative_to(base) if full.is_relative_to(base) else full
    return f'"{name.as_posix()}"'


def _folder(config: Path) -> Path | None:
    """Return the configured folder of templates; without a configuration there is none."""
    return settings_of(config, None).templates if config != CONFIG or config.exists() else None


@templates_app.command("check")
def check(*, config: Config = CONFIG, out: Out = Path("out")) -> None:
    """Render a sample and the newest issue in every form, and name file, line and fault of each template that fails."""
    from briefing.run import look_of  # noqa: PLC0415
    from briefing.run.templates import check_templates, list_templates  # noqa: PLC0415

    settings = settings_of(config, None)
    checked = check_templates(look_of(settings), out)
    for fault in checked.faults:
        typer.echo(f"{fault.template}{f':{fault.line}' if fault.line else ''}: {fault.problem}")
    for line in _told(settings.theme.accent):
        say(line)
    unknown = [one for one in list_templates(settings.templates) if one.whose == "unknown"]
    for one in unknown:
        say(f"{one.path}: {one.words}")
    if checked.faults:
        count = len(checked.faults)
        say("1 fault" if count == 1 else f"{count} faults")
        raise typer.Exit(FAULTS)
    typer.echo(f"every template can be rendered: {checked.renderings} renderings")
    if unknown:
        raise typer.Exit(LOOK)


def _told(accent: str | None) -> list[str]:
    """Return what became of an accent that cannot be read as it is."""
    from briefing.render.theme import DARK, LIGHT, readable  # noqa: PLC0415

    if not accent:
        return []
    shades = {"light": readable(accent, LIGHT), "dark": readable(accent, DARK)}
    full = readable(accent, ())
    return [
        f"theme.accent: {accent} is too faint on {ground} grounds (under 4.5:1); {shade} is used there"
        for ground, shade in shades.items()
        if shade != full
    ]
