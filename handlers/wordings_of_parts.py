"""The wording of refusals, gathered from each part of the work."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from bot.domain.errors import Refusal
from handlers.wording import Wording
from handlers.wordings_of_agencies import AGENCIES
from handlers.wordings_of_changes import CHANGES
from handlers.wordings_of_complaints import COMPLAINTS
from handlers.wordings_of_consent import CONSENTS
from handlers.wordings_of_ends import ENDS
from handlers.wordings_of_erasure import ERASURES
from handlers.wordings_of_flags import FLAGS
from handlers.wordings_of_follow_up import FOLLOW_UPS
from handlers.wordings_of_notices import NOTICES
from handlers.wordings_of_orders import ORDERS
from handlers.wordings_of_release import RELEASES
from handlers.wordings_of_restrictions import RESTRICTIONS
from handlers.wordings_of_standards import STANDARDS
from handlers.wordings_of_steps import STEPS
from handlers.wordings_of_store import STORE

PARTS: Final[Mapping[Refusal, Wording]] = MappingProxyType(
    {
        **RELEASES,
        **NOTICES,
        **COMPLAINTS,
        **CONSENTS,
        **RESTRICTIONS,
        **ORDERS,
        **CHANGES,
        **AGENCIES,
        **FOLLOW_UPS,
        **ENDS,
        **FLAGS,
        **STANDARDS,
        **STEPS,
        **STORE,
        **ERASURES,
    }
)
