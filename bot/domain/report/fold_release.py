"""Counts what is given and what comes to light later: releases, process, forgeries, outcomes."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from bot.domain.report.fold_review import Fold, end
from bot.domain.report.keys import OPEN, Result
from bot.domain.report.story import Listed, Payload, Story, instant, seconds
from bot.domain.report.tally import Tally
from bot.domain.request import Category, DataClass

_CONTENTS: Final = frozenset(c.value for c in Category if c.data_class is DataClass.CONTENTS)
_RECALLS: Final = frozenset({"mistake", "not_confirmed", "objected"})
"""Causes of a recall by which a release should not have been, other than a forgery."""
_NOTHING: Final = Listed((), (), 0)
_GRANTED: Final = frozenset({OPEN, Result.GRANTED_FULL, Result.GRANTED_PARTIAL})


def _owners(_tally: Tally, story: Story, payload: Payload, _at: str, _who: str) -> None:
    holders = tuple(owner["alias"] for owner in payload["owners"])
    story.owners = {**(story.owners or {}), payload["device"]: holders}


def _listed(items: Sequence[Mapping[str, Any]], *, late: bool = False) -> Listed:
    windows = [item["window"] for item in items]
    return Listed(
        categories=tuple(sorted({w["category"] for w in windows})),
        devices=tuple(sorted({w["alias"] for w in windows})),
        video=_length([w for w in windows if w["category"] == "video"]),
        late=late,
    )


def _length(windows: Sequence[Mapping[str, str]]) -> int:
    """Return the microseconds that windows cover, overlaps of one device once."""
    total, covered = 0, ("", "")
    for alias, start, over in sorted((w["alias"], w["start"], w["end"]) for w in windows):
        known = covered[1] if covered[0] == alias else ""
        begin = max(start, known)
        if over > begin:
            gone = instant(over) - instant(begin)
            total += (gone.days * 86_400 + gone.seconds) * 1_000_000 + gone.microseconds
        covered = (alias, max(over, known))
    return total


def _cleared(_tally: Tally, story: Story, payload: Payload, _at: str, _who: str) -> None:
    story.cleared = _listed(payload["items"])


def _authorized(_tally: Tally, story: Story, _payload: Payload, _at: str, _who: str) -> None:
    story.cleared = _NOTHING


def _manifest(tally: Tally, story: Story, payload: Payload, _at: str, _who: str) -> None:
    if payload["beyond"]:
        tally.add("safeguards.wrongful_releases", "beyond_scope")
    if payload["after_stop"]:
        tally.add("safeguards.wrongful_releases", "after_end")
    story.cleared = _listed(payload["items"], late=payload["after_stop"])


def _taken_back(_tally: Tally, story: Story, _payload: Payload, _at: str, _who: str) -> None:
    story.cleared = None


def _handed_over(tally: Tally, story: Story, _payload: Payload, at: str, _who: str) -> None:
    given = story.cleared or _NOTHING
    tally.add("disclosed.releases")
    _classes(tally, given)
    _reach(tally, story, given)
    if not story.released:
        tally.add("times.released")
        tally.took("times.to_release", seconds(story.opened, at))
        if story.excepted:
            tally.add("decisions.life_safety_exceptions", "released")
        if story.forged:
            tally.add("safeguards.wrongful_releases", "fraudulent")
    if story.result not in _GRANTED and not given.late:
        tally.add("safeguards.wrongful_releases", "after_end")
    result = Result.GRANTED_PARTIAL if story.narrowed else Result.GRANTED_FULL
    end(tally, story, result, result, at)
    story.released = True
    story.cleared = None


def _classes(tally: Tally, given: Listed) -> None:
    contents = _CONTENTS.intersection(given.categories)
    records = len(given.categories) > len(contents)
    if contents or records:
        only = "contents_only" if contents else "records_only"
        tally.add("disclosed.by_class", "both" if contents and records else only)
    for category in given.categories:
        tally.add("disclosed.by_category", category)
    tally.video += given.video


def _reach(tally: Tally, story: Story, given: Listed) -> None:
    """Count devices and their account holders, each once for the case."""
    devices = frozenset(given.devices) - story.given
    owners = story.owners or {}
    holders = frozenset(o for d in given.devices for o in owners.get(d, ())) - story.holders
    tally.add("disclosed.devices", count=len(devices))
    tally.add("disclosed.accounts", count=len(holders))
    story.given |= devices
    story.holders |= holders


def _preserved(tally: Tally, story: Story, payload: Payload, _at: str, _who: str) -> None:
    if payload["until"] is not None and not story.preserved:
        story.preserved = True
        tally.add("disclosed.preservations")
        tally.add("disclosed.devices_preserved", count=len(payload["devices"]))


def _process_owed(tally: Tally, story: Story, _payload: Payload, _at: str, _who: str) -> None:
    story.process = "open"
    tally.add("follow_up.owed")


def _accepted(tally: Tally, story: Story, payload: Payload, _at: str, _who: str) -> None:
    if story.process not in ("open", "missed") or payload.get("rest_owed", False):
        return
    if story.process == "missed":
        tally.add("follow_up.came_after_all")
    else:
        tally.add("follow_up.ended", "late" if payload["late"] else "in_time")
    story.process = "over"


def _missed(tally: Tally, story: Story, _payload: Payload, _at: str, _who: str) -> None:
    if story.process == "open":
        tally.add("follow_up.ended", "never")
    story.process = "missed"


def _excused(tally: Tally, story: Story, _payload: Payload, _at: str, _who: str) -> None:
    if story.process == "open":
        tally.add("follow_up.ended", "excused")
    story.process = "over"


def _forged(tally: Tally, story: Story, payload: Payload, at: str, _who: str) -> None:
    after = payload["after_release"]
    tally.add("safeguards.forgeries", "after_release" if after else "before_release")
    if story.released:
        tally.add("safeguards.wrongful_releases", "fraudulent")
    story.forged = True
    if not story.released and story.cleared is None:
        end(tally, story, Result.FRAUD, "refused_fraud", at)
    # The question is asked anew, of another story.
    story.answered = False
    story.ended = at if story.ended else ""


def _recalled(tally: Tally, _story: Story, payload: Payload, _at: str, _who: str) -> None:
    if payload["cause"] in _RECALLS:
        tally.add("safeguards.wrongful_releases", payload["cause"])


def _outcome(tally: Tally, story: Story, payload: Payload, _at: str, _who: str) -> None:
    story.answered = True
    tally.add("outcomes.found", payload["truth"])


def _closed(_tally: Tally, story: Story, _payload: Payload, _at: str, _who: str) -> None:
    """Drop what nothing that may still happen to a closed case looks at."""
    story.review, story.cleared, story.owners = None, None, None


RELEASE: Mapping[str, Fold] = {
    "owners.recorded": _owners,
    "release.cleared": _cleared,
    "release.authorized": _authorized,
    "release.manifest": _manifest,
    "clearance.taken_back": _taken_back,
    "release.handed_over": _handed_over,
    "preservation.asked": _preserved,
    "follow_up.owed": _process_owed,
    "process.accepted": _accepted,
    "follow_up.missed": _missed,
    "follow_up.excused": _excused,
    "fraud.found": _forged,
    "recall.ordered": _recalled,
    "outcome.recorded": _outcome,
    "case.closed": _closed,
}
"""The entries that change or count something here, by kind."""
