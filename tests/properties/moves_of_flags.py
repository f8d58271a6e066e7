"""What somebody may try with red flags, links and copies, as moves of a history."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.domain import commands as cm
from bot.domain.case import Case
from bot.domain.copying import ReceiveCopy
from bot.domain.decision import Opened
from bot.domain.events.verifying import StepRecorded
from bot.domain.flag import BY_HAND, Sign
from bot.domain.flagging import LiftFlag, RaiseFlag
from bot.domain.linking import Link, LinkCase, LinkReason
from bot.domain.verification import StepResult
from tests import factories as make


def _raise_flag(_case: Case, _opened: Opened, pick: int) -> cm.Command:
    return RaiseFlag(sign=sorted(BY_HAND)[pick % len(BY_HAND)], why="Two of us saw it at once.")


def _lift_flag(case: Case, _opened: Opened, pick: int) -> cm.Command:
    sign = case.flags[pick % len(case.flags)].sign if case.flags else Sign.BURST
    return LiftFlag(sign=sign, why="Explained, and confirmed by dispatch.")


def _copy(_case: Case, opened: Opened, pick: int) -> cm.Command:
    wanted = opened.request or make.request()
    said = replace(wanted, legal_basis=f"another {pick}", incident_number=f"26-{pick}")
    failed = StepResult.FAIL if pick % 7 == 6 else StepResult.PASS
    step = StepRecorded(step=make.MAIL, result=failed)
    return ReceiveCopy(
        channel=("form", "email", "webhook")[pick % 3],
        vouched=pick % 2 == 0,
        request=said,
        mark=f"c{pick}",
        original="o2",
        steps=(step,) if pick % 3 == 1 else (),
    )


OF_FLAGS: Mapping[str, Callable[[Case, Opened, int], cm.Command]] = {
    "raise_flag": _raise_flag,
    "lift_flag": _lift_flag,
    "copy": _copy,
    "link": lambda _c, _o, p: LinkCase(
        link=Link(other=f"EDR-2026-{2 + p % 3:06d}", why=tuple(LinkReason)[p % 2])
    ),
}
"""How each kind of move becomes a command."""
