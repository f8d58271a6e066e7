"""What the sealed values of a case say, folded beside the case; empty where they were erased."""

from dataclasses import replace

from bot.domain import events as ev
from bot.domain.decision import Opened
from bot.domain.events.authorizing import ManifestRefused, ReleaseAuthorized
from bot.domain.events.erasing import CaseErased


def open_up(opened: Opened, event: ev.Event) -> Opened:
    """Return what is known of the sealed values after `event`."""
    if isinstance(event, ev.CaseOpened):
        return replace(opened, request=event.request, code=event.code)
    if isinstance(event, ev.RequestCompleted | ev.RequestAmended):
        return replace(opened, request=event.request)
    if isinstance(event, ev.CodeRenewed):
        return replace(opened, code=event.code)
    if isinstance(event, ev.NumberProposed) and event.number is not None:
        return replace(opened, numbers={**opened.numbers, event.key: event.number})
    if isinstance(event, ev.OwnersRecorded):
        return replace(opened, owners={**opened.owners, **{o.alias: o for o in event.owners}})
    if isinstance(event, ev.ReleaseCleared):
        return replace(opened, contact=event.contact)
    if isinstance(event, ev.CopyReceived):
        return replace(opened, copies={**opened.copies, event.number: event.request})
    if isinstance(event, ev.ChangeProposed):
        return replace(opened, proposals={**opened.proposals, event.number: event})
    if isinstance(event, CaseErased):
        return Opened()
    return _by_store(opened, event)


def _by_store(opened: Opened, event: ev.Event) -> Opened:
    if isinstance(event, ReleaseAuthorized):
        return replace(opened, contact=event.contact, claimed=())
    if isinstance(event, ManifestRefused) and event.items:
        return replace(opened, claimed=event.items)
    return opened
