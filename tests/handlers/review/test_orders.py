"""An order that binds us, as reviewers and the channel see it: its form, its law, its deadline."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.commands import FileDetermination
from bot.domain.deadlines import clocks
from bot.domain.determination import (
    COMMON,
    FORMAL,
    Answer,
    Decision,
    Element,
    OwnerRoute,
    Reason,
)
from bot.domain.legal_test import LONGEST_PROVISION, LONGEST_QUESTION, legal_test
from bot.domain.limits import Limits
from bot.domain.order import COMPLY, INTERNAL, LegalOrder
from bot.domain.request import AgencyKind, Category
from bot.domain.roster import Role
from bot.domain.standards import STANDARDS
from bot.workflow.dossier import Deadline, Dossier
from handlers.blocks import release
from handlers.blocks.card import card
from handlers.blocks.show import may_do, show
from handlers.review.asking import spelt
from handlers.review.draft import Draft
from handlers.review.elements_view import review_test
from handlers.review.file_view import review_file
from handlers.review.reading import answers, determination, refusals, tick_errors
from handlers.review.scope_view import review_scope
from handlers.review.seen import Seen
from tests.handlers.review.dossiers import AGENCY, NOW, case, dossier, request, sought
from tests.handlers.review.forms import WHY

COUNTRIES = {"eu": "FR", "uk": "GB", "germany": "DE"}
LAWS = sorted(COUNTRIES)
NEVER = ("voluntary", "emergency test", "lapses", "hard stop", "good-faith", "wait for a warrant")
COMPLY_BY = NOW + timedelta(hours=8)


def ordered(name: str) -> Dossier:
    """A request for records as an order of one of the laws, an hour after its receipt."""
    law = STANDARDS[name]
    agency = replace(AGENCY, kind=AgencyKind.FOREIGN, country=COUNTRIES[name])
    asked = request(sought("D1", (Category.SUBSCRIBER,)), agency=agency, legal_basis=None)
    order = LegalOrder(
        standard=name,
        received=NOW,
        internal_due=NOW + timedelta(hours=6),
        comply_due=COMPLY_BY if law.comply_within else None,
    )
    of = case(asked, standard=name, order=order)
    running = tuple(Deadline(clock=c.name, start=c.start, due=c.due) for c in clocks(of, Limits()))
    return dossier(asked, of=of, standard=law, deadlines=running)


def whole(of: Dossier) -> Draft:
    """Everything found, and the records given as asked."""
    return Draft(
        found=frozenset(of.test.ticked),
        choices={Category.SUBSCRIBER: "asked"},
        decision="approve",
        why=WHY,
        attested=True,
    )


def steps(of: Dossier, draft: Draft) -> list[dict[str, Any]]:
    """The three steps of Review."""
    return [
        review_test(of, draft, NOW),
        review_scope(of, draft, Seen.of(of.case, NOW)),
        review_file(of, draft, Seen.of(of.case, NOW)),
    ]


@pytest.mark.parametrize("name", LAWS)
def test_no_surface_calls_an_order_voluntary(name: str) -> None:
    """Form, card, show, release: none speaks of a choice, of a lapse or of an emergency's test."""
    of = ordered(name)
    shown = [*steps(of, whole(of)), card(of), show(of, frozenset(Role)), release.check(of)]
    for view in shown:
        said = json.dumps(view, ensure_ascii=False).casefold()
        assert not [word for word in NEVER if word in said]


@pytest.mark.parametrize("name", LAWS)
def test_each_check_stands_in_the_form_with_its_provision(name: str) -> None:
    """A reviewer reads the law's own words and where they stand, and nothing of the other test."""
    of = ordered(name)
    first = json.dumps(review_test(of, Draft(), NOW), ensure_ascii=False)
    for element in of.test.ticked:
        law = next(one for one in of.standard.elements if one.key == element.value)
        assert law.question in first
        assert law.provision in first
    for element in (Element.E3, Element.E4, Element.E6, Element.E11):
        assert f"{element}:no" not in first
    assert "E10" not in first
    assert "initial" not in first


@pytest.mark.parametrize("name", LAWS)
def test_every_question_fits_on_its_box(name: str) -> None:
    """Slack cuts a longer one, and a reviewer would tick half a sentence."""
    for one in STANDARDS[name].elements:
        assert len(one.question) <= LONGEST_QUESTION, one.question
        assert len(one.provision) <= LONGEST_PROVISION, one.provision


@pytest.mark.parametrize("name", LAWS)
def test_an_order_that_is_in_form_is_carried_out(name: str) -> None:
    """The command has each element of form, and says that the authority informs the owner."""
    of = ordered(name)
    command = determination(of, whole(of), Seen.of(of.case, NOW))
    assert isinstance(command, FileDetermination)
    assert (command.decision, command.owner) == (Decision.APPROVE, OwnerRoute.AUTHORITY)
    given = {a.element: a.answer for a in command.classes[0].answers}
    assert set(given) == set(legal_test(of.standard).elements)
    assert set(given) <= COMMON | FORMAL
    assert set(given.values()) == {Answer.YES}


@pytest.mark.parametrize("name", LAWS)
def test_an_empty_form_finds_nothing(name: str) -> None:
    """Nothing ticked is unsure in every element of form, and gives nothing."""
    of = ordered(name)
    empty = answers(of, Draft())[0]
    assert {empty.to(e) for e in of.test.ticked} == {Answer.UNSURE}
    assert tick_errors(of, Draft()) == {}


@pytest.mark.parametrize("name", LAWS)
def test_only_reasons_of_orders_are_offered(name: str) -> None:
    """Whatever is denied, no reason speaks of an emergency that was not found."""
    of = ordered(name)
    every = frozenset(f"{e}:no" for e in of.test.elements)
    offered = set(refusals(of, Draft(denied=every)))
    assert offered <= {
        Reason.WRONG_ENTITY,
        Reason.INVALID_ORDER,
        Reason.OVERBROAD,
        Reason.NO_RESPONSIVE_DATA,
        Reason.GROUND_RAISED,
        Reason.UNVERIFIED,
        Reason.FRAUD,
    }
    assert {Reason.WRONG_ENTITY, Reason.INVALID_ORDER, Reason.UNVERIFIED} <= offered
    assert refusals(of, whole(of)) == (Reason.FRAUD,)


def test_a_denied_check_names_its_reason() -> None:
    """No to the addressee or the form: the order is not valid; a ground of rights is raised."""
    of = ordered("eu")
    for element, reason in (
        (Element.F6, Reason.INVALID_ORDER),
        (Element.F8, Reason.GROUND_RAISED),
        (Element.F7, Reason.NO_RESPONSIVE_DATA),
    ):
        draft = replace(
            whole(of), found=whole(of).found - {element}, denied=frozenset({f"{element}:no"})
        )
        assert set(refusals(of, draft)) == {reason, Reason.FRAUD}


def test_the_card_says_order_and_by_when() -> None:
    """The law, the limit in words, and no lapse; a law without a figure says without delay."""
    eu = json.dumps(card(ordered("eu")), ensure_ascii=False)
    assert "Order (European Union)" in eu
    assert f"carried out by {COMPLY_BY:%Y-%m-%d %H:%M} UTC" in eu
    assert "without delay" in json.dumps(card(ordered("germany")))


def test_the_clocks_of_an_order_are_shown() -> None:
    """Our own limit and the law's, and no hard stop."""
    of = ordered("eu")
    names = {d.clock for d in of.deadlines}
    assert {INTERNAL, COMPLY} <= names
    assert "hard_stop" not in names
    assert "carrying the order out" in json.dumps(show(of, frozenset()))


def test_the_end_of_the_emergency_is_not_offered() -> None:
    """Until it is carried out an order ends when it is taken back, and not with the emergency."""
    said = may_do(ordered("eu").case, frozenset(Role))
    assert "withdrawn" in said
    assert "ended" not in said.replace("withdrawn", "")


def test_a_voluntary_case_keeps_its_words() -> None:
    """The voluntary test is untouched: it says that refusing is always lawful."""
    said = json.dumps(review_test(dossier(), Draft(), NOW))
    assert "Disclosure is voluntary" in said
    assert spelt(dossier(), Element.E3) in said
