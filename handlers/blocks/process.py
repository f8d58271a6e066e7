"""The legal process that must follow a release: what is owed, what came, and what was found."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from bot.domain import events as ev
from bot.domain.case import Case
from bot.domain.followup import (
    AcceptProcess,
    Covers,
    ExcuseProcess,
    FollowUpCommand,
    FollowUpStatus,
    ProcessKind,
    RefuseProcess,
    kind_named,
    waiting,
)
from bot.workflow.dossier import Dossier
from handlers.blocks.answers import Answers, FieldErrors
from handlers.blocks.choices import choices
from handlers.blocks.limits import Payload, clip
from handlers.blocks.parts import (
    input_,
    modal,
    mrkdwn,
    option,
    plain,
    radio,
    section,
    select,
    text_input,
    utc,
)
from handlers.blocks.text import Markup
from handlers.blocks.words import CATEGORIES, COVERED, PROCESSES, counted

CALLBACK_ID: Final = "process.file"
TITLE: Final = "Legal process"
WHOLE, PART, ASIDE, EXCUSE = "whole", "part", "aside", "excuse"
_ROOM: Final = 2_500
"""Characters for the items that were released; the others stand in the bundle of the case."""
SHOWN: Final = 20
"""As many as a status page takes."""
_FOUND: Mapping[str, str] = MappingProxyType(
    {
        WHOLE: "It covers all that we released (with what came before)",
        PART: "It covers part of what we released; the rest is still owed",
        ASIDE: "It does not cover this release, or is no legal process",
    }
)
_EXCUSE: Final = "Nothing needs to come any more (a second person must say so too)"
_ENDS: Mapping[FollowUpStatus, str] = MappingProxyType(
    {
        FollowUpStatus.RECEIVED: "It came",
        FollowUpStatus.EXCUSED: "Two people found that nothing needs to come any more.",
        FollowUpStatus.MISSED: "It never came and is counted; a listed agency goes on watch.",
    }
)


def view(dossier: Dossier, link: str = "") -> Payload:
    """The form; where nothing is left to say, only how it stands. `link` leads to the documents."""
    case = dossier.case
    said = "\n".join([standing(dossier), *_came(dossier)])
    left = clip("\n".join(_released(dossier)), _ROOM)
    unread = waiting(case.uploads)[:SHOWN] if case.released_at is not None else ()
    excusable = case.follow_up is not None and case.follow_up.open
    blocks = [section(plain(f"{case.number}. {said}"))]
    blocks += [section(plain(left))] if left else []
    if link and case.uploads:
        opened = "Open the documents to keep them. The link is yours alone and lasts 10 minutes."
        blocks.append(section(mrkdwn(Markup(f"<{link}|{opened}>"))))
    blocks += [section(plain(line)) for line in _proposed(dossier)]
    if case.follow_up is None or not (unread or excusable):
        return modal("process.seen", TITLE, blocks, ids=_ids(case))
    blocks += _inputs(case, [u.number for u in unread], excusable=excusable)
    return modal(CALLBACK_ID, TITLE, blocks, ids=_ids(case), submit="Record It")


def standing(dossier: Dossier) -> str:
    """How the promise stands, or what the law makes the agency send, in one sentence."""
    case, law = dossier.case, dossier.standard.follow_up_provision
    owed = case.follow_up
    if owed is None:
        return "None is owed before a release." if case.released_at is None else "None is owed."
    if owed.open:
        kind = PROCESSES[owed.process] if owed.process is not None else "none"
        why = f"a {kind}, by {law}" if law else f"{kind} was promised"
        part = f" Document P{owed.part} covers a part; the rest is owed." if owed.part else ""
        return f"Legal process is owed by {utc(owed.due)}; {why}.{part}"
    if owed.status is FollowUpStatus.RECEIVED:
        late = ", late" if owed.late else ", in time"
        return f"{_ENDS[owed.status]} as document P{owed.received}{late}."
    return _ENDS[owed.status]


def _released(dossier: Dossier) -> Iterator[str]:
    """What left the house, item by item: what a document is compared with."""
    for item in dossier.items if dossier.case.released_at is not None else ():
        window = item.window
        kind = CATEGORIES[window.category]
        yield f"Released: {kind} of {window.alias}, {utc(window.start)} to {utc(window.end)}."


def _came(dossier: Dossier) -> Iterator[str]:
    uploads = {u.number: u for u in dossier.case.uploads}
    if not uploads:
        yield "No document has come by the status page."
    for entry in dossier.history:
        event = entry.event
        if isinstance(event, ev.ProcessReceived) and event.number in uploads:
            covers = uploads[event.number].covers
            found = "nobody has read it" if covers is None else f"covers {COVERED[covers]}"
            kind = PROCESSES[kind_named(event.process)]
            court = f" of {clip(event.court, 80)}" if event.court else ""
            yield f"P{event.number}: {kind}{court}, as they call it; came {utc(entry.at)}; {found}."


def _proposed(dossier: Dossier) -> Iterator[str]:
    owed = dossier.case.follow_up
    if owed is None or owed.excuse_by is None:
        return
    why = [h.event.why for h in dossier.history if isinstance(h.event, ev.ExcuseProposed)][-1:]
    name = clip(dossier.names.get(owed.excuse_by, "somebody"), 60)
    yield f"{name} finds that nothing needs to come any more: {clip(why[0] or '', 300)}"


def _inputs(case: Case, unread: list[int], *, excusable: bool) -> Iterator[Payload]:
    offered = [option(text, word) for word, text in _FOUND.items() if unread]
    offered += [option(_EXCUSE, EXCUSE)] if excusable else []
    yield input_("What did you find?", radio("found", offered), f"found:v{case.version}")
    if unread:
        documents = [option(f"P{number}", str(number)) for number in unread]
        first = str(unread[0]) if len(unread) == 1 else None
        chosen = select("document", documents, initial=first)
        yield input_("Document", chosen, f"document:v{case.version}", optional=True)
        kinds = select("kind", choices(PROCESSES))
        yield input_("What it is", kinds, f"kind:v{case.version}", optional=True)
        issuer = text_input("issuer", most=150)
        label = "Who issued it, as it says itself"
        yield input_(label, issuer, f"issuer:v{case.version}", optional=True)
    why = text_input("why", most=600, multiline=True)
    hint = "Needed where it does not cover this release, or nothing needs to come."
    yield input_("Why", why, f"why:v{case.version}", optional=True, hint=hint)


def _ids(case: Case) -> Mapping[str, str | int]:
    return {"c": case.number, "v": case.version}


def read(answers: Answers) -> FollowUpCommand | FieldErrors:
    """Read the form as the command that it means."""
    found = answers.one("found")
    if found == EXCUSE:
        why = answers.needed("why", "Say in a sentence why nothing needs to come.")
        return answers.errors if answers.faults else ExcuseProcess(why=why)
    if found not in _FOUND:
        answers.fault("found", "Choose what you found.")
        return answers.errors
    document = answers.one("document") or ""
    if not (document.isascii() and document.isdecimal()):
        answers.fault("document", "Choose the document that you read.")
        return answers.errors
    if found == ASIDE:
        why = answers.needed("why", "Say in a sentence what is wrong with it.")
        return answers.errors if answers.faults else RefuseProcess(number=int(document), why=why)
    return _accepted(answers, int(document), Covers.YES if found == WHOLE else Covers.PARTLY)


def _accepted(answers: Answers, number: int, covers: Covers) -> AcceptProcess | FieldErrors:
    kind = answers.word("kind", ProcessKind)
    issuer = answers.needed("issuer", "Write the court or the office, as the document names it.")
    if kind is None:
        answers.fault("kind", "Choose what it is.")
    if answers.faults or kind is None:
        return answers.errors
    return AcceptProcess(number=number, covers=covers, process=kind, issuer=issuer)


def line(dossier: Dossier) -> tuple[str, ...]:
    """What the card says of it: of documents their number, of the promise its day."""
    said, case = [], dossier.case
    unread, came = len(waiting(case.uploads)), len(case.uploads)
    if came:
        not_read = f", {unread} not read yet: /edr process {case.number}" if unread else ""
        said.append(f"Legal process came in: {counted(came, 'document')}{not_read}.")
    if case.follow_up is not None:
        said.append(standing(dossier))
    return tuple(said)
