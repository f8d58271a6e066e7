"""What each kind of entry says its actor did, gathered from the parts of the work."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from handlers.blocks import after_words, complaint_words, order_words
from handlers.blocks.erasing_words import SAID_OF_ERASURE
from handlers.blocks.governing import SAID_OF_STANDARDS
from handlers.blocks.history_consent import CONSENTING
from handlers.blocks.restriction_words import SAID_OF_HOLDS
from handlers.blocks.store_words import SAID_OF_STORE

SAID_OF_PARTS: Final[Mapping[type, Callable[[Any], str]]] = MappingProxyType(
    {
        **after_words.HISTORY,
        **complaint_words.HISTORY,
        **SAID_OF_HOLDS,
        **CONSENTING,
        **SAID_OF_STORE,
        **order_words.HISTORY,
        **SAID_OF_STANDARDS,
        **SAID_OF_ERASURE,
    }
)
