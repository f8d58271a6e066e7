"""What a refused person is told.

It is said privately, for one pair of eyes, and carries nothing of the request.
"""

import re
from typing import Final

from bot.domain.errors import Refused
from handlers.wordings import WORDINGS

DETAIL_LENGTH: Final = 120
"""Characters of a refusal's detail that are shown."""

_UNWANTED = re.compile(r"[^\w .,:;+/-]")


def say(refused: Refused) -> str:
    """Return the sentences for the person who pressed, beginning with what went wrong.

    The detail (an alias, a number, an enum word) follows, without anything that Slack would read
    as a link, a mention or formatting.
    """
    wording = WORDINGS[refused.reason]
    place = _UNWANTED.sub("", refused.detail.replace("_", " ")).strip()[:DETAIL_LENGTH]
    got = f"{wording.got[:-1]} ({place})." if place else wording.got
    return f"Not done. {got} {wording.expected} {wording.then}"
