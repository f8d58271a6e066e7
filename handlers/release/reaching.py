"""`channels`, `letter` and `returned`: how an owner is reached, by people's choice and hand."""

from collections.abc import Mapping
from typing import Final

from bot.domain.notice import NoticeStatus
from bot.domain.notice_channel import channels_of
from bot.domain.reaching import ChooseChannels, PostLetter, ReportReturn
from bot.domain.rules.telling import tellable
from bot.workflow.dossier import Dossier
from bot.workflow.execute import Outcome
from handlers.blocks import channels, letters
from handlers.blocks.answers import Answers
from handlers.blocks.limits import Payload
from handlers.edge import Edge
from handlers.notices.letter_file import key_of
from handlers.notices.paper import fits
from handlers.press import Press
from handlers.submitting import Submitted, file
from handlers.views_open import Form, desk_link, drawn


async def draw_letters(edge: Edge, press: Press, opened: Dossier) -> Payload:
    """Draw the letters that wait, each with a link for this reader alone."""
    able = [owner for owner in letters.waiting(opened) if _printable(opened, owner)]
    link = await desk_link(edge, opened.case, press.actor) if able else ""
    links = {owner: f"{link}/file/{key_of(owner)}" for owner in able} if link else {}
    return letters.letters(opened, links)


def _printable(opened: Dossier, alias: str) -> bool:
    notice = next((n for n in opened.case.notices if n.owner == alias), None)
    owner = next((o for o in opened.owners if o.alias == alias), None)
    if notice is None or owner is None or notice.status is not NoticeStatus.LETTER:
        return False
    lines = [line for line in owner.postal if line]
    return fits(lines) and tellable(opened.case, notice, opened.now, opened.roster)


async def draw_channels(_edge: Edge, _press: Press, opened: Dossier) -> Payload:
    """Draw the choice among what is recorded for each person."""
    app = opened.policy.app_notices
    there = {o.alias: channels_of(o, app=app) for o in opened.owners}
    return channels.view(opened, there)


async def posted(edge: Edge, press: Press) -> Payload:
    """Record that a letter was posted."""
    read = letters.read_posted(Answers.of(press.view))
    return await file(
        edge, press, read, lambda _: "the letter is posted; its owner counts as told."
    )


async def came_back(edge: Edge, press: Press) -> Payload:
    """Record that what was sent came back."""
    read = letters.read_returned(Answers.of(press.view))
    return await file(edge, press, read, _owed_again)


def _owed_again(_outcome: Outcome) -> str:
    return "what came back is on the record; the notice is owed again."


async def chosen(edge: Edge, press: Press) -> Payload:
    """Record over which channels an owner is told."""
    read = channels.read(Answers.of(press.view))
    return await file(edge, press, read, lambda _: "the channels are on the record.")


FORMS: Final[Mapping[str, Form]] = {
    "channels.open": Form(surface="channels", draw=draw_channels, files=ChooseChannels),
    "letter.open": Form(surface="letter", draw=draw_letters, files=PostLetter),
    "returned.open": Form(surface="returned", draw=drawn(letters.returned), files=ReportReturn),
}
VIEWS: Final[Mapping[str, Submitted]] = {
    channels.CALLBACK_ID: chosen,
    letters.POSTED: posted,
    letters.RETURNED: came_back,
}
