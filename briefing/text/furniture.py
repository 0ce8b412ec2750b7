"""What on a page is not the report: appeals, buttons, captions, credits, headings, ...; strings in, labels out.

The rules ask what such a text *is*: a fragment without a full stop, a block of names, a link alone; words to the
reader, outside quotation marks, that want something of him; a place at the end of the text. Lists of phrases are short
and help in several languages. What stays in doubt is the report: a lost fact is worse than a line too many.

A rule sees text of bounded length only, so the time grows with the length of the page.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from briefing.text.closed_class import HE, IT, SHE, SPEECH, THEY, VERBS, WE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from briefing.model import BlockKind

_LONG = 700
"""A sentence or block of more characters has the shape of no furniture."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of a text as its sentences; `repeated` counts the other reports that it stands in, too."""

    sentences: tuple[str, ...]
    kind: BlockKind = "paragraph"
    repeated: int = 0


@dataclass(frozen=True, slots=True)
class About:
    """What is known of the report; "" where it is not."""

    title: str = ""
    author: str = ""
    publisher: str = ""


@dataclass(frozen=True, slots=True)
class Cut:
    """A stretch of a block that is glued to a sentence and no part of it, and what it is."""

    start: int
    end: int
    what: str


def classify(passages: Sequence[Passage], about: About | None = None) -> tuple[tuple[str | None, ...], ...]:
    """Return for each sentence of each passage what it is if not the report ("appeal", "heading", ...), else None."""
    page = _Page(_blocks(passages), about or About())
    labels = [_labels(page, at) for at in range(len(page.blocks))]
    for spread in (_spread_in_blocks, _spread_over_teasers, _spread_over_appeals):
        spread(page, labels)
    return tuple(tuple(of_block) for of_block in labels)


# --- quotations: what stands in them is said by somebody else


_OPENING = re.compile(r"[“„«]|(?<!\w)(?:[»”\"]|''|``|‘|'(?=[A-ZÀ-Þ]))(?=\S)")
_CLOSING = {
    "“": re.compile(r"[”\"]|(?<=\S)“(?!\w)"),
    "„": re.compile(r"[“”\"]"),
    "«": re.compile(r"»"),
    "»": re.compile(r"[«»]"),
    "”": re.compile(r"”"),
    '"': re.compile(r'"'),
    "''": re.compile(r"''"),
    "``": re.compile(r"''"),
    "‘": re.compile(r"’(?!\w)"),
    "'": re.compile(r"'(?!\w)"),
}
_FAR = 2000
"""How far a single quotation mark looks for its partner: it may be an apostrophe."""


_CLOSING_LATER = {
    "“": re.compile(r"”"),
    "„": re.compile(r"[“”]"),
    "«": re.compile(r"»"),
    '"': re.compile(r"(?<=\S)\"(?!\w)"),
    "''": re.compile(r"(?<=\S)''(?!\w)"),
}
_NEAR = 6
"""How many paragraphs a quotation may last."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation with its marks, in one paragraph.

    It starts at -1 where it began in an earlier paragraph; one that is not `closed` lasts to the paragraph's end.
    """

    start: int
    end: int
    closed: bool = True


def quotations(paragraphs: Sequence[str]) -> tuple[tuple[Quotation, ...], ...]:
    """Return the quotations of each paragraph, in order; what is quoted inside a quotation is a part of it.

    A quotation goes on in the next paragraphs if one of them closes it before another begins.
    """
    found: list[tuple[Quotation, ...]] = []
    until, end = -1, 0
    for at, text in enumerate(paragraphs):
        if at < until:
            found.append((Quotation(-1, len(text), closed=False),))
            continue
        carried = (Quotation(-1, end),) if at == until else ()
        found.append((*carried, *_quotations(text, end if carried else 0)))
        if found[-1] and not found[-1][-1].closed:
            until, end = _closing(paragraphs, at, found[-1][-1])
    return tuple(found)


def _quotations(text: str, at: int) -> Iterator[Quotation]:
    while opening := _OPENING.search(text, at):
        single = opening.group() in "‘'"
        limit = opening.end() + _FAR if single else len(text)
        closing = _CLOSING[opening.group()].search(text, opening.end(), limit)
        at = closing.end() if closing else opening.end()
        if closing:
            yield Quotation(opening.start(), at)
        elif not single:
            yield Quotation(opening.start(), len(text), closed=False)
            return


def _closing(paragraphs: Sequence[str], at: int, quotation: Quotation) -> tuple[int, int]:
    """Return the later paragraph that closes the quotation, and where; (-1, 0) if none does."""
    opening = _OPENING.match(paragraphs[at], quotation.start)
    later = _CLOSING_LATER.get(opening.group()) if opening else None
    for n in range(at + 1, min(at + 1 + _NEAR, len(paragraphs)) if later else 0):
        again = _OPENING.search(paragraphs[n])
        closing = later.search(paragraphs[n], 0, again.start() + 1 if again else len(paragraphs[n])) if later else None
        if closing:
            return n, closing.end()
        if again:
            break
    return -1, 0


# --- what a rule sees


_WORD = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]+)*\.?|\d[\d.,:]*")
_CLOSERS = "\"'”’»“)]*_ "
_STOPS = ".!?…。！？।؟"


@dataclass(frozen=True)
class _Line:
    """A sentence or a block: its text with white space folded, and `said`, the same without its quotations."""

    text: str
    said: str

    @cached_property
    def words(self) -> tuple[str, ...]:
        return tuple(_WORD.findall(self.text)) if len(self.text) <= _LONG else ("",) * _LONG

    @cached_property
    def count(self) -> int:
        return len(self.words)

    @cached_property
    def bare(self) -> str:
        """The text without the full stop and brackets around it."""
        return self.text.strip("()[]*_ ").rstrip(". ")

    @cached_property
    def closed(self) -> bool:
        """Whether it ends as a sentence does."""
        return self.text.rstrip(_CLOSERS)[-1:] in (*_STOPS, ":", ";") and self.text != ""

    @cached_property
    def asks(self) -> bool:
        return self.text.rstrip(_CLOSERS).endswith(("?", "？", "؟"))

    @cached_property
    def fragment(self) -> bool:
        """Whether it is short and does not end as a sentence does: a heading, a button, an item of a list."""
        return not self.closed and self.count <= 20 and len(self.text) <= 160

    @cached_property
    def addressed(self) -> bool:
        """Whether it speaks, outside quotations, to the reader or of "us"."""
        return bool(_ADDRESS.search(self.said) or _POLITE.search(self.said))

    @cached_property
    def imperative(self) -> bool:
        return bool(_IMPERATIVE.match(self.said))

    @cached_property
    def capitalised(self) -> bool:
        """Whether every word begins with a capital or only joins such words: names, agencies, places."""
        return self.count > 0 and all(w[0].isupper() or w.lower() in _JOINING for w in self.words)


@dataclass(frozen=True, slots=True)
class _Block:
    """A passage as the rules see it."""

    line: _Line
    sentences: tuple[_Line, ...]
    kind: BlockKind
    repeated: int

    @property
    def prose(self) -> bool:
        """Whether it is running text: what a heading stands over."""
        return self.line.closed and self.line.count >= 6 and self.kind in {"paragraph", "item"}


@dataclass(frozen=True)
class _Page:
    """All blocks of a text, and what is known of it."""

    blocks: tuple[_Block, ...]
    about: About

    def line(self, at: int) -> _Line:
        """The block at this place, an empty one outside the page."""
        return self.blocks[at].line if 0 <= at < len(self.blocks) else _EMPTY

    def left(self, at: int) -> int:
        """How many blocks stand after this one."""
        return len(self.blocks) - 1 - at

    @cached_property
    def title(self) -> tuple[str, ...]:
        return _plain_words(self.about.title[:_LONG])

    @cached_property
    def author(self) -> frozenset[str]:
        return frozenset(_plain_words(self.about.author[:_LONG]))

    @cached_property
    def dotted(self) -> bool:
        """Whether a full stop proves nothing here: even the title has one (as in texts from some archives)."""
        heads = (block.line for block in self.blocks[:4])
        return self.about.title[-1:] not in _STOPS and any(
            line.text.endswith(".") and _is_part_of_title(line, self.title) for line in heads
        )

    @cached_property
    def english(self) -> bool:
        return sum(block.line.text.count(" the ") for block in self.blocks) * 5 >= len(self.blocks)

    @cached_property
    def repeated_from(self) -> int:
        """The block from which on other reports repeat everything."""
        return max((at + 1 for at, block in enumerate(self.blocks) if not block.repeated), default=0)

    @cached_property
    def frequency(self) -> Counter[str]:
        """How often a word stands on the page."""
        return Counter(word for block in self.blocks for line in block.sentences for word in line.words)


def _blocks(passages: Sequence[Passage]) -> tuple[_Block, ...]:
    wholes = [" ".join(" ".join(passage.sentences).split()) for passage in passages]
    quoted = quotations(wholes)
    return tuple(_block(*each) for each in zip(passages, wholes, quoted, strict=True))


def _block(passage: Passage, whole: str, quoted: tuple[Quotation, ...]) -> _Block:
    masked = _masked(whole, quoted)
    lines, start = [], 0
    for sentence in passage.sentences:
        piece = " ".join(sentence.split())
        lines.append(_line(piece, masked[start : start + len(piece)]))
        start += len(piece) + bool(piece)
    return _Block(_line(whole, masked), tuple(lines), passage.kind, passage.repeated)


def _line(text: str, said: str) -> _Line:
    if len(text) > _LONG:
        return _Line(text, "")
    return _Line(text, said.lower() if text.isupper() else said)


def _masked(text: str, quoted: tuple[Quotation, ...]) -> str:
    """Return the text with a blank for every character that stands in a quotation of several words."""
    pieces, at = [], 0
    for quotation in quoted:
        start = max(0, quotation.start)
        if quotation.start < 0 or " " in text[start : quotation.end]:
            pieces += [text[at:start], " " * (quotation.end - start)]
            at = quotation.end
    return "".join([*pieces, text[at:]])


_LETTERS = re.compile(r"[^\W_]+")


def _plain_words(text: str) -> tuple[str, ...]:
    return tuple(_LETTERS.findall(text.casefold()))


_EMPTY = _Line("", "")


# --- words of several languages


def _any(*alternatives: str) -> str:
    return "(?:" + "|".join(alternatives) + ")"


# "US" is a country, "us" is a newsroom; German "Sie" is "you" only where it could have been small.
_ADDRESS = re.compile(
    r"(?i)(?<![\w.-])(?:you|your|yours|you['’](?:re|ll|ve|d)|we|our|ours|we['’](?:re|ll|ve|d)|(?-i:us)|wir|uns|unser\w{0,2}|"
    r"vous|votre|vos|nous|notre|ustedes|usted|nuestr[oa]s?|nosotros|você|nosso|nossa|"
    r"вы|вас|вам|вами|ваш\w{0,3}|мы|нас|нам|нами|наш\w{0,3}|ви|ми)(?![\w-])",
)
_READER = re.compile(
    r"(?i)(?<![\w.-])(?:you|your|yours|you['’](?:re|ll|ve|d)|vous|votre|vos|usted|ustedes|você|вы|вас|вам|вами|ваш\w{0,3}|ви|"
    r"(?:thank|thanks|danke|merci|gracias|спасибо|дякуємо)(?: you)?)(?![\w-])",
)
_POLITE = re.compile(r"[a-zäöüß,] (?:Sie|Ihnen|Ihre[nmrs]?|Ihr)\b")
_IMPERATIVE = re.compile(
    r"(?i)(?:please |just |to \w+,? |bitte |jetzt |пожалуйста,? |por favor,? )?"
    + _any(
        "ask|become|browse|buy|call|check|choose|click|contact|discover|donate|download|email|e-mail|enjoy|explore|find",
        "follow|get|give|help|hear|join|learn|like|listen|log|make|meet|order|read|register|see|send|share|shop|sign",
        "start|stay|submit|subscribe|support|take|tap|tell|try|tune|view|visit|vote|watch|write",
        "abonnieren|diskutieren|folgen|klicken|laden|lesen|melden|schreiben|sehen|spenden|teilen|unterstützen",
        "abonnez|cliquez|découvrez|écoutez|écrivez|faites|inscrivez|lisez|partagez|recevez|regardez|rejoignez|retrouvez",
        "soutenez|suivez|téléchargez",
        "apoya|apóyanos|comparte|descarga|haga|haz|lea|lee|recibe|reciba|síganos|síguenos|suscríbase|suscríbete|únete",
        "подпис\\w{3,8}|поддерж\\w{2,5}|присоединяйтесь|следите|смотрите|скачайте|читайте|оставьте|узнавайте|пишите",
        "підпис\\w{3,8}|підтримай\\w{0,3}|приєднуйтесь|долучайтесь|стежте|дивіться|завантажуйте|пишіть",
    )
    + r"(?![\w-])"
    + r"(?! (?:is|are|was|were|has|had|will|would|from|among|for the)\b)",
)
_MEDIA_IMPERATIVE = re.compile(
    r"(?i)(?:please |to \w+,? )?"
    + _any(
        "browse|check out|click|discover|download|email|e-mail|explore|find out|follow|join|listen|log in|read|register",
        "send|share|shop|sign up|submit|subscribe|take a look|tune in|view|visit|watch",
    )
    + r"(?![\w-])",
)
_JOINING = frozenset(
    """and & or via for of the by with in from at und oder von für der die das et de la le les du pour avec y e el en con
    para dos da do di и в из для та і й з із""".split(),
)
_PRESS = re.compile(
    r"(?i)\b(?:journalis\w{1,5}|readers|subscribers|newsroom|newspaper|our reporting|our coverage|our work|our readers|newsletters?|"
    r"redaktion|unabhängige[nmrs]? \w+|leserinnen|lecteurs|rédaction|periodismo|lectores|redacción|"
    r"журналист\w{0,4}|редакц\w{1,3}|читател\w{1,3}|журналіст\w{0,4}|читач\w{0,3})\b",
)
_AGENCIES = re.compile(
    r"(?i)(?<!\w)(?:afp|ap|apa|ansa|belga|belta|dpa|efe|epa|getty(?: images)?|imago|interfax|keystone|lusa|pa media|"
    r"picture alliance|press association|reuters|ria novosti|shutterstock|sipa|tass|upi|ukrinform|unian|xinhua|zuma|"
    r"associated press|агентств\w|рейтер|тасс|уніан|укрінформ)(?!\w)",
)
_ROLE = (
    r"(?:reporter|correspondent|editor|columnist|journalist|writer|author|co-author|contributor|producer|blogger|"
    r"photographer|commentator|professor|lecturer|fellow|korrespondent(?:in)?|"
    r"redakteur(?:in)?|autor(?:in|a)?|journaliste|journalistin|correspondante?|periodista|corresponsal|"
    r"корреспондент\w?|журналист\w?|обозреватель|кореспондент\w?|журналіст\w?|оглядач)"
)


# --- rules for one sentence, wherever it stands


_URL = r"(?:https?://|www\.)\S+"
_MAIL = r"[\w.+-]+@[\w-]+\.[\w.-]+"
_OUR = re.compile(r"(?i)\b(?:our|your|(?-i:us))\b")
_HERE = re.compile(
    rf"(?i)\b(?:here|below|above|newsletters?|inbox|podcast|video|hier|unser\w{{0,2}}|ici|notre|nos|aquí|"
    rf"nuestr[oa]s?|здесь|наш\w{{0,3}}|тут)\b|{_URL}",
)
_CHANNEL = re.compile(
    r"(?i)\b(?:on|auf|sur|en|в|у|на|via|per) (?:our |unser\w{2} |notre |nuestro |наш\w{0,3} )?"
    r"(?:facebook|instagram|telegram|twitter|x|whatsapp|youtube|linkedin|threads|bluesky|tiktok|google news|"
    r"телеграм\w{0,2}|viber|ютуб\w{0,2}|фейсбук\w{0,2})\b",
)
_GIVING = re.compile(
    r"(?i)\b(?:support(?:ing)? (?:our (?:work|journalism|reporting|newsroom|mission|newspaper|coverage|team)|"
    r"(?:\w+,? )?(?:independent|quality|free|local|public)[\w ]{0,14}(?:journalism|press|media|news))\b|"
    r"(?:become|be|becoming) an? (?:\w+ )?(?:member|supporter|subscriber|patron|donor)\b|"
    r"make an? (?:\w+[ -])?(?:donation|contribution|gift)\b|donate (?:now|today|here|to us|to our)\b|"
    r"(?:subscribe|contribute|donate|us|monthly)[\w ,-]{0,30} (?:from|for) (?:just|only|as little as) (?:[$€£]|\d)|"
    r"unterstützen sie (?:uns|unser\w{0,2}|unabhängig\w{0,4})|spenden sie|"
    r"(?:soutenez|faites un don)(?:-nous| à| pour| notre| la presse|\W*$)|"
    r"apóyan?os|apoya (?:nuestro|el periodismo)|haz(?:te)? (?:una donación|soci[oa])|"
    r"поддерж\w{2,5} (?:нас|наш\w{0,2}|редакцию|независим\w{2,4})|підтрим\w{2,5} (?:нас|наш\w{0,2}|редакцію|незалежн\w{2,4}))",
)
_SUPPORT_US = re.compile(r"(?i)\bsupport (?-i:us)\b")
_MONEY = re.compile(r"(?i)[$€£]\s?\d|\b(?:monthly|donat\w{1,4}|contribut\w{1,4}|subscri\w{2,6}|readers?)\b")
_PLEADING = re.compile(
    r"(?i)\b(?:your (?:support|help|contribution|donation|gift)|need your (?:help|support)|support us|donat(?:e|ions?)|"
    r"subscri(?:be|ption|ber)s?|contribut\w{1,6}|spende\w?|unterstützung|soutien|dons?|apoyo|donación|"
    r"поддержк\w{1,2}|пожертвован\w{1,3}|донат\w{0,3}|підтримк\w{1,2})\b",
)
_SIGNING = re.compile(
    r"(?i)\b(?:sign(?:ing)? up|subscrib(?:e|ing)|register(?:ing)?|opt in|melden sie sich|abonnieren|inscrivez-vous|"
    r"abonnez-vous|suscríb\w{2,4}|подпи[сш]\w{1,10}|підпи[сш]\w{1,10})\b",
)
_PERIODICAL = re.compile(
    r"(?i)\b(?:newsletters?|inbox|e-?mails? (?:alerts?|updates?)|(?:news |breaking |free |our )alerts?|bulletin|mailing list|"
    r"morning email|daily (?:email|briefing|digest)|our (?:app|channel|podcast|emails?|list|services)|"
    r"infolettre|boletín|канал\w{0,3}|рассылк\w{0,2}|розсилк\w{0,2})\b",
)
_COOKIES = re.compile(r"(?i)\b(?:cookies?|файл\w{0,3} cookie|куки)\b")
_CONSENT = re.compile(
    r"(?i)\b(?:accept|agree|consent|policy|preferences|settings|this (?:web)?site|browser|akzeptier\w{0,3}|zustimm\w{0,3}|"
    r"einwillig\w{0,3}|accepte[rz]|consent\w{0,6}|acepta\w{0,2}|соглас\w{1,4}|погодж\w{1,5}|используем|використову\w{1,3})\b",
)
_PLAYER = re.compile(
    r"(?i)\b(?:your browser (?:does|is|has|must)|(?:enable|requires?|activate) javascript|video player|adblocker|ad blocker|"
    r"this (?:video|content|audio)[\w ']{0,20} (?:restricted|unavailable|not available|supported|played|not be loaded)|"
    r"to (?:view|display|play) this (?:video|content|audio)|an error (?:has )?occurred)\b",
)
_NOTE = re.compile(
    r"(?i)\W*(?:(?:editor(?:['’]s|s['’]|ial)? note|correction|clarification|update|disclosure|disclaimer|anmerkung der redaktion|"
    r"korrektur|hinweis der redaktion|note de la rédaction|ndlr|nota del editor|nota de la redacción|fe de errores|"
    r"примечание редакции|от редакции|примітка редакції|від редакції)(?:\s*\([^)]{1,40}\))?\s*:|"
    r"(?:this|the) (?:story|article|report|post|piece|page|item)(?: \w+)? (?:has been|was|will be|is being|have been) "
    r"(?:\w+ )?(?:updated|corrected|amended|edited|clarified|revised|published|republished|reprinted|produced|translated|"
    r"adapted|written)\b|"
    r"(?:an? (?:earlier|previous|original) version of th(?:is|e)|this is an? (?:breaking|developing|corrected|updated)|"
    r"dieser (?:artikel|text|beitrag) (?:wurde|erschien|ist zuerst)|cet article a été|este artículo (?:fue|ha sido)|"
    r"(?:статья|новость|материал) (?:была? )?(?:обновлен|дополнен|исправлен)|(?:стаття|новину|матеріал) (?:було )?оновлен))",
)
_RIGHTS = re.compile(
    r"(?i)^\W*(?:©|\(c\) \d{4}|copyright (?:©|\(c\)|\d{4}))|\b(?:all rights reserved|may not be (?:published|reproduced)|"
    r"alle rechte vorbehalten|tous droits réservés|todos los derechos reservados|все права защищены|усі права захищені)\b",
)
_CONTRIBUTING = re.compile(
    r"(?i)\bcontribut(?:ed|ing) (?:\w+ )?(?:to this (?:report|story|article|piece)\b|reporting\b|research\b)|"
    r"\bcontributed to the (?:report|story)\W*$",
)
_CREDITED = re.compile(
    r"(?i)\W*(?:contribut(?:ing|ors?|ed by)\s*:|(?:additional |with |further )?(?:reporting|writing|editing|research|"
    r"translation|graphics?|compiled|translated|edited) (?:\w+ )?by\b|with (?:files|reporting|material|contributions?|input|"
    r"information|additional reporting) (?:from|by)\b|mit (?:material|agenturmaterial|informationen|inhalten) (?:von|der|des)\b|"
    r"avec (?:l['’])?(?:afp|ap|reuters|agences?|belga)\b|con (?:información|datos|agencias|material)(?: de\b|\W*$)|"
    r"(?:с использованием|по) материал\w{1,3}\b|за матеріалами\b|за інформацією\b|"
    r"(?:sources?|quellen?|fuentes?|fonte|источники?|джерел[оа])\s*:)",
)
_PHOTO = re.compile(
    r"(?i)\W*(?:(?:main |lead |header |cover )?(?:photo|photograph|photos|image|picture|illustration|bild|foto|symbolbild|"
    r"archivbild|crédit|фото|ілюстрація|иллюстрация|скриншот)(?:s| credit| source|graphy|quelle|graf|s credit)?"
    r"(?: (?:by|von|de|par|credit|source))?\s*[:©|/]|(?:photo|photograph|image|illustration|graphic|video) (?:by|courtesy)\b|"
    r"file photo\b|(?:ap|reuters|afp) (?:photo|file photo)\b|courtesy of\b)",
)
_MARKUP = r"</?[a-z][\w-]{0,30}(?:\s+[\w-]{1,30}=\"[^\"<>]{0,200}\")*\s*/?>"
_TAG = re.compile(
    rf"\W*(?:{_MARKUP}(?:\s*{_MARKUP}){{0,9}}|\[/?[A-Za-z]+(?: [^\]]{{0,80}}=[^\]]{{0,80}})\]|"
    r"\[(?:VIDEO|AUDIO|PHOTOS?|GALLERY|IMAGE|TWEET|EMBED|video|image|embed)[^\]]{0,80}\]|"
    r"!\[[^\]]{0,200}\]\([^)]{0,300}\))\W*",
)
_TEASED = re.compile(
    r"(?i)\W*(?:(?:read|see|find out|learn|hear|watch) (?:more|the full|full|our)\b.{0,80}\b(?:here|below|at|on)\b|"
    r"(?:for|to (?:see|read|hear|get|learn|find)) (?:more|the full|all|full|the latest|additional)\b.{0,120}"
    r"\b(?:check out|visit|see|click|sign|follow|go to|read|listen|subscribe|download|tune|contact|email|call)\b|"
    r"click (?:here|for|on|the|through|to)\b|(?:scroll|swipe) (?:down|up|left|right)\b|visit .{1,80}'s? homepage|"
    r"(?:see|view) (?:more|all|the) (?:photos|pictures|images|gallery)\b|"
    r"hier (?:klicken|geht es|lesen)|cliquez ici|haga clic|нажмите|подробнее (?:читайте|об этом)|натисніть)",
)
_TIPS = re.compile(
    r"(?i)\W*(?:send (?:us )?(?:your )?(?:tips|news|letters|questions|comments|feedback|photos)|got (?:a|any) (?:news )?(?:tips?|story|"
    r"question)|do you have (?:a|any) (?:tip|story|information|question)|(?:contact|reach|email|e-mail|write to) "
    r"(?:the (?:author|writer|reporter)|us|\w+(?: \w+)? (?:at|via|on|by)\b)|have (?:a|any) (?:tip|question|story)s?)",
)
_OURS = re.compile(
    r"(?i)\b(?:our|unsere[nr]?|nos|nuestros) (?:followers|readers|audience|listeners|viewers|subscribers|leser\w{0,5}|"
    r"lecteurs|lectores)\b",
)


def _is_bracket_credit(line: _Line) -> bool:
    found = _BRACKETED.fullmatch(line.text)
    return bool(found) and line.count <= 6 and line.capitalised


def _is_sign_up(line: _Line) -> bool:
    if not _SIGNING.search(line.said) or line.count > 60:
        return False
    return bool(_PERIODICAL.search(line.said)) and (
        line.addressed or line.imperative or line.said.startswith("For more")
    )


def _is_appeal(line: _Line) -> bool:
    if _GIVING.search(line.said) and (line.addressed or line.imperative):
        return True
    return bool(_SUPPORT_US.search(line.said)) and (line.imperative or bool(_MONEY.search(line.said)))


def _is_cookies(line: _Line) -> bool:
    return bool(_COOKIES.search(line.said)) and line.addressed and bool(_CONSENT.search(line.said))


def _is_share(line: _Line) -> bool:
    return line.count <= 25 and line.imperative and bool(_CHANNEL.search(line.said))


def _is_promotion(line: _Line) -> bool:
    if line.count > 40:
        return False
    wanted = line.imperative and _HERE.search(line.said)
    wanted = wanted or (_MEDIA_IMPERATIVE.match(line.said) and _OUR.search(line.said))
    return bool(wanted or _TEASED.match(line.said) or (_OURS.search(line.said) and line.count <= 20))


def _is_contact(line: _Line) -> bool:
    tips = line.count <= 40 and _TIPS.match(line.said)
    return bool(tips and (line.addressed or re.search(_MAIL, line.said) or line.asks)) or bool(
        line.count <= 15 and re.search(_MAIL, line.said) and (line.fragment or line.imperative),
    )


def _is_credit(line: _Line) -> bool:
    if line.count > 60:
        return False
    return bool(_CONTRIBUTING.search(line.said)) or (
        bool(_CREDITED.match(line.said)) and _is_mostly_names(line) and not line.asks
    )


def _is_mostly_names(line: _Line) -> bool:
    """Whether capitals begin most of the words that count: a list of people and agencies, not a statement."""
    counted = [w for w in line.words if w.lower() not in _JOINING and len(w) > 2]
    return sum(w[0].isupper() for w in counted) * 2 >= len(counted)


def _is_photo(line: _Line) -> bool:
    return line.count <= 25 and bool(_PHOTO.match(line.said)) and (line.fragment or _is_mostly_names(line))


def _is_credited_name(line: _Line) -> bool:
    """Whether it is a name with an agency, or an agency: "Jane Doe / AFP", "Getty Images"."""
    if line.count > 10 or not line.capitalised or line.count == 0:
        return False
    return bool(_AGENCIES.search(line.bare)) or bool(_SLASHED.fullmatch(line.bare))


_BRACKETED = re.compile(r"[\[(][^\[\]()]{2,80}[\])]\.?")
_SLASHED = re.compile(r"[^\W\d_][\w.'’ -]{1,40}(?: / [^\W\d_][\w.'’ -]{1,40}){1,3}")
_LINKED = re.compile(rf"\W*{_URL}\W*")

_SENTENCE_RULES: tuple[tuple[str, Callable[[_Line], bool]], ...] = (
    ("feed tag", lambda line: bool(_TAG.fullmatch(line.text))),
    ("address", lambda line: bool(_LINKED.fullmatch(line.text))),
    ("cookies", _is_cookies),
    ("sign-up", _is_sign_up),
    ("appeal", _is_appeal),
    ("note", lambda line: bool(_NOTE.match(line.said))),
    ("copyright", lambda line: line.count <= 60 and bool(_RIGHTS.search(line.said))),
    ("credit", _is_credit),
    ("credit", _is_bracket_credit),
    ("credit", _is_credited_name),
    ("caption", _is_photo),
    ("player", lambda line: line.count <= 30 and bool(_PLAYER.search(line.said))),
    ("contact", _is_contact),
    ("share", _is_share),
    ("promotion", _is_promotion),
)


# --- rules for a whole block, which see its place


_RELATED = _any(
    r"related(?: (?:articles?|stor(?:y|ies)|coverage|content|reading|posts?|links?|news|videos?|topics?))?",
    r"read (?:more|also|next|on|the full (?:story|article))|also read|more (?:on|from|about) .{1,60}|more (?:stories|news|coverage|on this)",
    r"see (?:also|more)|recommended(?: (?:for you|stories|reading))?|(?:you )?(?:might|may) also (?:like|be interested in)",
    r"most (?:read|popular)|trending(?: now)?|editors?['’]s? (?:picks?|choice)|further reading|don['’]t miss|what to read next",
    r"lesen sie (?:auch|mehr|dazu|hier|weiter)|auch interessant|mehr (?:zum thema|dazu|nachrichten)|siehe auch|zum thema|weiterlesen",
    r"das könnte sie (?:auch )?interessieren|lire aussi|à lire(?: aussi| également)?|lire la suite|sur le même sujet|voir aussi",
    r"pour aller plus loin|le[ae] también|leer (?:más|también)|(?:le|te) puede interesar|más información|v(?:er|ea) también|noticias relacionadas",
    r"читайте (?:также|ещ[её]|далее|по теме)|читать (?:также|далее)|(?:материалы )?по теме|смотрите также|подробнее|другие новости",
    r"читайте (?:також|ще)|читати (?:також|далі)|дивіться також|(?:матеріали )?за темою|(?:вас може )?зацікавити|більше новин",
    r"leggi anche|leia (?:também|mais)|lees ook|czytaj (?:także|też|również)|zobacz (?:także|też)|ayrıca okuyun|ilgili haber(?:ler)?",
)
_TEASER = re.compile(rf"(?i)[^\w]*{_RELATED}\s*(?:[:|>»→–—]|\W*$)")
# These are words to the reader in any place, so that no colon is needed.
_TEASER_OPEN = re.compile(
    r"(?i)[^\w]*(?:lesen sie (?:auch|mehr|dazu)|lire aussi|à lire aussi|le[ae] también|читайте (?:также|ещ[её])|смотрите также|"
    r"читайте (?:також|ще)|дивіться також|leggi anche|leia também|lees ook|czytaj (?:także|też)|read (?:also|more)|also read)\b",
)
_TEASER_WEAK = re.compile(
    r"(?i)\W*(?:watch|listen|video|audio|photos|gallery|in pictures|opinion|analysis|explainer|fact check|live|more|read|icymi|"
    r"podcast|video|fotos|vidéo|vídeo|видео|відео|мнение|думка|анализ|аналіз)(?: (?:now|blog|updates?))?\s*[:|>»]",
)
_SOURCE_URL = re.compile(
    rf"(?i)\W*(?:original|source|canonical|article)?\s*(?:url|link|permalink)\s*:?\W*(?:{_URL})?\W*"
)
_HANDLE = re.compile(r"\W*@\w{1,30}\W*|[-–—]\s?.{1,60}\(@\w{1,30}\).{0,30}")
_RUNNING_HEAD = re.compile(
    r"(?i)\W*(?:abstract|full text|body|lead|summary|highlight|headline|byline|section|page \d+(?: of \d+)?|seite \d+|p\. ?\d+|"
    r"continued (?:on|from) .{1,30}|advertisement|anzeige|werbung|publicité|publicidad|реклама|sponsored(?: content)?|"
    r"story continues below(?: advertisement)?|article continues (?:below|after).{0,30})\W*",
)
_BUTTON = re.compile(
    r"(?i)\W*(?:continue(?: reading)?|remind me (?:later|next \w+)|not now|maybe later|no,? thanks|share(?: this.{0,20})?|tweet|"
    r"email(?: this.{0,20})?|print|save|copy(?: link)?|comments?(?: \(\d+\))?|\d+ comments?|leave a (?:comment|reply)|close|accept(?: all)?|"
    r"reject(?: all)?|log ?in|sign ?in|sign ?up|subscribe(?: now| today)?|donate(?: now)?|support us|menu|search|next|previous|back|"
    r"(?:load|show|view|see|read) (?:more|all|less)|click here|play(?: video)?|listen(?: now)?|watch(?: now)?|follow(?: us)?|"
    r"skip to (?:main )?content|back to top|buy now|learn more|download|open in app|toggle caption|enlarge(?: this)? image|"
    r"weiter|später erinnern|teilen|drucken|merken|kommentare|anmelden|abonnieren|schließen|zur startseite|nach oben|"
    r"partager|imprimer|commenter|s['’]abonner|se connecter|fermer|continuer|compartir|imprimir|comentarios|cerrar|suscribirse|continuar|"
    r"поделиться|распечатать|комментарии|войти|закрыть|подписаться|продолжить|показать ещ[её]|поділитися|друкувати|коментарі|"
    r"увійти|закрити|підписатися|продовжити|показати ще)\W*",
)
_MINE = re.compile(r"(?i)\b(?:me|my|your reminder|your account|your email)\b")
_BYLINE = re.compile(
    r"(?i)\W*(?:by|byline|written by|von|par|por|propos recueillis par|text|texte|texto|автор\w?|текст|author)(?:\s*:\s*|\s+)(?=\S)",
)
_SIGNED = re.compile(r"[-–—]\s?[A-ZÀ-ÞА-ЯЄІЇҐ@]")
_ROLE_ONLY = re.compile(rf"(?i)\b(?:staff )?{_ROLE}\b")
_BIOGRAPHY = re.compile(
    rf"(?i)^(?:[\w.'’-]+ ){{1,6}}?(?:[\w.'’,-]+ ){{0,8}}?(?:is|are|was|ist|est|es|—|–) (?:[\w.'’-]+ ){{0,6}}?{_ROLE}\b",
)
_INITIALS = frozenset("abcdefghijklmnopqrstuvwxyz") | {"and", "und", "et", "de", "von", "la", "the", "an"}
_PRESENTS = re.compile(r"(?i)\b(?:is|are|ist|sind|est|sont|es|son)\b|[—–]")
_PHONE = re.compile(r"(?i)\W*(?:tel\.?|phone|telefon|тел\.?)?\s*:?\s*\+?\d[\d ()/.-]{6,20}\W*")
_NAMES = r"[A-ZÀ-ÞА-ЯЄІЇҐ][\w.'’-]*(?:\s[A-ZÀ-ÞА-ЯЄІЇҐ][\w.'’-]*){0,3}"
_TAIL_CREDIT = re.compile(
    rf"(?:^|[.!?…»”\"])\s*(?P<credit>\(?{_NAMES}(?:\s?/\s?{_NAMES}){{1,3}}\)?|"
    r"\((?:AP|Reuters|AFP|Photo|Foto|Image|Credit)[^()]{0,80}\)|"
    r"(?:Photo|Foto|Фото|Credit|Photograph|Bild)\s*[:/©][^.!?]{2,80})\.?$",
)
_MONTHS_AND_DAYS = frozenset(
    """jan feb mar apr may jun jul aug sep oct nov dec mär mai okt dez jän fév avr aoû déc ene abr ago dic янв фев мар апр
    мая май июн июл авг сен окт ноя дек січ лют бер кві тра чер лип сер вер жов лис гру mon tue wed thu fri sat sun die mit
    don fre sam son lun mié jue vie sáb dom пон вто сре чет пят суб вос""".split(),
)
_DATE_WORDS = frozenset(
    """am pm a.m p.m published updated posted last modified gmt est edt et utc at on uhr h à le der den stand de del mis jour
    date time first min read vor um publié actualizado publicado обновлено опубликовано г року о th st nd rd msk cet""".split(),
)


def _is_title(page: _Page, at: int) -> bool:
    line = page.line(at)
    whole = page.title and _plain_words(line.text[:_LONG]) == page.title
    return bool(whole) or (at < 4 and _is_part_of_title(line, page.title))


def _is_first_heading(page: _Page, at: int) -> bool:
    """Whether it is the title of a text of which no title is known."""
    line = page.line(at)
    alone = at == 0 and not page.title and len(page.blocks) > 1
    return alone and line.fragment and line.count >= 3 and page.blocks[1].prose


def _is_part_of_title(line: _Line, title: tuple[str, ...]) -> bool:
    """Whether it is the title, or its first or last part (a title and a subtitle are often given as one)."""
    words = _plain_words(line.text[:_LONG])
    return len(words) >= min(3, len(title)) > 0 and words in {title[: len(words)], title[-len(words) :]}


def _is_glyph(page: _Page, at: int) -> bool:
    letters = _LETTERS.findall(page.line(at).text[:_LONG])
    return not letters or (len(letters) == 1 and len(letters[0]) == 1 and not letters[0].isdigit())


def _is_date(page: _Page, at: int) -> bool:
    line = page.line(at)
    if not 1 <= line.count <= 12 or not any(c.isdigit() for c in line.text):
        return False
    stamps = [_is_date_word(w.rstrip(".").lower()) for w in line.words]
    return all(stamps) and bool(re.search(r"\b(?:19|20)\d\d\b|\d:\d\d", line.text)) and at < 6


def _is_date_word(word: str) -> bool:
    return word[0].isdigit() or word in _DATE_WORDS or word[:3] in _MONTHS_AND_DAYS


def _is_byline(page: _Page, at: int) -> bool:
    line = page.line(at)
    if line.count > 14 or not line.words or line.text.rstrip()[-1:] in "!?:;":
        return False
    words = set(_plain_words(line.text))
    if page.author and words - {"by", "and", "und", "et", "y", "и", "von", "par", "por", "reported"} == page.author:
        return True
    ends = at < 5 or page.left(at) < 3
    marked = _BYLINE.match(line.text)
    if marked and ends:
        rest = _WORD.findall(line.text[marked.end() :])
        return 1 <= len(rest) <= 9 and all(w[0].isupper() or w.lower() in _JOINING for w in rest)
    return ends and line.fragment and line.count <= 8 and line.capitalised and bool(_ROLE_ONLY.search(line.text))


def _is_caption(page: _Page, at: int) -> bool:
    """Whether what it shows is followed by who took it: "Ministers at the table. Jane Doe / AFP"."""
    line = page.line(at)
    if line.count > 70 or len(line.text) > _LONG:
        return False
    found = _TAIL_CREDIT.search(line.text, max(0, len(line.text) - 120))
    return bool(found) and (line.count <= 12 or not line.text.endswith(".") or found["credit"].startswith("("))


def _is_related(page: _Page, at: int) -> bool:
    line = page.line(at)
    if line.count > 45:
        return False
    if found := _TEASER.match(line.said):
        labelled = found.group().rstrip()[-1:] in ":|>»→–—"
        return line.count <= 30 if labelled else line.fragment or line.count <= 4
    return not line.closed and bool(_TEASER_OPEN.match(line.said) or _TEASER_WEAK.match(line.said))


def _is_button(page: _Page, at: int) -> bool:
    line = page.line(at)
    if line.count > 8:
        return False
    if at > 1 and page.left(at) == 0 and line.fragment and line.count <= 3 and page.blocks[at - 1].prose:
        return True
    return bool(_BUTTON.fullmatch(line.text)) or (line.fragment and line.count <= 5 and bool(_MINE.search(line.said)))


def _is_attribution(page: _Page, at: int) -> bool:
    """Whether it says, below a quotation, whose it was: "-Jane Doe, Leeds"."""
    line, before = page.line(at), page.line(at - 1)
    if line.count > 12 or not _SIGNED.match(line.text):
        return False
    return line.capitalised or before.text.rstrip(". ").endswith(("”", '"', "»", "''", "’", "“"))


def _is_biography(page: _Page, at: int) -> bool:
    """Whether it presents who wrote the text, below it: an author, or somebody not named before, in the present tense."""
    block, line = page.blocks[at], page.line(at)
    if page.left(at) > 2 or at < 2 or line.count > 90 or not block.sentences:
        return False
    first = block.sentences[0]
    present = _PRESENTS.search(first.said)
    if not first.said[:1].strip() or not present or not first.words or not first.words[0][0].isupper():
        return False
    named = _plain_words(first.text[: present.start()])
    if _NOTE.match(first.said) or len(named) > 12:
        return False
    if page.author & set(named[:3]) - _INITIALS and line.count <= 60:
        return True
    fresh = page.frequency[first.words[0]] == 1 and len(named) >= 2
    return fresh and bool(_BIOGRAPHY.match(first.text))


def _is_repeated(page: _Page, at: int) -> bool:
    """Whether what other reports repeat is no fact of theirs: a fragment, or the press speaking to its readers."""
    block, line = page.blocks[at], page.line(at)
    if not block.repeated or not line.said.strip():
        return False
    if block.repeated > 2 and line.addressed:
        return True
    if _speaks_to_readers(line):
        return True
    return line.fragment or line.imperative or (block.repeated > 1 and _is_on_publisher(line, page.about.publisher))


def _speaks_to_readers(line: _Line) -> bool:
    return bool(_READER.search(line.said) or _PRESS.search(line.said) or _PLEADING.search(line.said)) and line.addressed


def _is_on_publisher(line: _Line, publisher: str) -> bool:
    """Whether the publisher presents itself: it is the subject, and says nothing."""
    begins = bool(publisher) and line.text.casefold().removeprefix("the ").startswith(publisher.casefold())
    return begins and not any(word.lower() in SPEECH for word in line.words)


def _is_name(page: _Page, at: int) -> bool:
    """Whether it is a signature: a name, none of whose words stands anywhere else (a heading's words recur below)."""
    line = page.line(at)
    if not 2 <= line.count <= 4 or not _stands_bare(page, line) or not page.line(at - 1).closed:
        return False
    names = all(w[0].isupper() and (not w.isupper() or len(w) <= 2) for w in line.words)
    return names and all(page.frequency[w] == 1 or len(w) <= 2 for w in line.words) and at > 1


def _is_place(page: _Page, at: int) -> bool:
    line = page.line(at)
    return line.count <= 6 and "," in line.text and line.capitalised and _is_name(page, at - 1)


_BlockRule = tuple[str, "Callable[[_Page, int], bool]"]


def _shaped(pattern: re.Pattern[str]) -> Callable[[_Page, int], bool]:
    return lambda page, at: len(page.line(at).text) <= 200 and bool(pattern.fullmatch(page.line(at).text))


# --- headings


_SCORE = re.compile(r"\d[-–:]\d|^\w{1,2}:")
_WRAPPED = re.compile(r"(?:[–—-]+|[*=#_~]+) ?[^–—*=#_~].{0,100}? ?(?:[–—-]+|[*=#_~]+)\.?")
_CONNECTIVES = frozenset("so now and but or then well yet also really seriously right".split())
_PRONOUNS = HE | SHE | IT | THEY | WE | frozenset({"you", "that", "this", "there", "not", "no", "nobody", "nothing"})


def _is_heading(page: _Page, at: int) -> bool:
    line, block = page.line(at), page.blocks[at]
    if not line.count or line.count > 14 or len(line.text) > 100 or at + 1 >= len(page.blocks) or block.kind == "item":
        return False
    if _WRAPPED.fullmatch(line.text):
        return True
    if not _stands_over_prose(page, at):
        return False
    if line.asks:
        return _is_heading_question(page, at)
    if line.text.isupper() and not line.closed:
        return line.count <= 10
    return (not line.closed and _is_plain_heading(page, at)) or (
        line.text.endswith(".") and _is_dotted_heading(page, at)
    )


def _stands_over_prose(page: _Page, at: int) -> bool:
    """Whether running text follows, at once or below one more heading, and the line is none of a list."""
    after = page.blocks[at + 1]
    below = after.prose or (after.line.fragment and page.left(at) > 1 and page.blocks[at + 2].prose)
    above, before = page.line(at - 1), page.line(at - 2)
    listed = above.fragment and (before.fragment or before.text.endswith(":")) and at > 1
    return below and not listed and not above.text.endswith(":")


def _is_plain_heading(page: _Page, at: int) -> bool:
    text = page.line(at).text
    spaced = " " in text or len(text) <= 25
    if at == 0 or not spaced or _SCORE.search(text):
        return False
    return not text[0].islower() and text[0] not in "@#$*" and text[-1] not in ",-–—"


def _is_heading_question(page: _Page, at: int) -> bool:
    """Whether a question stands over what answers it: not asked by somebody, not a step of an argument or interview."""
    line, near = page.line(at), [page.line(n) for n in (at - 2, at - 1, at + 1, at + 2)]
    words = [w.lower().replace("’", "'") for w in line.words]
    if (
        at == 0
        or line.count > 10
        or line.addressed
        or line.said != line.text
        or any(mark in line.text for mark in ',:"')
    ):
        return False
    if words[0] in _CONNECTIVES or any(w in _PRONOUNS or w.endswith("n't") for w in words):
        return False
    if line.count <= 2:
        return not any(w in VERBS for w in words)
    return page.line(at - 1).closed and not any(other.asks for other in near)


def _is_dotted_heading(page: _Page, at: int) -> bool:
    """Whether it is a heading although a full stop follows it: only capitals, or no verb where all lines have a stop."""
    line = page.line(at)
    if len(page.blocks[at].sentences) != 1 or at == 0:
        return False
    if line.text.isupper() and line.count <= 6:
        return page.dotted or _is_verbless(line)
    if not _is_verbless(line):
        return False
    answer = page.line(at - 1).asks or page.line(at - 1).text.endswith(":")
    return page.dotted and page.english and line.count <= 6 and not answer and page.line(at + 1).count >= 7


def _is_verbless(line: _Line) -> bool:
    words = [w.lower().rstrip(".").replace("’", "'") for w in line.words]
    verbs = (w in VERBS or w in _PRONOUNS or "'" in w or (w.endswith("ed") and len(w) > 4) for w in words)
    return not any(verbs) and not any(mark in line.text for mark in "\"“”«»'‘")


def _stands_bare(page: _Page, line: _Line) -> bool:
    """Whether no full stop closes it, or one that proves nothing."""
    return not line.closed or (page.dotted and line.text.endswith("."))


_BLOCK_RULES: tuple[_BlockRule, ...] = (
    ("title", _is_title),
    ("feed tag", _shaped(_TAG)),
    ("original url", _shaped(_SOURCE_URL)),
    ("address", _shaped(_LINKED)),
    ("glyph", _is_glyph),
    ("handle", _shaped(_HANDLE)),
    ("running head", _shaped(_RUNNING_HEAD)),
    ("date", _is_date),
    ("related", _is_related),
    ("button", _is_button),
    ("byline", _is_byline),
    ("caption", _is_caption),
    ("contact", _shaped(_PHONE)),
    ("attribution", _is_attribution),
    ("biography", _is_biography),
    ("repeated", _is_repeated),
)
_LATE_RULES: tuple[_BlockRule, ...] = (
    ("title", _is_first_heading),
    ("name", _is_name),
    ("place", _is_place),
    ("heading", _is_heading),
)
_BY_KIND = {"furniture": "marked", "caption": "caption", "heading": "heading"}


def _labels(page: _Page, at: int) -> list[str | None]:
    block = page.blocks[at]
    whole = _first(_BLOCK_RULES, page, at)
    of_sentences = [whole or _sentence_label(line) for line in block.sentences]
    if None not in of_sentences:
        return of_sentences
    if kind := _BY_KIND.get(block.kind):
        return [kind] * len(of_sentences)
    late = _first(_LATE_RULES, page, at)
    return [label or late for label in of_sentences]


def _first(rules: tuple[_BlockRule, ...], page: _Page, at: int) -> str | None:
    return next((what for what, rule in rules if rule(page, at)), None)


def _sentence_label(line: _Line) -> str | None:
    if not line.said:
        return None
    return next((what for what, rule in _SENTENCE_RULES if rule(line)), None)


# --- what stands among furniture


_BOXED = frozenset({"appeal", "sign-up", "cookies", "promotion", "share", "contact", "player"})
_WIDE_BOXES = frozenset({"appeal", "sign-up", "cookies"})
_SPREADING = _BOXED | {"note", "copyright", "biography"}
_SALUTATION = re.compile(
    r"(?i)\W*(?:an? (?:message|note|letter|appeal|word|request) (?:from|to) |dear (?:reader|friend|supporter)s?\b|before you go\b|"
    r"liebe leser|ein(?:e)? (?:nachricht|bitte|wort) (?:von|der|in eigener)|in eigener sache|chers? lect|chères lect|un message d|"
    r"estimad[oa]s lector|querid[oa]s lector|un mensaje de|"
    r"дорогие (?:читатели|друзья)|уважаемые читатели|обращение (?:к читателям|редакции)|дорогі (?:читачі|друзі)|шановні читачі)",
)
_TEASERS = 6
"""So many titles may stand below a "Read more"."""
_Labels = list[list[str | None]]


def _spread_in_blocks(page: _Page, labels: _Labels) -> None:
    """In a block that asks something of the reader, the questions and words to him around it belong to it."""
    for block, of_block in zip(page.blocks, labels, strict=True):
        boxed = next((what for what in of_block if what in _SPREADING), None)
        if boxed is None or None not in of_block or block.line.count > (120 if boxed in _WIDE_BOXES else 60):
            continue
        loose = boxed in {"note", "copyright"} and of_block[0] == boxed
        for n, line in enumerate(block.sentences):
            if of_block[n] is None and (loose or _stands_in_box(line)):
                of_block[n] = boxed


def _stands_in_box(line: _Line) -> bool:
    return line.addressed or line.imperative or (line.asks and line.said == line.text) or line.count <= 4


def _spread_over_teasers(page: _Page, labels: _Labels) -> None:
    """The titles below a "Read more" belong to it, as far as they are fragments."""
    room = 0
    for at, block in enumerate(page.blocks):
        of_block = labels[at]
        if "related" in of_block:
            room = _TEASERS if block.line.count <= 5 else 0
        elif room and block.line.fragment and block.line.count >= 3 and all(w in {None, "heading"} for w in of_block):
            labels[at] = ["related"] * len(of_block)
            room -= 1
        else:
            room = 0


def _spread_over_appeals(page: _Page, labels: _Labels) -> None:
    """From the salutation or the request of an appeal on, what speaks to the reader belongs to it."""
    at = 0
    while at < len(labels):
        end = _appeal_end(page, labels, at)
        for n in range(at, end):
            labels[n] = [what if what in _BOXED else "appeal" for what in labels[n]]
        at = max(end, at + 1)


def _appeal_end(page: _Page, labels: _Labels, at: int) -> int:
    """Where the appeal ends that begins with this block; `at` itself if none begins here."""
    if "repeated" in labels[at] and _speaks_to_readers(page.line(at)) and page.repeated_from <= at:
        return len(labels)
    saluted = page.line(at).count <= 14 and bool(_SALUTATION.match(page.line(at).said))
    if not saluted and "appeal" not in labels[at]:
        return at
    end = _reach(page, labels, at + 1)
    pleads = any(_PLEADING.search(page.line(n).said) or "appeal" in labels[n] for n in range(at, end))
    if saluted:
        return end if pleads else at
    return end if end == len(labels) else _reach_of_buttons(page, labels, at + 1)


def _reach(page: _Page, labels: _Labels, at: int) -> int:
    """How far the words to the reader go on; one block that is none is passed over where another follows."""
    end = at
    for n in range(at, len(labels)):
        if _goes_on(page, labels, n):
            end = n + 1
        elif n > end:
            break
    return end


def _reach_of_buttons(page: _Page, labels: _Labels, at: int) -> int:
    while at < len(labels) and (labels[at][0] in _BOXED | {"button", "glyph"}):
        at += 1
    return at


def _goes_on(page: _Page, labels: _Labels, at: int) -> bool:
    line = page.line(at)
    addressed = any(sentence.addressed for sentence in page.blocks[at].sentences)
    return addressed or all(labels[at]) or line.fragment or (line.count <= 8 and (line.asks or line.imperative))


# --- what is glued to a sentence


_STAMP = re.compile(
    r"\s*(?:(?:date|published|updated|posted|datum|дата)\s*:?\s*)?\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?Z?)?\s+(?=[^\W\d_])",
    re.IGNORECASE,
)
_GLUED_URL = re.compile(rf"\s*{_URL}\s+(?=\S)")
_BULLET = re.compile(r"\s*[•·▪●■►▸‣◦~❖➤→✓★*]\s+(?=\S)")
_TOKEN = re.compile(r"[“„«]?[^\s“„«]+")
_RUN_LIMIT = 24
_BEGINS = re.compile(r"[\"“„«‘'(\[]*[^\W_]")
_BACK_CREDIT = re.compile(r"\s(\[[^\[\]]{2,60}\]|\((?:Reuters|AP|AFP|dpa|EFE|TASS|UPI|ANSA)\))\.?\s*$")


def front(text: str) -> tuple[Cut, ...]:
    """Return what is glued before a block's first sentence: an address, a date stamp, a bullet, a heading in capitals."""
    cuts: list[Cut] = []
    for pattern, what in ((_GLUED_URL, "address"), (_STAMP, "date"), (_BULLET, "glyph")):
        at = cuts[-1].end if cuts else 0
        if found := pattern.match(text, at):
            cuts.append(Cut(at, found.end(), what))
    at = cuts[-1].end if cuts else 0
    end = _heading_end(text, at)
    return (*cuts, Cut(at, end, "heading")) if end > at else tuple(cuts)


def back(text: str, after: int = 0) -> Cut | None:
    """Return the credit in brackets that stands after a block's last sentence (behind `after`), if one does."""
    found = _BACK_CREDIT.search(text, max(after, len(text) - 80))
    if not found or not _line(found[1], found[1]).capitalised:
        return None
    return Cut(found.start(1), len(text), "credit")


def _heading_end(text: str, at: int) -> int:
    """Where a heading in capitals ends that runs into a sentence: "RAIL STRIKE ENDS The union said"; `at` if none does."""
    end = at
    tokens = []
    for found in _TOKEN.finditer(text, at, at + 400):
        token = found.group()
        if not _is_shouted(token) or len(tokens) > _RUN_LIMIT:
            return end if _runs_into(tokens, token, text[found.start() : found.start() + 60]) else at
        if token in {"A", "I", "“A", "“I"} and _is_small(text, found.end()):
            return end if _runs_into(tokens, "The", "The end") else at
        tokens.append(token)
        end = found.end()
    return at


def _is_small(text: str, at: int) -> bool:
    return text[at : at + 2].strip()[:1].islower()


def _is_shouted(token: str) -> bool:
    letters = [c for c in token if c.isalpha()]
    small = sum(c.islower() for c in letters)
    return small == 0 or (small == 1 and len(letters) >= 5 and letters[0].isupper())


def _runs_into(tokens: list[str], token: str, rest: str) -> bool:
    """Whether these are a heading and what follows is a sentence, not the rest of a dateline or of a name."""
    shouted = [t for t in tokens if sum(c.isalpha() for c in t) > 1]
    long = [t for t in shouted if sum(c.isalpha() for c in t) >= 4]
    if len(shouted) < 3 or len(long) < 2 or len(tokens) > _RUN_LIMIT or not _BEGINS.match(token):
        return False
    if tokens[-1][-1] in ",:;—–-" or tokens[-1] in {"—", "–", "-", "―"} or token.lstrip("\"“„«‘'([")[0].islower():
        return False
    return len(rest.split()) >= 2 and not token.startswith("(")
