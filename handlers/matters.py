"""Every kind of what waits for a second person, by the word before the colon of its subject."""

from typing import Final

from bot.domain.notice_text import SUBJECT as TEXT
from bot.workflow.directory_tasks import SUBJECT as AGENCY
from handlers import erasing_filed, fraud_second, standard_filed, text_approval
from handlers.directory import second as directory
from handlers.restricting.matters import MATTERS
from handlers.seconding import Seconding
from handlers.verification import skipping

SECONDING: Final = Seconding(
    {
        **MATTERS,
        **erasing_filed.MATTERS,
        "skip": skipping.MATTER,
        "fraud": fraud_second.MATTER,
        AGENCY: directory.MATTER,
        TEXT: text_approval.MATTER,
        "standard": standard_filed.MATTER,
    }
)
"""What the card's buttons, its form and its port look subjects up in."""
