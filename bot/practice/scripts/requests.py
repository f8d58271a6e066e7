"""Requests as an invented partner sends them."""

from copy import deepcopy
from datetime import UTC, datetime, timedelta
from typing import Any

Json = dict[str, Any]
OFFICER = "ralvarez@springfieldpd.example"
DEVICE = "B8:7C:6F:12:34:56"
THIEF = "+1 555 010 0166"
"""A number that somebody answers who is no officer."""


_WHO: Json = {
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
        "email": OFFICER,
        "phone": "+1 555 010 4417",
    },
    "supervisor": {
        "name": "L. Chen",
        "rank": "Lt",
        "email": "lchen@springfieldpd.example",
        "phone": "+1 555 010 4400",
    },
}


def text(moment: datetime) -> str:
    """Return RFC 3339 text in UTC."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def kidnapping(now: datetime, minutes: int = 30) -> Json:
    """Return a request for the video around an abduction half an hour ago."""
    event = now.replace(second=0, microsecond=0) - timedelta(minutes=35)
    start = event - timedelta(minutes=20)
    return {
        # A copy of all of it: scripts change what they get.
        **deepcopy(_WHO),
        "incident_number": "26-118203",
        "legal_basis": "usc2702b8",
        "emergency": _abduction(now, event),
        "data_sought": [
            {
                "device": DEVICE,
                "categories": ["video"],
                "from": text(start),
                "to": text(start + timedelta(minutes=minutes)),
            }
        ],
        "deadline": text(now + timedelta(hours=1)),
        "notice_objection": None,
        "follow_up": {
            "kind": "warrant",
            "court": "Superior Court of Springfield",
            "by": text(now + timedelta(days=3)),
        },
        "attested": True,
        "attachments": [],
    }


def _abduction(now: datetime, event: datetime) -> Json:
    return {
        "nature": "abduction",
        "harm": ["death", "serious_physical_injury"],
        "person_at_risk": "girl, 9, taken from the pavement",
        "relation_to_owner": "stranger",
        "narrative": "A neighbour saw a man pull the girl into a white van in front of the"
        " house. The camera opposite faces the kerb. We have no plate and no face.",
        "how_known": "911 call from a witness",
        "occurred_at": text(event),
        "last_confirmed_at": text(now - timedelta(minutes=5)),
        "ongoing": "yes",
        "why_no_warrant": "no_time",
        "how_data_helps": "Plate, face and direction of the van",
        "owner_consent": "unreachable",
    }


def parcel(now: datetime) -> Json:
    """Return a theft that was marked as an emergency: nobody is in danger."""
    request = kidnapping(now)
    request["incident_number"] = "26-118777"
    request["emergency"] |= {
        "nature": "other",
        "harm": [],
        "person_at_risk": "nobody; a parcel is missing",
        "narrative": "A parcel worth 40 dollars was taken from the porch this afternoon.",
        "why_no_warrant": "not_tried",
        "how_data_helps": "Who took the parcel",
    }
    return request


def as_mail(now: datetime) -> str:
    """Return what a thief writes from an officer's mailbox: all that is asked for, and a number."""
    start = now.replace(second=0, microsecond=0) - timedelta(minutes=55)
    return (
        "A girl, 9, was kidnapped from the pavement by a man in a white van.\n\n"
        "Agency: Springfield Police Department\n"
        "Officer: Sgt R. Alvarez\n"
        f"Phone: {THIEF}\n"
        "Incident number: 26-118203\n"
        f"Device: {DEVICE}\n"
        "Data: video\n"
        f"From: {text(start)}\n"
        f"To: {text(start + timedelta(minutes=30))}\n"
    )
