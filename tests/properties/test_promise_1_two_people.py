"""Promise 1: nothing is released without two people, each with a determination of their own."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot import settings_table
from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.determination import Decision
from bot.domain.errors import Refusal
from bot.domain.roster import Ref, Role
from bot.domain.rules.settling import QUORUM
from bot.settings import BadSettings, load
from tests.bot import settings_given
from tests.factories import ANA, BEN, CYD, ROSTER, determination, minutes_of
from tests.properties.histories import Entries, holds, play
from tests.story import one_filed, verified

DECIDERS = {p.ref for p in ROSTER.people if p.may(Role.REVIEWER, Role.SENIOR)}


@dataclass
class Approvals:
    """Who stands behind the current version, read from the entries alone."""

    version: int = 1
    filed: dict[Ref, ev.DeterminationFiled] = field(default_factory=dict)
    pair: tuple[Ref, ...] = ()

    def read(self, actor: Ref, event: ev.Event) -> None:
        """Take one entry in, and say whether it was allowed to happen."""
        if isinstance(event, ev.DeterminationFiled):
            assert actor in DECIDERS
            assert actor not in self.filed
            assert event.version == self.version
            self.filed[actor] = event
        elif isinstance(event, ev.DeterminationVoided | ev.ReviewerRecused):
            gone = event.person if isinstance(event, ev.DeterminationVoided) else actor
            self.filed.pop(gone, None)
        elif isinstance(event, ev.RequestAmended | ev.ApprovalWithdrawn):
            if event.version > self.version:
                self.filed, self.version = {}, event.version
            self.pair = ()
        elif isinstance(event, ev.CaseStopped):
            self.filed = {}
        elif isinstance(event, ev.CaseApproved):
            self.pair = event.pair
            self.two_people_allow()
        elif isinstance(event, ev.ReleaseCleared):
            self.two_people_allow()
        elif isinstance(event, ev.HandedOver):
            assert len(set(self.pair)) == 2

    def two_people_allow(self) -> None:
        """The pair is two people, and each let something out on this version."""
        assert len(self.pair) == len(set(self.pair)) == 2
        assert all(self.filed[p].decision is not Decision.REFUSE for p in self.pair)


def two_people_stand_behind(entries: Entries) -> None:
    """Nothing was cleared or handed over without two."""
    approvals = Approvals()
    for _, actor, event in entries:
        approvals.read(actor, event)


def test_every_release_has_two_people_behind_it() -> None:
    """No history clears or hands over without two allowing determinations of this version."""
    holds(lambda history: two_people_stand_behind(play(history).entries))


@pytest.mark.parametrize("who", [ANA, CYD])
def test_one_person_cannot_be_both(who: Ref) -> None:
    """Whoever filed is refused a second determination on the same version, narrower or not."""
    story = verified()
    story.do(determination(story.case), who)
    assert story.refused(determination(story.case), who) is Refusal.ALREADY_FILED
    narrower = determination(story.case, minutes_of(story.case, 0, 5))
    assert story.refused(narrower, who) is Refusal.ALREADY_FILED
    assert story.case.approval is None


def test_a_recusal_does_not_give_the_slot_back() -> None:
    """Who recused cannot file again, so two accounts of one person stay one."""
    story = one_filed()
    story.do(cm.Recuse(ground="knows the family"), ANA)
    assert story.refused(determination(story.case), ANA) is Refusal.RECUSED
    story.do(determination(story.case), BEN)
    assert story.case.approval is None


def test_the_quorum_is_no_setting() -> None:
    """Two is a constant, and no key of the settings is named for it."""
    assert QUORUM == 2
    names = settings_table.keys()
    assert len(names) > 20
    assert not [name for name in names if "quorum" in name or "approvals" in name]


def test_a_start_with_one_reviewer_is_refused(tmp_path: Path) -> None:
    """One reviewer with two accounts is not enough to start the product."""
    alone = settings_given.right()
    alone["people"] = [{**alone["people"][0], "slack": ["U01ANA", "U02ANA"]}]
    with pytest.raises(BadSettings, match="at least 2 different persons"):
        load(settings_given.environ(alone, tmp_path))
