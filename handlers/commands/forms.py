"""The words that open a form on a case."""

from types import MappingProxyType
from typing import Final

OPENS: Final = MappingProxyType(
    {
        "call": "callback.open",
        "skip": "skip.open",
        "document": "document.open",
        "log": "log.open",
        "ask": "ask.open",
        "amend": "amend.open",
        "confirm": "confirm.open",
        "flag": "flag.open",
        "owners": "owners.open",
        "consent": "consent.open",
        "recuse": "recuse.open",
        "stop": "stop.open",
        "ended": "ended.open",
        "reconfirm": "reconfirm.open",
        "withdrawn": "withdrawn.open",
        "support": "support.open",
        "release": "release.open",
        "safety": "safety.open",
        "told": "told.open",
        "channels": "channels.open",
        "letter": "letter.open",
        "returned": "returned.open",
        "process": "process.open",
        "objection": "objection.open",
        "complaint": "complaint.open",
        "restrict": "restrict.open",
        "fraud": "fraud.open",
        "recall": "recall.open",
        "outcome": "outcome.open",
        "cure": "senior_call.open",
        "standard": "standard.open",
        "erase": "erase.open",
        "hold": "hold.open",
    }
)
"""Each word with the action id of the button that opens the same form."""
