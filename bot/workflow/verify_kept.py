"""Compares the files and links that lie beside a case with the entries that brought them.

Each came in the commit of an entry, and nothing but an erasure takes a file away: what must not be
read any more is emptied, and stays.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from bot.domain import events as ev
from bot.domain.events.changing import ChangeProposed, ProcessReceived
from bot.domain.events.checking import CallLogAttached
from bot.domain.events.consenting import ConsentAsked
from bot.domain.events.delivering import DeliveryOffered
from bot.domain.events.flagging import CopyReceived
from bot.domain.events.reaching import LetterTaken
from bot.domain.request import Request
from bot.workflow.deliveries import RELEASE
from bot.workflow.dossier import Happened
from bot.workflow.findings import Note, Sort, Trouble
from bot.workflow.inspection import KeptLink
from bot.workflow.intake_values import ORIGINAL
from bot.workflow.links import COPY, DESK, STATUS
from bot.workflow.notice_links import NOTICE

CONSENT: Final = "consent"
_PERSONAL: Final = frozenset({DESK, NOTICE, CONSENT})
KINDS: Final = _PERSONAL | {STATUS, COPY, RELEASE}
"""Kinds of links to a case; `held` leads to a request that is none yet."""
Door = tuple[str, str]
"""A kind of link, and for whom or to which delivery."""


@dataclass(slots=True)
class Brought:
    """What the entries of one case brought along, each file with the entry that did."""

    files: dict[str, int] = field(default_factory=dict)
    doors: set[Door] = field(default_factory=set)

    def saw(self, entry: Happened) -> None:
        """Take one more entry."""
        for key in _files(entry.event):
            self.files.setdefault(key, entry.position)
        self.doors |= {*_doors(entry)}


def check_files(case: str, brought: Brought, there: Collection[str]) -> Iterator[Trouble]:
    """Yield the files that entries brought and that are gone; the case was not erased."""
    for key, position in brought.files.items():
        if key not in there:
            words = f"Entry {position} of {case} brought the file {key}, which is not there."
            yield Trouble(position=position, case=case, sort=Sort.FILE, sentence=words)


def check_links(case: str, brought: Brought, rows: Iterable[KeptLink]) -> Iterator[Trouble | Note]:
    """Yield the links that no entry called for; without the site's secret no more can be said."""
    for row in rows:
        whom = f" for {row.person}" if row.person is not None else ""
        if row.kind not in KINDS:
            words = f"There is a link to {case} of the kind {row.kind}, which there is not."
            yield Trouble(position=None, case=case, sort=Sort.LINK, sentence=words)
        elif _door(row) not in brought.doors:
            words = f"There is a {row.kind} link to {case}{whom}, and no entry that calls for it."
            yield Note(case=case, sort=Sort.LINK, sentence=words)


def _door(row: KeptLink) -> Door:
    if row.kind in _PERSONAL:
        return row.kind, row.person or ""
    return row.kind, str(row.version) if row.kind == RELEASE else ""


def _files(event: object) -> Iterator[str]:
    if isinstance(event, ev.CaseOpened):
        yield ORIGINAL
        yield from _attached(event.request)
    elif isinstance(event, CopyReceived):
        yield f"copy{event.number}-{ORIGINAL}"
        yield from _attached(event.request)
    elif isinstance(event, ev.RequestAmended | ChangeProposed):
        yield from _attached(event.request)
    elif isinstance(event, ProcessReceived | CallLogAttached):
        yield event.attachment.key
    elif isinstance(event, DeliveryOffered):
        yield from (f"{key}.0" for key in event.files)


def _attached(request: Request | None) -> Iterator[str]:
    return (attachment.key for attachment in (request.attachments if request is not None else ()))


def _doors(entry: Happened) -> Iterator[Door]:
    event = entry.event
    if isinstance(event, ev.CaseOpened):
        yield STATUS, ""
    elif isinstance(event, CopyReceived):
        yield COPY, ""
    elif isinstance(event, DeliveryOffered):
        yield RELEASE, str(event.number)
    elif isinstance(event, ConsentAsked):
        yield CONSENT, event.owner
    elif isinstance(event, ev.NoticeAttempted | LetterTaken):
        yield NOTICE, event.owner
    elif isinstance(event, ev.CaseViewed):
        yield DESK, entry.actor
