"""A release through us as Slack shows it: the way to the page, and how a waiting link stands."""

from typing import Final

from bot.domain.delivery import TRIES, Delivery
from bot.workflow.dossier import Dossier
from handlers.blocks.limits import Payload
from handlers.blocks.parts import input_, modal, mrkdwn, option, plain, radio, section, stamp
from handlers.blocks.text import Markup

ALONE: Final = "The page is yours alone and lasts 10 minutes."


def way(link: str) -> Payload:
    """Return the block that leads to the page on which small files are sent."""
    said = f"<{link}/delivery|Send small files through us, by an expiring link.> {ALONE}"
    return section(mrkdwn(Markup(said)))


def waiting(dossier: Dossier, delivery: Delivery, link: str, callback: str) -> Payload:
    """Return the form while a link waits: how it stands, its page, and taking the files back."""
    case = dossier.case
    blocks = [section(mrkdwn(_stands(delivery)))]
    if link:
        page = f"<{link}/delivery|Make a new code, or close the link.> {ALONE}"
        blocks.append(section(mrkdwn(Markup(page))))
    back = [option("Not handed over: close the link and take the files back", "not")]
    blocks.append(input_("Instead of waiting", radio("done", back), f"done:v{case.version}"))
    blocks.append(section(plain("A right code records the hand-over by itself.")))
    return modal(
        callback,
        "The link waits",
        blocks,
        ids={"c": case.number, "v": case.version},
        submit="Take Back",
    )


def _stands(delivery: Delivery) -> Markup:
    locked = delivery.tries >= TRIES
    tried = "The code is locked: too many wrong ones. " if locked else ""
    return Markup(
        f"*Nobody has opened the link yet.* {tried}It opens nothing after "
        f"{stamp(delivery.open_until)}; then the files are taken back."
    )
