"""Every kind of what waits for a second person, by the word before the colon of its subject."""

from typing import Final

from bot.workflow.directory_tasks import SUBJECT as AGENCY
from handlers.directory import second as directory
from handlers.seconding import Seconding
from handlers.verification import skipping

SECONDING: Final = Seconding({"skip": skipping.MATTER, AGENCY: directory.MATTER})
"""What the card's buttons, its form and its port look subjects up in."""
