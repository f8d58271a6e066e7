"""Cases whose files go through us: offered by a link, opened by the code, fetched."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.case import Case
from bot.domain.delivery import OfferDelivery, TypeCode, UploadedItem
from bot.domain.release import Recipient
from bot.domain.roster import REQUESTER
from tests import story as stories
from tests.factories import DEE, OFFICER_MAIL, clearing
from tests.story import Story

LIFE = timedelta(hours=72)
"""How long the links of these cases live."""


def offering(case: Case, **changes: object) -> OfferDelivery:
    """Everything that was approved, behind a link to the officer's own mailbox."""
    cleared = clearing(case)
    made = OfferDelivery(
        version=cleared.version,
        ongoing=cleared.ongoing,
        how=cleared.how,
        recipient=Recipient.OFFICER.value,
        contact=OFFICER_MAIL,
        mailbox=OFFICER_MAIL,
        items=tuple(
            UploadedItem(
                key=f"D{number}",
                line=line.line,
                start=line.start,
                end=line.end,
                size=line.size,
                sha256=line.sha256,
                name=line.name,
            )
            for number, line in enumerate(cleared.items, start=1)
        ),
        mark="m",
        life=LIFE,
    )
    return replace(made, **changes)


def offered(**changes: object) -> Story:
    """Dee offered everything that was approved by a link."""
    story = stories.approved()
    decided = story.do(offering(story.case, **changes), DEE, 1)
    assert decided.refused is None
    return story


def typed(mark: str = "m", session: str = "s", number: int = 1) -> TypeCode:
    """Somebody types a code."""
    return TypeCode(number=number, mark=mark, session=session)


def opened() -> Story:
    """The officer typed the code that Dee spoke."""
    story = offered()
    story.do(typed(), REQUESTER, 2)
    return story
