"""Counts what happens up to a decision: opened, verified, reviewed, ended."""

from collections.abc import Callable, Mapping
from typing import Final

from bot.domain.report.keys import CLOCKS, LAPSED, OPEN, Result, names
from bot.domain.report.story import Payload, Story, seconds
from bot.domain.report.tally import Tally

Fold = Callable[[Tally, Story, Payload, str, str], None]
"""(tally of the period, the case so far, payload, instant, actor)."""
_FRAUD: Final = "refused_fraud"
_LIMITS: Final = frozenset(names(CLOCKS))
_NEVER_MISSED: Final = frozenset({"outcome", "order_again"})
"""Clocks whose stage `missed`, if they have one, is no missed limit."""


def end(tally: Tally, story: Story, result: str, reason: str, at: str) -> None:
    """Let the case end as `result`; it is counted where it ends first."""
    if story.result == OPEN:
        tally.add("decisions.ended", result)
        tally.add("decisions.by_reason", reason)
    story.result = result
    story.ended = story.ended or at
    story.review = None


def _asks(_tally: Tally, story: Story, payload: Payload, _at: str, _who: str) -> None:
    story.agency = payload["request"]["agency"]["name"]


def _amended(tally: Tally, story: Story, payload: Payload, at: str, who: str) -> None:
    _asks(tally, story, payload, at, who)
    story.version = payload["version"]
    story.asked = False
    story.review = None


def _step(_tally: Tally, story: Story, payload: Payload, _at: str, _who: str) -> None:
    step, result = payload.get("step", "document"), payload["result"]
    if step == "history":
        return
    if result == "fail":
        story.passed, story.denied = False, True
    elif result == "pass" and step == "callback":
        story.passed, story.denied = True, False


def _supported(tally: Tally, story: Story, payload: Payload, _at: str, who: str) -> None:
    review = story.reviewed()
    before = review.excepted
    (review.seniors if payload["senior"] else review.supporters).add(who)
    if review.excepted and not before:
        tally.add("decisions.life_safety_exceptions", "supported")


def _filed(_tally: Tally, story: Story, payload: Payload, _at: str, who: str) -> None:
    story.reviewed().filed.append((who, payload["decision"], payload["reason"]))


def _without(story: Story, person: str) -> None:
    if story.review is not None:
        story.review.filed = [f for f in story.review.filed if f[0] != person]


def _voided(_tally: Tally, story: Story, payload: Payload, _at: str, _who: str) -> None:
    _without(story, payload["person"])


def _recused(_tally: Tally, story: Story, _payload: Payload, _at: str, who: str) -> None:
    _without(story, who)
    if story.review is not None:
        story.review.supporters.discard(who)
        story.review.seniors.discard(who)


def _asked(_tally: Tally, story: Story, _payload: Payload, _at: str, _who: str) -> None:
    story.asked = True


def _hold_ended(_tally: Tally, story: Story, _payload: Payload, _at: str, _who: str) -> None:
    story.asked = False


def _escalated(tally: Tally, _story: Story, payload: Payload, _at: str, _who: str) -> None:
    tally.add("decisions.escalations", payload["cause"])
    if payload["cause"] in ("disagreement", "no_common_scope"):
        tally.add("decisions.disagreements")


def _decided(tally: Tally, story: Story, at: str) -> None:
    if not story.decided:
        story.decided = True
        tally.add("times.decided")
        tally.took("times.to_decision", seconds(story.opened, at))


def _approved(tally: Tally, story: Story, payload: Payload, at: str, _who: str) -> None:
    tally.add("decisions.approvals")
    _decided(tally, story, at)
    review = story.reviewed()
    refusals = [reason for _, decision, reason in review.filed if decision == "refuse"]
    if refusals:
        tally.add("decisions.overrulings", "fraud" if _FRAUD in refusals else "other")
    if review.excepted:
        tally.add("decisions.life_safety_exceptions", "approved")
    story.excepted = review.excepted
    story.narrowed = payload["narrowed"]
    story.asked = False


def _approval_withdrawn(_tally: Tally, story: Story, payload: Payload, _at: str, _who: str) -> None:
    if payload["version"] > story.version and story.review is not None:
        story.review.filed = []
    story.version = payload["version"]


def _stopped(_tally: Tally, story: Story, _payload: Payload, _at: str, _who: str) -> None:
    story.asked = False
    if story.review is not None:
        story.review.filed = []


def _refused(tally: Tally, story: Story, payload: Payload, at: str, _who: str) -> None:
    reason = payload["reason"]
    _decided(tally, story, at)
    story.unverified = reason == "refused_unverified"
    end(tally, story, Result.FRAUD if reason == _FRAUD else Result.REFUSED, reason, at)


def _lapsed(tally: Tally, story: Story, _payload: Payload, at: str, _who: str) -> None:
    end(tally, story, Result.LAPSED, "expired_no_reply" if story.asked else LAPSED, at)


def _withdrawn(tally: Tally, story: Story, _payload: Payload, at: str, _who: str) -> None:
    if not story.released:
        end(tally, story, Result.WITHDRAWN, "withdrawn", at)


def _emergency_ended(tally: Tally, story: Story, _payload: Payload, at: str, _who: str) -> None:
    if not story.released:
        end(tally, story, Result.EMERGENCY_ENDED, "emergency_ended", at)


def _consented(tally: Tally, story: Story, _payload: Payload, at: str, _who: str) -> None:
    end(tally, story, Result.OWNER_CONSENTED, "owner_consented", at)


def _clock(tally: Tally, _story: Story, payload: Payload, _at: str, _who: str) -> None:
    name, stage = payload["clock"].partition(":")[0], payload["stage"]
    missed = stage == "missed" and name not in _NEVER_MISSED
    if missed or (name == "outcome" and stage == "repeat"):
        tally.add("times.limits_missed", name if name in _LIMITS else "other")


REVIEW: Mapping[str, Fold] = {
    "request.completed": _asks,
    "request.amended": _amended,
    "verification.step_recorded": _step,
    "verification.document_examined": _step,
    "life_safety.supported": _supported,
    "determination.filed": _filed,
    "determination.voided": _voided,
    "reviewer.recused": _recused,
    "agency.asked": _asked,
    "hold.ended": _hold_ended,
    "case.escalated": _escalated,
    "case.approved": _approved,
    "approval.withdrawn": _approval_withdrawn,
    "case.stopped": _stopped,
    "case.stopped_for_agency": _stopped,
    "case.refused": _refused,
    "case.lapsed": _lapsed,
    "case.withdrawn": _withdrawn,
    "emergency.ended": _emergency_ended,
    "case.owner_consented": _consented,
    "clock.reached": _clock,
}
"""The entries that change or count something here, by kind."""
