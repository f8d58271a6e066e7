"""Which text an owner is sent: ordinary, careful, or about a fraud."""

from dataclasses import replace

import pytest

from bot.domain.case import Case, State
from bot.domain.notice import NoticeKind, Safety, SafetyAnswer
from bot.domain.notice_kind import kind_of
from bot.domain.release import KnownOwner, OwnerFlag, OwnerRole
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
