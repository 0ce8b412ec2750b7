"""Which reports of a source an issue takes: those that have what its settings want, and of these the newest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.model.records import dataclass
from briefing.text.terms import Term, finds, parse, side_of
from briefing.text.words import tokenise

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing.config import SourceSettings
    from briefing.model import Article, Side


@dataclass(frozen=True, slots=True)
class _Ask:
    """A term, or every name of a side, with the stems that a text needs side by side where it is a phrase."""

    term: Term
    stems: tuple[str, ...] = ()


def admitted(
    articles: Sequence[Article], source: SourceSettings, sides: Sequence[Side], language: str = "en"
) -> tuple[Article, ...]:
    """Return the reports of a source that its settings let in, in their order.

    None of a source in another language goes in: what the rules of `language` say of its sentences would mean nothing.
    A report needs one of the terms of `allow` in its title, text or address, where there are any, and none of `deny`;
    of those that are left the newest go in, up to `limit`, undated ones last.
    """
    if foreign(source, language):
        return ()
    wanted, refused = (_asks(terms, sides, language) for terms in (source.allow, source.deny))
    fitting = tuple(one for one in articles if _fits(one, wanted, refused, language)) if wanted or refused else articles
    if source.limit is None or len(fitting) <= source.limit:
        return tuple(fitting)
    newest = {article.key for article in sorted(fitting, key=_newness, reverse=True)[: source.limit]}
    return tuple(article for article in fitting if article.key in newest)


def foreign(source: SourceSettings, language: str) -> str:
    """Return why the reports of a source stay out whose language is not the brief's, "" where it is."""
    if source.language in {None, language}:
        return ""
    return f'none is taken, since they are in "{source.language}" and the brief is in "{language}"'


def _newness(article: Article) -> tuple[str, str, str]:
    published = article.published
    return (str(published.day or ""), str(published.moment or ""), article.key)


def _asks(terms: Iterable[str], sides: Sequence[Side], language: str) -> list[_Ask]:
    parsed = map(parse, terms)
    plain = [one for term in parsed for one in (_names(term, sides) if term.kind == "side" else [term])]
    return [_Ask(term, _stems(term.words, language) if term.kind == "phrase" else ()) for term in plain]


def _names(side: Term, sides: Sequence[Side]) -> list[Term]:
    return [Term("phrase", name, name) for name in side_of(side, sides).names]


def _fits(article: Article, wanted: Sequence[_Ask], refused: Sequence[_Ask], language: str) -> bool:
    text = "\n".join(filter(None, (article.title.value, article.text, article.url.value)))
    stems = _stems(text, language)
    joined = f" {' '.join(stems)} "
    if any(_has(ask, text, joined, stems) for ask in refused):
        return False
    return not wanted or any(_has(ask, text, joined, stems) for ask in wanted)


def _has(ask: _Ask, text: str, joined: str, stems: Sequence[str]) -> bool:
    if ask.term.kind == "phrase":
        return bool(ask.stems) and f" {' '.join(ask.stems)} " in joined
    return finds(ask.term, text, stems)


def _stems(text: str, language: str) -> tuple[str, ...]:
    return tuple(token.stem for token in tokenise(text, language))
