"""What a custodian says to let the evidence store hand over."""

from typing import Any

from bot.domain.authorizing import AuthorizeRelease
from bot.domain.case import Case
from bot.domain.release import Recipient
from bot.domain.request import Ongoing
from tests.factories import OFFICER_MAIL

JTI = "01JDA0000000000000000000ID"


def authorizing(case: Case, **changes: Any) -> AuthorizeRelease:  # noqa: ANN401 - any member
    """Everything that was approved, to the officer who was called back."""
    given: dict[str, Any] = {
        "version": case.version,
        "ongoing": Ongoing.YES,
        "how": "called the duty desk",
        "recipient": Recipient.OFFICER,
        "contact": OFFICER_MAIL,
        "id": JTI,
    }
    return AuthorizeRelease(**{**given, **changes})
