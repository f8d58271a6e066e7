"""What the page says to whoever sent an incident again, by a channel that proves nothing."""

from bot.workflow.intake import Intake
from bot.workflow.intake_values import Incoming
from handlers.intake.status_source import CaseStatus
from tests.factories import request
from tests.handlers.intake.officer import Officer


async def test_the_page_of_a_copy_shows_no_code_and_takes_nothing(alvarez: Officer) -> None:
    """The first one's page has the code; the copy's says that the request is here, and no more."""
    office = alvarez.office
    first = Incoming(channel="webhook", request=request(), original=b"{}", vouched=True)
    typed = Incoming(channel="form", request=request(), original=b"a=1")
    opened, copied = await Intake(office).receive(first), await Intake(office).receive(typed)
    pages = CaseStatus(office=office, phone="+1 555 010 0199")
    whole, page = await pages.status(opened.status_token), await pages.status(copied.status_token)
    assert whole is not None
    assert whole.code is not None
    assert page is not None
    assert (page.case, page.code, page.rows, page.questions) == (opened.case, None, (), ())
    assert (page.answerable, page.takes_process) == (False, False)
    assert "already" in page.words
    assert page.updated_at == office.clock.law()
