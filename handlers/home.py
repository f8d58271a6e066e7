"""App Home: the queue of whoever opens it."""

from bot.workflow.holding import waiting
from bot.workflow.queries import open_cases
from handlers.blocks.home import home
from handlers.blocks.keeping import with_due
from handlers.blocks.limits import Payload, checked
from handlers.blocks.parts import plain, section
from handlers.edge import Edge

STRANGER = (
    "Exigent is the desk for police emergency requests. You are not on its roster, so there is"
    " nothing to show you. Ask whoever keeps the roster if you should be."
)
NOT_CONFIRMED = (
    "Slack does not confirm that yours is a full account of this workspace, so no case is shown."
    " Open this tab again in a minute; if it stays so, ask your Slack administrator."
)


async def publish(edge: Edge, team: str, user: str) -> None:
    """Show somebody their queue, or that they are not on the roster."""
    office = edge.office
    person = office.person_of_slack(team, user)
    if person is None:
        await edge.api.publish_home(user, _only(STRANGER))
        return
    standing = (await edge.standings.standings_for({person}, {person: user}))[person]
    if not standing.good(office.clock.law()):
        await edge.api.publish_home(user, _only(NOT_CONFIRMED))
        return
    rows = await open_cases(office)
    now, held = office.clock.law(), len(await waiting(office))
    drawn = home(rows, person, now, office.roster, held=held)
    await edge.api.publish_home(user, checked(with_due(drawn, office.due.numbers), "home"))


def _only(text: str) -> Payload:
    view = {"type": "home", "callback_id": "home", "blocks": [section(plain(text))]}
    return checked(view, "home")
