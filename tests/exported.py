"""Cases at which an export is worth a look: somebody was told, and somebody else must not show."""

from bot.domain import commands as cm
from bot.domain.complaining import AnswerComplaint, Complain, Finding
from bot.domain.events.housekeeping import Audience
from bot.domain.notice import AttemptOutcome, Safety
from bot.domain.release import OwnerFlag
from bot.domain.roster import OWNER, SYSTEM, Ref, Standing
from bot.key_chain import key_line
from bot.workflow.bundle_files import Signer, finished
from bot.workflow.export import Bundle, export_case
from bot.workflow.office import Office
from tests import desk as desks
from tests import factories as make
from tests.desk import Desk
from tests.factories import ANA, BEN, DEE, EVE, SAM
from tests.fakes.clock import FrozenClock
from tests.workflow.office_given import KEY, PRIVATE, notary_over

TWO = make.request(
    data_sought=(
        make.sought(),
        make.sought("D2", device="B8:7C:6F:99:99:99"),
    )
)
"""A request for two people's cameras."""
SECRETS = (
    *("R. Alvarez", "ralvarez", "girl, 9", "the pavement", "26-118203", "springfieldpd"),
    *("Mary Poe", "@mail.example", "Jo Doe", "B8:7C:6F:99", '"O2"', '"D2"', '"739104"'),
    *("person_at_risk", "unsafe", "abduction", "abducted", " Example", "seen on this camera"),
    *("no tie", "he reads it", "duty desk", '"radio"'),
)
"""What nobody may find in the first owner's bundle."""


async def told(office: Office, clock: FrozenClock) -> Desk:
    """Jo was told what went out of the first camera; the second is Mary's, who helped.

    Jo complained, and was answered.
    """
    desk = await desks.verified(office, clock, TWO)
    mary = make.owner("O2", name="Mary Poe", flags=frozenset({OwnerFlag.PERSON_AT_RISK}))
    await desk.do(make.owners(make.owner(account="acct-1")), DEE, 1)
    await desk.do(make.owners(mary, device="D2"), DEE, 1)
    await desks.addresses_read(desk)
    for who in (ANA, SAM):
        await desk.do(make.determination(await desk.now()), who, 1)
    await desk.do(cm.ViewCase(surface="show"), BEN)
    await desk.do(make.clearing(await desk.now()), DEE, 1)
    await desk.do(cm.ConfirmHandover(done=True), DEE, 2)
    await desk.do(cm.EndEmergency(ended_at=clock.law(), how="radio"), EVE, 60)
    await desk.do(cm.AnswerSafety(owner="O2", answer=Safety.UNSAFE, why="he reads it"), EVE)
    for who in (ANA, SAM):
        await desk.do(cm.AnswerSafety(owner="O1", answer=Safety.SAFE, why="no tie"), who)
    begin = cm.BeginNotice(owner="O1", channel="email", message_id="<m@c.example>")
    await desk.do(begin, SYSTEM)
    end = cm.EndNotice(owner="O1", channel="email", attempt=1, outcome=AttemptOutcome.SENT)
    await desk.do(end, SYSTEM)
    await desk.do(Complain(owner="O1", text="Why me?"), OWNER, 5)
    (one,) = (await desk.now()).complaints
    answer = AnswerComplaint(number=one.number, finding=Finding.NOTED, text="Because of the film.")
    await desk.do(answer, BEN, 5)
    return desk


CHAIN = key_line(make.AT, KEY.public, PRIVATE.sign)
"""The chain of the tests' one key."""


SIGNER = Signer(key=KEY, sign=PRIVATE.sign, chain=CHAIN)


def whole(bundle: Bundle, page: str = "<p>page</p>", signer: Signer = SIGNER) -> dict[str, bytes]:
    """The bundle's files with page, keys and manifest."""
    return finished(bundle.files, bundle.dossier.case.number, page, signer)


async def exported(desk: Desk, reader: Ref = SYSTEM, owner: str | None = None) -> Bundle:
    """Export the case, which must succeed."""
    good = Standing(ref=reader, observed_at=desk.clock.law())
    notary = notary_over(desk.office.database)
    made = await export_case(desk.office, notary, desk.case, reader, {reader: good}, owner)
    assert isinstance(made, Bundle)
    assert made.audience is (Audience.FULL if owner is None else Audience.OWNER)
    return made
