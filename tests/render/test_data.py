from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import jsonschema
import msgspec
import pytest

from briefing.errors import BriefFileError
from briefing.model import Basis, Brief
from briefing.render.data import from_json, schema, to_json

from .samples import FULL, SAMPLES, TRUCE

if TYPE_CHECKING:
    from collections.abc import Callable

WORDS = {"$schema", "$id", "title", "description", "pattern", "const", "minimum", "maximum", "minItems"}


def bare(given: Any, *, names: bool = False) -> Any:
    """Return a schema without its words and narrowings: what is left is the shape. `names`: the keys are fields."""
    if isinstance(given, list):
        return [bare(part) for part in given]
    if not isinstance(given, dict):
        return given
    kept = {key: value for key, value in given.items() if names or key not in WORDS | {"additionalProperties"}}
    return {key: bare(value, names=key in {"properties", "$defs"} and not names) for key, value in kept.items()}


def changed(change: Callable[[Any], None], brief: Brief = FULL) -> str:
    data = json.loads(to_json(brief))
    change(data)
    return json.dumps(data)


@pytest.mark.parametrize("brief", SAMPLES.values(), ids=SAMPLES)
def test_a_brief_comes_back_from_its_json(brief: Brief) -> None:
    assert from_json(to_json(brief), "brief.json") == brief
    assert from_json(to_json(brief).encode(), "brief.json") == brief


def test_the_same_brief_gives_the_same_text_whatever_the_order_of_its_mappings() -> None:
    known: dict[str, Basis] = {"title": "feed", "publisher": "stated"}
    one = replace(FULL.articles[0], known_by=known)
    two = replace(FULL.articles[0], known_by={name: known[name] for name in reversed(known)})
    assert to_json(replace(FULL, articles=(one,))) == to_json(replace(FULL, articles=(two,)))


def test_json_is_readable_text() -> None:
    text = to_json(FULL)
    assert text.startswith('{\n  "schema_version": 1,\n  "id": "lume",\n')
    assert "“a first step, not a last one” & left" in text
    assert text.endswith("}\n")


def test_what_steers_stands_as_an_escape() -> None:
    text = to_json(replace(FULL, title="turned \u202earound\x9b"))
    assert '"turned \\u202earound\\u009b"' in text


def test_half_a_character_survives_the_way_to_bytes_and_back() -> None:
    brief = replace(FULL, title="half \ud83d gone")
    assert from_json(to_json(brief).encode(), "brief.json") == brief


def test_a_byte_order_mark_is_no_obstacle() -> None:
    assert from_json(b"\xef\xbb\xbf" + to_json(FULL).encode(), "brief.json") == FULL


def test_the_fields_with_a_default_may_be_missing() -> None:
    text = changed(lambda data: data["sections"][1].pop("passed_over"))
    assert from_json(text, "brief.json").sections[1].passed_over == ()


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"\xff\xfe", "not UTF-8 (byte 0)"),
        ("{", "not JSON: line 1, column 2: Expecting property name enclosed in double quotes"),
        ("[" * 100_000, "nested too deeply"),
        ("[]", "not a brief: its outermost value is not an object"),
        ("{}", "schema_version: missing, so this is not a brief"),
        ('{"schema_version": 2}', "schema_version: 2; this version of briefing reads 1"),
        ('{"schema_version": 1}', 'object missing required field "id"'),
        ('{"schema_version": NaN}', "NaN is not a number that JSON knows"),
    ],
)
def test_what_is_no_brief_is_said_in_one_line(data: bytes | str, problem: str) -> None:
    with pytest.raises(BriefFileError) as caught:
        from_json(data, "x/brief.json")
    assert str(caught.value).casefold() == f"x/brief.json: {problem}".casefold()


def set_to(*path: str | int, value: Any) -> Callable[[Any], None]:
    def change(data: Any) -> None:
        for step in path[:-1]:
            data = data[step]
        data[path[-1]] = value

    return change


ITEM = ("sections", 0, "items", 0)
SENTENCE = (*ITEM, "sentences", 0)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (set_to("schema_version", value=7), "schema_version: 7, which briefing 0.1.0 wrote; this version of"),
        (set_to(*SENTENCE, "start", value="3"), 'sections[0].items[0].sentences[0].start: expected "int", got "str"'),
        (set_to(*ITEM, "status", value="old"), "sections[0].items[0].status: invalid enum value 'old'"),
        (set_to(*ITEM, "sentences", value=[]), "sections[0].items[0].sentences: there is none"),
        (set_to(*ITEM, "stauts", value=1), "sections[0].items[0].stauts: no such field"),
        (set_to("extra", value=1), "extra: no such field"),
        (set_to(*SENTENCE, "article", value="a9"), 'sentences[0].article: there is no article "a9"'),
        (set_to(*SENTENCE, "start", value=-1), "sentences[0].start: -1 to"),
        (set_to(*SENTENCE, "text", value="Other"), 'sentences[0].dates[0]: "on Tuesday" does not stand at'),
        (set_to(*SENTENCE, "dates", 0, "date", value="2025-13-01"), 'dates[0].date: "2025-13-01" is not a day'),
        (set_to("date", value="2025-02-30"), 'brief.json: date: "2025-02-30" is not a day'),
        (set_to("date", value="0000-01-01"), 'brief.json: date: "0000-01-01" is not a day'),
        (set_to("date", value="tomorrow"), 'brief.json: date: "tomorrow" is not a day'),
        (set_to("articles", 6, "id", value="b1"), 'articles[6].id: "b1" is not "a" and a number'),
        (set_to("articles", 1, "id", value="a1"), "articles: two articles have one id"),
        (set_to("articles", 0, "published", value="May"), 'articles[0].published: "May" is not a day'),
        (set_to("articles", 0, "revision_of", value="x"), 'articles[0].revision_of: "x" is not'),
        (set_to("timeline", 0, "date", value="2022"), 'timeline[0].date: "2022" is not a month'),
    ],
)
def test_a_message_names_the_place_in_the_brief(change: Callable[[Any], None], problem: str) -> None:
    with pytest.raises(BriefFileError) as caught:
        from_json(changed(change), "brief.json")
    assert problem.casefold() in str(caught.value).casefold()


def test_the_shipped_schema_has_the_shape_of_the_records() -> None:
    assert bare(schema()) == bare(json.loads(json.dumps(msgspec.json.schema(Brief))))


def test_the_schema_describes_every_field_and_allows_no_other() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    for record in schema()["$defs"].values():
        assert record["additionalProperties"] is False
        assert record["description"].endswith(".")
        assert all(field["description"].endswith(".") for field in record["properties"].values())


@pytest.mark.parametrize("brief", SAMPLES.values(), ids=SAMPLES)
def test_samples_keep_the_schema(brief: Brief) -> None:
    jsonschema.validate(json.loads(to_json(brief)), schema(), cls=jsonschema.Draft202012Validator)


def test_the_schema_refuses_what_is_not_a_brief() -> None:
    broken = json.loads(to_json(FULL))
    broken["date"] = "15 May"
    broken["sections"][0]["items"][0]["extra"] = TRUCE
    problems = list(jsonschema.Draft202012Validator(schema()).iter_errors(broken))
    assert len(problems) == 2
