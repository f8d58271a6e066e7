"""What goes through us: nothing before the code, nothing after the end, and never unsaid."""

from bot.domain import events as ev
from bot.domain.deadlines import clocks
from bot.domain.delivering import waits
from bot.domain.delivery import CLOCK, TRIES
from bot.domain.events.delivering import (
    DeliveryCodeRenewed,
    DeliveryCodeWrong,
    DeliveryFetched,
    DeliveryOffered,
    DeliveryOpened,
)
from bot.domain.limits import Limits
from tests.properties.histories import FROM_THE_APPROVAL, History, folds, holds, play

LIMITS = Limits()


def _kept(history: History) -> None:
    opened: set[int] = set()
    wrong = 0
    for before, (at, _, event), after in folds(play(history).entries):
        if isinstance(event, DeliveryOffered | DeliveryCodeRenewed):
            wrong = 0
        elif isinstance(event, DeliveryCodeWrong):
            wrong += 1
            assert wrong <= TRIES
        elif isinstance(event, DeliveryOpened):
            assert wrong < TRIES
            opened.add(event.number)
            if before.released_at is None:
                assert before.approval is not None
                assert at < before.approval.until
        elif isinstance(event, DeliveryFetched):
            assert event.number in opened
            assert before.released_at is not None, "bytes leave only after the hand-over is said"
            assert before.ended_at is None
            assert before.withdrawn_at is None
        elif isinstance(event, ev.ClearanceTakenBack):
            assert event.number not in opened, "what was opened is never taken back"
        if after.clearance is not None and not isinstance(event, DeliveryOpened):
            assert after.clearance.number not in opened


def test_nothing_leaves_before_the_code_or_after_the_end() -> None:
    """In every history bytes follow a right code, a hand-over and no end; locks hold."""
    holds(_kept, FROM_THE_APPROVAL, count=240)


def test_a_waiting_link_always_has_a_clock() -> None:
    """In every history a clearance behind a link has an end in sight, so no case hangs."""

    def check(history: History) -> None:
        for _, _, case in folds(play(history).entries):
            if waits(case):
                running = [c for c in clocks(case, LIMITS) if c.name == CLOCK]
                assert len(running) == 1
                assert case.delivery is not None
                assert running[0].due == case.delivery.open_until

    holds(check, FROM_THE_APPROVAL, count=120)
