"""Each reason that an officer may hear, in plain words, with what would cure it.

The words are ours alone: nothing that a reviewer wrote ever stands here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from bot.domain.determination import Reason
from handlers.intake.order_cures import TEXTS
from handlers.languages import marked as _n


@dataclass(frozen=True, slots=True)
class Cure:
    """A reason code as it is published, in words, and what would change the answer."""

    code: str
    reason: str
    cure: str


_WARRANT: Final = _n(
    "Send a warrant, an order or a subpoena in the ordinary way. If somebody is in danger now, "
    "say who, from what, and how you know, and ask again."
)
_TEXTS: Final[Mapping[Reason, tuple[str, str]]] = MappingProxyType(
    {
        Reason.NOT_EMERGENCY: (
            _n("We could not find that an emergency exists now."),
            _WARRANT,
        ),
        Reason.NO_SERIOUS_DANGER: (
            _n("We could not find a danger of death or of serious physical injury."),
            _WARRANT,
        ),
        Reason.NO_PERSON: (
            _n("We could not find which person is in danger."),
            _n("Ask again and give a name or a description of the person, and where they may be."),
        ),
        Reason.NOT_IMMINENT_POLICY: (
            _n("We could not find that the danger is close at hand."),
            _n(
                "Say what has happened since, and when the danger is expected, and ask again. If "
                "there is time, a warrant or an order serves."
            ),
        ),
        Reason.DELAY_NOT_REQUIRED: (
            _n("We could not find that it cannot wait for a court."),
            _n(
                "Say what was tried to get a warrant and why it would come too late, and ask "
                "again; or send the warrant."
            ),
        ),
        Reason.NO_NEXUS: (
            _n("We could not see how this data relates to the emergency."),
            _n("Say what you expect the data to show, and how that would help, and ask again."),
        ),
        Reason.OVERBROAD: (
            _n("You asked for more than the emergency needs."),
            _n("Ask again for fewer devices, fewer kinds of data, or a shorter time."),
        ),
        Reason.UNVERIFIED: (
            _n("We could not verify the request far enough."),
            _n(
                "Have your supervisor or your dispatch ready on a number that your agency "
                "publishes, with the incident number, and call the desk."
            ),
        ),
        Reason.WRONG_ENTITY: (
            _n(
                "The law does not let us give recordings to your authority on an emergency request."
            ),
            _n(
                "Ask by a treaty (mutual legal assistance) through your central authority, or have "
                "a US agency that works on the case ask us."
            ),
        ),
        Reason.PROSPECTIVE: (
            _n("We cannot give what would only be recorded after you asked, nor a live view."),
            _n(
                "Get a court order for it, or ask again for what has been recorded by the time you "
                "ask."
            ),
        ),
        Reason.NO_RESPONSIVE_DATA: (
            _n("We have nothing to give in answer to this request."),
            _n("Check what identifies the device and the times. If either was wrong, ask again."),
        ),
        Reason.GRANTED_PARTIAL: (
            _n("You were given a part of what you asked for."),
            _n("If you need the rest, say what it would show and why the part is not enough."),
        ),
        Reason.OWNER_CONSENTED: (
            _n("The owner says that they share this with you themselves."),
            _n(
                "They call your agency on a number that it publishes. If nobody calls and the "
                "danger goes on, ask again."
            ),
        ),
        Reason.NO_REPLY: (
            _n("You did not answer what we asked."),
            _n("Ask again, and answer in the new request what we asked before."),
        ),
    }
)
CURES: Final[Mapping[Reason, Cure]] = MappingProxyType(
    {reason: Cure(reason.value, *texts) for reason, texts in _TEXTS.items()}
)
"""One for every reason that may be told; for any other there are no words."""


CURES_OF_ORDERS: Final[Mapping[Reason, Cure]] = MappingProxyType(
    {**CURES, **{reason: Cure(reason.value, *texts) for reason, texts in TEXTS.items()}}
)
"""The same for an order: whether there is an emergency is not what it failed by."""


def cures(reasons: Iterable[Reason], *, ordered: bool = False) -> tuple[Cure, ...]:
    """Return what is said for the reasons; one without words is left unsaid."""
    said = CURES_OF_ORDERS if ordered else CURES
    return tuple(said[reason] for reason in reasons if reason in said)
