"""The text of a notice as a matter for one person of the desk: `text:`, kind, language, standard.

The words are an example's, so that nothing of any case is shown; they stand in the form alone.
"""

from typing import Final

from bot.domain.errors import Refused
from bot.domain.notice_text import TextKey, key_named
from bot.domain.rulebook import DECIDERS
from bot.workflow.notice_texts import approval, settle
from bot.workflow.office import Office
from handlers.blocks.second_person import SecondPersonAnswer, SecondPersonAsk
from handlers.edge import Edge
from handlers.notices.exemplar import digest_of, exemplar, kind_name, law_of
from handlers.notices.letter import write_letter
from handlers.press import Press
from handlers.seconding import GONE, Matter, Told

APPROVED: Final = "Approved: notices in this text go out."
REFUSED: Final = "Somebody found it wrong. It waits until it is changed, or confirmed."
CHANGED: Final = "The text was changed since; the new one is asked for by itself."


async def ask(office: Office, subject: str) -> SecondPersonAsk | None:
    """Return the text as it waits; None where the subject means none."""
    key = key_named(subject)
    stands = await approval(office, key) if key is not None else None
    if key is None or stands is None or stands.asked_at is None:
        return None
    which = f"{kind_name(key.kind)}, in {key.language}, under {_title(office, key)}"
    lines = (
        f"Notices to owners wait for this text: {which}. Their clocks run on.",
        "A reviewer or a senior reads it once before it goes out for the first time.",
        *((REFUSED,) if stands.refused else ()),
    )
    return SecondPersonAsk(
        title="Text of a notice to owners",
        lines=lines,
        asked_by="",
        asked_at=stands.asked_at,
        subject=subject,
        settled=APPROVED if stands.approved else None if _shown(office, key) else CHANGED,
        alone=True,
    )


async def told(edge: Edge, press: Press, subject: str) -> Told | Refused:
    """Refuse whoever decides no cases; else the whole text, as an owner would read it."""
    why = await edge.eligible(press, DECIDERS)
    key = key_named(subject)
    if why is not None or key is None:
        return why or GONE
    said = _shown(edge.office, key)
    return tuple(said.split("\n\n")) if said else GONE


async def settle_text(edge: Edge, press: Press, answer: SecondPersonAnswer) -> str | Refused:
    """Put what they found on the record."""
    why = await edge.eligible(press, DECIDERS)
    key = key_named(answer.subject)
    if why is not None or key is None or not _shown(edge.office, key):
        return why or GONE
    await settle(edge.office, key, press.actor, approved=answer.confirmed, why=answer.why)
    return APPROVED if answer.confirmed else "Not approved: the notices go on waiting."


def _shown(office: Office, key: TextKey) -> str:
    """Return the text whose digest that is; empty where the words are others by now."""
    standard = office.standards.get(key.standard)
    if standard is None:
        return ""
    law = law_of(standard)
    if digest_of(key.kind, key.language, law) != key.digest:
        return ""
    text = write_letter(exemplar(key.kind, key.language, law))
    return f"{text.subject}\n\n{text.plain}"


def _title(office: Office, key: TextKey) -> str:
    standard = office.standards.get(key.standard)
    return standard.title if standard is not None else key.standard


MATTER: Final = Matter(ask=ask, told=told, settle=settle_text)
