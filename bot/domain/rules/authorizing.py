"""Release by the evidence store: authorized like a clearance, answered like a stranger's word."""

import re
from collections.abc import Sequence

from bot.domain import events as ev
from bot.domain.authorizing import (
    VALID,
    Authorization,
    AuthorizeRelease,
    Fault,
    ListHandedOver,
    RecordManifest,
    ReportRecall,
    ReportStore,
    StoreItem,
    TakeBackAuthorization,
)
from bot.domain.canonical import canonical
from bot.domain.case import Case
from bot.domain.codec import instant_text
from bot.domain.decision import Answered, Asked
from bot.domain.digest import hexdigest
from bot.domain.errors import Refusal, Refused
from bot.domain.events.authorizing import (
    ManifestRecorded,
    ManifestRefused,
    ReleaseAuthorized,
    StoreRecalled,
)
from bot.domain.release import Item, Stored, told_devices
from bot.domain.request import Category, Ongoing
from bot.domain.rules import releasing
from bot.domain.scope import Scope, Window

_SHA256 = re.compile(r"[0-9a-f]{64}")
_CATEGORIES = frozenset(c.value for c in Category)


def authorize(asked: Asked, command: AuthorizeRelease) -> Answered:
    """Authorize the store; everything that counts for a clearance by hand counts here."""
    case = asked.case
    wrong = releasing.unfit(asked, command)
    if wrong is not None:
        return wrong
    if command.ongoing is Ongoing.NO:
        return releasing.over(asked, command)
    scope = _stored(case)
    devices = {w.alias for w in scope}
    refused = releasing.facts_unfit(asked, command) or releasing.owners_unknown(case, devices)
    if refused is not None or not scope or case.approval is None:
        return refused or Refused(Refusal.NO_ITEMS)
    return (
        ev.FactsReconfirmed(confirmed_at=asked.now, how=command.how),
        ReleaseAuthorized(
            number=case.clearances + 1,
            id=command.id,
            scope=scope,
            until=min(asked.now + VALID, case.approval.until),
            recipient=command.recipient,
            contact=command.contact,
        ),
        *releasing.notices_owed(asked, devices),
    )


def _stored(case: Case) -> Scope:
    """Return what was approved, without devices of which it is known that nothing is stored."""
    empty = {a.alias for a in case.accounts if a.complete and a.stored is not Stored.YES}
    approved = case.approval.scope if case.approval is not None else ()
    return tuple(w for w in approved if w.alias not in empty)


def manifest(asked: Asked, command: RecordManifest) -> Answered:
    """Take the store's manifest as the hand-over, or refuse it whole for the first fault."""
    found = asked.case.store.authorization
    if found is None:
        return Refused(Refusal.NOT_AUTHORIZED)
    items, odd = _items(asked, found, command)
    digest = _digest(command, items)
    said_before = digest in (found.manifest, found.refused)
    if command.id == found.id and said_before:
        return Refused(Refusal.NOTHING_CHANGED)
    fault, place = _fault(asked, found, command) or odd or (None, "")
    if fault is None:
        return _handed_over(asked, found, items, digest)
    known = tuple(i for i in items if i is not None)
    refused = ManifestRefused(
        number=found.number, fault=fault, place=place, digest=digest, items=known
    )
    return (refused,)


def _fault(asked: Asked, found: Authorization, command: RecordManifest) -> tuple[Fault, str] | None:
    case = asked.case
    if command.id != found.id:
        return Fault.NOT_AUTHORIZED, ""
    if found.manifest is not None or found.fault is not None:
        return Fault.ANOTHER_MANIFEST, ""
    if case.store.of(case.clearance) is None:
        # It was taken back, and the store acted all the same.
        return Fault.NOT_AUTHORIZED, ""
    if command.case not in (None, case.number):
        return Fault.OTHER_CASE, ""
    if command.delivered_to != asked.facts.opened.contact:
        return Fault.OTHER_RECIPIENT, ""
    return None if command.items else (Fault.NOTHING_GIVEN, "")


def _items(
    asked: Asked, found: Authorization, command: RecordManifest
) -> tuple[tuple[Item | None, ...], tuple[Fault, str] | None]:
    """Return each item as we keep them, None where the device is none of the case's; and a fault.

    The items' own line counts the authorization's windows; 0 for what none of them allows.
    """
    request = asked.facts.opened.request
    sought = request.data_sought if request is not None else ()
    read = tuple(
        _item(item, found.scope, [s.alias for s in sought if s.device == item.device])
        for item in command.items
    )
    for number, item in enumerate(read, start=1):
        fault = _wrong(item)
        if fault is not None:
            return read, (fault, f"item {number}")
    return read, None


def _item(item: StoreItem, scope: Scope, aliases: Sequence[str]) -> Item | None:
    if not aliases or item.category not in _CATEGORIES or item.start >= item.end:
        return None
    windows = [
        Window(alias=a, category=Category(item.category), start=item.start, end=item.end)
        for a in aliases
    ]
    allowed = [(n, w) for w in windows for n, s in enumerate(scope, start=1) if w.inside(s)]
    line, window = allowed[0] if allowed else (0, windows[0])
    return Item(line=line, window=window, size=item.size, sha256=item.sha256, name=item.name)


def _wrong(item: Item | None) -> Fault | None:
    if item is None:
        return Fault.OTHER_DEVICE
    if not _SHA256.fullmatch(item.sha256) or item.size <= 0:
        return Fault.UNREADABLE
    return None if item.line else Fault.OUTSIDE_SCOPE


def digest_of(items: Sequence[Item | None]) -> str:
    """Return what tells one manifest from another; it reveals nothing of devices or names."""
    return hexdigest(canonical(sorted(_row(item) for item in items)))


def _row(item: Item | None) -> str:
    if item is None:
        return "?"
    window = item.window
    when = f"{instant_text(window.start)} {instant_text(window.end)}"
    return f"{window.alias} {window.category} {when} {item.size} {item.sha256}"


def _digest(command: RecordManifest, items: Sequence[Item | None]) -> str:
    hashes = sorted(i.sha256 for i, known in zip(command.items, items, strict=True) if not known)
    own = command.case or ""
    return digest_of(items) if not hashes and not own else hexdigest(canonical([own, *hashes]))


def _handed_over(
    asked: Asked, found: Authorization, items: Sequence[Item | None], digest: str
) -> Answered:
    case, whole = asked.case, tuple(i for i in items if i is not None)
    return (
        ManifestRecorded(
            number=found.number, items=whole, digest=digest, after_stop=case.approval is None
        ),
        *left(asked, found.number, whole),
    )


def left(
    asked: Asked, number: int, items: Sequence[Item], receipt: str | None = None
) -> tuple[ev.Event, ...]:
    """Return what follows once items left: who has no item of theirs among them is owed nothing.

    The items, not the authorization, say of which devices there is anything to tell.
    """
    case, devices = asked.case, {i.window.alias for i in items}
    spared = (
        ev.NoticeLifted(owner=n.owner)
        for n in case.notices
        if n.open and not told_devices(case.owners, n.owner) & devices
    )
    notices = releasing.notices_owed(asked, devices)
    owed = (e for e in notices if isinstance(e, ev.NoticeIsOwed))
    return (*spared, *owed, *releasing.handed_over(asked, number, receipt))


def report(asked: Asked, command: ReportStore) -> Answered:
    """Put on the record that the store refuses, or cannot be understood; a person takes over."""
    found, digest = asked.case.store.authorization, f"{command.fault.value}:{command.place}"
    if found is None or found.id != command.id:
        return Refused(Refusal.NOT_AUTHORIZED)
    if found.manifest is not None or found.refused == digest:
        return Refused(Refusal.NOTHING_CHANGED)
    refused = ManifestRefused(
        number=found.number, fault=command.fault, place=command.place, digest=digest
    )
    return (refused,)


def take_back(asked: Asked, command: TakeBackAuthorization) -> Answered:
    """Take back what the store never got, or says that it will never act on."""
    case = asked.case
    found = case.store.of(case.clearance)
    if found is None or found.id != command.id or found.manifest is not None:
        return Refused(Refusal.NOT_AUTHORIZED)
    return releasing.not_left(asked.case, found.number, command.why)


def recalled(_asked: Asked, command: ReportRecall) -> Answered:
    """Record what the store answered to a recall."""
    return (StoreRecalled(handed_over=command.handed_over, failed=command.failed),)


def by_hand(asked: Asked, command: ListHandedOver) -> Answered:
    """Let a person list what left where the store did not say so, or not so that it counts."""
    case, late = asked.case, _after_all(asked.case)
    refused = releasing.not_theirs(asked) if late is None else releasing.may_handle(asked)
    found = late or case.store.of(case.clearance)
    if refused is not None or found is None or found.manifest is not None:
        return refused or Refused(Refusal.NOT_AUTHORIZED)
    if late is not None and not command.as_claimed:
        return Refused(Refusal.NOT_CLEARED)
    items = asked.facts.opened.claimed if command.as_claimed else command.items
    if not items:
        return Refused(Refusal.NOTHING_CLAIMED if command.as_claimed else Refusal.NO_ITEMS)
    beyond = [n for n, i in enumerate(items, start=1) if not _allowed(i, found.scope)]
    if beyond and not command.as_claimed:
        return Refused(Refusal.ITEM_OUTSIDE_SCOPE, f"item {beyond[0]}")
    if not command.receipt.strip():
        return Refused(Refusal.NO_REASON)
    return (
        ManifestRecorded(
            number=found.number,
            items=items,
            digest=digest_of(items),
            by_hand=True,
            beyond=bool(beyond),
            after_stop=case.approval is None,
        ),
        *left(asked, found.number, items, command.receipt),
    )


def _after_all(case: Case) -> Authorization | None:
    """Return what was taken back and used all the same: what left must be told of, or never is."""
    found = case.store.authorization
    if found is None or case.clearance is not None or found.manifest is not None:
        return None
    return found if found.fault is Fault.NOT_AUTHORIZED else None


def _allowed(item: Item, scope: Scope) -> bool:
    return _wrong(item) is None and any(item.window.inside(allowed) for allowed in scope)
