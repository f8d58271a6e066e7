"""Released cases that owe legal process, for tests of how that ends."""

from datetime import datetime, timedelta

from bot.domain.changing import ReceiveProcess
from bot.domain.followup import AcceptProcess, Covers, ExcuseProcess, ProcessKind, ProcessOwed
from bot.domain.request import Attachment, FollowUp
from bot.domain.roster import REQUESTER
from tests import factories as make
from tests import story as stories
from tests.story import Story

DAYS = 24 * 60
READ = AcceptProcess(
    number=1, covers=Covers.YES, process=ProcessKind.WARRANT, issuer="Superior Court"
)
EXCUSE = ExcuseProcess(why="The owner gave it to them.")


def owed(story: Story) -> ProcessOwed:
    """What the agency owes."""
    found = story.case.follow_up
    assert found is not None
    return found


def sent(story: Story, minutes: float = 0) -> None:
    """The agency sends the next document."""
    number = story.case.processes + 1
    paper = Attachment(key=f"P{number}", name="w.pdf", type="application/pdf", size=9, digest="d")
    command = ReceiveProcess(number=number, process="warrant", court=None, attachment=paper)
    assert story.refused(command, REQUESTER, minutes) is None


def released(by: datetime | None = None) -> Story:
    """A release after a promise of a warrant."""
    promise = FollowUp(kind="warrant", court="Superior Court", by=by)
    return stories.released(make.request(follow_up=promise))


def late(story: Story, after: timedelta) -> None:
    """Wait until so long after the process was due."""
    story.wait((owed(story).due + after - story.now).total_seconds() / 60)
