"""An agency that broke its promise of legal process goes on watch, by the product's own hand."""

from dataclasses import replace

import pytest

from bot.domain.directory import commands as cm
from bot.domain.directory.state import ProposalState
from bot.domain.errors import Refusal
from bot.domain.roster import SYSTEM
from tests import factories as make
from tests.directory_given import Directories
from tests.factories import ANA, GHOST, SAM


@pytest.mark.parametrize(
    ("standing", "after"),
    [
        ("verified", "watch"),
        ("unverified", "watch"),
        ("watch", "watch"),
        ("compromised", "compromised"),
        ("blocked", "blocked"),
    ],
)
def test_a_broken_promise_lowers_and_never_raises(standing: str, after: str) -> None:
    """The product puts an agency on watch at once, names the case, and leaves what is worse."""
    made = Directories().found(replace(make.AGENCY, standing=standing))
    before = made.agency()
    refused = made.do(cm.WatchAgency(agency=make.AGENCY.key, case=make.NUMBER), SYSTEM)
    assert made.agency().standing == after
    assert refused is (None if standing != after else Refusal.NOTHING_CHANGED)
    assert (made.agency().numbers, made.agency().domains) == (before.numbers, before.domains)
    if refused is None:
        proposal = made.directory.proposals[max(made.directory.proposals)]
        assert proposal.state is ProposalState.CONFIRMED
        assert make.NUMBER in proposal.source


@pytest.mark.parametrize("who", [ANA, SAM, GHOST])
def test_nobody_puts_an_agency_on_watch_by_the_products_command(who: str) -> None:
    """People propose, and a second one confirms; who is on no list has no standing to lose."""
    made = Directories().found()
    command = cm.WatchAgency(agency=make.AGENCY.key, case=make.NUMBER)
    assert made.do(command, who) is Refusal.WRONG_ROLE
    assert made.agency().standing == "verified"
    unknown = cm.WatchAgency(agency="elsewhere", case=make.NUMBER)
    assert made.do(unknown, SYSTEM) is Refusal.NO_SUCH_AGENCY
