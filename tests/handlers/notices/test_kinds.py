"""The kinds of notices: each says what is owed to that owner, and hides what must stay hidden."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.notice import NoticeKind
from bot.domain.standard import Ground
from bot.domain.standards import STANDARDS as SHIPPED
from handlers.languages import offered
from handlers.notices.content import Fraud, Law
from handlers.notices.law_words import STANDARDS
from handlers.notices.letter import write_letter
from handlers.notices.word_lists import GROUNDS
from tests.handlers.notices.letters import LAW, ORDER, notice

FOUND = datetime(2026, 12, 1, 20, 0, tzinfo=UTC)


def said(**parts: object) -> str:
    """The plain text on one line."""
    return " ".join(write_letter(notice(**parts)).plain.split())


def test_a_late_notice_says_all_that_the_statute_asks_for() -> None:
    """18 U.S.C. 2705(a)(5): the inquiry, what was supplied and when, the delay, who, which law."""
    text = said(kind=NoticeKind.LATE, delay=ORDER)
    for sentence in (
        "This notice comes late.",
        "somebody had been abducted",
        "We gave this to Springfield Police Department on November 21, 2026 at 7:41 PM PST",
        "Device Front door: video (2 files)",
        "WHY WE TELL YOU LATE This notice was held back until December 30, 2026",
        "Superior Court of Springfield decided that, under 18 U.S.C. 2705(b).",
    ):
        assert sentence in text
    assert write_letter(notice(kind=NoticeKind.LATE)).subject.startswith("Late notice")


def test_a_delay_of_our_own_names_who_decided_it() -> None:
    """Two people of the company by its own rules, or the law itself; never a court."""
    own = said(kind=NoticeKind.LATE, delay=replace(ORDER, authorised_by="", provision=""))
    assert "Two people at Example Cameras Inc. decided that, under our own rules" in own
    silence = replace(ORDER, authorised_by="", provision="TDDDG s.22(5)", by_law=True)
    assert "The law itself asked for that (TDDDG s.22(5))." in said(
        kind=NoticeKind.LATE, delay=silence
    )


def test_a_delay_that_nobody_ordered_is_owned() -> None:
    """A late notice without a restriction blames no order."""
    text = said(kind=NoticeKind.LATE)
    assert "the delay was ours" in text
    assert "No order held this notice back." not in text


def test_a_fraud_notice_says_what_went_out_what_we_do_and_whom_to_call() -> None:
    """No law is claimed, nothing is blamed on the owner, and only what was done is said."""
    fraud = Fraud(found=FOUND)
    text = said(kind=NoticeKind.FRAUD, fraud=fraud, phone="+1 555 010 0123")
    for sentence in (
        "The request was not genuine.",
        "You did nothing wrong.",
        "Device Front door: video (2 files)",
        "On December 1, 2026 at 12:00 PM PST it was found that it is not.",
        "Nothing more goes out for this request.",
        "You can also call us: +1 555 010 0123.",
        "privacy@example.com",
    ):
        assert sentence in text
    assert "2702" not in text
    assert "abducted" not in text
    steps = {
        "recalled": "We told whoever received it to delete it",
        "agency_told": "We told the real Springfield Police Department",
        "authority_told": "We told the authority that watches over privacy.",
    }
    for name, sentence in steps.items():
        assert sentence not in text
        assert sentence in said(kind=NoticeKind.FRAUD, fraud=replace(fraud, **{name: True}))


def test_a_fraud_notice_without_its_finding_is_refused() -> None:
    """Nobody is told of a fraud that nobody found."""
    with pytest.raises(ValueError, match="fraud"):
        notice(kind=NoticeKind.FRAUD)


@pytest.mark.parametrize("locale", offered())
@pytest.mark.parametrize("ground", ["victim_safety", "endangers_life", "account_compromised"])
def test_a_reviewed_notice_does_not_show_that_a_victim_helped(locale: str, ground: str) -> None:
    """Kind of emergency, the agency's number and the ground make no difference to its text."""
    delay = replace(ORDER, ground=ground)
    reviewed = NoticeKind.SAFETY_REVIEWED
    shown = write_letter(
        notice(kind=reviewed, locale=locale, emergency="domestic_violence", delay=delay)
    )
    spare = write_letter(
        notice(
            kind=reviewed,
            locale=locale,
            emergency="other",
            agency_reference="",
            delay=replace(delay, ground=""),
        )
    )
    assert shown == spare


def test_a_reviewed_notice_looks_like_any_other() -> None:
    """Its headings and subject are the ordinary ones: the kind itself would tell."""
    ordinary = write_letter(notice(emergency="other", agency_reference=""))
    reviewed = write_letter(notice(kind=NoticeKind.SAFETY_REVIEWED))
    assert reviewed == ordinary


def law_of(standard: str, *, voluntary: bool) -> Law:
    """A standard as a notice knows it."""
    return replace(LAW, standard=standard, voluntary=voluntary, notice="Provision 9")


@pytest.mark.parametrize("locale", offered())
@pytest.mark.parametrize("standard", [*STANDARDS, "elsewhere"])
def test_a_compulsory_order_is_never_called_voluntary(standard: str, locale: str) -> None:
    """Under an order no text says that we were free, and under none that we were ordered."""
    free = {"en": "we were not ordered to", "es": "no se nos ordenó"}[locale]
    ordered = {"en": "ordered us to give", "es": "nos ordenó entregar"}[locale]
    compulsory = standard in ("uk", "eu", "germany")
    law = law_of(standard, voluntary=not compulsory)
    text = said(law=law, locale=locale)
    assert (free in text, ordered in text) == (not compulsory, compulsory)
    assert "18 U.S.C. 2702(b)(8)" in text
    assert "voluntar" not in text.casefold()


def test_canada_is_told_in_writing_and_where_to_complain() -> None:
    """The provision that makes us tell, and the commissioner, stand in the text."""
    text = said(law=law_of("canada", voluntary=True))
    assert "makes us tell you in writing and without delay (Provision 9)" in text
    assert "Office of the Privacy Commissioner of Canada" in text


def test_one_provision_for_everything_is_named_once() -> None:
    """Where contents and records have the same provision, no difference is made up."""
    law = replace(LAW, contents="PIPEDA 7(3)(e)", records="PIPEDA 7(3)(e)")
    assert "The law is PIPEDA 7(3)(e)." in said(law=law)


@pytest.mark.parametrize("kind", list(NoticeKind))
@pytest.mark.parametrize("locale", offered())
def test_no_notice_presses_or_asks_for_a_secret(kind: NoticeKind, locale: str) -> None:
    """Each kind says that we never ask for a password, whom to ask, and where danger is met."""
    fraud = Fraud(found=FOUND) if kind is NoticeKind.FRAUD else None
    text = said(kind=kind, fraud=fraud, locale=locale)
    assert {"en": "never ask for your password", "es": "Nunca le pediremos su contraseña"}[
        locale
    ] in text
    assert "911" in text
    assert "privacy@example.com" in text


def test_every_ground_and_every_standard_has_its_words() -> None:
    """No ground is told by its code, and no standard that ships only in general words."""
    assert set(GROUNDS) == {str(ground) for ground in Ground}
    assert set(SHIPPED) <= set(STANDARDS)
