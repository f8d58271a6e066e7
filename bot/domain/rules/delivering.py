"""Files that go through us: offered, opened by the right code, counted, taken back.

Whoever comes by the link is a stranger until the code is right: nothing that they do is refused
with a reason, and nothing but the right code changes more than a counter.
"""

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.case import Case, State
from bot.domain.decision import Answered, Asked, Facts
from bot.domain.delivering import ending, taken_back, waits
from bot.domain.delivery import (
    MOST_FETCHES,
    MOST_LIFE,
    MOST_VISITS,
    RENEWABLE,
    SESSION,
    TRIES,
    ConfirmManifest,
    Delivery,
    EndFetch,
    Ending,
    FetchItem,
    OfferDelivery,
    RenewCode,
    RevokeDelivery,
    TypeCode,
    VisitDelivery,
)
from bot.domain.errors import Refusal, Refused
from bot.domain.events.delivering import (
    DeliveryCodeRenewed,
    DeliveryCodeWrong,
    DeliveryFetched,
    DeliveryFetchedToEnd,
    DeliveryOffered,
    DeliveryOpened,
    DeliveryRevoked,
    DeliveryVisited,
    ManifestConfirmed,
)
from bot.domain.release import Recipient, Transport
from bot.domain.request import Ongoing
from bot.domain.rules import releasing
from bot.domain.rules.paging import custodians, page


def offer(asked: Asked, command: OfferDelivery) -> Answered:
    """Clear the files as any items are, and let them wait behind a link that is mailed."""
    answered = releasing.clear(asked, _clearing(command))
    if not isinstance(answered, tuple):
        return answered
    cleared = next((e for e in answered if isinstance(e, ev.ReleaseCleared)), None)
    approval = asked.case.approval
    if cleared is None or approval is None:
        return answered
    if not _takes_mail(asked, command):
        return Refused(Refusal.MAILBOX_REFUSED)
    expires = asked.now + min(command.life, MOST_LIFE)
    until = min(expires, approval.until)
    offered = DeliveryOffered(
        number=cleared.number,
        files=tuple(item.key for item in command.items),
        mark=command.mark,
        code_until=min(until, asked.now + asked.facts.limits.facts_fresh),
        open_until=until,
        expires_at=expires,
        mailbox=command.mailbox,
    )
    return (*answered, offered)


def _clearing(command: OfferDelivery) -> cm.ClearRelease:
    return cm.ClearRelease(
        version=command.version,
        ongoing=command.ongoing,
        how=command.how,
        recipient=Recipient(command.recipient),
        contact=command.contact,
        transport=Transport.LINK,
        items=tuple(
            cm.ItemLine(
                line=item.line,
                start=item.start,
                end=item.end,
                size=item.size,
                sha256=item.sha256,
                name=item.name,
            )
            for item in command.items
        ),
    )


def _takes_mail(asked: Asked, command: OfferDelivery) -> bool:
    """Whether the link may go there: the officer's own mailbox, or one that dispatch named.

    Always inside the domains of the agency's directory entry; for dispatch never the mailbox of
    whoever asked, since that is what a thief would have.
    """
    listed, request = asked.facts.agency, asked.facts.opened.request
    own = (request.officer.email if request is not None else None) or ""
    if command.recipient == Recipient.OFFICER:
        return command.mailbox == command.contact
    name, _, domain = command.mailbox.rpartition("@")
    inside = listed is not None and domain.casefold() in listed.domains
    return inside and bool(name) and command.mailbox.casefold() != own.casefold()


def renew(asked: Asked, command: RenewCode) -> Answered:
    """Make a new code, for which the facts count as confirmed by the call that it is spoken in."""
    case, delivery = asked.case, asked.case.delivery
    refused = releasing.may_handle(asked)
    if refused is not None:
        return refused
    if delivery is None or _dead(case, delivery, asked):
        return Refused(Refusal.NO_DELIVERY)
    if command.ongoing is not Ongoing.YES:
        return Refused(Refusal.EMERGENCY_UNKNOWN)
    if not command.how.strip():
        return Refused(Refusal.FACTS_STALE)
    fresh = asked.now + asked.facts.limits.facts_fresh
    expires = asked.now + min(command.life, MOST_LIFE)
    renewed = DeliveryCodeRenewed(
        number=delivery.number,
        turn=delivery.turn + 1,
        mark=command.mark,
        code_until=fresh if delivery.opened_at is not None else min(fresh, delivery.open_until),
        expires_at=expires,
    )
    return (ev.FactsReconfirmed(confirmed_at=asked.now, how=command.how), renewed)


def _dead(case: Case, delivery: Delivery, asked: Asked) -> bool:
    """Whether no new code can help; one whose link ran out after it was opened may live on."""
    ended = ending(case, delivery.number, asked.now)
    renewable = delivery.opened_at is not None and case.state is State.RELEASED
    in_time = asked.now < delivery.expires_at + RENEWABLE
    return ended is not None and not (ended is Ending.EXPIRED and renewable and in_time)


def revoke(asked: Asked, command: RevokeDelivery) -> Answered:
    """Close the link; what nobody opened was not handed over, and is taken back with it."""
    case, delivery = asked.case, asked.case.delivery
    if delivery is None or delivery.revoked_at is not None:
        return Refused(Refusal.NO_DELIVERY)
    if not command.why.strip():
        return Refused(Refusal.NO_REASON)
    if delivery.opened_at is None and not waits(case):
        return Refused(Refusal.NO_DELIVERY)
    back = taken_back(case, "revoked") if waits(case) else ()
    return (DeliveryRevoked(number=delivery.number, why=command.why), *back)


def expired(case: Case, facts: Facts) -> tuple[ev.Event, ...]:
    """Take back what nobody opened in time, and call the custodians: somebody is in danger."""
    called = page(custodians(case, facts.roster), "custodian", "delivery_expired")
    return (*taken_back(case, "expired"), *called)


def visit(asked: Asked, command: VisitDelivery) -> Answered:
    """Write down that somebody looked, as long as there is room for it."""
    delivery = asked.case.delivery
    if delivery is None or delivery.visits >= MOST_VISITS:
        return ()
    ended = ending(asked.case, command.number, asked.now)
    return (DeliveryVisited(number=command.number, ended=ended),)


def type_code(asked: Asked, command: TypeCode) -> Answered:
    """Open the delivery for the browser that gave the right code; count a wrong one."""
    delivery = _open(asked, command.number)
    first = delivery is not None and delivery.opened_at is None
    if first and releasing.gone_bad(asked) is not None:
        delivery = None
    if delivery is None or not delivery.takes_code(asked.now):
        return visit(asked, VisitDelivery(number=command.number))
    if command.mark != delivery.mark:
        tries = delivery.tries + 1
        wrong = DeliveryCodeWrong(number=delivery.number, tries=tries)
        called = custodians(asked.case, asked.facts.roster) if tries == TRIES else ()
        told = page(called, "custodian", "delivery_locked") if called else ()
        return (wrong, *told)
    until = min(asked.now + SESSION, delivery.expires_at)
    opened = DeliveryOpened(number=delivery.number, session=command.session, until=until)
    if delivery.opened_at is not None:
        return (opened,)
    return (opened, *releasing.handed_over(asked, delivery.number))


def fetch(asked: Asked, command: FetchItem) -> Answered:
    """Let bytes of an item go to the browser that gave the code; the entry comes first."""
    delivery = _open(asked, command.number)
    if delivery is None or not delivery.knows(command.session, asked.now):
        return visit(asked, VisitDelivery(number=command.number))
    inside = 1 <= command.item <= len(delivery.files) and 0 <= command.first <= command.last
    if not inside or delivery.fetches >= MOST_FETCHES:
        return ()
    fetched = DeliveryFetched(
        number=delivery.number, item=command.item, first=command.first, last=command.last
    )
    return (fetched,)


def end_fetch(asked: Asked, command: EndFetch) -> Answered:
    """Note that an item was sent to its last byte, the first time that it was."""
    delivery = asked.case.delivery
    if delivery is None or delivery.number != command.number or command.item in delivery.whole:
        return ()
    if command.item not in delivery.begun:
        return ()
    return (DeliveryFetchedToEnd(number=delivery.number, item=command.item),)


def confirm(asked: Asked, command: ConfirmManifest) -> Answered:
    """Take the recipient's word that the files came, once every one was asked for."""
    delivery = _open(asked, command.number)
    if delivery is None or not delivery.knows(command.session, asked.now):
        return visit(asked, VisitDelivery(number=command.number))
    every = frozenset(range(1, len(delivery.files) + 1))
    if delivery.confirmed_at is not None or delivery.begun != every:
        return ()
    return (ManifestConfirmed(number=delivery.number),)


def _open(asked: Asked, number: int) -> Delivery | None:
    ended = ending(asked.case, number, asked.now)
    return asked.case.delivery if ended is None else None
