"""Promise 4: what is approved is what was seen; a worse package stops the release."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.case import State
from bot.domain.errors import Refusal
from bot.domain.release import OwnerFlag, Stored
from bot.domain.verification import StepKind, StepResult
from tests import factories as make
from tests import story as stories
from tests.factories import AGENCY, ANA, BEN, DEE, EVE, MINUTE, NUMBER, SAM
from tests.properties.histories import Entries, folds, holds, play
from tests.story import Story


def approved_as_seen(entries: Entries, number: str = NUMBER) -> None:
    """Each determination names what stood then, and a new version takes them all away."""
    marks: dict[int, str] = {}
    for before, (_, _, event), after in folds(entries, number):
        if isinstance(event, ev.DeterminationFiled):
            assert event.version == before.version
            assert event.package == before.package
            assert marks.setdefault(before.version, before.mark) == before.mark
        elif isinstance(event, ev.CaseApproved):
            assert event.package == before.package
        elif isinstance(event, ev.RequestAmended):
            assert (after.filed, after.used, after.approval) == ((), frozenset(), None)
            assert after.version == before.version + 1
        elif isinstance(event, ev.ReleaseCleared):
            assert marks[before.version] == before.mark
            assert _no_denial_stands(entries, event)


def _no_denial_stands(entries: Entries, cleared: ev.ReleaseCleared) -> bool:
    """After the latest denied step a call-back passed again before the clearance."""
    verified = False
    for _, _, event in entries:
        if event is cleared:
            return verified
        if isinstance(event, ev.StepRecorded) and event.result is StepResult.FAIL:
            verified = False
        elif isinstance(event, ev.StepRecorded) and event.result is StepResult.PASS:
            verified = verified or event.step is StepKind.CALLBACK
    raise AssertionError("the clearance is one of the entries")


def test_a_determination_covers_what_was_seen_and_no_more() -> None:
    """In no history does a determination outlive a change of the request, or go with a denial."""
    holds(lambda history: approved_as_seen(play(history).entries))


def _request_changes(story: Story) -> None:
    wider = make.request(data_sought=(make.sought(end=make.AT),))
    story.do(cm.AmendRequest(base=story.case.version, request=wider, mark="m2"), EVE)


def _call_is_denied(story: Story) -> None:
    story.do(make.call(outcome=StepResult.FAIL, code=None), EVE)


def _owner_is_protected(story: Story) -> None:
    story.do(make.owners(make.owner(flags=frozenset({OwnerFlag.PROTECTED}))), DEE)


def _agency_is(standing: str) -> Callable[[Story], None]:
    def worsen(story: Story) -> None:
        story.outside["agency"] = replace(AGENCY, standing=standing)

    return worsen


WORSE = {
    "the request changes": (_request_changes, Refusal.WRONG_STATE),
    "a call-back is denied": (_call_is_denied, Refusal.PACKAGE_WORSE),
    "the owner is protected": (_owner_is_protected, Refusal.WRONG_STATE),
    "the agency is compromised": (_agency_is("compromised"), Refusal.PACKAGE_WORSE),
    "the agency is blocked": (_agency_is("blocked"), Refusal.PACKAGE_WORSE),
}


def _records_at_level_2() -> Story:
    story = stories.received(make.records_request())
    story.do(make.call(), EVE, 1)
    for who in (ANA, BEN):
        story.do(make.determination(story.case), who, 1)
    story.do(make.owners(), DEE, 1)
    return story


@pytest.mark.parametrize("name", WORSE)
def test_a_change_for_the_worse_stops_the_release(name: str) -> None:
    """After the approval each of them keeps everything in the house."""
    worsen, reason = WORSE[name]
    story = _records_at_level_2()
    assert story.case.state is State.APPROVED
    worsen(story)
    assert story.refused(make.clearing(story.case), DEE, 1) is reason
    assert story.happened(ev.ReleaseCleared) == []


def test_the_same_case_unharmed_is_released() -> None:
    """It is the change that stopped it."""
    story = _records_at_level_2()
    assert story.refused(make.clearing(story.case), DEE, 1) is None


@pytest.mark.parametrize("stale", ["version", "package"])
def test_a_determination_on_what_is_gone_is_refused(stale: str) -> None:
    """A form that was opened before the case changed cannot be filed after it."""
    story = stories.verified()
    opened = make.determination(story.case)
    if stale == "version":
        _request_changes(story)
        expected = Refusal.REQUEST_CHANGED
    else:
        story.do(make.owners(), DEE)
        expected = Refusal.PACKAGE_CHANGED
    assert story.refused(opened, ANA) is expected


PARTS: dict[str, Callable[[Story], object]] = {
    "request": _request_changes,
    "verification": _call_is_denied,
    "owner flags": _owner_is_protected,
    "stored": lambda s: s.do(make.owners(stored=Stored.DELETED), DEE),
    "exception": lambda s: s.do(cm.SupportException(why="Every minute may cost a life."), ANA),
}


@pytest.mark.parametrize("part", PARTS)
def test_every_part_of_the_package_is_in_its_digest(part: str) -> None:
    """Whatever of it changes, the digest changes."""
    story = stories.verified()
    story.do(make.owners(), DEE)
    before = story.case.package
    PARTS[part](story)
    assert story.case.package != before


def test_facts_of_opening_are_in_the_digest() -> None:
    """Standard, version, vouching and directory each make another package."""
    case = stories.verified().case
    others = [
        replace(case, standard="elsewhere"),
        replace(case, standard_version="2"),
        replace(case, mark="m2"),
        replace(case, vouched=False),
        replace(case, agency_listed=False),
        replace(case, agency_first_seen=True),
        replace(case, number="EDR-2026-000002"),
    ]
    assert len({c.package for c in (case, *others)}) == len(others) + 1


def test_what_changes_no_fact_keeps_the_digest() -> None:
    """Looks, reminders, colleagues' filing and reconfirmed facts leave an open form good."""
    story = stories.verified()
    before = story.case.package
    story.do(cm.ViewCase(surface="review"), SAM, 1)
    story.do(cm.ReconfirmFacts(how="called"), EVE, 1)
    story.do(make.determination(story.case), BEN, 1)
    story.wait(30)
    assert story.case.package == before
    assert story.now - stories.AT > 30 * MINUTE
