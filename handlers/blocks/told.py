"""How a notice ended that no mail could deliver: two people say the same of it."""

from collections.abc import Iterator
from typing import Final

from bot.domain.commands import ReportNotice
from bot.domain.events import NoticeEndProposed
from bot.domain.notice import NoticeEnd
from bot.workflow.dossier import Dossier, Happened
from handlers.blocks.answers import Answers, FieldErrors
from handlers.blocks.choices import choices, fitting
from handlers.blocks.limits import Payload, clip
from handlers.blocks.parts import input_, modal, option, plain, radio, section, select, text_input
from handlers.blocks.private import aside
from handlers.blocks.telling import undelivered
from handlers.blocks.words import NOTICE_ENDS

CALLBACK_ID: Final = "told.file"
HOW: Final = (10, 600)
"""Characters of what was done."""
CHOICES: Final = 90
CHOICE_BYTES: Final = 4_000
"""Owners that can be chosen among; Slack takes a hundred options."""
SHOWN: Final = 5
"""Reports of a first person shown above the form; the rest are at their entries."""
_NOBODY: Final = "No notice waits for a person: each goes out by itself, or has ended."
_SAYS: Final = (
    "Record how an owner was told whom no mail reached, or that nobody can reach them. It counts"
    " once a second person says the same, from what they know themselves."
)


def view(dossier: Dossier) -> Payload:
    """The form, with what a first person said already."""
    case = dossier.case
    names = {o.alias: o.name for o in dossier.owners}
    waiting = [n.owner for n in undelivered(case)][:CHOICES]
    if not waiting:
        return aside("How the owner was told", _NOBODY)
    named = [
        option(f"{alias}: {clip(names.get(alias) or 'name not given', 50)}", alias)
        for alias in waiting
    ]
    marks = fitting([option(alias, alias) for alias in waiting], CHOICE_BYTES)
    options = named if fitting(named, CHOICE_BYTES) == named else marks
    chosen = select("owner", options, initial=waiting[0] if len(waiting) == 1 else None)
    how = text_input("how", least=HOW[0], most=HOW[1], multiline=True)
    return modal(
        CALLBACK_ID,
        "How the owner was told",
        [
            section(plain(_SAYS)),
            *_said_before(dossier),
            input_("Account holder", chosen, f"owner:v{case.version}"),
            input_("They", radio("end", choices(NOTICE_ENDS)), f"end:v{case.version}"),
            input_("How and when, or what was tried", how, f"how:v{case.version}"),
        ],
        ids={"c": case.number, "v": case.version},
        submit="Record It",
    )


def _said_before(dossier: Dossier) -> Iterator[Payload]:
    for notice in undelivered(dossier.case)[:SHOWN]:
        if notice.proposed is None:
            continue
        name = clip(dossier.names.get(notice.proposed.by, "somebody"), 60)
        how = clip(_latest(dossier, notice.owner) or "not readable", 300)
        said = f"{notice.owner} {NOTICE_ENDS[notice.proposed.end]}, says {name}: {how}"
        yield section(plain(said))


def _latest(dossier: Dossier, owner: str) -> str | None:
    found = [h for h in dossier.history if _about(h, owner)]
    event = found[-1].event if found else None
    return event.how if isinstance(event, NoticeEndProposed) else None


def _about(entry: Happened, owner: str) -> bool:
    return isinstance(entry.event, NoticeEndProposed) and entry.event.owner == owner


def read(answers: Answers) -> ReportNotice | FieldErrors:
    """Read the form as the command that it means."""
    owner, end = answers.one("owner"), answers.word("end", NoticeEnd)
    how = answers.needed("how", "Say how and when, or what was tried.")
    if owner is None:
        answers.fault("owner", "Choose whom it is about.")
    if end is None:
        answers.fault("end", "Choose how it ended.")
    if answers.faults or owner is None or end is None:
        return answers.errors
    return ReportNotice(owner=owner, end=end, how=how)
