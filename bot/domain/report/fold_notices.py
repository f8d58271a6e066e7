"""Counts what was done to tell the owners, and what kept them from being told."""

from collections.abc import Mapping

from bot.domain.report.fold_review import Fold
from bot.domain.report.story import UNTOLD, Hold, Notice, Payload, Story
from bot.domain.report.tally import Tally


def _notice(story: Story, owner: str) -> Notice | None:
    return story.notices.get(owner) if story.notices else None


def _now(tally: Tally, notice: Notice | None, status: str, at: str) -> None:
    """Let a notice stand elsewhere; counted where it comes to be owed, and where that ends."""
    if notice is None:
        return
    was, notice.status = notice.status in UNTOLD, status
    reached = status in ("sent", "told")
    if reached and not notice.told:
        notice.told = True
        tally.add("notices.people_told")
    if status in UNTOLD:
        if not was:
            tally.add("notices.came_to_be_owed")
    elif was:
        tally.add("notices.ended", status)
        if reached:
            tally.add("notices.promptness", "in_time" if at <= notice.due else "late")


def _owed(tally: Tally, story: Story, payload: Payload, at: str, _who: str) -> None:
    story.notices = story.notices or {}
    notice = story.notices.setdefault(payload["owner"], Notice())
    notice.due, notice.channel = payload["due"], ""
    _now(tally, notice, "owed", at)


def _due_set(_tally: Tally, story: Story, payload: Payload, _at: str, _who: str) -> None:
    notice = _notice(story, payload["owner"])
    if notice is not None:
        notice.due = payload["due"]


def _to(status: str) -> Fold:
    def fold(tally: Tally, story: Story, payload: Payload, at: str, _who: str) -> None:
        _now(tally, _notice(story, payload["owner"]), status, at)

    return fold


def _attempted(tally: Tally, story: Story, payload: Payload, at: str, _who: str) -> None:
    notice = _notice(story, payload["owner"])
    if notice is not None:
        notice.channel = payload["channel"]
    _now(tally, notice, "sending", at)


def _attempt_ended(tally: Tally, story: Story, payload: Payload, at: str, _who: str) -> None:
    sent = payload["outcome"] == "sent"
    if sent:
        tally.add("notices.sent", payload["channel"])
    _now(tally, _notice(story, payload["owner"]), "sent" if sent else "owed", at)


def _posted(tally: Tally, story: Story, payload: Payload, at: str, _who: str) -> None:
    notice = _notice(story, payload["owner"])
    tally.add("notices.sent", "letter")
    if notice is not None:
        notice.channel = "letter"
    _now(tally, notice, "sent", at)


def _came_back(tally: Tally, story: Story, payload: Payload, at: str, _who: str) -> None:
    notice = _notice(story, payload["owner"])
    tally.add("notices.came_back")
    if notice is not None and (notice.status, notice.channel) == ("sent", payload["channel"]):
        _now(tally, notice, "owed", at)


def _undelivered(tally: Tally, story: Story, payload: Payload, at: str, _who: str) -> None:
    tally.add("notices.undelivered")
    _now(tally, _notice(story, payload["owner"]), "undelivered", at)


def _proposed(_tally: Tally, story: Story, payload: Payload, _at: str, _who: str) -> None:
    story.holds = story.holds or {}
    story.holds[payload["number"]] = Hold(
        kind=payload["restriction"],
        ground=payload["ground"],
        until=payload["until"],
        owner=payload["owner"],
        renews=payload["renews"],
    )


def _imposed(tally: Tally, story: Story, payload: Payload, _at: str, _who: str) -> None:
    story.holds = story.holds or {}
    story.holds[payload["number"]] = Hold(
        kind="statutory_silence", ground="legal_prohibition", until=None, owner=None, in_force=True
    )
    tally.add("notices.delayed", "legal_prohibition")


def _hold(story: Story, number: int | None) -> Hold | None:
    return story.holds.get(number) if story.holds and number is not None else None


def _agreed(tally: Tally, story: Story, payload: Payload, _at: str, _who: str) -> None:
    hold = _hold(story, payload["number"])
    if hold is None:
        return
    earlier = _hold(story, hold.renews)
    if earlier is not None and earlier.in_force:
        earlier.in_force = False
    else:
        tally.add("notices.delayed", hold.ground)
    hold.in_force = True


def _lifted(_tally: Tally, story: Story, payload: Payload, _at: str, _who: str) -> None:
    hold = _hold(story, payload["number"])
    if hold is None:
        return
    if payload.get("owner") is not None:
        hold.freed |= {payload["owner"]}
    else:
        hold.in_force = False


NOTICES: Mapping[str, Fold] = {
    "notice.owed": _owed,
    "notice.due_set": _due_set,
    "notice.lifted": _to("lifted"),
    "notice.attempted": _attempted,
    "notice.attempt_ended": _attempt_ended,
    "notice.undelivered": _undelivered,
    "notice.readdressed": _to("owed"),
    "notice.channels_chosen": _to("owed"),
    "notice.told_otherwise": _to("told"),
    "notice.unreachable": _to("unreachable"),
    "notice.came_back": _came_back,
    "notice.letter_waits": _to("letter"),
    "notice.letter_posted": _posted,
    "restriction.proposed": _proposed,
    "restriction.imposed": _imposed,
    "restriction.agreed": _agreed,
    "restriction.lifted": _lifted,
    "restriction.lapsed": _lifted,
}
"""The entries that change or count something here, by kind."""
