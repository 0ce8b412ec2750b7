"""All forms of a brief with 60 items, beside Jinja that renders the page's template once, of a view that is there.

Jinja's own environment, without the sandbox, with templates compiled beforehand: the least that the page alone costs.
Ours is all that is made of a brief: arranged, then Markdown, page, plain text, data and mail.
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
from briefing.render.templates import package_templates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.speed.rows import Options
    from briefing import Brief

ITEMS = 60

_REPORTS, _DAYS = 40, 2
_MOST = 3
"""How many times Jinja's time all forms may take."""


def measure(options: Options) -> Sequence[Row]:
    """Return a row of the brief with 60 items, of a smaller one where it is to be quick."""
    count = 6 if options.quick else ITEMS
    options.told(f"rendering: a brief with {count} items")
    brief = brief_of(count, options.seed)
    values = values_of(brief)
    page = _plain_jinja()
    ours, theirs = alternating(lambda: all_forms(brief), lambda: page.render(values), options.runs)
    goal = Goal(f"≤ {_MOST} × Jinja", ours.median / theirs.median, _MOST)
    return [seconds(f"all forms of a brief with {count} items", ours, theirs, "Jinja, the page's template once", goal)]


def all_forms(brief: Brief) -> list[str]:
    """Return what is made of a brief: three forms, the data and the mail."""
    values = values_of(brief)
    forms = {form: filled_form(form, values) for form in TEMPLATES}
    mail = next(mails_of(values, [Letterhead()], text=forms["text"]))
    return [*forms.values(), to_json(brief), mail.message]


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


def _plain_jinja() -> jinja2.Template:
    """Return the page's template as Jinja has it of itself."""
    loader = jinja2.FileSystemLoader(package_templates())
    environment = jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return environment.get_template(TEMPLATES["html"])
