"""Carries a press to the directory, on what Slack says now of everybody whose word counts."""

from typing import Final

import structlog

from bot.domain.directory.commands import DirectoryCommand
from bot.workflow.agencies import (
    DirectoryOrder,
    DirectoryOutcome,
    change_directory,
    whose_word,
)
from handlers.edge import SOURCE, Edge
from handlers.press import Press

_log: Final = structlog.get_logger(__name__)


async def carry(edge: Edge, press: Press, command: DirectoryCommand) -> DirectoryOutcome:
    """Carry one command out; the same form sent again after a refusal is a new try."""
    name = type(command).__name__
    outcome = await _once(edge, press, command, f"{press.id}:{name}")
    if outcome.duplicate and outcome.refused is not None:
        outcome = await _once(edge, press, command, f"{press.id}:{press.trigger}:{name}")
    _log.info(
        "directory.carried",
        command=name,
        person=press.actor,
        reason=outcome.refused.reason.value if outcome.refused else None,
        duplicate=outcome.duplicate,
    )
    return outcome


async def _once(
    edge: Edge, press: Press, command: DirectoryCommand, inbound: str
) -> DirectoryOutcome:
    order = DirectoryOrder(command=command, actor=press.actor, inbound=(SOURCE, inbound))
    people = await whose_word(edge.office, order)
    known = {p for p in people if edge.office.roster.get(p) is not None}
    standings = await edge.standings.standings_for(known, {press.actor: press.user})
    return await change_directory(
        edge.office,
        DirectoryOrder(
            command=command,
            actor=press.actor,
            inbound=(SOURCE, inbound),
            standings=standings,
        ),
    )
