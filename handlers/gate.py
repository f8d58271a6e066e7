"""Slack's door: every request is proved on its raw bytes before anything reads them.

The Slack library behind it parses first, and answers several unproved inputs with a traceback.
"""

import hashlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

import structlog
from aiohttp import web
from prometheus_client import CollectorRegistry, Counter, Histogram

from handlers.body import BodyError, read_body
from handlers.doorkeeper import PERIOD, Doorkeeper, source_of
from handlers.problems import problem
from handlers.slack_payloads import COMMAND, EVENT, Delivered, UnreadableError, read_delivery
from handlers.slack_signatures import SlackFault, SlackSignatures

PATH = "/slack/events"
BODY_CAP = 1024 * 1024
"""Bytes; a submission echoes its whole view, which is far smaller."""
BODY_SECONDS = 3.0
"""Slack itself gives up after three seconds (Slack docs, "Interactivity")."""

FOREIGN = (
    "Nothing was done: you are signed in to another workspace than the one that handles these "
    "requests. Ask a colleague in that workspace."
)
"""What somebody of another team is told, privately."""

_FORMS = frozenset({"application/json", "application/x-www-form-urlencoded"})
_log = structlog.get_logger(__name__)

SlackAnswer = tuple[int, Mapping[str, str], bytes]
Slack = Callable[[bytes, Mapping[str, str]], Awaitable[SlackAnswer]]
"""Takes raw body and headers on to the listeners; returns status, headers and body."""

FirstTime = Callable[[bytes], Awaitable[bool]]
"""Remembers the SHA-256 of a signature for ten minutes; False when it is known already."""

ForeignPress = Callable[[Delivered], Awaitable[None]]
"""Records a press by somebody of another team, and says FOREIGN to them where there is a
response url; a command and a submission are answered by the gate itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """Whose presses count: the team's, and the organisation's where there is one."""

    team: str
    enterprise: str = ""

    def holds(self, teams: frozenset[str]) -> bool:
        """Whether every team named is ours; naming none is not enough."""
        return bool(teams) and teams <= {self.team, self.enterprise or self.team}


class SlackMetrics:
    """Slack requests by outcome, and how long they took in seconds."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.requests = Counter(
            "exigent_slack_requests", "Slack requests by outcome", ["outcome"], registry=registry
        )
        self.seconds = Histogram(
            "exigent_slack_request_seconds", "Seconds to answer Slack", registry=registry
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """What stands behind the gate."""

    slack: Slack
    first_time: FirstTime
    foreign_press: ForeignPress


class SlackGate:
    """Lets Slack's requests through, once each, and nobody else's."""

    def __init__(
        self,
        signatures: SlackSignatures,
        workspace: Workspace,
        doorkeeper: Doorkeeper,
        metrics: SlackMetrics,
        behind: Behind,
    ) -> None:
        self._signatures = signatures
        self._workspace = workspace
        self._doorkeeper = doorkeeper
        self._metrics = metrics
        self._behind = behind

    def routes(self) -> list[web.RouteDef]:
        """Return the one route."""
        return [web.post(PATH, self.post)]

    async def post(self, request: web.Request) -> web.Response:
        """Answer one request of Slack's."""
        outcome = "failed"
        try:
            with self._metrics.seconds.time():
                outcome, response = await self._answer(request)
        finally:
            self._metrics.requests.labels(outcome).inc()
        return response

    async def _answer(self, request: web.Request) -> tuple[str, web.Response]:
        source = source_of("slack", request)
        claim = self._signatures.claim(request.headers)
        if isinstance(claim, SlackFault):
            return await self._refused(source, claim)
        try:
            body = await read_body(request, BODY_CAP, BODY_SECONDS)
        except BodyError as error:
            await self._doorkeeper.refused(source, error.kind)
            return error.kind, problem(error.status, error.kind, error.detail)
        if not self._signatures.proves(claim, body):
            return await self._refused(source, SlackFault.SIGNATURE_WRONG)
        return await self._proved(request, claim.signature, body)

    async def _proved(
        self, request: web.Request, signature: str, body: bytes
    ) -> tuple[str, web.Response]:
        if request.content_type not in _FORMS:
            return "unreadable", problem(415, "content-type", "expected JSON or a form")
        try:
            delivered = read_delivery(request.content_type, body)
        except UnreadableError:
            _log.warning("slack.unreadable", body_bytes=len(body))
            return "unreadable", problem(400, "unreadable", "expected a payload of Slack's")
        if not await self._behind.first_time(hashlib.sha256(signature.encode()).digest()):
            _log.info("slack.replayed", kind=delivered.kind)
            return "replayed", web.Response()
        if delivered.by_a_person and not self._workspace.holds(delivered.teams):
            _log.warning("slack.foreign", kind=delivered.kind, user=delivered.user)
            await self._behind.foreign_press(delivered)
            return "foreign", _nothing_done(delivered.kind)
        if delivered.kind == EVENT and not self._workspace.holds(delivered.teams):
            return "foreign", web.Response()
        status, headers, content = await self._behind.slack(body, dict(request.headers))
        return "answered", web.Response(status=status, headers=headers, body=content)

    async def _refused(self, source: str, fault: SlackFault) -> tuple[str, web.Response]:
        crowded = self._doorkeeper.crowded(source)
        _log.info("sender.refused", door="slack", reason=fault)
        await self._doorkeeper.refused(source, fault)
        if crowded:
            later = {"Retry-After": f"{PERIOD:.0f}"}
            return fault, problem(429, "too-many-refusals", "wait a minute", headers=later)
        sentence = "expected a request that Slack signed within the last five minutes"
        headers = {"WWW-Authenticate": "Slack-Signature"}
        return fault, problem(401, fault.replace("_", "-"), sentence, headers=headers)


def _nothing_done(kind: str) -> web.Response:
    """Say FOREIGN where the answer itself is shown to the presser; nothing elsewhere."""
    if kind == COMMAND:
        return web.json_response({"response_type": "ephemeral", "text": FOREIGN})
    if kind == "view_submission":
        # An empty answer would close the form, and a refusal would look like success.
        view = {
            "type": "modal",
            "title": {"type": "plain_text", "text": "Nothing was done"},
            "close": {"type": "plain_text", "text": "Close"},
            "blocks": [{"type": "section", "text": {"type": "plain_text", "text": FOREIGN}}],
        }
        return web.json_response({"response_action": "update", "view": view})
    return web.Response()
