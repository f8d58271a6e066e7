"""The desk page's content: the request as one person may read it, each look on the record."""

from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.domain import events as ev
from bot.domain.case import UNDECIDED
from bot.domain.commands import ViewCase
from bot.domain.followup import kind_named
from bot.domain.request import Request
from bot.domain.roster import Ref, Role, Standing
from bot.domain.scope import Scope
from bot.workflow.dossier import Dossier
from bot.workflow.execute import Order, execute
from bot.workflow.intake_values import ORIGINAL
from bot.workflow.links import DESK, find
from bot.workflow.office import Office
from bot.workflow.queries import dossier
from bot.workflow.rows import Link
from handlers.blocks.difference import difference
from handlers.blocks.process import standing
from handlers.blocks.words import COVERED, PROCESSES
from handlers.desk_view import DeskFile, DeskView, Difference, Served
from handlers.notices.letter_file import Letters, owner_of
from handlers.review import drafts
from handlers.review.scope_view import too_large

StandingsFor = Callable[[Iterable[Ref]], Awaitable[Mapping[Ref, Standing]]]
"""Asks Slack how the accounts of these people stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDesk:
    """The `DeskSource` over the cases."""

    office: Office
    standings: StandingsFor
    letters: Letters | None = None

    async def desk(self, token: str) -> DeskView | None:
        """Return what the token opens, once the look is on the record."""
        opened = await self.open(token, "desk")
        if opened is None:
            return None
        link, found = opened
        versions = _versions(found)
        request = versions.get(link.version)
        if request is None or link.person is None:
            return None
        before = versions.get(link.version - 1)
        changes = difference(before, request) if before is not None else []
        return DeskView(
            case=link.case,
            version=link.version,
            reader=found.names.get(link.person, link.person),
            request=request,
            received_at=found.case.opened_at,
            expires_at=link.expires_at,
            original=ORIGINAL,
            differences=tuple(Difference(what=change) for change in changes),
            devices={s.alias: s.device or s.alias for s in request.data_sought},
            zone=found.zone,
            served=tuple(_served(found)),
            promise=standing(found) if found.case.released_at is not None else "",
            **await self._choice(link, found),
        )

    async def _choice(self, link: Link, found: Dossier) -> dict[str, Scope]:
        """Return what a reviewer may choose here, and what they have chosen so far."""
        case, person = found.case, self.office.roster.get(link.person or "")
        decides = person is not None and person.may(Role.REVIEWER, Role.SENIOR)
        if not (decides and case.state in UNDECIDED and too_large(found)):
            return {}
        draft = await drafts.load(self.office, case, link.person or "")
        return {"choosable": case.scope, "chosen": draft.desk}

    async def choose(self, token: str, scope: Scope) -> bool:
        """Keep a scope in the person's draft; False when the token opens no form any more."""
        link = await find(self.office, DESK, token)
        if link is None or link.person is None:
            return False
        await drafts.keep_desk(self.office, link.case, link.version, link.person, scope)
        return True

    async def file(self, token: str, key: str) -> DeskFile | None:
        """Return a document, once the download is on the record."""
        opened = await self.open(token, f"file:{key}")
        if opened is None:
            return None
        link, found = opened
        owner = owner_of(key)
        if owner is not None:
            return await self._letter(link, owner)
        content = await self.office.database.read(lambda db: db.cabinet.file(link.case, key))
        if content is None:
            return None
        attached = [a for r in _versions(found).values() for a in r.attachments]
        attached += [served.attachment for served in _served(found)]
        logs = [h.event for h in found.history if isinstance(h.event, ev.CallLogAttached)]
        attached += [log.attachment for log in logs]
        names = {a.key: a.name or a.key for a in attached}
        return DeskFile(name=names.get(key, key), content=content)

    async def _letter(self, link: Link, owner: str) -> DeskFile | None:
        if self.letters is None or link.person is None:
            return None
        standings = await self.standings([link.person])
        return await self.letters.take(link.case, owner, link.person, standings)

    async def open(self, token: str, surface: str) -> tuple[Link, Dossier] | None:
        """Return the link and its case for its person, the look on the record; else None."""
        link = await find(self.office, DESK, token)
        if link is None or link.person is None:
            return None
        standings = await self.standings([link.person])
        viewed = await execute(
            self.office,
            Order(
                case=link.case,
                command=ViewCase(surface=surface),
                actor=link.person,
                standings=standings,
            ),
        )
        if viewed.refused is not None:
            return None
        found = await dossier(self.office, link.case, link.person)
        return (link, found) if found is not None else None


def _served(found: Dossier) -> Iterator[Served]:
    """Yield the legal process that came by the agency's page, oldest first."""
    covers = {u.number: u.covers for u in found.case.uploads}
    for entry in found.history:
        event = entry.event
        if isinstance(event, ev.ProcessReceived):
            read = covers.get(event.number)
            yield Served(
                attachment=event.attachment,
                kind=PROCESSES[kind_named(event.process)],
                court=event.court,
                came_at=entry.at,
                found=f"covers {COVERED[read]}" if read is not None else "not read yet",
            )


def _versions(found: Dossier) -> dict[int, Request]:
    """Return the request of each version; a new review of the same request has the same one."""
    requests: dict[int, Request] = {}
    for entry in found.history:
        event = entry.event
        if isinstance(event, ev.CaseOpened):
            requests[1] = event.request
        elif isinstance(event, ev.RequestCompleted):
            requests[max(requests)] = event.request
        elif isinstance(event, ev.RequestAmended):
            requests[event.version] = event.request
        elif isinstance(event, ev.ApprovalWithdrawn) and event.version not in requests:
            requests[event.version] = requests[max(requests)]
    return requests
