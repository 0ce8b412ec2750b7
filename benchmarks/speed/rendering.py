"""All forms of a brief with 60 items, beside Jinja that renders the page's template once, of a view that is there.

Ours is all that is made of a brief: arranged, then Markdown, page, plain text, data and mail. Jinja is its own
environment, without the sandbox. It stands beside as a script has it that makes one page: templates read, compiled and
rendered; here they are read from where they are kept. And with all templates there before: the page alone,
and the page, Markdown and plain text.
"""

from __future__ import annotations

import tomllib
from functools import cache
from typing import TYPE_CHECKING

import jinja2

import briefing
from benchmarks.speed import invented
from benchmarks.speed.rows import Goal, Row, seconds
from benchmarks.speed.timing import alternating
from briefing.render.data import to_json
from briefing.render.forms import TEMPLATES, filled_form, values_of
from briefing.render.mail import Letterhead, mails_of
from briefing.render.templates import environment_of, forget_templates, package_templates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.speed.rows import Options, Runs
    from briefing import Brief

ITEMS = 60

_REPORTS, _DAYS = 40, 2
_MOST = 3
"""How many times Jinja's time all forms may take."""

_LIMIT = "four templates of about the page's size are rendered, the mail's several times where it has to be cut"


def measure(options: Options) -> Sequence[Row]:
    """Return three rows of the brief with 60 items, of a smaller one where it is to be quick."""
    count = 6 if options.quick else ITEMS
    options.told(f"rendering: a brief with {count} items")
    brief = brief_of(count, options.seed)
    values, there = values_of(brief), {form: _plain(form) for form in TEMPLATES}
    what, runs = f"all forms of a brief with {count} items", options.runs
    return [
        _row(
            f"{what}, the first in a process",
            alternating(lambda: _first(brief), lambda: _plain("html").render(values), runs),
            "Jinja, the page once, from its source",
        ),
        _row(
            what,
            alternating(lambda: all_forms(brief), lambda: there["html"].render(values), runs),
            "Jinja, the page once",
            limit=_LIMIT,
        ),
        _row(
            what,
            alternating(lambda: all_forms(brief), lambda: [one.render(values) for one in there.values()], runs),
            "Jinja, page, Markdown and text once",
        ),
    ]


def _row(what: str, runs: tuple[Runs, Runs], beside: str, limit: str = "") -> Row:
    ours, theirs = runs
    goal = Goal(f"≤ {_MOST} × Jinja", ours.median / theirs.median, _MOST, limit=limit)
    return seconds(what, ours, theirs, beside, goal)


def all_forms(brief: Brief) -> list[str]:
    """Return what is made of a brief: three forms, the data and the mail."""
    values = values_of(brief)
    forms = {form: filled_form(form, values) for form in TEMPLATES}
    mail = next(mails_of(values, [Letterhead()], text=forms["text"]))
    return [*forms.values(), to_json(brief), mail.message]


def _first(brief: Brief) -> list[str]:
    """Return the same with no template in memory."""
    forget_templates()
    return all_forms(brief)


@cache
def brief_of(count: int, seed: int) -> Brief:
    """Return a brief of the invented story with so many items."""
    config = tomllib.loads(invented.CONFIG)
    for topic in config["topics"]:
        topic["sentences"] = count // len(config["topics"])
    settings = briefing.parse_config(config)
    reports = invented.articles(_REPORTS, _DAYS, seed)
    brief = briefing.build([one.article for one in reports], settings, date=invented.TODAY)
    found = sum(len(section.items) for section in brief.sections)
    if found != count:
        raise ValueError(f"the brief has {found} items and not {count}")
    return brief


def _plain(form: str) -> jinja2.Template:
    """Return the template of a form as Jinja's own environment has it; what escapes and filters is the program's."""
    ours = environment_of(form, None)
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(package_templates()),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=ours.finalize,
    )
    environment.filters |= ours.filters
    return environment.get_template(TEMPLATES[form])
