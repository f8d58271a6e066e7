"""Claims about who may look at a case, and at which of its forms."""

import pytest

from bot.domain import commands as cm
from bot.domain import events as ev
from bot.domain.case import State
from bot.domain.errors import Refusal
from bot.domain.roster import Role, Roster
from bot.domain.rulebook import DESK
from tests import factories as make
from tests import story as stories
from tests.factories import ANA, BEN, EVE

QUINN = "p_quinn"
WITH_AUDITOR = Roster(people=(*make.ROSTER.people, make.person(QUINN, Role.AUDITOR)))
FORMS = (cm.AmendRequest, cm.RecordCall, cm.AskAgency, cm.StopCase, cm.Recuse, cm.RecordOwners)


def looked(story: stories.Story, who: str, surface: str, files: type | None = None) -> object:
    """Let somebody look; return the reason for the refusal."""
    standings = make.standings(story.now, roster=WITH_AUDITOR)
    story.outside = {"roster": WITH_AUDITOR, "standings": standings}
    return story.refused(cm.ViewCase(surface=surface, files=files), who)


@pytest.mark.parametrize("files", FORMS)
def test_an_auditor_gets_no_form(files: type) -> None:
    """Somebody who may only read where cases stand is shown no form, and none is recorded seen."""
    story = stories.verified()
    seen = len(story.happened(ev.CaseViewed))
    assert looked(story, QUINN, "form", files) is Refusal.WRONG_ROLE
    assert looked(story, QUINN, "show") is None
    assert [v.surface for v in story.happened(ev.CaseViewed)][seen:] == ["show"]


def test_a_form_is_for_the_roles_of_its_command() -> None:
    """The exception is supported by whoever decides; the rest of the desk is not shown its form."""
    story = stories.verified()
    assert looked(story, EVE, "form", cm.SupportException) is Refusal.WRONG_ROLE
    assert looked(story, ANA, "form", cm.SupportException) is None


def test_who_stepped_out_reads_only_where_it_stands() -> None:
    """No form, file, page or export of the case is shown to somebody who stepped out of it."""
    story = stories.verified()
    story.do(cm.Recuse(ground="other", note="the owner is my sister"), BEN, 1)
    for files in FORMS[:-1]:
        assert looked(story, BEN, "form", files) is Refusal.RECUSED
    assert looked(story, BEN, "export") is Refusal.RECUSED
    assert looked(story, BEN, "desk") is Refusal.RECUSED
    assert looked(story, BEN, "show") is None


@pytest.mark.parametrize(
    ("state", "refused"),
    [
        (State.CLOSED, Refusal.WRONG_STATE),
        (State.LAPSED, Refusal.TOO_LATE),
        (State.RELEASED, Refusal.WRONG_STATE),
        (State.APPROVED, None),
    ],
)
def test_a_form_whose_time_is_over_is_not_shown(state: State, refused: Refusal | None) -> None:
    """A form that could not be filed any more is refused with the reason that filing it has."""
    story = stories.STATES[state]()
    assert looked(story, ANA, "form", cm.AmendRequest) is refused
    assert looked(story, ANA, "show") is None


def test_every_role_of_the_desk_is_shown_what_it_may_file() -> None:
    """Each role by itself opens a form whose command its rule allows."""
    story = stories.verified()
    for role in DESK:
        one = make.person(QUINN, role)
        story.outside = {
            "roster": Roster(people=(*make.ROSTER.people, one)),
            "standings": make.standings(story.now, roster=WITH_AUDITOR),
        }
        view = cm.ViewCase(surface="form", files=cm.AskAgency)
        assert story.refused(view, QUINN) is None
