"""Each reason why an order was not carried out, in plain words, with what would cure it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from bot.domain.determination import Reason
from handlers.languages import marked as _n

TEXTS: Final[Mapping[Reason, tuple[str, str]]] = MappingProxyType(
    {
        Reason.INVALID_ORDER: (
            _n("The order is not complete, or not in the form that its law prescribes."),
            _n("Send it again, whole and signed, in the prescribed form and addressed to us."),
        ),
        Reason.GROUND_RAISED: (
            _n("We see a ground that the issuing authority has to look at first."),
            _n("Have the issuing authority call us. We tell it which ground, and keep the data."),
        ),
        Reason.WRONG_ENTITY: (
            _n("The order does not come from an authority that may give it."),
            _n("Have the authority that the law names issue or confirm it, and send it again."),
        ),
        Reason.OVERBROAD: (
            _n("The order does not cover this data, or does not name it precisely enough."),
            _n("Send an order that names the devices, the kinds of data and the times."),
        ),
    }
)
"""What differs from a request that we are free to refuse; for the rest its words serve as well."""
