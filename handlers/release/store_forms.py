"""The custodian's two forms where an evidence store hands over: authorizing it, and taking over."""

from collections.abc import Mapping
from typing import Final

from bot.domain.authorizing import AuthorizeRelease, ListHandedOver
from bot.domain.commands import ConfirmHandover, ItemLine
from bot.domain.release import Item
from bot.domain.request import Ongoing
from bot.domain.scope import Scope, Window
from bot.workflow.dossier import Dossier
from bot.workflow.execute import Outcome
from handlers.blocks import release, store
from handlers.blocks.answers import Answers, FieldErrors
from handlers.blocks.limits import Payload
from handlers.blocks.times import zone_of
from handlers.edge import Edge
from handlers.press import Press
from handlers.release import gathered
from handlers.release.item_lines import items
from handlers.release.reading import chosen_contact
from handlers.submitting import (
    NO_CASE,
    Submitted,
    file,
    opened_for,
    refused,
    update,
)


def waits_for_store(dossier: Dossier) -> bool:
    """Whether the store was authorized and has not said what it handed over."""
    found = dossier.case.store.of(dossier.case.clearance)
    return found is not None and found.manifest is None


async def authorized(edge: Edge, press: Press) -> Payload:
    """Authorize the store, or go on to the form in which a person lists the items."""
    opened = await opened_for(edge, press)
    if opened is None:
        return refused(press, NO_CASE)
    answers = Answers.of(press.view)
    if answers.one("through") == store.BY_HAND:
        case = opened.case
        earlier = await gathered.load(edge.office, case.number, case.version, press.actor)
        return update(release.check(opened, earlier))
    read = authorization(answers, opened, edge.office.clock.new_id())
    return await file(edge, press, read, _said)


def _said(_: Outcome) -> str:
    return "the evidence store is authorized. You are told if it does not hand over."


def authorization(answers: Answers, dossier: Dossier, fresh: str) -> AuthorizeRelease | FieldErrors:
    """Read the form; `fresh` is the id of this one use."""
    ongoing = answers.word("ongoing", Ongoing)
    how = answers.needed("confirmed", "Say who confirmed it, and how you reached them.")
    contact = chosen_contact(answers.one("recipient"), dossier)
    if ongoing is None:
        answers.fault("ongoing", "Say whether it still goes on; call the agency first.")
    if contact is None:
        answers.fault("recipient", "Choose who receives it.")
    if answers.one("through") is None:
        answers.fault("through", "Choose who hands over.")
    if answers.faults or ongoing is None or contact is None:
        return answers.errors
    return AuthorizeRelease(
        version=int(answers.ids.get("v", 0)),
        ongoing=ongoing,
        how=how,
        recipient=contact[0],
        contact=contact[1],
        id=fresh,
    )


async def taken_over(edge: Edge, press: Press) -> Payload:
    """Record what left the store, as a person found it there."""
    opened = await opened_for(edge, press)
    if opened is None:
        return refused(press, NO_CASE)
    read = what_left(Answers.of(press.view), opened)
    return await file(edge, press, read, lambda _: "what left the store is on the record.")


def what_left(answers: Answers, dossier: Dossier) -> ListHandedOver | ConfirmHandover | FieldErrors:
    """Read the form: a list, the store's own list, or that nothing left."""
    left = answers.one("left")
    receipt = answers.needed("receipt", "Say where you saw it, such as the store's log.")
    found = dossier.case.store.authorization
    scope = found.scope if found is not None else ()
    read, wrong = items(answers.text("items") or "", scope, zone_of(dossier.zone))
    if wrong:
        answers.fault("items", " ".join(str(error) for error in wrong[:5]))
    if left is None:
        answers.fault("left", "Say what left the store.")
    if left == store.LISTED and not read and not wrong:
        answers.fault("items", "List at least one item, as “exigent items FILE…” prints it.")
    if answers.faults:
        return answers.errors
    if left == store.NOTHING:
        return ConfirmHandover(done=False, receipt=receipt)
    if left == store.CLAIMED:
        return ListHandedOver(items=(), as_claimed=True, receipt=receipt)
    listed = tuple(_item(line, scope) for line in read)
    return ListHandedOver(items=listed, as_claimed=False, receipt=receipt)


def _item(line: ItemLine, scope: Scope) -> Item:
    allowed = scope[line.line - 1]
    window = Window(alias=allowed.alias, category=allowed.category, start=line.start, end=line.end)
    return Item(line=line.line, window=window, size=line.size, sha256=line.sha256, name=line.name)


VIEWS: Final[Mapping[str, Submitted]] = {store.AUTHORIZE: authorized, store.TAKE_OVER: taken_over}
