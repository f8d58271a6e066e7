"""Which text an owner is sent: ordinary, careful, or about a fraud."""

from dataclasses import replace

import pytest

from bot.domain.case import Case, State
from bot.domain.notice import NoticeKind, Safety, SafetyAnswer
from bot.domain.notice_kind import kind_of
from bot.domain.release import KnownOwner, OwnerFlag, OwnerRole
from bot.domain.restriction import Restriction, RestrictionKind, RestrictionStatus
from bot.domain.standard import Ground
from tests import story as stories
from tests.factories import ANA


def _case() -> Case:
    return stories.released().case


def _with(case: Case, alias: str, role: OwnerRole, *flags: OwnerFlag) -> Case:
    other = KnownOwner(alias=alias, role=role, flags=frozenset(flags), device="D1")
    return replace(case, owners=(*case.owners, other))


def test_an_ordinary_release_has_the_ordinary_text() -> None:
    """Nothing stands in the case that asks for another."""
    assert kind_of(_case(), "O1") is NoticeKind.ORDINARY


@pytest.mark.parametrize("flag", list(OwnerFlag))
def test_a_flag_on_anybody_makes_every_text_careful(flag: OwnerFlag) -> None:
    """Who reads the notice may be the one whom another account holder fears."""
    case = _with(_case(), "O2", OwnerRole.SHARED, flag)
    assert [kind_of(case, owner) for owner in ("O1", "O2")] == [NoticeKind.SAFETY_REVIEWED] * 2


def test_a_minor_on_the_account_makes_it_careful() -> None:
    """A guardian may be whom the child fears."""
    case = _with(_case(), "O2", OwnerRole.MINOR)
    assert kind_of(case, "O1") is NoticeKind.SAFETY_REVIEWED


def test_what_a_reviewer_found_unsafe_stays_careful() -> None:
    """Also once it was found safe enough to tell."""
    case = replace(_case(), found_unsafe=frozenset({ANA}))
    assert kind_of(case, "O1") is NoticeKind.SAFETY_REVIEWED


@pytest.mark.parametrize("answer", [Safety.UNSAFE, Safety.UNKNOWN])
def test_a_doubt_is_about_one_owner(answer: Safety) -> None:
    """It makes this owner's text careful and no other's."""
    case = replace(_case(), safety=(SafetyAnswer(by=ANA, owner="O1", answer=answer),))
    kinds = [kind_of(case, owner) for owner in ("O1", "O2")]
    assert kinds == [NoticeKind.SAFETY_REVIEWED, NoticeKind.ORDINARY]


def test_a_fraud_is_told_as_a_fraud() -> None:
    """Whatever else stands in the case."""
    case = _with(_case(), "O2", OwnerRole.SHARED, OwnerFlag.SUSPECT)
    assert kind_of(replace(case, state=State.FRAUD), "O1") is NoticeKind.FRAUD


def test_a_notice_that_was_held_back_says_so() -> None:
    """By an agreed restriction on this owner or on everybody; one that was refused held nothing."""
    case = _case()
    held = Restriction(
        number=1,
        owner="O1",
        kind=RestrictionKind.POLICY,
        ground=Ground.FLIGHT,
        until=case.opened_at,
        by=ANA,
        proposed_at=case.opened_at,
        status=RestrictionStatus.LAPSED,
        since=case.opened_at,
        ended_at=case.opened_at,
    )
    restricted = replace(case, restrictions=(held,))
    assert [kind_of(restricted, o) for o in ("O1", "O2")] == [NoticeKind.LATE, NoticeKind.ORDINARY]
    assert (
        kind_of(replace(case, restrictions=(replace(held, owner=None),)), "O2") is NoticeKind.LATE
    )
    never = replace(held, since=None, status=RestrictionStatus.REFUSED)
    assert kind_of(replace(case, restrictions=(never,)), "O1") is NoticeKind.ORDINARY
    careful = _with(restricted, "O2", OwnerRole.MINOR)
    assert kind_of(careful, "O1") is NoticeKind.SAFETY_REVIEWED
