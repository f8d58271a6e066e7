"""For machines that watch: is the process up, may it get traffic, is anything overdue."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping

import structlog
from aiohttp import web
from prometheus_client import CollectorRegistry
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest

CHECK_SECONDS = 5.0
"""A check that takes longer has failed."""

Ready = Callable[[], Awaitable[str | None]]
"""None when the database answers and stands at the head of migrations, else what is wrong."""

Overdue = Callable[[], Awaitable[Mapping[str, int]]]
"""How many obligations of each kind are overdue; kinds without any may be left out."""

_log = structlog.get_logger(__name__)


class Health:
    """The four probes."""

    def __init__(self, ready: Ready, overdue: Overdue, registry: CollectorRegistry) -> None:
        self._ready = ready
        self._overdue = overdue
        self._registry = registry

    def routes(self) -> list[web.RouteDef]:
        """Return the four routes."""
        return [
            web.get("/livez", self.live),
            web.get("/readyz", self.readiness),
            web.get("/metrics", self.metrics),
            web.get("/alarm", self.alarm),
        ]

    async def live(self, _request: web.Request) -> web.Response:
        """Answer 200: the loop runs."""
        return web.json_response({"status": "up"})

    async def readiness(self, _request: web.Request) -> web.Response:
        """Answer 200 or 503. Slack and overdue work are left out on purpose.

        A balancer would otherwise drop every replica at once, when they are needed most.
        """
        try:
            async with asyncio.timeout(CHECK_SECONDS):
                reason = await self._ready()
        except Exception:  # noqa: BLE001 - whatever failed, the answer is that we are not ready
            _log.exception("readiness.failed")
            reason = "the database did not answer"
        if reason is None:
            return web.json_response({"status": "ready"})
        return web.json_response({"status": "not ready", "reason": reason}, status=503)

    async def metrics(self, _request: web.Request) -> web.Response:
        """Answer with all metrics in Prometheus's text format."""
        content = await asyncio.to_thread(generate_latest, self._registry)
        return web.Response(body=content, headers={"Content-Type": CONTENT_TYPE_PLAIN_0_0_4})

    async def alarm(self, _request: web.Request) -> web.Response:
        """Answer 200 when nothing is overdue, 503 with counts otherwise.

        Not being able to count is an alarm too: silence would be the worst answer.
        """
        try:
            async with asyncio.timeout(CHECK_SECONDS):
                counts = await self._overdue()
        except Exception:  # noqa: BLE001 - whatever failed, the alarm must ring
            _log.exception("alarm.failed")
            return web.json_response({"status": "unknown", "overdue": None}, status=503)
        late = {kind: count for kind, count in sorted(counts.items()) if count}
        status = {"status": "overdue" if late else "on time", "overdue": late}
        return web.json_response(status, status=503 if late else 200)
