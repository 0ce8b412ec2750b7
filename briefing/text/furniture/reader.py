"""Does it speak to the reader and want something of him? Appeals, sign-ups, buttons, ways to other pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.text import phrases as say
from briefing.text.closed_class import SPEECH

if TYPE_CHECKING:
    from briefing.text.furniture.page import Line, Page


def is_sign_up(line: Line) -> bool:
    """Whether it invites to a newsletter or a channel."""
    if line.count > 60 or not say.SIGNING.search(line.said) or not say.PERIODICAL.search(line.said):
        return False
    return line.addressed or line.imperative or line.said.startswith("For more")


def is_invitation(line: Line) -> bool:
    """Whether it invites to be a member."""
    return bool(say.MEMBERSHIP.match(line.said))


def asks_to_give(line: Line) -> bool:
    """Whether it asks the reader for money or support."""
    wanted = line.imperative or say.READER.search(line.said) or say.POLITE.search(line.said)
    return bool(wanted and say.GIVING.search(line.said))


def asks_for_support(line: Line) -> bool:
    """Whether it asks to "support us" with more than words."""
    return bool(say.SUPPORT_US.search(line.said)) and (line.imperative or bool(say.MONEY.search(line.said)))


def is_cookies(line: Line) -> bool:
    """Whether it asks for consent to cookies."""
    return bool(say.COOKIES.search(line.said)) and line.addressed and bool(say.CONSENT.search(line.said))


def is_share(line: Line) -> bool:
    """Whether it sends the reader to a network: "Follow us on Telegram"."""
    return line.count <= 25 and bool(say.PAGE_IMPERATIVE.match(line.said) and say.CHANNEL.search(line.said))


def is_promotion(line: Line) -> bool:
    """Whether it points to something else that the publisher has: "Click here to see the map."."""
    if line.count > 40:
        return False
    if say.POINTER.match(line.said) or (line.imperative and say.OFFERED.search(line.said)):
        return True
    if say.PAGE_IMPERATIVE.match(line.said) and say.OURS_OR_HERE.search(line.said):
        return True
    return line.count <= 20 and bool(say.PUBLIC.search(line.said))


def is_contact(line: Line) -> bool:
    """Whether it says where to write to."""
    mail = say.MAIL.search(line.said)
    if mail and line.count <= 15 and (line.fragment or line.imperative):
        return True
    tips = line.count <= 40 and say.TIPS.match(line.said)
    return bool(tips) and (line.addressed or line.asks or bool(mail))


def is_button(line: Line) -> bool:
    """Whether it is to be clicked on, or says "my" or "me" as buttons do."""
    if line.count > 8:
        return False
    mine = line.fragment and line.count <= 5 and say.MINE.search(line.said)
    return bool(mine or say.BUTTON.fullmatch(line.text))


def is_related(line: Line) -> bool:
    """Whether it leads to another report: "Read more: Why the crane was never inspected"."""
    if line.count > 45:
        return False
    if found := say.TEASER.match(line.said):
        if found.group().rstrip()[-1] not in ":|>»→–—":
            return line.fragment or line.count <= 4
        return not line.closed or (line.count <= 30 and not line.said[found.end() :].lstrip()[:1].islower())
    if line.fragment and (line.text.endswith(("»", "›")) or say.SHOWN.match(line.said)):
        return True
    return not line.closed and bool(say.TEASER_OPEN.match(line.said) or say.TEASER_LABEL.match(line.said))


def speaks_to_readers(line: Line) -> bool:
    """Whether the press speaks to its readers: of them, of itself, or of what it needs."""
    return line.addressed and any(words.search(line.said) for words in (say.READER, say.PRESS, say.PLEADING))


def is_repeated(page: Page, at: int) -> bool:
    """Whether what other reports repeat is no fact of theirs: a fragment, or the press speaking to its readers."""
    others, line = page.repeated[at], page.line(at)
    if not others or not line.said.strip():
        return False
    if speaks_to_readers(line) or line.fragment or line.imperative:
        return True
    return (others > 2 and line.addressed) or (others > 1 and _is_on(page.about.publisher, line))


def _is_on(publisher: str, line: Line) -> bool:
    """Whether the publisher presents itself: it is the subject, and says nothing."""
    begins = bool(publisher) and line.text.casefold().removeprefix("the ").startswith(publisher.casefold())
    return begins and not any(word.lower() in SPEECH for word in line.words)
