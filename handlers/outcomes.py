"""Translates what a call outside came to into what the courier does next."""

from bot.workflow.ports import Again, Delivered, Done, GiveUp
from handlers.outside import Failure, Permanent, Transient


def delivered(outcome: object) -> Delivered:
    """Return Done for a success, Again where trying can help or the end is unknown, else GiveUp."""
    if isinstance(outcome, Permanent):
        return GiveUp(outcome.reason)
    if isinstance(outcome, Transient):
        return Again(outcome.reason, outcome.retry_after)
    if isinstance(outcome, Failure):
        return Again(outcome.reason)
    return Done()
