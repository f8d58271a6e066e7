"""Request bodies: the one of the interface's description, with members changed by pointer."""

import copy
import json
from typing import Any

EXAMPLE: dict[str, Any] = {
    "agency": {
        "name": "Springfield Police Department",
        "kind": "local",
        "country": "US",
        "state": "CA",
        "code": "CA0194200",
    },
    "officer": {
        "name": "R. Alvarez",
        "rank": "Sgt",
        "badge": "4417",
        "email": "ralvarez@springfieldpd.example",
        "phone": "+1 555 010 4417",
    },
    "supervisor": {
        "name": "L. Chen",
        "rank": "Lt",
        "email": "lchen@springfieldpd.example",
        "phone": "+1 555 010 4400",
    },
    "incident_number": "26-118203",
    "legal_basis": "usc2702b8",
    "emergency": {
        "nature": "abduction",
        "harm": ["death", "serious_physical_injury"],
        "person_at_risk": "girl, 9, taken from the pavement",
        "relation_to_owner": "stranger",
        "narrative": "…",
        "how_known": "911 call from a witness",
        "occurred_at": "2026-11-21T18:20:00-08:00",
        "last_confirmed_at": "2026-11-21T18:55:00-08:00",
        "ongoing": "yes",
        "why_no_warrant": "no_time",
        "how_data_helps": "…",
        "owner_consent": "unreachable",
    },
    "data_sought": [
        {
            "device": "B8:7C:6F:12:34:56",
            "categories": ["video"],
            "from": "2026-11-21T18:00:00-08:00",
            "to": "2026-11-21T18:30:00-08:00",
        }
    ],
    "deadline": "2026-11-21T20:00:00-08:00",
    "notice_objection": None,
    "follow_up": {
        "kind": "warrant",
        "court": "Superior Court of Springfield",
        "by": "2026-11-25T17:00:00-08:00",
    },
    "attested": True,
    "attachments": [{"name": "statement.pdf", "type": "application/pdf", "data": "JVBERi0="}],
}
ABSENT = object()
"""Stands for a member that is left out."""


def body(changes: dict[str, Any] | None = None) -> bytes:
    """Return the example as bytes, with values put (or left out) at JSON pointers."""
    document = copy.deepcopy(EXAMPLE)
    for pointer, value in (changes or {}).items():
        *path, last = pointer.removeprefix("/").split("/")
        place: Any = document
        for name in path:
            place = place[int(name)] if isinstance(place, list) else place[name]
        key: Any = int(last) if isinstance(place, list) else last
        if value is ABSENT:
            del place[key]
        else:
            place[key] = value
    return json.dumps(document).encode()
