"""From the two release forms to commands."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.domain.commands import ClearRelease, ConfirmHandover, ItemLine
from bot.domain.release import Recipient, Transport
from bot.domain.request import Ongoing
from bot.domain.rules.releasing import dispatch_keys
from bot.workflow.dossier import Dossier
from handlers.blocks.answers import Answers, FieldErrors
from handlers.blocks.release import AGAIN, MORE
from handlers.blocks.times import zone_of
from handlers.release.item_lines import MOST_ITEMS, items

SHOWN_ERRORS: Final = 5
"""Lines at fault named at once; the rest are counted."""
TOO_MANY: Final = (
    f"A case is released once, and with at most {MOST_ITEMS:,} items. Pack the rest into an archive"
    " and list that."
)


@dataclass(frozen=True, slots=True)
class Gathered:
    """Items listed so far; more follow."""

    items: tuple[ItemLine, ...]


def clear(
    answers: Answers, dossier: Dossier, earlier: Sequence[ItemLine] = ()
) -> ClearRelease | Gathered | FieldErrors:
    """Read step 1, with the items that were listed `earlier` before these.

    Whoever says that the emergency is not confirmed need list nothing: nothing is released. Whoever
    starts again has gathered nothing, whatever else the form says.
    """
    if answers.one("all") == AGAIN:
        return Gathered(())
    ongoing, transport = answers.word("ongoing", Ongoing), answers.word("transport", Transport)
    how = answers.needed("confirmed", "Say who confirmed it, and how you reached them.")
    contact = chosen_contact(answers.one("recipient"), dossier)
    listed = _items(answers, dossier, earlier)
    if ongoing is None:
        answers.fault("ongoing", "Say whether it still goes on; call the agency first.")
    if contact is None:
        answers.fault("recipient", "Choose who receives it.")
    if transport is None:
        answers.fault("transport", "Choose how it travels.")
    if ongoing is Ongoing.YES and not listed:
        answers.fault("items", "List at least one item, as “exigent items FILE…” prints it.")
    if answers.faults or ongoing is None or contact is None or transport is None:
        return answers.errors
    if answers.one("all") == MORE and ongoing is Ongoing.YES:
        return Gathered(listed)
    recipient, address = contact
    return ClearRelease(
        version=int(answers.ids.get("v", 0)),
        ongoing=ongoing,
        how=how,
        recipient=recipient,
        contact=address,
        transport=transport,
        items=listed,
    )


def chosen_contact(chosen: str | None, dossier: Dossier) -> tuple[Recipient, str] | None:
    """Return the recipient with the address itself, which never travels through the form."""
    kind, _, key = (chosen or "").partition(":")
    if kind == Recipient.OFFICER:
        request = dossier.opened.request
        email = request.officer.email if request is not None else None
        return (Recipient.OFFICER, email) if email else None
    desks = dossier.agency.numbers if dossier.agency is not None else ()
    number = next((n.number for n in desks if n.dispatch and n.key == key), None)
    if number is None and key in dispatch_keys(dossier.case):
        number = dossier.opened.numbers.get(key)
    return (Recipient.DISPATCH, number) if kind == Recipient.DISPATCH and number else None


def _items(answers: Answers, dossier: Dossier, earlier: Sequence[ItemLine]) -> tuple[ItemLine, ...]:
    approval = dossier.case.approval
    scope = approval.scope if approval is not None else ()
    read, wrong = items(answers.text("items") or "", scope, zone_of(dossier.zone))
    if wrong:
        more = len(wrong) - SHOWN_ERRORS
        said = " ".join(str(error) for error in wrong[:SHOWN_ERRORS])
        answers.fault("items", said + (f" And {more} more lines." if more > 0 else ""))
    every = tuple(dict.fromkeys((*earlier, *read)))
    if len(every) > MOST_ITEMS:
        answers.fault("items", TOO_MANY)
    return every


def handed_over(answers: Answers) -> ConfirmHandover | FieldErrors:
    """Read step 2: exactly the cleared items left the house, or nothing did."""
    done = answers.one("done")
    if done not in ("done", "not"):
        answers.fault("done", "Say whether it was handed over.")
        return answers.errors
    return ConfirmHandover(done=done == "done", receipt=answers.text("receipt"))
