"""Every kind of what waits for a second person, by the word before the colon of its subject."""

from typing import Final

from handlers.seconding import Seconding
from handlers.verification import skipping

SECONDING: Final = Seconding({"skip": skipping.MATTER})
"""What the card's buttons, its form and its port look subjects up in."""
