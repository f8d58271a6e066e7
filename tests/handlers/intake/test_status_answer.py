"""What the status page answers when a case has ended: to the verified, and to everybody else."""

import re

import pytest

from bot.domain import commands as cm
from bot.domain.case import State
from bot.domain.determination import REFUSALS, Answer, Reason
from bot.domain.explaining import NEVER_TOLD, SAID_INSTEAD
from bot.domain.release import Stored
from handlers.intake.cures import CURES
from handlers.languages import language
from tests import factories as make
from tests.factories import ANA, BEN, DEE, EVE
from tests.handlers.intake.officer import PHONE, Officer

MOMENTS = re.compile(r"<time[^>]*>.*?</time>|EDR-\d{4}-\d{6}|value=\"[^\"]*\"")
RECEIPT = re.compile(r"\d+:[0-9a-f]{64}")
"""Where the request stands in the record: each has its own place."""
SECRET = "A reviewer thinks that the sergeant is lying about the van."


async def _ended(officer: Officer, reason: Reason, *, called: bool) -> str:
    """Send a form, let two people refuse it, and return the officer's page."""
    page = (await officer.send()).path.partition("?")[0]
    if called:
        code = (await officer.found()).opened.code
        assert (await officer.desk(make.call(code=code), EVE)).refused is None
    for who in (ANA, BEN):
        form = make.determination(
            await officer.case(), refuse=reason, E2=Answer.NO, rationale=SECRET
        )
        assert (await officer.desk(form, who)).refused is None
    assert (await officer.case()).state in (State.REFUSED, State.FRAUD)
    return page


def _neutral(text: str) -> str:
    return RECEIPT.sub("", MOMENTS.sub("", text))


@pytest.mark.parametrize("reason", [Reason.OVERBROAD, Reason.FRAUD, Reason.UNVERIFIED])
async def test_the_unverified_read_the_same_whatever_was_decided(
    alvarez: Officer, reason: Reason
) -> None:
    """Refused for a reason or because nothing is stored: the page is the same to the letter."""
    first = await alvarez.get(await _ended(alvarez, reason, called=False))
    again = (await alvarez.send()).path.partition("?")[0]
    number = (await alvarez.cases())[-1]
    for sought in (await alvarez.case(number)).sought:
        nothing = cm.RecordOwners(
            device=sought.alias, stored=Stored.NO_SUBSCRIPTION, owners=(), complete=True
        )
        await alvarez.desk(nothing, DEE, number)
    assert (await alvarez.case(number)).state is State.REFUSED
    assert _neutral((await alvarez.get(again)).text) == _neutral(first.text)
    assert "Reason code" not in first.text
    assert "The desk has dealt with this request." in first.text


@pytest.mark.parametrize("reason", [r for r in REFUSALS if r not in NEVER_TOLD])
async def test_the_verified_read_reason_cure_and_telephone(
    alvarez: Officer, reason: Reason
) -> None:
    """The code, its words, the cure, the form and the desk; in Spanish too; no reviewer's words."""
    page = await _ended(alvarez, reason, called=True)
    shown = (await alvarez.get(page)).text
    cure = CURES[reason]
    for words in (cure.code, cure.reason, cure.cure, PHONE, 'href="/request?lang=en"'):
        assert words in shown
    assert "sergeant is lying" not in shown
    spanish = (await alvarez.get(page + "?lang=es")).text
    say = language("es").say
    assert say(cure.reason) in spanish
    assert say(cure.cure) in spanish
    assert cure.reason not in spanish


@pytest.mark.parametrize("reason", [Reason.FRAUD, Reason.PROHIBITED_PURPOSE])
async def test_a_warning_is_never_explained(alvarez: Officer, reason: Reason) -> None:
    """Fraud and a prohibited purpose stay neutral for the verified too."""
    page = await _ended(alvarez, reason, called=True)
    shown = await alvarez.get(page)
    assert "Reason code" not in shown.text
    assert reason.value not in shown.text


@pytest.mark.parametrize("stored", [Stored.NO_SUBSCRIPTION, Stored.DELETED, Stored.E2EE])
async def test_nothing_stored_reads_the_same(alvarez: Officer, stored: Stored) -> None:
    """The verified read that there is nothing to give, and never which of the reasons it is."""
    page = (await alvarez.send()).path.partition("?")[0]
    await alvarez.desk(make.call(code=(await alvarez.found()).opened.code), EVE)
    for sought in (await alvarez.case()).sought:
        command = cm.RecordOwners(device=sought.alias, stored=stored, owners=(), complete=True)
        await alvarez.desk(command, DEE)
    shown = (await alvarez.get(page)).text
    assert CURES[Reason.NO_RESPONSIVE_DATA].reason in shown
    assert not any(code.value in shown for code in SAID_INSTEAD)


def test_every_reason_that_may_be_told_has_its_cure() -> None:
    """No refusal leaves a verified officer without a way on; no warning has words."""
    told = {SAID_INSTEAD.get(r, r) for r in {*REFUSALS, *SAID_INSTEAD}} - NEVER_TOLD
    assert told | {Reason.GRANTED_PARTIAL, Reason.OWNER_CONSENTED} == set(CURES)
