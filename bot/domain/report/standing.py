"""Counts what stands at one moment: open requests, open notices, what became of those received."""

from collections.abc import Iterable
from typing import Final

from bot.domain.outcome import ASKED_AFTER
from bot.domain.report.keys import OPEN
from bot.domain.report.story import UNTOLD, Hold, Notice, Story, instant
from bot.domain.report.tally import Tally
from bot.domain.scalars import instant_text

_OF_START: Final = {
    "requests.open_at_start": "requests.open_at_end",
    "follow_up.open_at_start": "follow_up.open_at_end",
}


def stand(tally: Tally, stories: Iterable[Story], span: int, moment: str) -> None:
    """Count what stands at `moment`, the end of the period `span`."""
    asked_before = instant_text(instant(moment) - ASKED_AFTER)
    for story in stories:
        if story.result == OPEN:
            tally.add("requests.open_at_end")
        if story.span == span:
            tally.add("verification.identity", story.identity)
            tally.add("decisions.became", story.result)
        if story.process == "open":
            tally.add("follow_up.open_at_end")
        if story.ended and not story.answered and story.ended < asked_before:
            tally.add("outcomes.unanswered")
        if story.notices:
            _notices(tally, story, moment)


def began(tally: Tally, before: Tally) -> None:
    """Count at the start of a period what stood at the end of the one before it."""
    for figure, earlier in _OF_START.items():
        tally.add(figure, count=before.counts[earlier, ""])
    owing = (n for (figure, _), n in before.counts.items() if figure == "notices.owing_at_end")
    tally.add("notices.owing_at_start", count=sum(owing))


def _notices(tally: Tally, story: Story, moment: str) -> None:
    overdue: set[int] = set()
    for owner, notice in (story.notices or {}).items():
        if notice.status not in UNTOLD:
            continue
        holds = {n: h for n, h in (story.holds or {}).items() if h.holds(owner, moment)}
        overdue |= {n for n, h in holds.items() if _past(h, moment)}
        lasting = _lasting(holds)
        tally.add("notices.owing_at_end", _owing(notice, lasting, moment))
        if lasting is not None:
            tally.add("notices.withheld_at_end", lasting.ground)
    tally.add("notices.safety_holds_overdue", count=len(overdue))


def _past(hold: Hold, moment: str) -> bool:
    return not hold.ends_by_itself and hold.until is not None and moment >= hold.until


def _owing(notice: Notice, hold: Hold | None, moment: str) -> str:
    if hold is not None:
        return "withheld_overdue" if _past(hold, moment) else "withheld"
    return "overdue" if notice.due < moment else "not_yet_due"


def _lasting(holds: dict[int, Hold]) -> Hold | None:
    """Return the one that lasts longest; one that does not end by itself before all others."""
    endless = next((h for h in holds.values() if not h.ends_by_itself), None)
    dated = [(h.until, n) for n, h in holds.items() if h.until is not None]
    return endless or (holds[max(dated)[1]] if dated else None)
