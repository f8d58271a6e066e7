"""One owner's notice, with any part replaced."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from handlers.notices.content import Delay, Given, Law, Notice, RecordEntry

VIDEO = Given(
    device="Front door",
    category="video",
    data_class="contents",
    begins=datetime(2026, 11, 22, 2, 0, tzinfo=UTC),
    ends=datetime(2026, 11, 22, 2, 30, tzinfo=UTC),
    count=2,
)

MOTION = Given(
    device="Garage",
    category="motion_log",
    data_class="records",
    begins=datetime(2026, 11, 22, 2, 0, tzinfo=UTC),
    ends=datetime(2026, 11, 22, 9, 30, 15, tzinfo=UTC),
)

ORDER = Delay(
    ground="flight",
    authorised_by="Superior Court of Springfield",
    provision="18 U.S.C. 2705(b)",
    until=datetime(2026, 12, 30, 8, 0, tzinfo=UTC),
)

LAW = Law(
    standard="us_federal",
    voluntary=True,
    contents="18 U.S.C. 2702(b)(8)",
    records="18 U.S.C. 2702(c)(4)",
)

_NOTICE = Notice(
    company="Example Cameras Inc.",
    privacy_contact="privacy@example.com",
    case="EDR-2026-000001",
    owner_name="Maria Okafor",
    locale="en-US",
    zone="America/Los_Angeles",
    agency="Springfield Police Department",
    agency_reference="26-118203",
    emergency="abduction",
    requested_at=datetime(2026, 11, 22, 2, 58, tzinfo=UTC),
    released_at=datetime(2026, 11, 22, 3, 41, tzinfo=UTC),
    given=(VIDEO, MOTION),
    entry=RecordEntry(position=118, hash="ab" * 32),
    law=LAW,
)


def notice(**parts: Any) -> Notice:  # noqa: ANN401  # any field of the notice
    """Return the notice with these parts in place of its own."""
    return replace(_NOTICE, **parts)
