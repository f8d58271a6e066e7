"""What an officer sends from the status page: carried out, or kept waiting for a call."""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

from bot.domain.changing import ChangeKind, ProposeChange, ReceiveProcess, kind_of
from bot.domain.commands import AmendRequest, Command
from bot.domain.errors import Refusal, Refused
from bot.domain.request import Attachment, Request
from bot.domain.roster import SYSTEM
from bot.domain.rules.changing import untouched
from bot.workflow.by_status_page import Files, mark_in, submit
from bot.workflow.dossier import Dossier
from bot.workflow.links import STATUS, find
from bot.workflow.office import Office
from bot.workflow.queries import dossier
from handlers.blocks.difference import changed
from handlers.intake import mail_form
from handlers.intake.aliases import known
from handlers.intake.web_portal import status_forms as form
from handlers.intake.web_portal.typed import Typed, Upload
from handlers.languages import marked as _n
from handlers.problems import Fault

DONE: Final = "done"
WAITS: Final = "waits"
FORM_KEY: Final = "C0"
"""Begins the keys of files that came with the form which completed a mail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What came of a form: what was wrong with it, why it was refused, or how it ended."""

    faults: tuple[Fault, ...] = ()
    refused: Refused | None = None
    said: str = DONE


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    command: Command
    files: Files = field(default=(), repr=False)


_Read = _Wanted | Refused | list[Fault]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseActs:
    """The `StatusActs` over the cases."""

    office: Office

    async def take(self, token: str, typed: Typed) -> Taken | None:
        """Carry out a form; None where the token opens nothing."""
        link = await find(self.office, STATUS, token)
        found = await dossier(self.office, link.case, SYSTEM) if link is not None else None
        request = found.opened.request if found is not None else None
        read = _ACTS.get(typed.one("act"))
        if found is None or request is None or read is None:
            return None
        wanted = await read(self, typed, found, request)
        if isinstance(wanted, list):
            return Taken(faults=tuple(wanted))
        if isinstance(wanted, Refused):
            return Taken(refused=wanted)
        number = found.case.number
        outcome = await submit(self.office, number, wanted.command, wanted.files, typed.one("form"))
        waits = isinstance(wanted.command, ProposeChange)
        return Taken(refused=outcome.refused, said=WAITS if waits else DONE)

    async def _answer(self, typed: Typed, found: Dossier, request: Request) -> _Read:
        read = form.answer(typed)
        if isinstance(read, list):
            return read
        attachments, files = _kept(typed.files, len(request.attachments))
        wanted = replace(request, attachments=(*request.attachments, *attachments))
        return _Wanted(command=await self._amend(found, request, wanted, read), files=files)

    async def _change(self, typed: Typed, found: Dossier, request: Request) -> _Read:
        sought, why = form.sought(typed, request.data_sought, known(found)), form.why(typed)
        if isinstance(sought, list) or isinstance(why, list):
            return [
                *(sought if isinstance(sought, list) else []),
                *(why if isinstance(why, list) else []),
            ]
        wanted = replace(request, data_sought=sought)
        narrower = kind_of(request, wanted) is ChangeKind.OTHER
        if found.case.asked_at is not None and narrower and wanted != request:
            return _Wanted(command=await self._amend(found, request, wanted, why))
        return await self._propose(found, request, wanted, why)

    async def _contact(self, typed: Typed, found: Dossier, request: Request) -> _Read:
        officer = form.contact(typed, request.officer)
        if isinstance(officer, list):
            return officer
        return await self._propose(found, request, replace(request, officer=officer), None)

    async def _withdraw(self, typed: Typed, found: Dossier, request: Request) -> _Read:
        why = form.withdrawal(typed)
        if isinstance(why, list):
            return why
        return await self._propose(found, request, None, why)

    async def _process(self, typed: Typed, found: Dossier, _request: Request) -> _Read:
        read = form.process(typed)
        if isinstance(read, list):
            return read
        number = found.case.processes + 1
        attachment = _attachment(read.file, f"P{number}")
        command = ReceiveProcess(
            number=number, process=read.process, court=read.court, attachment=attachment
        )
        return _Wanted(command=command, files=((attachment.key, read.file.content),))

    async def _fill(self, typed: Typed, found: Dossier, request: Request) -> _Read:
        waits = not untouched(found.case)
        if mail_form.offered(found, waits=waits) is None:
            return Refused(Refusal.CHANGE_NEEDS_CALL)
        # Every proposal may bring files of its own, and none may take another's place.
        prefix = f"C{len(found.case.changes) + 1}" if waits else FORM_KEY
        read = await asyncio.to_thread(mail_form.filled, typed, request, known(found), prefix)
        if isinstance(read, list):
            return read
        wanted, files = read
        made = (
            (await self._propose(found, request, wanted, None)).command
            if waits
            else await self._amend(found, request, wanted, None)
        )
        return _Wanted(command=made, files=files)

    async def _amend(
        self, found: Dossier, old: Request, new: Request, answer: str | None
    ) -> AmendRequest:
        return AmendRequest(
            base=found.case.version,
            request=new,
            mark=await mark_in(self.office, found.case.number, new),
            changed=changed(old, new),
            answer=answer,
        )

    async def _propose(
        self, found: Dossier, old: Request, new: Request | None, why: str | None
    ) -> _Wanted:
        mark = None if new is None else await mark_in(self.office, found.case.number, new)
        return _Wanted(
            command=ProposeChange(
                base=found.case.version,
                request=new,
                mark=mark,
                changed=() if new is None else changed(old, new),
                why=why,
            )
        )


_ACTS: Final[Mapping[str, Callable[[CaseActs, Typed, Dossier, Request], Awaitable[_Read]]]] = (
    MappingProxyType(
        {
            "answer": CaseActs._answer,  # noqa: SLF001 - the table of this module's own class
            "change": CaseActs._change,  # noqa: SLF001 - the same
            "contact": CaseActs._contact,  # noqa: SLF001 - the same
            "withdraw": CaseActs._withdraw,  # noqa: SLF001 - the same
            "fill": CaseActs._fill,  # noqa: SLF001 - the same
            "process": CaseActs._process,  # noqa: SLF001 - the same
        }
    )
)
ACTS: Final = frozenset(_ACTS)
"""The words of the forms on the page."""


def worded(refused: Refused) -> str:
    """Return the neutral words for why nothing was done, to be translated where they are shown."""
    return _WORDS.get(refused.reason, _OTHERWISE)


_OTHERWISE: Final = _n(
    "Nothing was done: your request has changed meanwhile, or can no longer be changed here. Look "
    "at it again, or call the desk."
)
_WORDS: Final = MappingProxyType(
    {
        Refusal.NOTHING_CHANGED: _n("Nothing was done: this is what you asked for already."),
        Refusal.TOO_MANY_CHANGES: _n("This page was used too often. Please call the desk."),
        Refusal.CHANGE_NEEDS_CALL: _n("Nothing was done: this can only be changed by a call."),
    }
)


def _kept(uploads: tuple[Upload, ...], before: int) -> tuple[tuple[Attachment, ...], Files]:
    made = [_attachment(u, f"F{before + n}") for n, u in enumerate(uploads, 1)]
    return tuple(made), tuple((a.key, u.content) for a, u in zip(made, uploads, strict=True))


def _attachment(upload: Upload, key: str) -> Attachment:
    return Attachment(
        key=key,
        name=upload.name,
        type=upload.type,
        size=len(upload.content),
        digest=hashlib.sha256(upload.content).hexdigest(),
    )
