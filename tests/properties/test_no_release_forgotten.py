"""Under every standard, in every order of events: told, held, unreachable, or loudly overdue."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import commands as cm
from bot.domain.case import Case, State
from bot.domain.deadlines import NOTICE, clocks
from bot.domain.events import Stage
from bot.domain.events.restricting import RestrictionLapsed
from bot.domain.hold_clocks import HOLD
from bot.domain.limits import Limits
from bot.domain.notice import AttemptOutcome, NoticeOwed, NoticeStatus
from bot.domain.release import OwnerRole
from bot.domain.restriction import Restriction, RestrictionKind, RestrictionStatus
from bot.domain.roster import SYSTEM
from bot.domain.rules.telling import ready
from bot.domain.standard import NoticeDuty, Standard
from bot.domain.standards import STANDARDS
from bot.domain.standards.us_federal import STANDARD
from tests import factories as make
from tests import story as stories
from tests.factories import BEN, DEE, PEOPLE
from tests.holds import PROMPT, SILENT
from tests.properties.histories import dismissed
from tests.properties.moves import BUILD
from tests.story import Story

LIMITS = Limits()
LAWS: Final[Mapping[str, Standard]] = MappingProxyType(
    {
        **STANDARDS,
        "told at once": replace(PROMPT, notice_at_release=True),
        "silent": SILENT,
        "weekly": replace(STANDARD, delay_most=timedelta(days=7), notice_duty=NoticeDuty.MUST),
    }
)
"""Every standard of the product, and three invented ones that are further apart."""
KINDS = (
    *("hold", "hold", "agree_hold", "agree_hold", "lift", "agree_lift", "refuse_hold"),
    *("safety", "safety", "safety", "end", "owners", "read_address", "refuse_address"),
    *("report", "report", "process", "read_process", "excuse", "agree_excuse", "dismissed"),
    *("mail", "mail", "time"),
)
HORIZON = 4
"""Rounds of sixty days at the end, in which nothing but time and the mail goes on."""
Doing = tuple[str, int, float, int]
"""A kind, who tries it, minutes before it, and what picks among its variations."""


def released(law: Standard) -> Story:
    """Two owners' data left the house under `law`; nobody has read the address of the second."""
    story = stories.one_filed()
    story.do(make.determination(story.case), BEN, 5)
    story.do(make.owners(make.owner()), DEE, 1)
    stories.addresses_read(story)
    story.do(make.owners(make.owner(), make.owner("O2", OwnerRole.SHARED)), DEE, 1)
    story.do(make.clearing(story.case), DEE, 1)
    known = {**STANDARDS, law.name: law}
    story.case = replace(story.case, standard=law.name)
    story.outside |= {
        "standard": law,
        "law": replace(make.LAW, standards=known, in_force=(law.name,)),
    }
    story.do(cm.ConfirmHandover(done=True), DEE, 1)
    assert story.case.state is State.RELEASED
    return story


def mail(story: Story, pick: int) -> None:
    """Whatever may go out now goes out, and ends as `pick` says."""
    for notice in story.case.notices:
        roster = story.outside.get("roster", make.ROSTER)
        if not ready(story.case, notice.owner, story.now, roster):
            continue
        assert not _live(story.case, notice.owner, story.now), "nobody is told while it is held"
        story.do(cm.BeginNotice(owner=notice.owner, channel="email", message_id="m"), SYSTEM)
        attempt = next(n.attempt for n in story.case.notices if n.owner == notice.owner)
        end = cm.EndNotice(
            owner=notice.owner,
            channel="email",
            attempt=attempt,
            outcome=tuple(AttemptOutcome)[pick % len(AttemptOutcome)],
        )
        story.do(end, SYSTEM)


def lived(law: Standard, doings: list[Doing]) -> Story:
    """A release, what people did about it, and then a year and a third of time and mail alone."""
    story = released(law)
    for kind, who, minutes, pick in doings:
        story.now += timedelta(minutes=minutes)
        if kind == "mail":
            mail(story, pick)
        elif kind == "dismissed":
            people = story.outside.get("roster", make.ROSTER)
            story.outside["roster"] = dismissed(people, PEOPLE[who % len(PEOPLE)])
        else:
            actor = SYSTEM if kind == "time" else PEOPLE[who % len(PEOPLE)]
            actor = "requester" if kind == "process" else actor
            story.do(BUILD[kind](story.case, story.opened, pick), actor)
    for turn in range(HORIZON):
        story.wait(60 * 24 * 60)
        mail(story, turn)
    return story


def _concerns(held: Restriction, owner: str) -> bool:
    active = held.status is RestrictionStatus.IN_FORCE
    return active and held.owner in (None, owner) and owner not in held.freed


def _live(case: Case, owner: str, now: datetime) -> bool:
    """Whether the law's silence or two people keep it back, and no day has come."""
    for one in case.restrictions:
        two = one.agreed_by is not None and one.agreed_by != one.by
        imposed = one.by == SYSTEM and one.kind is RestrictionKind.STATUTORY_SILENCE
        dated = one.until is not None or one.kind is RestrictionKind.STATUTORY_SILENCE
        in_time = one.until is None or now < one.until
        if _concerns(one, owner) and (two or imposed) and dated and in_time:
            return True
    return False


def _loud(case: Case, owner: str, now: datetime) -> bool:
    """Whether a clock about it was missed aloud, runs still, and is counted as overdue."""
    names = {NOTICE + owner}
    names |= {f"{HOLD}{r.number}" for r in case.restrictions if _concerns(r, owner)}
    running = [c for c in clocks(case, LIMITS) if c.name in names and c.due <= now]
    return any((c.name, Stage.MISSED.value, c.run) in case.reached for c in running)


def how(case: Case, notice: NoticeOwed, now: datetime) -> str:
    """In which of the four ways a notice has ended or stands; empty for none of them."""
    if notice.status in (NoticeStatus.SENT, NoticeStatus.TOLD):
        return "told" if notice.told_at is not None else ""
    if notice.status is NoticeStatus.UNREACHABLE:
        return "unreachable"
    if case.state is not State.RELEASED or not notice.open:
        return ""
    if _live(case, notice.owner, now):
        return "held"
    return "overdue" if _loud(case, notice.owner, now) else ""


AGREED: tuple[tuple[Doing, ...], ...] = tuple(
    (("hold", 0, 1, pick), ("agree_hold", 3, 1, 0)) for pick in (15, 57, 64, 69, 70, 73)
)
"""Six holds that two agreed on: an order, policy grounds, safety, an account taken over."""
SAFE: tuple[Doing, ...] = tuple(("safety", who, 1, pick) for who in (0, 1) for pick in (0, 1))
ENDED: tuple[Doing, ...] = (*SAFE, ("end", 4, 1, 5), ("read_address", 4, 1, 0))
BEGINNINGS = ((), SAFE, ENDED, *AGREED, *((*ENDED, *held) for held in AGREED))
"""What happened first; without them most histories would come to no hold in force."""
DOINGS = st.builds(
    lambda begun, more: [*begun, *more],
    st.sampled_from(BEGINNINGS),
    st.lists(
        st.tuples(
            st.sampled_from(KINDS),
            st.integers(0, len(PEOPLE) - 1),
            st.sampled_from((1, 5, 60, 1_500, 11_000, 60_000, 131_000)),
            st.integers(0, 99),
        ),
        max_size=14,
    ),
)


@pytest.mark.parametrize("name", sorted(LAWS))
def test_no_release_ends_in_silence(name: str) -> None:
    """Whatever anybody does or leaves undone, each owner is in one of the four ways, ever after."""

    @settings(max_examples=20)
    @given(DOINGS)
    def never_in_none(doings: list[Doing]) -> None:
        story = lived(LAWS[name], doings)
        assert {n.owner for n in story.case.notices} >= {"O1", "O2"}
        for notice in story.case.notices:
            assert how(story.case, notice, story.now), (name, notice)
        for lapsed in story.happened(RestrictionLapsed):
            ended = story.case.restrictions[lapsed.number - 1]
            assert ended.kind is not RestrictionKind.SAFETY_HOLD, "safety is left to no timer"

    never_in_none()


@pytest.mark.parametrize("name", sorted(LAWS))
def test_left_alone_it_is_loud_or_held_by_law(name: str) -> None:
    """Nobody answers, nobody types: no owner is told, and nothing about that is quiet."""
    story = lived(LAWS[name], [])
    silent = LAWS[name].notice_duty is NoticeDuty.MUST_NOT
    found = {how(story.case, n, story.now) for n in story.case.notices}
    assert found == {"held" if silent else "overdue"}


def test_each_of_the_four_ways_is_met() -> None:
    """The property is no empty one: its histories come to all four."""
    met = set()
    for law, doings in (
        (STANDARD, []),
        (SILENT, list(AGREED[0])),
        (STANDARD, [*ENDED, ("mail", 0, 1, 0)]),
        (STANDARD, [*ENDED, ("mail", 0, 1, 2), *(("report", w, 1, 2) for w in (3, 4))]),
    ):
        story = lived(law, doings)
        met |= {how(story.case, n, story.now) for n in story.case.notices}
    assert met == {"told", "held", "unreachable", "overdue"}
