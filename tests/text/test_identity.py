from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from test_fingerprints import dice_of, written

from briefing.model import Article
from briefing.text.identity import Candidate, Decision, Traits, decide, traits

if TYPE_CHECKING:
    from briefing.text.identity import Kind

DAY = date(2025, 5, 14)
HOST = "https://harbour-post.example"
TITLE = "Ministers of both coasts meet in the old town"
TEXT = "\n".join(written(1))
OTHER = "\n".join(written(2))


def known(  # noqa: PLR0917 - what an article is known by
    text: str = TEXT,
    title: str = TITLE,
    url: str = f"{HOST}/2025/ministers-meet-in-old-town",
    id: str = "",  # noqa: A002
    publisher: str = "The Harbour Post",
    source: str = "Post",
    day: date | None = DAY,
) -> Traits:
    article = Article.from_text(text, title=title, publisher=publisher, url=url)
    return traits(replace(article, source=source, path="a.entry.json"), id=id, seen=day)


def decided(arriving: Traits, *filed: Traits) -> Decision:
    return decide(arriving, [Candidate(str(n), str(n), one) for n, one in enumerate(filed, 1)])


def edited(text: str, seed: int = 9, every: int = 6) -> str:
    """Return a text of which one sentence in so many is another."""
    lines, new = text.split("\n"), written(seed, 100)
    return "\n".join(new[n] if n % every == every - 1 else line for n, line in enumerate(lines))


BASE = known(id="post:1")


@pytest.mark.parametrize(
    ("arriving", "kind"),
    [
        # the address
        (known(id="post:1"), "same"),
        (known(url=f"{HOST}/2025/ministers-meet-in-old-town?utm_source=rss&fbclid=1#comments"), "same"),
        (known(text=f"{TEXT}  ".upper()), "same"),
        (known(id="post:1", title="Ministers leave the old town without a word"), "revision"),
        (known(text=edited(TEXT), id="post:1"), "revision"),
        (known(text=TEXT.replace(written(1)[3], "")), "revision"),
        (known(text=OTHER, title="Ministers sign in the old town after all"), "revision"),
        (known(text=OTHER, title="Ministers sign", day=DAY + timedelta(1)), "new"),
        (known(text="\n".join(written(1)[:5]), source="Post in short"), "same"),
        (known(text="", id="post:1"), "same"),
        (known(text=" ".join(written(7, 3))), "new"),
        # the feed's id
        (known(url=f"{HOST}/world/old-town-talks", id="post:1"), "same"),
        (known(url=f"{HOST}/world/old-town-talks", id="post:1", text=edited(TEXT)), "revision"),
        (known(url=f"{HOST}/b", id="post:1", text=OTHER), "revision"),
        (known(url=f"{HOST}/b", id="post:1", text=OTHER, title="A ferry is late again on the coast"), "new"),
        (known(url=f"{HOST}/b", id="post:1", text=OTHER, day=DAY + timedelta(1)), "new"),
        (known(url=f"{HOST}/b", id="post:1", text=OTHER, source="Another feed"), "new"),
        # a variant of the address
        (known(url=f"{HOST.replace('//', '//m.')}/2025/ministers-meet-in-old-town/amp"), "same"),
        (known(url=f"https://hub.example/?url={HOST}/2025/ministers-meet-in-old-town", publisher="Hub"), "same"),
        (known(url=f"{HOST}/2025/ministers-meet-in-old-town?amp=1", text=OTHER), "new"),
        # one publisher: all ids and addresses changed
        (known(url="https://new.example/1", id="n1"), "same"),
        (known(url="https://new.example/1", id="n1", day=DAY + timedelta(40)), "same"),
        (known(url="https://new.example/1", id="n1", text=edited(TEXT)), "revision"),
        (known(url="https://new.example/1", title="Old town talks begin on the coast today"), "revision"),
        (known(url="https://new.example/1", text=edited(TEXT, every=3), title="Talks"), "new"),
        (known(url="https://new.example/1", text=edited(TEXT), day=DAY + timedelta(9)), "new"),
        # another publisher
        (known(url="https://gazette.example/1", publisher="The Gazette"), "copy"),
        (known(url="https://gazette.example/1", publisher="The Gazette", title="Talks", text=edited(TEXT)), "copy"),
        (known(url="https://gazette.example/1", publisher="The Gazette", text=OTHER), "new"),
        (known(url="https://gazette.example/1", publisher="The Gazette", day=DAY + timedelta(60)), "new"),
        # nobody knows whose it is
        (known(url="", publisher="", source="Saved"), "same"),
        (known(url="", publisher="", source="Saved", text=edited(TEXT, every=3)), "new"),
        # a title alone
        (known(url="https://new.example/1", text=OTHER), "new"),
        (known(url="https://new.example/1", text=""), "new"),
    ],
)
def test_what_arrives_beside_one_on_file(arriving: Traits, kind: Kind) -> None:
    decision = decided(arriving, BASE)
    assert decision.kind == kind, decision.why
    assert decision.why


def test_nothing_on_file_makes_it_new() -> None:
    assert decided(BASE) == Decision("new", None, "nothing on file is like it")


def test_an_alert_that_becomes_a_report_is_a_revision() -> None:
    alert = known(text="Ministers meet.", title="Alert: talks")
    assert decided(BASE, alert).kind == "revision"


def test_an_entry_that_had_no_text_is_replaced_by_its_page() -> None:
    assert decided(BASE, known(text="")).kind == "revision"


def test_a_home_page_and_a_daily_column_are_new_each_day() -> None:
    for url in (HOST, f"{HOST}/news-in-brief", f"{HOST}/the-week-on-both-coasts-in-brief"):
        yesterday = known(url=url, title="News in brief")
        assert (
            decided(known(url=url, title="News in brief", text=OTHER, day=DAY + timedelta(1)), yesterday).kind == "new"
        )


def test_entries_of_a_live_page_are_articles_of_their_own() -> None:
    page = f"{HOST}/2025/live-from-the-old-town"
    assert decided(known(url=f"{page}#post-2", text=OTHER), known(url=f"{page}#post-1")).kind == "new"


def test_a_feed_with_one_id_for_all_its_entries_loses_none() -> None:
    filed: list[Traits] = []
    for n in range(12):
        one = known(
            text=" ".join(written(n, 6)), title=f"Report number {n} from the old town", url="", id=f"{HOST}/feed-12345"
        )
        assert decided(one, *filed).kind == "new"
        filed.append(one)


def test_a_page_that_declares_the_home_page_as_its_address_is_not_the_home_page() -> None:
    one, two = (known(url=HOST, text=text, title=title) for text, title in ((TEXT, TITLE), (OTHER, "Ferry late")))
    assert decided(two, one).kind == "new"


@pytest.mark.parametrize("title", ["Weather", "Letters to the editor", "News in brief"])
def test_a_title_that_comes_every_day_joins_nothing(title: str) -> None:
    filed = known(title=title, text=" ".join(written(3, 4)), url=f"{HOST}/1")
    assert decided(known(title=title, text=" ".join(written(4, 4)), url=f"{HOST}/2"), filed).kind == "new"


def test_the_notice_of_a_paywall_makes_no_two_articles_one() -> None:
    notice = " ".join(written(3, 3))
    one = known(title="Ferry late on the coast again", text=notice, url=f"{HOST}/ferry-late-on-coast")
    assert decided(known(text=notice), one).kind == "new"


def test_a_page_of_which_only_the_frame_was_read_is_no_version_of_another() -> None:
    frame = " ".join(written(3, 4))
    filed = known(title="Sign in", text=frame, url=f"{HOST}/sign-in")
    assert decided(known(text=f"{TEXT}\n{frame}"), filed).kind == "new"
    assert decided(filed, known(text=f"{TEXT}\n{frame}")).kind == "new"


def test_reports_by_one_pattern_are_not_versions() -> None:
    pattern = "A quake of magnitude {} struck {} km off the coast near {} at {} on Wednesday, the seismic office said."
    one, two = (pattern.format(*told) for told in (("4.1", 20, "Sillen", "9:30"), ("5.2", 85, "Marby", "17:05")))
    filed = known(text=one, title="Quake of 4.1 off the coast", url=f"{HOST}/1")
    assert decided(known(text=two, title="Quake of 5.2 off the coast", url=f"{HOST}/2"), filed).kind == "new"


def test_one_changed_figure_is_a_revision() -> None:
    told = TEXT + "\nThe storm killed 43 people."
    decision = decided(known(text=told.replace("43", "45")), known(text=told))
    assert decision.kind == "revision"


def test_of_several_the_surest_counts() -> None:
    copy = known(url="https://gazette.example/1", publisher="The Gazette")
    revision = known(text=edited(TEXT))
    for filed in ((copy, revision, BASE), (BASE, revision, copy)):
        decision = decided(known(id="post:1"), *filed)
        assert decision.kind == "same"
        assert decision.of
        assert decision.of.traits == BASE


def test_of_two_publishers_whose_is_dated_earlier_had_it_first() -> None:
    other = known(url="https://gazette.example/1", publisher="The Gazette")
    assert decided(other, BASE).first == "filed"
    assert decided(replace(other, day=DAY - timedelta(1)), BASE).first == "arriving"
    assert decided(replace(other, day=None), BASE).first == "filed"


def test_what_is_shared_is_named() -> None:
    assert decided(known(id="post:1"), BASE).by == ("address", "id", "loose", "publisher", "text", "title")


def test_furniture_that_changes_is_no_change_of_the_report() -> None:
    def page(button: str) -> Traits:
        article = Article.from_text(f"{TEXT}\n{button}", title=TITLE, publisher="The Harbour Post", url=f"{HOST}/a")
        return traits(replace(article, path="a.html"))

    assert page("Share this").text != page("Read more: Ferry late again").text
    assert decided(page("Read more: Ferry late again"), page("Share this")).kind == "same"


# --- a feed over twenty fetches


class Shelf:
    """An archive in memory: every version, and how many articles and versions there are."""

    def __init__(self) -> None:
        self.filed: list[Candidate] = []

    def take(self, arriving: Traits) -> Kind:
        decision = decide(arriving, self.filed)
        if decision.kind != "same":
            article = decision.of.article if decision.of and decision.kind == "revision" else str(len(self.filed))
            self.filed.append(Candidate(str(len(self.filed)), article, arriving))
        return decision.kind

    def articles(self) -> int:
        return len({one.article for one in self.filed})


@pytest.mark.parametrize("seed", range(6))
def test_a_feed_over_twenty_fetches_gives_nothing_twice_and_loses_nothing(seed: int) -> None:
    dice, shelf, versions = dice_of(seed), Shelf(), 0
    texts = {n: "\n".join(written(n + 100 * seed, 12)) for n in range(40)}
    titles = {n: f"{written(n + 5000)[0][:60]} {n}" for n in texts}
    seen: set[int] = set()
    told: set[tuple[str, str]] = set()
    for fetch in range(20):
        host = HOST if fetch < 9 else "https://post.example"  # the domain moves
        style = "guid" if fetch < 15 else "uuid"  # all ids change
        listed = dice.sample(
            range(2 * fetch + 1), min(2 * fetch + 1, 15)
        )  # order changes, entries vanish and come back
        if fetch in {3, 7, 12, 17}:
            texts[listed[0]] = edited(texts[listed[0]], seed=fetch)
        if fetch in {5, 13}:
            titles[listed[-1]] += ", officials say"
        for n in listed:
            url = f"{host}/{n + 10000}-report?utm_campaign=c{fetch}"
            one = known(texts[n], titles[n], url, f"{style}:{n}", day=DAY + timedelta(n // 3))
            kind = shelf.take(one)
            assert kind == ("new" if n not in seen else "same" if (one.text, one.title) in told else "revision")
            seen.add(n)
            versions += (one.text, one.title) not in told
            told.add((one.text, one.title))
    assert shelf.articles() == len(seen)
    assert len(shelf.filed) == versions
