"""What must become of a message."""

from dataclasses import dataclass

from bot.domain.verification import StepResult
from handlers.intake.email.unfit import Unfit

PASS, FAIL, UNSURE = StepResult.PASS, StepResult.FAIL, StepResult.INCONCLUSIVE


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """One message: refused for `unfit`, or a case whose mail step is `result`.

    `vouched`: both steps passed. `answered`: its sender is written back to.
    """

    name: str
    raw: bytes
    unfit: Unfit | None = None
    result: StepResult = UNSURE
    vouched: bool = False
    answered: bool = False
