"""App Home: the queue of whoever opens it."""

from bot.workflow.queries import listed
from handlers.blocks.home import home
from handlers.blocks.limits import Payload, checked
from handlers.blocks.parts import plain, section
from handlers.edge import Edge

STRANGER = (
    "Exigent is the desk for police emergency requests. You are not on its roster, so there is"
    " nothing to show you. Ask whoever keeps the roster if you should be."
)


async def publish(edge: Edge, team: str, user: str) -> None:
    """Show somebody their queue, or that they are not on the roster."""
    office = edge.office
    person = office.person_of_slack(team, user)
    if person is None:
        await edge.api.publish_home(user, _nothing())
        return
    rows = await listed(office)
    await edge.api.publish_home(user, home(rows, person, office.clock.law()))


def _nothing() -> Payload:
    view = {"type": "home", "callback_id": "home", "blocks": [section(plain(STRANGER))]}
    return checked(view, "home")
