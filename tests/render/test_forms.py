from __future__ import annotations

import os
import re
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.errors import TemplateError
from briefing.render import view
from briefing.render.forms import FORMS, render
from briefing.render.templates import package_templates

from .reading import Page, folded, markdown_links, markdown_words, shown_sentences, unstyled
from .samples import FULL, QUIET, SAMPLES, TRUCE, hostile

GOLDEN = Path(__file__).with_name("golden")
ENDINGS = {"markdown": "md", "html": "html", "json": "json"}
RENEW = os.environ.get("RENEW_GOLDEN") == "1"

WHOLE = st.sampled_from(
    ["*a*", "<b>x</b>", "[x](javascript:a)", "1. x", "# x", "`x`", "&lt;", "\u202ex", "a\\", "- - -"]
)


@pytest.mark.parametrize("form", ENDINGS)
@pytest.mark.parametrize("name", SAMPLES)
def test_the_sample_gives_the_record_beside_it(name: str, form: str) -> None:
    """`RENEW_GOLDEN=1 pytest tests/render` writes the records anew; look at the difference before it is committed."""
    record = GOLDEN / f"{name}.{ENDINGS[form]}"
    text = render(SAMPLES[name], form)
    text = unstyled(text) if form == "html" else text
    if RENEW:
        record.write_bytes(text.encode())
    assert text.encode() == record.read_bytes()


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sentence_stands_word_for_word_in_the_markdown(name: str) -> None:
    brief = SAMPLES[name]
    words = "\n".join(markdown_words(render(brief, "markdown")))
    assert not [shown.text for shown in shown_sentences(brief) if folded(shown.text) not in words]


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sentence_stands_word_for_word_in_the_page(name: str) -> None:
    brief = SAMPLES[name]
    said = {element.text for element in Page(render(brief, "html")).classed("said")}
    assert {folded(shown.text) for shown in shown_sentences(brief)} <= said


@pytest.mark.parametrize("name", SAMPLES)
def test_markdown_links_to_the_web_and_nowhere_else(name: str) -> None:
    assert all(link.startswith(("http://", "https://")) for link in markdown_links(render(SAMPLES[name], "markdown")))


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(words=st.one_of(st.text(max_size=60), WHOLE).map(folded).filter(bool))
def test_any_words_from_outside_stand_in_both_forms(words: str) -> None:
    brief = hostile(words)
    assert words in "\n".join(markdown_words(render(brief, "markdown")))
    page = Page(render(brief, "html"))
    assert page.odd == []
    assert words in {element.text for element in page.classed("said")}


def test_the_same_brief_gives_the_same_bytes() -> None:
    for form in FORMS:
        assert render(FULL, form) == render(FULL, form)


def test_what_utf8_cannot_hold_is_replaced() -> None:
    for form in FORMS:
        assert render(hostile("half \ud83d gone"), form).encode()


def test_a_form_that_there_is_not_names_those_that_there_are() -> None:
    with pytest.raises(ValueError, match="no form 'pdf'; choose one of markdown, html, text, mail, json"):
        render(FULL, "pdf")


def test_markdown_lists_keep_the_numbers_of_their_sources() -> None:
    assert '<!-- -->\n8. Lume Ledger, "Weather at sea"' in render(FULL, "markdown")


# --- the user's own templates


def test_one_template_can_be_replaced_and_the_others_stay(tmp_path: Path) -> None:
    (tmp_path / "item.md.jinja").write_text("* {{ item.sentences[0].text }} {{ desk }}\n")
    text = render(FULL, "markdown", templates=tmp_path, context={"desk": "<desk>"})
    assert f"* {TRUCE} \\<desk>\n" in text
    assert "## Sources" in text
    assert render(FULL, "html", templates=tmp_path) == render(FULL, "html")


def test_the_style_sheet_is_in_the_page_whole() -> None:
    sheet = (package_templates() / "style.css").read_text(encoding="utf-8")
    assert f"<style>\n{sheet}</style>" in render(FULL, "html")


def test_the_style_can_be_replaced_alone(tmp_path: Path) -> None:
    (tmp_path / "style.css").write_text("body { color: teal }\n")
    assert "<style>\nbody { color: teal }\n</style>" in render(QUIET, "html", templates=tmp_path)


def test_the_callers_own_values_do_not_hide_the_brief() -> None:
    assert render(QUIET, "markdown", context={"issue": None}) == render(QUIET, "markdown")


@pytest.mark.parametrize(
    ("template", "line", "problem"),
    [
        ("one\n{% if %}", 2, "Expected an expression"),
        ("one\ntwo {{ issue.tilte }}", 2, "has no attribute 'tilte'"),
        ("{{ nothing }}", 1, "'nothing' is undefined"),
        ("\n\n{% include 'missing.md.jinja' %}", 3, "there is no template missing.md.jinja"),
        ("{{ 1 / 0 }}", 1, "division by zero"),
        ("{{ issue.title | nofilter }}", 1, "No filter named 'nofilter'"),
        ("{{ ().__class__.__bases__ }}", 1, "unsafe"),
        ("{{ 'javascript:x' | address }}", 1, "not an address that may be linked"),
        ("\n{% for n in range(10 ** 9) %}{% endfor %}", 2, "Range too big"),
    ],
)
def test_a_template_that_fails_says_where_and_why(tmp_path: Path, template: str, line: int, problem: str) -> None:
    own = tmp_path / "brief.md.jinja"
    own.write_text(template)
    with pytest.raises(TemplateError) as caught:
        render(FULL, "markdown", templates=tmp_path)
    assert (caught.value.template, caught.value.line) == (str(own), line)
    assert problem in caught.value.problem


def test_the_place_is_that_of_the_innermost_template(tmp_path: Path) -> None:
    own = tmp_path / "source.html.jinja"
    own.write_text("<li>\n{{ source.numer }}\n")
    with pytest.raises(TemplateError) as caught:
        render(FULL, "html", templates=tmp_path)
    assert (caught.value.template, caught.value.line) == (str(own), 2)


def test_a_folder_of_templates_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="no such folder"):
        render(FULL, "html", templates=tmp_path / "none")


def test_a_template_cannot_read_files_outside_its_folder(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "brief.md.jinja").write_text("{% include '../secret' %}")
    with pytest.raises(TemplateError, match="no template"):
        render(FULL, "markdown", templates=folder)


def test_every_template_says_at_its_top_what_it_sees() -> None:
    for template in package_templates().glob("*.jinja"):
        assert template.read_text(encoding="utf-8").startswith("{#\n  "), template.name


# --- what docs/templates.md promises


def test_every_template_and_every_field_that_it_sees_is_documented() -> None:
    text = (Path(__file__).parents[2] / "docs" / "templates.md").read_text(encoding="utf-8")
    records = [record for record in vars(view).values() if is_dataclass(record) and isinstance(record, type)]
    names = {field.name for record in records for field in fields(record)}
    assert [name for name in sorted(names) if not re.search(rf"[`.]{name}`", text)] == []
    assert [path.name for path in package_templates().iterdir() if f"`{path.name}`" not in text] == []
