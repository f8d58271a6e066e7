"""Keeping a copy: its number, what differs, and the checks of the first mail among them."""

from bot.domain import events as ev
from bot.domain.copying import ReceiveCopy, differing, is_copy
from bot.domain.decision import Answered, Asked
from bot.domain.errors import Refusal, Refused
from bot.domain.verification import StepKind


def receive(asked: Asked, command: ReceiveCopy) -> Answered:
    """Keep the copy; nothing of the request, of its version or of its state changes."""
    case, first = asked.case, asked.facts.opened.request
    if first is None or not is_copy(case, first, command, asked.now):
        return Refused(Refusal.NOTHING_CHANGED)
    received = ev.CopyReceived(
        number=len(case.copies) + 1,
        channel=command.channel,
        vouched=command.vouched,
        request=command.request,
        mark=command.mark,
        original=command.original,
        changed=differing(first, command.request),
    )
    checked = any(s.kind is StepKind.EMAIL_AUTHENTICATION for s in case.steps)
    # One mail's checks are told; more of them would only make open forms stale.
    return (received, *(() if checked else command.steps))
