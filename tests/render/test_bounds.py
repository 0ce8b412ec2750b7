"""What a user's template may do at most: it is stopped by what it does, at the same place on every machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefing.errors import TemplateError
from briefing.render import bounds
from briefing.render.forms import TEMPLATES, render
from briefing.render.templates.sandbox import LARGEST as PARTS

from .samples import FULL

if TYPE_CHECKING:
    from pathlib import Path

FEW = 20_000
"""Units of work: enough for the rest of the rendering, and soon spent."""

TURNS = "{% for a in range(12) %}"
TWICE = (
    "{% set n = namespace(l=['x'], m=['x']) %}"
    + TURNS
    + "{% set n.l = [n.l, n.l] %}{% set n.m = [n.m, n.m] %}{% endfor %}"
)
PAIRS = "{% set n = namespace(l=('x',)) %}" + TURNS + "{% set n.l = (n.l, n.l) %}{% endfor %}"
FEWER = TWICE.replace("12", "8")
LONG = "{% set s = 'x' * 99999 %}"
GROWS = "{% set n = namespace(s='x', l=['x']) %}{% for a in range(25) %}"
MANY = "{% set l = range(150) | list %}{% for a in l %}"
OFTEN = "{% for a in range(999) %}"
END = "{% endfor %}"

WITHOUT_END = {
    "loops in loops": MANY + "{% for b in l %}{% endfor %}" + END,
    "a loop that leaves everything out": MANY + "{% for b in l if false %}{% endfor %}" + END,
    "much text in a loop": OFTEN + "x" * 9999 + END,
    "a macro that calls itself twice": "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}"
    "{{ m(12) }}",
    "a file that includes itself twice": "{% set d = (d | default(0)) + 1 %}"
    "{% if d < 12 %}{% include 'brief.md.jinja' %}{% include 'brief.md.jinja' %}{% endif %}",
    "names of files that there are not": "{% include ['a'] * 1500 ignore missing %}",
    "a loop that calls itself": "{% for x in [12] recursive %}{% if x %}{{ loop([x - 1, x - 1]) }}{% endif %}" + END,
    "calls": "{% set c = cycler(1) %}" + OFTEN + "{{ c.next() }}{{ c.next() }}" + END,
    "a text joined to itself": GROWS + "{% set n.s = n.s ~ n.s %}" + END,
    "a text added to itself": GROWS + "{% set n.s = n.s + n.s %}" + END,
    "a list added to itself": GROWS + "{% set n.l = n.l + n.l %}" + END,
    "a text times a number": "{% set s = 'x' * 10 ** 7 %}",
    "a number times a list": "{% set s = 10 ** 7 * [0] %}",
    "what was set is set again": GROWS + "{% set s %}{{ n.s }}{{ n.s }}{% endset %}{% set n.s = s %}" + END,
    "a text cut": LONG + OFTEN + "{% set x = s[1:] %}" + END,
    "a text by %": LONG + "{% set x = '%(a)s' * 99 % {'a': s} %}",
    "a text by format": LONG + "{% set x = ('%s' * 99) | format(*[s] * 99) %}",
    "a text by .format": LONG + "{% set x = ('{0:.1}' * 99).format(s) %}",
    "a text by .format_map": LONG + "{% set x = (('{a:.1}' * 99) | safe).format_map({'a': s}) %}",
    "replacing": LONG + "{% set x = s | replace('z', 'y' * 999) %}",
    "replacing by a method": LONG + "{% set x = s.replace('z', 'y' * 999) %}",
    "joining": LONG + "{% set x = range(999) | join(s) %}",
    "joining by a method": LONG + "{% set x = s.join(['a'] * 999) %}",
    "joining what comes one by one": LONG + "{% set x = s.join(range(999) | map('string')) %}",
    "joining what others tell": LONG + "{% set d = {'s': s} %}{% set x = ([d] * 999) | map(attribute='s') | join %}",
    "indenting": "{% set x = ('x' * 99) | indent(9999) %}",
    "JSON that is indented": "{% set x = [1] | tojson(9999) %}",
    "a filter again and again": LONG + OFTEN + "{% set x = s | int %}" + END,
    "a filter that looks at each character": "{% for a in range(99) %}{% set x = ('x ' * 99) | title %}" + END,
    "what a filter tells one by one": "{% set x = range(9999) | select | select | list %}",
    "a text that is cut till it fits": "{% set x = ('\\u2067' * 999 + '\\u2069' * 999) | fitted(999) %}",
    "a text that is escaped": LONG + "{{ s }}",
    "a list of lists, shown": TWICE + "{{ n.l }}",
    "a list of lists, shown as a name": TWICE + "{{ n }}",
    "a list of lists, joined": TWICE + "{% set x = n.l ~ '' %}",
    "a list of lists, as text": TWICE + "{% set x = n.l | string %}",
    "a list of lists, converted": TWICE + "{% set x = '{0!r:.1}'.format(n.l) %}",
    "lists of lists, compared": TWICE + "{% set x = n.l == n.m %}",
    "lists of lists, tested": TWICE + "{% set x = n.l is eq(n.m) %}",
    "lists of lists, looked for": FEWER + "{% set x = ([n.l] * 20).index(n.m) %}",
    "pairs of pairs as a key": PAIRS + "{% set x = {n.l: 1} %}",
    "pairs of pairs looked up": PAIRS + "{% set x = {1: 1}[n.l] is defined %}",
    "a record got by its fields": "{% for a in range(99) %}" + "{% set x = {1: 1}.get(issue) %}" + END,
    "all of the issue again and again": OFTEN + "{% set x = '%.1s' % (issue,) %}" + END,
}


@pytest.mark.parametrize("name", WITHOUT_END)
def test_a_template_without_end_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(bounds, "WORK", FEW)
    (tmp_path / "brief.md.jinja").write_text(WITHOUT_END[name])
    with pytest.raises(TemplateError, match="does too much: it repeats something without end") as caught:
        render(FULL, "markdown", templates=tmp_path)
    assert (caught.value.template, caught.value.line) == (str(tmp_path / "brief.md.jinja"), 1)


TOO_LARGE = {
    "'x' | center(10 ** 9)": "center takes no number over 10000",
    "'x'.ljust(10 ** 9)": "ljust takes no number over 10000",
    "[1] | batch(10 ** 9, 0) | list": "batch takes no number over 10000",
    "5 | round(-10 ** 9)": "round takes no number over 100",
    "'%999999999d' | format(1)": "a width in a format is a number up to 10000",
    "'%.999999999f' % 1": "a width in a format is a number up to 10000",
    "'%*d' | format(999999999, 1)": "a width in a format is a number up to 10000",
    "'{:999999999}'.format(1)": "a width in a format is a number up to 10000",
    "'{:{}}'.format(1, 999999999)": "a width in a format is a number up to 10000",
    "2 ** 99999": "makes a number of more than a thousand digits",
    "(2 ** 4000) * (2 ** 4000)": "makes a number of more than a thousand digits",
    "(('f' * 9000) | int(0, 16)) % 7": "makes a number of more than a thousand digits",
    "('<>' * 99999) | striptags": "striptags takes at most 100000 characters",
    "(' ' * 9999 ~ '  ') | wordwrap(1)": "wordwrap takes at most 10000 characters",
    "'x'.encode('punycode')": r"encode\(\) cannot be called in a template",
    "(1).to_bytes(10 ** 9, 'big')": r"to_bytes\(\) cannot be called in a template",
    "[[1]] | sum(start=[])": "sum adds numbers alone",
    "[1] | pprint": "No filter named 'pprint'",
}


@pytest.mark.parametrize("expression", TOO_LARGE)
def test_what_would_be_too_large_is_not_begun(tmp_path: Path, expression: str) -> None:
    (tmp_path / "item.md.jinja").write_text(f"\n{{% set x = {expression} %}}")
    with pytest.raises(TemplateError, match=TOO_LARGE[expression]) as caught:
        render(FULL, "markdown", templates=tmp_path)
    assert (caught.value.template, caught.value.line) == (str(tmp_path / "item.md.jinja"), 2)


@pytest.mark.parametrize(
    ("template", "problem"),
    [
        ("{{ 1 }}" * PARTS, "has more than 20000 parts; make it shorter"),
        (" " * 1_000_001, "has 1000001 bytes; a template has at most 1000000"),
        ("{% for a in [1] %}" * 40 + "{% endfor %}" * 40, "cannot be compiled: too many statically nested blocks"),
    ],
)
def test_a_template_that_is_too_large_is_told(tmp_path: Path, template: str, problem: str) -> None:
    (tmp_path / "item.md.jinja").write_text(template)
    with pytest.raises(TemplateError, match=rf"item\.md\.jinja.*: {problem}"):
        render(FULL, "markdown", templates=tmp_path)


class Vast:
    """What there is no memory for."""

    def __str__(self) -> str:
        raise MemoryError


def test_where_memory_ends_it_is_a_fault_of_the_template(tmp_path: Path) -> None:
    (tmp_path / "item.md.jinja").write_text("{{ vast }}")
    with pytest.raises(TemplateError, match=r"item\.md\.jinja, line 1: MemoryError"):
        render(FULL, "markdown", templates=tmp_path, context={"vast": Vast()})


@pytest.mark.parametrize("form", [*TEMPLATES, "mail"])
def test_what_is_counted_is_rendered_the_same(tmp_path: Path, form: str) -> None:
    assert render(FULL, form, templates=tmp_path) == render(FULL, form)


def test_a_brief_takes_a_small_part_of_the_work_that_there_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "WORK", bounds.WORK // 100)
    for form in (*TEMPLATES, "mail"):
        render(FULL, form, templates=tmp_path)


@pytest.mark.parametrize(
    ("expression", "made"),
    [
        ("'%5.1f|%-4s|%%' | format(2.25, 'a')", r"  2.2|a   |%"),
        ("'{:>4}|{a!r}'.format(7, a='b')", "   7|'b'"),
        ("'{a:03d}'.format_map({'a': 7})", "007"),
        ("('<b>{}</b>' | safe).format('<')", "<b>&lt;</b>"),
        ("1 < 2 < 3 and 2 in [1, 2] and 'b' not in 'a'", "True"),
        ("'a' ~ 1 ~ none", "a1None"),
        ("[1, 2, 3][1:] | join('-')", "2-3"),
        ("{'a': 1, 2: 'b'}[2]", "b"),
        ("2 ** 10 + 7 // 2 - 3 * 1 % 2", "1026"),
        (
            "[1, 2] | select",
            "[1, 2]",
        ),  # a list, not what tells one item after the other: thousands in a chain crash Python
        ("['b', 'a'] | sort | map('upper') | join", "AB"),
        ("[3, 1, 2] | select('gt', 1) | list", "[3, 2]"),
        ("'-'.join(['a', 'b']).replace('-', '+').center(7)", "  a+b  "),
        ("'a b' | title | wordwrap(1)", "A\nB"),
        ("[1, 2] | tojson(2)", "[\n  1,\n  2\n]"),
    ],
)
def test_expressions_mean_what_they_meant(tmp_path: Path, expression: str, made: str) -> None:
    (tmp_path / "brief.txt.jinja").write_text(f"[{{{{ ({expression}) | string | safe }}}}]")
    assert render(FULL, "text", templates=tmp_path) == f"[{made}]\n"
