"""Claims about files of agencies: the first one founds, every later one takes two people."""

from dataclasses import replace

from bot.domain.directory import commands as cm
from bot.domain.errors import Refusal
from bot.domain.events import ProposalKind
from bot.domain.roster import SYSTEM
from tests import factories as make
from tests.directory_given import NEW, kinds
from tests.domain.test_directory import given
from tests.factories import ANA, BEN


def test_the_first_file_counts_at_once() -> None:
    """A product can be installed; that nobody second looked at it stays open."""
    made = given()
    assert made.agency() == replace(make.AGENCY, listed_at=made.now, changes=1)
    (proposal,) = made.directory.proposals.values()
    assert (proposal.kind, proposal.open, proposal.by) == (ProposalKind.FOUNDING, True, SYSTEM)
    assert made.confirm(1, BEN) is None
    assert kinds(made)[-1] == "DirectoryConfirmed"


def test_a_file_that_changes_nothing_does_nothing() -> None:
    """The same file again, or one with the keys in other places, is no proposal."""
    made = given()
    again = replace(
        make.AGENCY, numbers=tuple(replace(n, key=f"x{n.key}") for n in make.AGENCY.numbers)
    )
    command = cm.ImportAgencies(agencies=(again,), digest="e" * 64)
    assert made.do(command, ANA) is Refusal.NOTHING_CHANGED


def test_a_later_file_waits_for_a_second_person() -> None:
    """Nothing of it counts before; new agencies and plain changes count then, numbers do not."""
    made = given()
    other = replace(make.AGENCY, key="shelby", name="Shelby County Sheriff")
    changed = replace(make.AGENCY, zone="America/Denver", numbers=(NEW,))
    file = cm.ImportAgencies(agencies=(changed, other), digest="e" * 64)
    assert made.do(file, SYSTEM) is Refusal.NOT_ON_ROSTER
    assert made.do(file, ANA) is None
    assert made.do(file, ANA) is Refusal.DUPLICATE
    assert set(made.directory.agencies) == {make.AGENCY.key}
    assert made.confirm(2, ANA) is Refusal.SAME_PERSON
    assert made.confirm(2, BEN) is None
    assert made.agency("shelby").numbers == other.numbers
    assert (made.agency().zone, made.agency().numbers) == ("America/Denver", make.AGENCY.numbers)
    left = made.directory.proposals[3]
    assert (left.kind, left.by, left.agency) == (ProposalKind.CHANGE, BEN, make.AGENCY.key)
    assert made.confirm(3, ANA) is Refusal.OLD_NUMBER_NOT_CALLED
    made.call(3, ANA)
    assert made.confirm(3, BEN) is Refusal.SAME_PERSON
    assert made.confirm(3, ANA) is None
    assert NEW.number not in {n.number for n in made.agency().numbers}


def test_no_file_gives_one_name_to_two() -> None:
    """Neither within itself nor because the name was taken while it waited."""
    made = given()
    foo = replace(make.AGENCY, key="foo", name="Foo PD")
    twice = cm.ImportAgencies(agencies=(foo, replace(foo, key="foo2")), digest="e" * 64)
    assert made.do(twice, ANA) is Refusal.AGENCY_NAME_TAKEN
    assert made.do(cm.ImportAgencies(agencies=(foo,), digest="f" * 64), ANA) is None
    by_form = cm.ProposeAgency(wanted=replace(foo, key="foo2"), source="their site")
    assert made.do(by_form, ANA) is None
    assert made.confirm(3, BEN) is None
    assert made.confirm(2, BEN) is Refusal.AGENCY_NAME_TAKEN
    assert "foo" not in made.directory.agencies


def test_a_file_never_raises_a_known_standing() -> None:
    """Last year's file does not undo what was found out since; a lower standing it may give."""
    made = given()
    made.do(cm.MarkCompromised(agency=make.AGENCY.key, why="why"), ANA)
    again = cm.ImportAgencies(agencies=(make.AGENCY,), digest="e" * 64)
    assert made.do(again, ANA) is Refusal.NOTHING_CHANGED
    worse = replace(make.AGENCY, standing="blocked")
    assert made.do(cm.ImportAgencies(agencies=(worse,), digest="f" * 64), ANA) is None
    made.confirm(max(made.directory.proposals), BEN)
    assert made.agency().standing == "blocked"
