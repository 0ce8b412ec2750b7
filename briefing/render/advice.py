"""What a person may want to change of the topics, as text and as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from briefing.text.folding import escaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefing.model import Advice, Sentence, Suggestion, Uncovered


def advice_text(advice: Iterable[Advice], uncovered: Sequence[Uncovered] | None = None) -> str:
    """Return what the topics' terms find and what could be added; without `uncovered` what they find alone."""
    lines = [line for one in advice for line in _topic(one, adds=uncovered is not None)]
    if uncovered:
        lines += ["What no topic covers:", ""]
    return "\n".join([*lines, *(line for one in uncovered or () for line in _uncovered(one))])


def _topic(one: Advice, *, adds: bool) -> Iterator[str]:
    yield f"{one.topic.title or one.topic.id}: {_counted(one.sentences, one.reports)} about it"
    for found in one.found:
        warning = "" if found.sentences else "  <- finds nothing"
        yield f"  {found.sentences:>5} in {found.reports:>3}  {found.term}{warning}"
    if adds and one.terms:
        yield "  could be added:"
        yield from _suggestions(one.terms)
        yield f"  terms = {_list(one.terms)}"
    yield ""


def _uncovered(one: Uncovered) -> Iterator[str]:
    yield f"{one.terms[0].term}: {_counted(one.sentences, one.reports)}"
    yield from (f"  {_quoted(sentence)}" for sentence in one.examples)
    yield f"  [[topics]]\n  title = {_toml(one.terms[0].term)}\n  terms = {_list(one.terms)}\n"


def _suggestions(terms: Iterable[Suggestion]) -> Iterator[str]:
    for one in terms:
        yield f"  {one.sentences:>5} in {one.reports:>3}  {one.term}"
        yield f"                {_quoted(one.example)}"


def _counted(sentences: int, reports: int) -> str:
    return f"{sentences} sentence{'s' * (sentences != 1)} of {reports} report{'s' * (reports != 1)}"


def _quoted(sentence: Sentence) -> str:
    return f"{sentence.text} [{_source(sentence)}]"


def _source(sentence: Sentence) -> str:
    article = sentence.article
    known = (article.publisher.value, str(article.published.day or ""), article.path)
    return ", ".join(part for part in known if part)


def _list(terms: Iterable[Suggestion]) -> str:
    return f"[{', '.join(_toml(one.term) for one in terms)}]"


def _toml(text: str) -> str:
    """Return the text as a string of TOML, whose escapes are those of JSON."""
    return json.dumps(text, ensure_ascii=False)


def advice_json(advice: Iterable[Advice], uncovered: Sequence[Uncovered] | None = None) -> str:
    """Return the same as JSON."""
    told: dict[str, Any] = {"topics": [_topic_data(one) for one in advice]}
    if uncovered is not None:
        told["uncovered"] = [_uncovered_data(one) for one in uncovered]
    return escaped(json.dumps(told, ensure_ascii=False, indent=2))


def _topic_data(one: Advice) -> dict[str, Any]:
    return {
        "topic": one.topic.id,
        "title": one.topic.title,
        "sentences": one.sentences,
        "reports": one.reports,
        "found": [{"term": f.term, "sentences": f.sentences, "reports": f.reports} for f in one.found],
        "terms": [_term_data(term) for term in one.terms],
        "toml": f"terms = {_list(one.terms)}",
    }


def _uncovered_data(one: Uncovered) -> dict[str, Any]:
    return {
        "sentences": one.sentences,
        "reports": one.reports,
        "terms": [_term_data(term) for term in one.terms],
        "examples": [_sentence_data(sentence) for sentence in one.examples],
        "toml": f"[[topics]]\ntitle = {_toml(one.terms[0].term)}\nterms = {_list(one.terms)}",
    }


def _term_data(one: Suggestion) -> dict[str, Any]:
    counts = {"term": one.term, "sentences": one.sentences, "reports": one.reports, "sure": one.sure}
    return {**counts, "example": _sentence_data(one.example)}


def _sentence_data(sentence: Sentence) -> dict[str, str]:
    return {"text": sentence.text, "source": _source(sentence)}
