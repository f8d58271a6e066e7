"""A mail room with a directory of one agency, a fake DNS, and a reception that opens cases."""

from dataclasses import dataclass, field

from bot.domain.decision import ListedAgency
from bot.workflow.senders import Senders
from handlers.intake.email.authentication import Authenticator
from handlers.intake.email.mailroom import Mailroom
from tests import factories as make
from tests.corpus.mail_writing import GATEWAY, OURS, FakeRecords
from tests.fakes.clock import FrozenClock
from tests.fakes.reception import FakeReception


class FakeDirectory:
    """The directory as a list."""

    def __init__(self, *agencies: ListedAgency) -> None:
        self.agencies = agencies or (make.AGENCY,)

    async def senders(self, domain: str, name: str | None) -> Senders:
        """Look an agency up by its domain and by its name."""
        return Senders(
            of_domain=tuple(a for a in self.agencies if domain in a.domains),
            named=next((a for a in self.agencies if a.name == name), None),
        )


@dataclass
class Room:
    """A mail room and everything around it."""

    clock: FrozenClock = field(default_factory=FrozenClock)
    reception: FakeReception = field(default_factory=FakeReception)
    records: FakeRecords = field(default_factory=FakeRecords)
    directory: FakeDirectory = field(default_factory=FakeDirectory)
    authserv_id: str = OURS
    sealers: frozenset[str] = frozenset({GATEWAY})

    @property
    def mailroom(self) -> Mailroom:
        """The mail room as it is set up."""
        return Mailroom(
            reception=self.reception,
            arrivals=self.reception,
            directory=self.directory,
            authenticator=self.authenticator,
            wall=self.clock.wall,
        )

    @property
    def authenticator(self) -> Authenticator:
        """What checks the mails."""
        return Authenticator(
            records=self.records, authserv_id=self.authserv_id, sealers=self.sealers
        )
