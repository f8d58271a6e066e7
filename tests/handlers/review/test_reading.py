"""From the form to the command: every answer arrives, and nothing else does."""

from dataclasses import replace
from datetime import UTC, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.commands import FileDetermination
from bot.domain.determination import VOLUNTARY, Answer, Decision, Element, OwnerRoute, Reason
from bot.domain.request import AgencyKind, Category, DataClass
from bot.domain.scope import Window
from handlers.review.draft import TESTED, Draft, merge
from handlers.review.reading import (
    answers,
    determination,
    exceptions,
    file_errors,
    grant,
    open_classes,
    refusals,
    scope,
    scope_errors,
    tick_errors,
)
from tests.handlers.review.dossiers import (
    AGENCY,
    END,
    EVENT,
    NOW,
    case,
    dossier,
    request,
    sought,
)
from tests.handlers.review.forms import ALL, WHY, YES, picked, seen, state, ticked


def test_an_empty_form_says_yes_to_nothing() -> None:
    """Submitting every step untouched answers unsure to what a reviewer answers, allows nothing."""
    values = state(
        found=ticked(), owner=picked(None), scope_video=picked(None), decision=picked(None)
    ) | {"not:v1": {"not": ticked()}, "why:v1": {"why": {"value": None}}}
    draft = merge(Draft(), values, 1)
    assert draft == Draft()
    given = answers(dossier(), draft)[0]
    mine = [e for e in Element if e not in (Element.E1, Element.E2)]
    assert {given.to(e) for e in mine} == {Answer.UNSURE}
    assert scope(dossier(), draft) == ()
    assert grant(dossier(), draft) is None
    assert set(file_errors(dossier(), draft)) == {"decision:v1", "why:v1", "attest:v1"}


each = st.fixed_dictionaries({e: st.sampled_from(Answer) for e in TESTED})
lowered = st.sampled_from([None, Answer.NO, Answer.UNSURE])


@given(each, lowered, lowered, st.sampled_from(OwnerRoute))
def test_every_answer_to_every_element_survives(
    given_: dict[Element, Answer], first: Answer | None, second: Answer | None, owner: OwnerRoute
) -> None:
    """Any answers, put in through the form's state, stored, and read back, arrive unchanged."""
    denied = [f"{e}:no" for e, a in given_.items() if a is Answer.NO]
    denied += [f"E1:{first}"] if first else []
    denied += [f"E2:{second}"] if second else []
    values = state(
        found=ticked(*(e for e, a in given_.items() if a is Answer.YES)),
        owner=picked(owner),
        decision=picked("refused_fraud"),
        why={"value": WHY},
        attest=ticked("yes"),
    ) | {"not:v1": {"not": ticked(*denied)}}
    draft = Draft.from_bytes(merge(Draft(), values, 1).to_bytes())
    command = determination(dossier(), draft, seen())
    assert isinstance(command, FileDetermination)
    read = command.classes[0]
    assert {e: read.to(e) for e in TESTED} == given_
    assert read.to(Element.E1) is (first or Answer.YES)
    assert read.to(Element.E2) is (second or Answer.YES)
    assert command.owner is owner
    assert (command.decision, command.reason, command.scope) == (Decision.REFUSE, Reason.FRAUD, ())


@given(st.sampled_from(["E6", "E7", "E8", "E9"]), st.sampled_from([Answer.NO, Answer.UNSURE]))
def test_a_category_that_is_not_allowed_keeps_its_answer(element: str, answer: Answer) -> None:
    """A no or unsure of step 2 arrives as that answer, and allows nothing."""
    draft = Draft(found=ALL, owner=OwnerRoute.TELL, choices={Category.VIDEO: f"{element}:{answer}"})
    assert answers(dossier(), draft)[0].to(Element(element)) is answer
    assert scope(dossier(), draft) == ()
    assert scope_errors(dossier(), draft) == {}


def test_allowing_says_yes_to_relation_and_least_scope() -> None:
    """Allowing a category answers E7 and E8 with yes; nothing else does."""
    given_ = answers(dossier(), YES)[0]
    assert {given_.to(e) for e in VOLUNTARY} == {Answer.YES}
    skipped = Draft(found=ALL, owner=OwnerRoute.TELL)
    assert answers(dossier(), skipped)[0].to(Element.E7) is Answer.UNSURE
    assert answers(dossier(), skipped)[0].to(Element.E8) is Answer.UNSURE


def test_all_in_order_becomes_an_approval_of_what_was_seen() -> None:
    """The command carries version, package and time of opening from the form, scope in UTC."""
    command = determination(dossier(), YES, seen())
    assert isinstance(command, FileDetermination)
    assert (command.decision, command.reason) == (Decision.APPROVE, Reason.GRANTED_FULL)
    assert (command.version, command.package) == (1, case().package)
    assert command.opened_at == NOW
    assert command.scope == case().scope
    assert command.scope[0].start.tzinfo is UTC


@pytest.mark.parametrize(("value", "minutes"), [("pm10", 10), ("pm5", 5)])
def test_a_window_around_the_event_narrows(value: str, minutes: int) -> None:
    """Around the event means so many minutes either way, cut to what was asked for."""
    draft = Draft(found=ALL, owner=OwnerRoute.TELL, choices={Category.VIDEO: value})
    around = timedelta(minutes=minutes)
    assert scope(dossier(), draft) == (
        Window(
            alias="D1",
            category=Category.VIDEO,
            start=EVENT - around,
            end=min(EVENT + around, END),
        ),
    )
    assert grant(dossier(), draft) is Decision.NARROW


def test_facts_in_the_record_are_not_personal() -> None:
    """The fact beside each answer goes into the record unsealed, so no personal value is in it."""
    facts = [a.fact for c in answers(dossier(), YES) for a in c.answers]
    assert all(facts)
    assert all(len(fact) <= 75 and "canary" not in fact for fact in facts)


def test_two_categories_of_a_class_may_differ() -> None:
    """One category allowed and one refused: the class says yes, the other is an exception."""
    both = dossier(request(sought(categories=(Category.VIDEO, Category.AUDIO))))
    draft = Draft(
        found=ALL,
        owner=OwnerRoute.TELL,
        choices={Category.VIDEO: "asked", Category.AUDIO: "E7:no"},
    )
    assert answers(both, draft)[0].to(Element.E7) is Answer.YES
    found = {(x.category, x.element): x.answer for x in exceptions(both, draft)}
    assert found == {
        (Category.AUDIO, Element.E7): Answer.NO,
        (Category.AUDIO, Element.E8): Answer.UNSURE,
    }
    assert {w.category for w in scope(both, draft)} == {Category.VIDEO}
    assert Reason.NO_NEXUS in refusals(both, draft)


def test_classes_are_answered_apart() -> None:
    """Foreign police may get no contents; for records the answer is the standard's own."""
    foreign = request(
        sought(categories=(Category.VIDEO, Category.MOTION_LOG)),
        agency=type(AGENCY)(name="Garda", kind=AgencyKind.FOREIGN, country="IE"),
    )
    given_ = {c.data_class: c for c in answers(dossier(foreign), YES)}
    assert given_[DataClass.CONTENTS].to(Element.E1) is Answer.NO
    assert given_[DataClass.RECORDS].to(Element.E1) is Answer.UNSURE
    assert open_classes(dossier(foreign), YES) == ()
    assert scope(dossier(foreign), YES) == ()


@pytest.mark.parametrize(
    "draft",
    [
        Draft(found=ALL - {Element.E9}, owner=OwnerRoute.TELL),
        Draft(found=ALL - {Element.E5}, denied=frozenset({"E5:no"}), owner=OwnerRoute.TELL),
        Draft(found=ALL, denied=frozenset({"E2:unsure"}), owner=OwnerRoute.TELL),
        Draft(found=ALL, owner=OwnerRoute.MOOT),
    ],
)
def test_a_bar_skips_step_two(draft: Draft) -> None:
    """A no, unsure where that bars, or an owner not considered leave no class open."""
    assert open_classes(dossier(), draft) == ()


def test_unsure_of_the_emergency_leaves_the_class_open() -> None:
    """Unsure in E3 to E6 brings a senior and bars nothing."""
    unsure = Draft(found=ALL - {Element.E3, Element.E6}, owner=OwnerRoute.TELL)
    assert open_classes(dossier(), unsure) == (DataClass.CONTENTS,)


def test_a_grant_waits_for_identity_and_a_refusal_does_not() -> None:
    """While identity is verified one drafts; an approval is held back, a refusal is not."""
    unverified = dossier(level=1)
    assert scope_errors(unverified, YES) == {}
    assert set(file_errors(unverified, YES)) == {"decision:v1"}
    refusing = Draft(
        found=ALL, owner=OwnerRoute.MOOT, decision="refused_unverified", why=WHY, attested=True
    )
    command = determination(unverified, refusing, seen())
    assert isinstance(command, FileDetermination)
    assert command.reason is Reason.UNVERIFIED
    assert command.classes[0].to(Element.E2) is Answer.NO


def test_a_refusal_allows_nothing() -> None:
    """Windows chosen before the mind was changed do not travel with a refusal."""
    command = determination(dossier(), replace(YES, decision="refused_fraud"), seen())
    assert isinstance(command, FileDetermination)
    assert scope(dossier(), YES) != ()
    assert command.scope == ()


def test_only_permitted_reasons_are_accepted() -> None:
    """A reason whose element was answered yes cannot be filed."""
    assert Reason.NOT_EMERGENCY not in refusals(dossier(), YES)
    lying = Draft(
        found=ALL, owner=OwnerRoute.TELL, decision="refused_not_emergency", why=WHY, attested=True
    )
    assert set(file_errors(dossier(), lying)) == {"decision:v1"}
    silent = case(asked_at=NOW)
    assert Reason.NO_REPLY in refusals(dossier(of=silent), YES)
    assert Reason.NO_REPLY not in refusals(dossier(), YES)


def test_contradictions_and_gaps_are_said_at_their_input() -> None:
    """Ticked and denied, no owner, no choice: each has its sentence at its own block."""
    torn = Draft(found=ALL, denied=frozenset({"E3:no"}))
    errors = tick_errors(dossier(), torn)
    assert set(errors) == {"not:v1", "owner:v1"}
    assert "E3" in errors["not:v1"]
    open_ = Draft(found=ALL, owner=OwnerRoute.TELL)
    assert set(scope_errors(dossier(), open_)) == {"scope:video:v1"}


def test_several_devices_are_ticked_one_by_one() -> None:
    """With several devices nothing goes out of one that was not ticked."""
    two = dossier(request(sought("D1"), sought("D2")))
    draft = Draft(found=ALL, owner=OwnerRoute.TELL, choices={Category.VIDEO: "asked"})
    assert set(scope_errors(two, draft)) == {"devices:v1"}
    assert scope(two, draft) == ()
    one = Draft(
        found=ALL,
        owner=OwnerRoute.TELL,
        choices={Category.VIDEO: "asked"},
        devices=frozenset({"D2"}),
    )
    assert [w.alias for w in scope(two, one)] == ["D2"]
    assert scope_errors(two, one) == {}
