"""The marks O1, O2, … that stand for account holders: one person, one mark, never given twice."""

from collections.abc import Collection

from bot.domain.release import Owner
from bot.workflow.dossier import Dossier


def next_alias(dossier: Dossier, also: Collection[str] = ()) -> str:
    """Return a mark that nobody of the case has or had; `also` are taken as well."""
    taken = {*also, *(o.alias for o in dossier.case.owners), *(o.alias for o in dossier.owners)}
    numbers = [int(alias[1:]) for alias in taken if alias[1:].isdecimal()]
    return f"O{max(numbers, default=0) + 1}"


def of_mailbox(email: str | None, owners: Collection[Owner]) -> Owner | None:
    """Return whose mailbox it is: one mailbox is one person, so that one notice goes to it."""
    wanted = (email or "").casefold()
    return next((o for o in owners if wanted and (o.email or "").casefold() == wanted), None)
