"""A mail that finds no room to wait in is left with the mail server, which brings it again."""

from bot.workflow.holding import HeldFullError
from bot.workflow.intake_values import Received
from handlers.doorkeeper import Doorkeeper
from handlers.intake.email.unfit import Unfit
from handlers.intake.email.webhook import BODY_CAP, PATH, EmailIntake
from handlers.signatories import Signatories
from handlers.signed_door import SignedDoor
from tests.corpus.mail_writing import letter
from tests.fakes.clock import FrozenClock
from tests.handlers.doors import signature
from tests.handlers.site import SECRET, Counted, site


class Full:
    """A mail room without any room."""

    async def take(self, raw: bytes) -> Received | Unfit:
        """Take nothing."""
        raise HeldFullError("full")


async def test_it_is_answered_503_and_counted() -> None:
    """With Retry-After, as a problem, and in the counts of the record."""
    clock, counted = FrozenClock(), Counted()
    keeper = Doorkeeper(counted, clock.monotonic)
    door = SignedDoor("emails", Signatories({"mx": SECRET}, clock.wall), keeper, BODY_CAP)
    intake = EmailIntake(door, Full(), counted, "https://edr.example")
    raw = letter()
    async with (
        site(intake.routes(), clock) as client,
        client.post(PATH, data=raw, headers=signature(raw, clock, "m1")) as response,
    ):
        assert (response.status, response.headers["Retry-After"]) == (503, "600")
        assert (await response.json(content_type=None))["type"].endswith("held-full")
    assert counted.refusals == [("mail mx", "held_full")]
