"""Letters that people print and post, and notices that came back: two short forms."""

from collections.abc import Iterator, Mapping
from typing import Final

from bot.domain.notice import NoticeOwed, NoticeStatus
from bot.domain.reaching import PostLetter, ReportReturn
from bot.workflow.dossier import Dossier
from handlers.blocks.answers import Answers, FieldErrors
from handlers.blocks.channel_words import stands
from handlers.blocks.choices import fitting
from handlers.blocks.limits import Payload, clip
from handlers.blocks.parts import input_, modal, mrkdwn, option, plain, section, select, text_input
from handlers.blocks.private import aside
from handlers.blocks.text import Markup

POSTED: Final = "letter.file"
RETURNED: Final = "returned.file"
SHOWN: Final = 20
"""Letters with their links above the form; more are named in the choice alone."""
CHOICES: Final = 90
CHOICE_BYTES: Final = 4_000
"""Owners that can be chosen among; Slack takes a hundred options."""
HOW: Final = (10, 600)
"""Characters of how something was done, or is known."""
_NO_LETTER: Final = "No letter waits to be posted in this case."
_NOTHING_SENT: Final = "No notice of this case was sent, so none can have come back."
_TO_DO: Final = (
    "Open each letter, print it on one side, and put it into a window envelope. The links are yours"
    " alone and last 10 minutes. Once it is posted, say so here: then its owner counts as told."
)


def letters(dossier: Dossier, links: Mapping[str, str]) -> Payload:
    """The letters that wait; `links` leads from an owner to the letter, where one can be made."""
    waiting = [n for n in dossier.case.notices if n.status is NoticeStatus.LETTER]
    if not waiting:
        return aside("Letters to owners", _NO_LETTER)
    blocks = [section(plain(_TO_DO))]
    blocks += [section(mrkdwn(_link(dossier, n, links))) for n in waiting[:SHOWN]]
    how = text_input("how", least=HOW[0], most=HOW[1], multiline=True)
    version = dossier.case.version
    blocks += [
        _owner(dossier, [n.owner for n in waiting], "Which letter was posted?"),
        input_("How and where it was posted", how, f"how:v{version}"),
    ]
    return modal(POSTED, "Letters to owners", blocks, ids=_ids(dossier), submit="Record Posting")


def _link(dossier: Dossier, notice: NoticeOwed, links: Mapping[str, str]) -> Markup:
    owner, number = notice.owner, dossier.case.number
    if owner not in links:
        return Markup(
            f"{owner}: no letter can be made now. The owner may not be told yet (/edr safety"
            f" {number}), or the address must be shortened: /edr owners {number}"
        )
    opened = " It was opened before." if notice.taken_by is not None else ""
    return Markup(f"<{links[owner]}|Open the letter to {owner}>{opened}")


def returned(dossier: Dossier) -> Payload:
    """What was sent, of which somebody says that it came back."""
    sent = [n for n in dossier.case.notices if n.status is NoticeStatus.SENT]
    if not sent:
        return aside("A notice came back", _NOTHING_SENT)
    said = [f"{n.owner}: {stands(n)}." for n in sent[:SHOWN]]
    version = dossier.case.version
    how = text_input("how", least=HOW[0], most=HOW[1], multiline=True)
    blocks = [
        section(plain("\n".join(said))),
        _owner(dossier, [n.owner for n in sent], "Whose notice came back?"),
        input_("How you know", how, f"how:v{version}", hint="The notice is owed again at once."),
    ]
    return modal(RETURNED, "A notice came back", blocks, ids=_ids(dossier), submit="Record Return")


def _owner(dossier: Dossier, aliases: list[str], label: str) -> Payload:
    names = {o.alias: o.name for o in dossier.owners}
    named = [
        option(f"{alias}: {clip(names.get(alias) or 'name not given', 50)}", alias)
        for alias in aliases[:CHOICES]
    ]
    marks = fitting([option(alias, alias) for alias in aliases[:CHOICES]], CHOICE_BYTES)
    options = named if fitting(named, CHOICE_BYTES) == named else marks
    chosen = select("owner", options, initial=aliases[0] if len(aliases) == 1 else None)
    return input_(label, chosen, f"owner:v{dossier.case.version}")


def _ids(dossier: Dossier) -> Mapping[str, str | int]:
    return {"c": dossier.case.number, "v": dossier.case.version}


def read_posted(answers: Answers) -> PostLetter | FieldErrors:
    """Read which letter was posted, and how."""
    owner, how = _read(answers, "Say where you posted it.")
    return PostLetter(owner=owner, how=how) if owner and how else answers.errors


def read_returned(answers: Answers) -> ReportReturn | FieldErrors:
    """Read whose notice came back, and how that is known."""
    owner, how = _read(answers, "Say what came back, and when.")
    return ReportReturn(owner=owner, how=how) if owner and how else answers.errors


def _read(answers: Answers, ask: str) -> tuple[str, str]:
    owner, how = answers.one("owner"), answers.needed("how", ask)
    if owner is None:
        answers.fault("owner", "Choose whom it is about.")
    return owner or "", "" if answers.faults else how


def waiting(dossier: Dossier) -> Iterator[str]:
    """Yield the owners whose letters wait to be posted, by alias."""
    for notice in dossier.case.notices:
        if notice.status is NoticeStatus.LETTER:
            yield notice.owner
