"""Time stamps of an authority that keeps RFC 3161, and of some that do not."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from asn1crypto import tsp
from cryptography import x509
from rfc3161_client import VerifierBuilder, decode_timestamp_response
from structlog.testing import capture_logs

from bot.domain.checkpoint import parse_signed
from bot.domain.errors import ExigentError
from bot.workflow.ports import Again, Done, GiveUp
from handlers.anchors.stamp import StampAnchor, read_roots
from tests.fakes.clock import START
from tests.handlers.anchors.outsiders import Authority, calling, serving, signed

NOTE = parse_signed(signed(7, bytes(32)))


@asynccontextmanager
async def stamping(
    authority: Authority, folder: Path, root: x509.Certificate | None = None
) -> AsyncIterator[StampAnchor]:
    """Our side of an authority."""
    async with serving(authority.routes()) as url, calling() as caller:
        yield StampAnchor(caller, url + "/", [root or authority.root], folder, lambda: START)


async def test_checkpoint_and_stamp_lie_side_by_side(tmp_path: Path) -> None:
    """Both are kept as they are, and whoever has the root can verify them without us."""
    authority = Authority()
    async with stamping(authority, tmp_path / "stamps") as anchor:
        assert await anchor.publish(NOTE, "") == Done()
    kept = tmp_path / "stamps" / "000000007.txt"
    assert kept.read_bytes() == NOTE.text.encode()
    response = decode_timestamp_response(kept.with_suffix(".tsr").read_bytes())
    verifier = VerifierBuilder().add_root_certificate(authority.root).build()
    assert verifier.verify_message(response, kept.read_bytes())
    assert response.tst_info.gen_time == authority.at
    assert sorted(p.name for p in kept.parent.iterdir()) == ["000000007.tsr", "000000007.txt"]


def _another_nonce(info: tsp.TSTInfo) -> None:
    info["nonce"] = 1


def _another_text(info: tsp.TSTInfo) -> None:
    info["message_imprint"]["hashed_message"] = bytes(32)


@pytest.mark.parametrize("tampering", [_another_nonce, _another_text])
async def test_a_stamp_of_something_else_is_none(
    tampering: Callable[[tsp.TSTInfo], None], tmp_path: Path
) -> None:
    """An old answer replayed, or one over another text, is refused and not kept."""
    authority = Authority()
    authority.tampering = tampering
    async with stamping(authority, tmp_path / "stamps") as anchor:
        assert await anchor.publish(NOTE, "") == GiveUp("stamp_not_verified")
    assert not (tmp_path / "stamps").exists()


async def test_a_stranger_stamps_nothing(tmp_path: Path) -> None:
    """A root that is not ours, and a certificate for another purpose, are refused."""
    async with stamping(Authority(), tmp_path, Authority().root) as anchor:
        assert await anchor.publish(NOTE, "") == GiveUp("stamp_not_verified")
    async with stamping(Authority(purpose=False), tmp_path) as anchor:
        assert await anchor.publish(NOTE, "") == GiveUp("stamp_not_verified")


async def test_an_authority_that_does_not_stamp_is_asked_again(tmp_path: Path) -> None:
    """It says that it is busy, or does not speak the protocol."""
    authority = Authority()
    authority.status = "rejection"
    async with stamping(authority, tmp_path) as anchor:
        assert await anchor.publish(NOTE, "") == Again("not_granted")
    (tmp_path / "file").touch()
    async with stamping(Authority(), tmp_path / "file") as anchor:
        assert await anchor.publish(NOTE, "") == Again("folder_not_written")


async def test_clocks_that_differ_are_said(tmp_path: Path) -> None:
    """The authority's time is the better one: ten minutes away is worth a line in the log."""
    authority = Authority()
    authority.at += timedelta(minutes=10)
    async with stamping(authority, tmp_path) as anchor:
        with capture_logs() as logs:
            assert await anchor.publish(NOTE, "") == Done()
    assert [(line["event"], line["seconds"]) for line in logs] == [("anchor.clock_differs", 600.0)]


def test_roots_are_read_strictly(tmp_path: Path) -> None:
    """One or several, each once; anything else is told to the operator."""
    path = tmp_path / "roots.pem"
    one, other = Authority(), Authority()
    path.write_bytes(one.pem + other.pem + one.pem)
    assert read_roots(path) == (one.root, other.root)
    path.write_text("not a certificate")
    for wrong in (path, tmp_path / "missing.pem"):
        with pytest.raises(ExigentError, match="expected a PEM file"):
            read_roots(wrong)
