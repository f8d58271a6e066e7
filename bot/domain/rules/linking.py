"""Cases that belong together: each says so, and neither decides anything for the other."""

from collections.abc import Iterable

from bot.domain import events as ev
from bot.domain.decision import Answered, Asked
from bot.domain.linking import Link, LinkCase


def at_opening(links: Iterable[Link]) -> tuple[ev.Event, ...]:
    """Return what a new case says of the older ones."""
    return tuple(ev.CaseLinked(other=link.other, why=link.why) for link in links)


def link(asked: Asked, command: LinkCase) -> Answered:
    """Note another case, once for each thing that both have in common."""
    if command.link in asked.case.links or command.link.other == asked.case.number:
        return ()
    return (ev.CaseLinked(other=command.link.other, why=command.link.why),)
