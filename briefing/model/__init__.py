"""The records of every stage, frozen: what the source said, what was decided, what is shown are different records.

    bytes -> Article -> Reading (of Sentences) -> Topic -> Selection (of Picks) -> Brief -> rendered -> delivered

A sentence never loses its document: it is a view, by offsets, into the cleaned text of its article.

Every name is had from here, and stands in the module of its stage, which is loaded when one of its names is first asked
for: few commands need all of them. Who needs a record in some of its runs only writes `model.Record` where it is
needed.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from briefing.model.advice import Advice as Advice
    from briefing.model.advice import FoundTerm as FoundTerm
    from briefing.model.advice import Suggestion as Suggestion
    from briefing.model.advice import Uncovered as Uncovered
    from briefing.model.article import Arrival as Arrival
    from briefing.model.article import Article as Article
    from briefing.model.article import Basis as Basis
    from briefing.model.article import Block as Block
    from briefing.model.article import BlockKind as BlockKind
    from briefing.model.article import Dating as Dating
    from briefing.model.article import Known as Known
    from briefing.model.article import article_key as article_key
    from briefing.model.brief import Account as Account
    from briefing.model.brief import Brief as Brief
    from briefing.model.brief import Certainty as Certainty
    from briefing.model.brief import Claim as Claim
    from briefing.model.brief import Context as Context
    from briefing.model.brief import Coverage as Coverage
    from briefing.model.brief import Earlier as Earlier
    from briefing.model.brief import Event as Event
    from briefing.model.brief import Figure as Figure
    from briefing.model.brief import Item as Item
    from briefing.model.brief import Mark as Mark
    from briefing.model.brief import Missed as Missed
    from briefing.model.brief import Office as Office
    from briefing.model.brief import Person as Person
    from briefing.model.brief import Place as Place
    from briefing.model.brief import Precision as Precision
    from briefing.model.brief import Quiet as Quiet
    from briefing.model.brief import Role as Role
    from briefing.model.brief import Saying as Saying
    from briefing.model.brief import Section as Section
    from briefing.model.brief import Shown as Shown
    from briefing.model.brief import SideTitle as SideTitle
    from briefing.model.brief import Source as Source
    from briefing.model.brief import SourceHealth as SourceHealth
    from briefing.model.brief import SourceStatus as SourceStatus
    from briefing.model.delivery import Answer as Answer
    from briefing.model.delivery import Clearance as Clearance
    from briefing.model.delivery import ClearanceState as ClearanceState
    from briefing.model.delivery import Delivery as Delivery
    from briefing.model.delivery import DeliveryState as DeliveryState
    from briefing.model.delivery import Dispatch as Dispatch
    from briefing.model.delivery import Recipient as Recipient
    from briefing.model.filing import Batch as Batch
    from briefing.model.filing import Filed as Filed
    from briefing.model.filing import Filing as Filing
    from briefing.model.filing import Hit as Hit
    from briefing.model.filing import OnFile as OnFile
    from briefing.model.filing import Outcome as Outcome
    from briefing.model.filing import Unread as Unread
    from briefing.model.filing import Wanted as Wanted
    from briefing.model.given import Given as Given
    from briefing.model.given import Reach as Reach
    from briefing.model.given import Side as Side
    from briefing.model.given import Still as Still
    from briefing.model.given import Topic as Topic
    from briefing.model.given import WhenOvertaken as WhenOvertaken
    from briefing.model.past import Past as Past
    from briefing.model.past import Said as Said
    from briefing.model.past import Status as Status
    from briefing.model.progress import Step as Step
    from briefing.model.progress import counted as counted
    from briefing.model.progress import unseen as unseen
    from briefing.model.reading import Furniture as Furniture
    from briefing.model.reading import Reading as Reading
    from briefing.model.reading import Sentence as Sentence
    from briefing.model.runs import Run as Run
    from briefing.model.runs import Yield as Yield
    from briefing.model.selection import Change as Change
    from briefing.model.selection import Chosen as Chosen
    from briefing.model.selection import Considered as Considered
    from briefing.model.selection import Echo as Echo
    from briefing.model.selection import PassedOver as PassedOver
    from briefing.model.selection import Pick as Pick
    from briefing.model.selection import Reason as Reason
    from briefing.model.selection import Selection as Selection
    from briefing.model.selection import Telling as Telling
    from briefing.model.selection import Verdict as Verdict
    from briefing.model.sources import Rate as Rate
    from briefing.model.sources import SourceState as SourceState

_STAGES = {
    "article": "Basis BlockKind Known Dating Arrival Block Article article_key",
    "sources": "SourceState Rate",
    "runs": "Yield Run",
    "filing": "Outcome Filing Filed OnFile Unread Wanted Batch Hit",
    "reading": "Sentence Furniture Reading",
    "given": "Reach Still WhenOvertaken Given Topic Side",
    "past": "Status Said Past",
    "selection": "Change Reason Echo Pick PassedOver Verdict Considered Chosen Telling Selection",
    "advice": "Suggestion FoundTerm Advice Uncovered",
    "brief": (
        "Role SourceStatus Precision Certainty Mark Context Shown Place Earlier Item Missed Account Quiet Section "
        "Office Saying Person Event Claim Figure Source SourceHealth Coverage SideTitle Brief"
    ),
    "delivery": "DeliveryState Recipient Dispatch Delivery Answer ClearanceState Clearance",
    "progress": "Step unseen counted",
}

_HOMES = {name: f"briefing.model.{stage}" for stage, names in _STAGES.items() for name in names.split()}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(_HOMES[name]), name)
    return found


def __dir__() -> list[str]:
    return sorted(_HOMES)
