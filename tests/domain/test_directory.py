"""Claims about the directory's law: two people, the old number, a quarantine, and no way round."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain import events as ev
from bot.domain.directory import commands as cm
from bot.domain.directory.merging import QUARANTINE
from bot.domain.directory.state import ProposalState
from bot.domain.errors import Refusal
from bot.domain.events import AnsweredBy, OldNumber
from bot.domain.roster import SYSTEM, Roster, StandingProblem
from tests import factories as make
from tests.directory_given import NEW, Directories, with_number
from tests.factories import ANA, BEN, CYD, EVE, GHOST, SAM


def given() -> Directories:
    """A directory with one verified agency."""
    return Directories().found()


def test_a_new_number_waits_seven_days() -> None:
    """Proposed, heard on the old number, confirmed by another: usable a week later, not before."""
    made = given()
    number = made.propose(ANA, numbers=with_number(made.agency()))
    assert made.call(number, ANA) is None
    assert made.confirm(number, BEN) is None
    assert [n.key for n in made.agency().numbers] == ["n1", "n2"]
    (waits,) = made.agency().coming
    assert (waits.usable_from - made.now, waits.numbers[0].number) == (QUARANTINE, NEW.number)
    made.now = waits.usable_from - timedelta(microseconds=1)
    assert NEW.number not in {n.number for n in made.agency().numbers}
    made.now = waits.usable_from
    assert NEW.number in {n.number for n in made.agency().numbers}
    assert made.agency().coming == ()


def test_a_replaced_number_stays_until_the_new_one_counts() -> None:
    """The old desk answers through the quarantine, and is gone with its end."""
    made = given()
    desk, dispatch = made.agency().numbers
    number = made.propose(ANA, numbers=(NEW, dispatch))
    made.call(number, EVE)
    assert made.confirm(number, BEN) is None
    assert desk in made.agency().numbers
    made.now += QUARANTINE
    assert {n.number for n in made.agency().numbers} == {NEW.number, dispatch.number}


def test_what_is_only_taken_away_goes_at_once() -> None:
    """Removing makes nothing usable, so it waits for nothing but the call and two people."""
    made = given()
    number = made.propose(ANA, numbers=made.agency().numbers[:1])
    assert made.confirm(number, BEN) is Refusal.OLD_NUMBER_NOT_CALLED
    made.call(number, BEN)
    assert made.confirm(number, BEN) is None
    assert [n.key for n in made.agency().numbers] == ["n1"]


def test_a_domain_is_changed_like_a_number() -> None:
    """A new domain needs the call, waits, and the old one stays in force as long."""
    made = given()
    number = made.propose(ANA, domains=("sfpd.example",))
    assert made.confirm(number, BEN) is Refusal.OLD_NUMBER_NOT_CALLED
    made.call(number, ANA)
    assert made.confirm(number, BEN) is None
    assert made.agency().domains == ("springfieldpd.example",)
    made.now += QUARANTINE
    assert made.agency().domains == ("sfpd.example",)


def test_a_number_that_becomes_dispatch_is_a_new_number() -> None:
    """Items may go to dispatch, so the word alone is worth a quarantine."""
    made = given()
    desk, dispatch = made.agency().numbers
    number = made.propose(ANA, numbers=(replace(desk, dispatch=True), dispatch))
    assert made.confirm(number, BEN) is Refusal.OLD_NUMBER_NOT_CALLED
    made.call(number, ANA)
    made.confirm(number, BEN)
    assert [n.dispatch for n in made.agency().numbers] == [False, True]


def test_who_proposed_cannot_confirm() -> None:
    """One person is one person, whatever they heard on the telephone."""
    made = given()
    number = made.propose(ANA, zone="America/Denver")
    assert made.confirm(number, ANA) is Refusal.SAME_PERSON
    assert made.agency().zone == make.AGENCY.zone
    assert made.confirm(number, BEN) is None
    assert made.agency().zone == "America/Denver"


def test_a_second_press_finds_nothing_to_confirm() -> None:
    """A proposal is settled once: by a double click, by a late second colleague, never again."""
    made = given()
    number = made.propose(ANA, zone="America/Denver")
    assert made.confirm(number, BEN) is None
    assert made.confirm(number, BEN) is Refusal.NO_SUCH_PROPOSAL
    assert made.confirm(number, CYD) is Refusal.NO_SUCH_PROPOSAL
    assert len(made.events(ev.DirectoryConfirmed)) == 1


def test_a_refused_proposal_changes_nothing() -> None:
    """It is settled, and cannot be confirmed any more."""
    made = given()
    before = made.agency()
    number = made.propose(ANA, zone="America/Denver")
    assert made.do(cm.RefuseProposal(number=number, why="not so"), BEN) is None
    assert made.confirm(number, CYD) is Refusal.NO_SUCH_PROPOSAL
    assert made.agency() == before


@pytest.mark.parametrize("who", [GHOST, SYSTEM])
def test_only_the_roster_changes_it(who: str) -> None:
    """Neither a stranger nor the product itself proposes or confirms."""
    made = given()
    wanted = replace(made.agency(), zone="America/Denver")
    propose = cm.ProposeAgency(wanted=wanted, source="site")
    assert made.do(propose, who) is Refusal.NOT_ON_ROSTER
    number = made.propose(ANA, zone="America/Denver")
    assert made.confirm(number, who) is Refusal.NOT_ON_ROSTER


def test_eligibility_is_looked_at_when_it_is_confirmed() -> None:
    """A proposer who left, or whose account is bad by then, no longer counts as one of two."""
    made = given()
    number = made.propose(ANA, zone="America/Denver")
    made.away = {BEN: StandingProblem.GUEST}
    assert made.confirm(number, BEN) is Refusal.BAD_STANDING
    made.away = {ANA: StandingProblem.DELETED}
    assert made.confirm(number, BEN) is Refusal.PROPOSER_GONE
    made.away = {}
    made.roster = Roster(people=tuple(p for p in make.ROSTER.people if p.ref != ANA))
    assert made.confirm(number, BEN) is Refusal.PROPOSER_GONE


def test_where_nobody_answers_a_senior_must_vouch() -> None:
    """Three people: who proposed, a senior with a reason, and who confirms."""
    made = given()
    number = made.propose(ANA, domains=("sfpd.example",))
    vouch = cm.VouchFor(number=number, why="Their line was cut after the flood.")
    assert made.do(vouch, SAM) is Refusal.OLD_NUMBER_ANSWERS
    assert made.call(number, BEN, OldNumber.NOBODY) is None
    assert made.confirm(number, BEN) is Refusal.OLD_NUMBER_NOT_CALLED
    assert made.do(vouch, BEN) is Refusal.WRONG_ROLE
    assert made.do(replace(vouch, why=" "), SAM) is Refusal.NO_REASON
    assert made.do(vouch, SAM) is None
    assert made.confirm(number, ANA) is Refusal.SAME_PERSON
    assert made.confirm(number, SAM) is Refusal.THIRD_PERSON_NEEDED
    assert made.confirm(number, BEN) is None


def test_a_senior_does_not_vouch_for_their_own_proposal() -> None:
    """The third person is a third person."""
    made = given()
    number = made.propose(SAM, domains=("sfpd.example",))
    made.call(number, SAM, OldNumber.NOBODY)
    vouch = cm.VouchFor(number=number, why="The line is dead.")
    assert made.do(vouch, SAM) is Refusal.THIRD_PERSON_NEEDED


def test_a_denial_ends_the_proposal() -> None:
    """Where the agency itself knows nothing of the change, nobody can confirm it."""
    made = given()
    number = made.propose(ANA, domains=("sfpd.example",))
    assert made.call(number, BEN, OldNumber.DENIED) is None
    assert made.directory.proposals[number].state is ProposalState.REFUSED
    assert made.confirm(number, BEN) is Refusal.NO_SUCH_PROPOSAL


def test_only_a_number_in_force_is_an_old_number() -> None:
    """Neither the proposed number nor one in quarantine confirms a change."""
    made = given()
    number = made.propose(ANA, numbers=with_number(made.agency()))
    made.call(number, ANA)
    made.confirm(number, BEN)
    second = made.propose(ANA, domains=("sfpd.example",))
    (waits,) = made.agency().coming
    for key in (waits.numbers[0].key, "n9"):
        call = cm.RecordOldCall(
            number=second, key=key, answered=AnsweredBy.DISPATCH, said=OldNumber.CONFIRMED
        )
        assert made.do(call, BEN) is Refusal.NOT_AN_OLD_NUMBER


def test_a_proposal_is_about_what_was_seen() -> None:
    """Where the agency changed in between, the older proposal must be made again."""
    made = given()
    first = made.propose(ANA, zone="America/Denver")
    second = made.propose(ANA, zone="America/Chicago")
    assert made.confirm(first, BEN) is None
    assert made.confirm(second, BEN) is Refusal.AGENCY_CHANGED


def test_a_name_is_never_handed_on() -> None:
    """Neither a new nor a known agency takes a name that another bears or bore."""
    made = given()
    number = made.propose(ANA, name="Springfield Metro Police")
    made.confirm(number, BEN)
    assert made.agency().former == (make.AGENCY.name,)
    twin = replace(make.AGENCY, key="twin", name="SPRINGFIELD police department", changes=0)
    propose = cm.ProposeAgency(wanted=twin, source="letter")
    assert made.do(propose, ANA) is Refusal.AGENCY_NAME_TAKEN


def test_one_person_can_only_stop() -> None:
    """Compromised at once by one; it stays when refused, and rises again by two only."""
    made = given()
    mark = cm.MarkCompromised(agency=make.AGENCY.key, why="Their mailbox was for sale.")
    assert made.do(mark, EVE) is None
    assert made.agency().standing == "compromised"
    assert made.do(mark, BEN) is Refusal.NOTHING_CHANGED
    assert made.do(cm.RefuseProposal(number=2, why="no"), BEN) is None
    assert made.agency().standing == "compromised"
    number = made.propose(EVE, standing="verified")
    assert made.agency().standing == "compromised"
    assert made.confirm(number, EVE) is Refusal.SAME_PERSON
    assert made.confirm(number, BEN) is None
    assert made.agency().standing == "verified"


def test_nobody_lifts_a_block_by_marking() -> None:
    """From blocked, compromised would be a step up."""
    made = given()
    made.confirm(made.propose(ANA, standing="blocked"), BEN)
    mark = cm.MarkCompromised(agency=make.AGENCY.key, why="why")
    assert made.do(mark, EVE) is Refusal.NOTHING_CHANGED
    assert made.agency().standing == "blocked"


def test_verified_needs_a_checked_number() -> None:
    """A number with its source and its date, in force; one in quarantine is none yet."""
    bare = replace(make.AGENCY, standing="unverified", numbers=())
    made = Directories().found(bare)
    wanted = replace(made.agency(), standing="verified")
    propose = cm.ProposeAgency(wanted=wanted, source="site")
    assert made.do(propose, ANA) is Refusal.VERIFIED_NEEDS_NUMBER
    assert (
        made.do(replace(propose, wanted=replace(wanted, numbers=(NEW,))), ANA)
        is Refusal.VERIFIED_NEEDS_NUMBER
    )


def test_an_agency_without_numbers_gets_one_only_by_a_senior() -> None:
    """Taking all numbers away first is no way past the old number, nor past the quarantine."""
    made = given()
    number = made.propose(ANA, numbers=())
    made.call(number, ANA)
    made.confirm(number, BEN)
    assert made.agency().numbers == ()
    number = made.propose(ANA, numbers=(NEW,))
    assert made.confirm(number, BEN) is Refusal.OLD_NUMBER_NOT_CALLED
    assert made.do(cm.VouchFor(number=number, why="It has none left."), SAM) is None
    assert made.confirm(number, BEN) is None
    assert made.agency().numbers == ()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "two\nlines"),
        ("country", "usa"),
        ("zone", "Mars/Olympus"),
        ("standing", "trusted"),
        ("domains", ("no dots",)),
        ("domains", ("UPPER.example",)),
        ("numbers", (replace(NEW, number="911"),)),
        ("numbers", (NEW,) * 5),
    ],
)
def test_what_is_written_otherwise_is_refused(field: str, value: object) -> None:
    """The field is named, and nothing of what was typed is repeated."""
    made = given()
    wanted = replace(made.agency(), **{field: value})
    assert made.do(cm.ProposeAgency(wanted=wanted, source="site"), ANA) is Refusal.AGENCY_MALFORMED
