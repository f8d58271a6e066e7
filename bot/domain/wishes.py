"""Whether a text asks for delivery to somewhere outside the agency.

Precise rather than complete: what is delivered goes to a verified contact whatever a text asks, so
a wish that is missed loses nothing, and a block that is wrong costs a rescue its minutes. An
address or a link alone is no wish (a map, a suspect's mailbox); one that a sentence asks to send
something to is.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from bot.domain.likeness import inside

_SENTENCE: Final = re.compile(r"(?<=[.!?;])\s+|\n+")
_PLACE: Final = re.compile(
    r"(?:[\w.+-]+@|https?://(?:[^\s/@]*@)?|\bwww\.)([\w-]+(?:\.[\w-]+)+)", re.IGNORECASE
)
_VERB: Final = re.compile(
    r"\b(?:send|deliver|upload|forward|e-?mail|share|transfer|submit|return|reply|respond|provide"
    r"|export|drop|release"
    r"|env[ií](?:ar|e|en|ad|arlo|arla|elo|ela|enos|arnos|arse)\w*|mand(?:ar|e|en|ad)\w*"
    r"|remit(?:ir|a|an)\w*|entreg(?:ar|ue|uen)\w*|sub(?:ir|a|an)(?:l[oa]s?)?"
    r"|reenv[ií](?:ar|e|en)\w*|compart(?:ir|a|an)\w*|transf(?:erir|iera|ieran)\w*"
    r"|respond(?:er|a|an))\b",
    re.IGNORECASE,
)
_TOLD: Final = re.compile(
    r"\b(?:he|she|they|who|suspect\w*|caller|victim|man|woman|abductor|kidnapper|threat\w*|told"
    r"|tried|wants? (?:her|him|them)|él|ella|ellos|quien|sospechos\w*|v[ií]ctima|secuestrador\w*"
    r"|amenaz\w*|dijo)\b",
    re.IGNORECASE,
)
_REACH: Final = 120
"""Characters between the verb and the place that still belong together."""


def wants_delivery_elsewhere(text: str, own: Iterable[str]) -> bool:
    """Whether a sentence asks to send something to a place outside the `own` domains.

    What a sentence tells of somebody else ("he threatened to send …") is no wish.
    """
    mine = tuple(own)
    return any(not inside(domain, mine) for domain in _asked(text))


def _asked(text: str) -> Iterator[str]:
    for sentence in _SENTENCE.split(text):
        for place in _PLACE.finditer(sentence):
            before = sentence[max(0, place.start() - _REACH) : place.start()]
            verbs = list(_VERB.finditer(before))
            if verbs and not _TOLD.search(before):
                yield place.group(1).casefold()
