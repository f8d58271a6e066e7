"""A desk that opens one version of one case for one token."""

from dataclasses import dataclass, field
from datetime import timedelta

from bot.domain.request import Request
from bot.domain.scope import Scope
from handlers.desk_view import DeskFile, DeskView, Difference
from handlers.intake.schema.reading import read_request
from handlers.intake.schema.translation import translate
from tests.fakes.clock import START
from tests.handlers.intake.bodies import body

TOKEN = "d" * 43


def example_request(changes: dict[str, object] | None = None) -> Request:
    """Return the interface's example as the domain's request."""
    found = read_request(body(changes))
    assert not isinstance(found, list), found
    return translate(found)[0]


def example_view(changes: dict[str, object] | None = None) -> DeskView:
    """Return the example's second version, for reading only."""
    return DeskView(
        case="EDR-2026-000001",
        version=2,
        reader="Ana Ruiz",
        request=example_request(changes),
        received_at=START,
        expires_at=START + timedelta(minutes=10),
        original="original",
        differences=(
            Difference(what="Deadline", before=None, after="20:00"),
            Difference(what="D2 is no longer asked for."),
        ),
    )


@dataclass
class OneDesk:
    """Opens `view` for TOKEN, with one file; remembers what was chosen."""

    view: DeskView = field(default_factory=example_view)
    document: DeskFile = field(
        default_factory=lambda: DeskFile(name="statement.pdf", content=b"<script>alert(1)</script>")
    )
    chosen: list[Scope] = field(default_factory=list)
    closed: bool = False

    async def desk(self, token: str) -> DeskView | None:
        """Return the view of the one token."""
        return self.view if token == TOKEN and not self.closed else None

    async def file(self, token: str, key: str) -> DeskFile | None:
        """Return the one document."""
        return self.document if (token, key) == (TOKEN, "F1") and not self.closed else None

    async def choose(self, token: str, scope: Scope) -> bool:
        """Keep a scope."""
        if token != TOKEN or self.closed:
            return False
        self.chosen.append(scope)
        return True
