"""A reception that opens a case for each new inbound id, as the real one does."""

from bot.domain.errors import Refused
from bot.workflow.intake_values import Incoming, Received


class FakeReception:
    """Keeps what came in; `refusing` makes it refuse, `failing` makes it raise."""

    def __init__(self) -> None:
        self.incoming: list[Incoming] = []
        self.sources: list[str] = []
        self.refusing: Refused | None = None
        self.failing: BaseException | None = None
        self._cases: dict[tuple[str, str], Received] = {}

    async def arrive(self, incoming: Incoming, source: str) -> Received:
        """Take in what strangers send, and remember from whom."""
        self.sources.append(source)
        return await self.receive(incoming)

    async def receive(self, incoming: Incoming) -> Received:
        """Open a case, or return the one of the same inbound id."""
        if self.failing is not None:
            raise self.failing
        key = incoming.inbound or ("", str(len(self.incoming)))
        known = self._cases.get(key) or self._cases.get(incoming.copy_of or key)
        if known is not None:
            return Received(
                case=known.case, version=1, duplicate=True, status_token=known.status_token
            )
        self.incoming.append(incoming)
        number = len(self._cases) + 1
        received = Received(
            case=f"EDR-2026-{number:06d}",
            version=1,
            duplicate=False,
            status_token=f"token-{number:037d}",
            refused=self.refusing,
        )
        self._cases[key] = received
        return received
