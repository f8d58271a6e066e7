"""Has checkpoints time stamped (RFC 3161): another house says since when each of them exists.

The answer is verified against roots of the settings, with our own nonce in it, before it counts.
Checkpoint and token are kept side by side in a folder, as `openssl ts -verify` takes them.
"""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import structlog
from cryptography.x509 import Certificate, load_pem_x509_certificates
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)
from rfc3161_client.tsp import TimeStampRequest

from bot.domain.checkpoint import SignedCheckpoint
from bot.domain.errors import ExigentError
from bot.workflow.ports import Delivered, Done
from handlers.anchors.calls import Caller
from handlers.outcomes import delivered
from handlers.outside import Failure, Permanent, Transient

FAR: Final = timedelta(minutes=5)
"""How far the authority's clock may be from ours before it is said."""
_OK: Final = 200
_log = structlog.get_logger(__name__)


class StampAnchor:
    """One authority, its roots, and the folder where stamped checkpoints are kept."""

    def __init__(
        self,
        caller: Caller,
        url: str,
        roots: Sequence[Certificate],
        folder: Path,
        now: Callable[[], datetime],
    ) -> None:
        self._caller = caller
        self._url = url
        self._roots = list(roots)
        self._folder = folder
        self._now = now

    async def publish(self, signed: SignedCheckpoint, _key: str) -> Delivered:
        """Have one checkpoint stamped, verify the stamp, and keep both."""
        content = signed.text.encode()
        token = await self._stamped(content)
        if isinstance(token, Failure):
            return delivered(token)
        try:
            await asyncio.to_thread(self._keep, signed.checkpoint.size, content, token)
        except OSError:
            return delivered(Transient("folder_not_written"))
        return Done()

    async def _stamped(self, content: bytes) -> bytes | Failure:
        request = TimestampRequestBuilder(content, HashAlgorithm.SHA256).build()
        reply = await self._caller.call(
            "POST", self._url, request.as_bytes(), Content_Type="application/timestamp-query"
        )
        if isinstance(reply, Failure):
            return reply
        if reply.status != _OK:
            return self._caller.unusable(reply)
        return self._verified(request, reply.content, content)

    def _verified(
        self, request: TimeStampRequest, answer: bytes, content: bytes
    ) -> bytes | Failure:
        try:
            response = decode_timestamp_response(answer)
        except ValueError:
            return Permanent("no_time_stamp")
        if response.status != 0:
            return Transient("not_granted")
        builder = VerifierBuilder.from_request(request)
        for root in self._roots:
            builder = builder.add_root_certificate(root)
        try:
            builder.build().verify_message(response, content)
        except (VerificationError, ValueError):
            return Permanent("stamp_not_verified")
        self._compare_clocks(response)
        return answer

    def _compare_clocks(self, response: TimeStampResponse) -> None:
        away = abs(response.tst_info.gen_time - self._now())
        if away > FAR:
            _log.warning("anchor.clock_differs", port="anchor.stamp", seconds=away.total_seconds())

    def _keep(self, size: int, content: bytes, token: bytes) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        for name, kept in ((f"{size:09d}.txt", content), (f"{size:09d}.tsr", token)):
            part = self._folder / f".{name}.part"
            part.write_bytes(kept)
            part.replace(self._folder / name)


def read_roots(path: Path) -> tuple[Certificate, ...]:
    """Read a PEM file of root certificates; raises ExigentError with what was expected."""
    try:
        return tuple(dict.fromkeys(load_pem_x509_certificates(path.read_bytes())))
    except (OSError, ValueError):
        raise ExigentError(
            f"anchors.stamp.roots: expected a PEM file of certificates, got {path}; "
            "ask the authority for its root"
        ) from None
