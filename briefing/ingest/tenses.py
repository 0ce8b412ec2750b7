"""Weekdays of what has happened, told from those of what is to come: "said Tuesday", not "will meet on Thursday"."""

from __future__ import annotations

import re

from briefing.model.records import dataclass
from briefing.text.patterns import lazy
from briefing.text.times import Weekday, weekdays_in

_NEAR_BEFORE, _NEAR_AFTER = 7, 5  # words
_PAST = {
    "en": r"(?!hundred|unprecedented|united)[a-z]{2,}ed|said|told|met|held|went|came|left|saw|took|made|gave|began"
    r"|spoke|wrote|won|lost|sent|put|broke|drew|led|hit|kept|found|rose|fell|struck|flew|shot|quit"
    r"|(?:would|could|did)\s+not\s+[a-z]+",
    "de": r"sagten?|teilten?|erklärten?|kündigten?|traf(?:en)?|kam(?:en)?|ging(?:en)?|hieß|gab(?:en)?|sprach(?:en)?"
    r"|[a-zäöüß]{3,}(?:te|ten)"
    r"|ha(?:t|ben)|wurden?",
    "fr": r"(?:a|ont|avait|avaient|est|sont|était)(?:\s+\w+)?\s+\w+(?:é|ée|és|ées|it|u|is|ert)|a\s+dit",
    "es": r"dijo|dijeron|\w{3,}ó|\w{3,}(?:aron|ieron)|hizo|ha(?:n)?\s+\w+(?:ado|ido)",
    "uk": r"\w{2,}(?:ив|ав|ув|ла|ли|ло|вся|лася|лися|лося)",
    "ru": r"\w{2,}(?:ил|ал|ел|ял|ула|ла|ли|ло|лся|лась|лись|лось)",
}
_FUTURE = {
    "en": r"will|would(?!\s+not\s+say)|shall|may|might|could(?!\s+not)|should|must|scheduled|due|expected"
    r"|planned|plans?|supposed|set|slated|next|last|coming|until|before|after|by|since|every|each|starting|if|'ll|’ll"
    r"|to\s+(?!(?:the|a|an|his|her|their|its|reporters|journalists|state)\b)[a-z]+",
    "de": r"wird|werden|soll|sollen|sollte|will|wollen|geplant|nächsten"
    r"|kommenden|vergangenen|bis|vor|seit|jeden|ab",
    "fr": r"sera|seront|doit|doivent|devrait|devraient|prévue?s?|prochaine?"
    r"|dernier|dernière|avant|jusqu\w*|depuis|chaque|dès",
    "es": r"será|serán|debe|deben|previst[oa]s?|próximo|pasado|antes|hasta|desde|cada",
    "uk": r"буде|будуть|має|мають|заплановано|наступн\w+|минул\w+|до|після|від|кожн\w+",
    "ru": r"будет|будут|должн\w+|запланирован\w*|следующ\w+|прошл\w+|до|после|с|кажд\w+|состоится|состоятся",
}
_PAST_RE = {language: lazy(rf"(?<![\w-])(?:{words})(?!\w)", re.IGNORECASE) for language, words in _PAST.items()}
_FUTURE_RE = {language: lazy(rf"(?<![\w-])(?:{words})(?!\w)", re.IGNORECASE) for language, words in _FUTURE.items()}
_STATEMENT = lazy(
    r"\b(?:said|told|announced|confirmed|critici[sz]ed|warned|added|urged|stated|declared|rejected|denied|insisted|accused"
    r"|reported|not\s+say|sagte|teilte|erklärte|kündigte|betonte|warnte|forderte|déclaré|dit|annoncé|affirmé|indiqué"
    r"|dijo|dijeron|declaró|anunció|afirmó|informó|(?:заяв|сказа|повідом|сообщ|оголос|объяв|зазнач|подчерк)\w+)",
    re.IGNORECASE,
)
_ARTICLE = lazy(r"(?<!\w)(?:a|an|the|une?|ein\w*|una?)\s+$", re.IGNORECASE)
_CLAUSE_END = lazy(r"[.!?;:–—“”\"]")
_COMMA = lazy(r"[,.!?;:–—“”\"]")


@dataclass(frozen=True, slots=True)
class PastDay:
    """A weekday on which something has happened, and the words that say so."""

    weekday: int
    words: str

    @property
    def said(self) -> bool:
        """Whether somebody said something then: reports tell what was said on the day that they are of."""
        return bool(_STATEMENT.search(self.words))


def past_days(paragraph: str) -> tuple[PastDay, ...]:
    """Return the weekdays of past events in a paragraph, in order."""
    found = (_past(paragraph, weekday) for weekday in weekdays_in(paragraph))
    return tuple(one for one in found if one)


def coming_days(paragraph: str) -> frozenset[int]:
    """Return the weekdays that the paragraph names without telling of a past event."""
    return frozenset(one.number for one in weekdays_in(paragraph) if not _past(paragraph, one))


def _past(text: str, day: Weekday) -> PastDay | None:
    before = _before(text[: day.start])
    after = _after(text[day.end :], within=_COMMA if before else _CLAUSE_END)
    if text[day.end :].startswith(("'", "’", "-")) or _ARTICLE.search(before):
        return None
    past, future = _PAST_RE[day.language], _FUTURE_RE[day.language]
    verbs = list(past.finditer(before))
    if verbs and not future.search(before):
        return PastDay(day.number, (before[verbs[-1].start() :] + text[day.start : day.end]).strip())
    verb, coming = past.search(after), future.search(after)
    if not verb or future.search(before) or (coming and coming.start() <= verb.start()):
        return None
    lead = " ".join(before.split()[-1:])
    return PastDay(day.number, f"{lead} {text[day.start : day.end]}{after[: verb.end()]}".strip())


def _before(text: str) -> str:
    clause = _CLAUSE_END.split(text[-120:])[-1]
    return "".join(re.findall(r"\S+\s*", clause)[-_NEAR_BEFORE:])


def _after(text: str, within: re.Pattern[str]) -> str:
    clause = within.split(text[:120])[0]
    return "".join(re.findall(r"\s*\S+", clause)[:_NEAR_AFTER])
