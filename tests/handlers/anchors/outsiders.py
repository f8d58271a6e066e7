"""What stands outside, played strictly: an append-only store, a witness, a stamping authority."""

import hashlib
from base64 import b64decode
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, timedelta

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer
from asn1crypto import algos, cms, core, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from bot.domain.checkpoint import Checkpoint, Signature, VerifierKey, parse_signed, sign_checkpoint
from bot.domain.cosignature import WitnessKey, message
from bot.domain.merkle import verify_consistency
from bot.keyring import verify
from handlers.anchors.calls import Caller
from tests.fakes.clock import START

LOG = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
LOG_KEY = VerifierKey("example.com/exigent", LOG.public_key().public_bytes_raw())
TOKEN = "b3BlbnNlc2FtZQ"


def signed(size: int, root: bytes, key: VerifierKey = LOG_KEY) -> str:
    """Return a signed checkpoint's text."""
    return sign_checkpoint(Checkpoint(key.name, size, root), key, LOG.sign).text


@asynccontextmanager
async def serving(routes: list[web.RouteDef]) -> AsyncIterator[str]:
    """Serve these on this machine; yields the address."""
    app = web.Application()
    app.add_routes(routes)
    async with TestServer(app) as server:
        yield str(server.make_url("")).rstrip("/")


@asynccontextmanager
async def calling(token: str = "") -> AsyncIterator[Caller]:
    """A caller with a session of its own."""
    secrets = {"Authorization": f"Bearer {token}"} if token else {}
    async with aiohttp.ClientSession() as session:
        yield Caller(session, START.timestamp, secrets)


@dataclass
class Store:
    """Takes each name once, and only from who says that it must be new."""

    objects: dict[str, bytes] = field(default_factory=dict)
    strict: bool = True
    failing: list[int] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def routes(self) -> list[web.RouteDef]:
        """Return the two doors."""
        return [web.put("/log/{name}", self.put), web.get("/log/{name}", self.get)]

    async def put(self, request: web.Request) -> web.Response:
        """RFC 9110, 13.1.2: with If-None-Match: * nothing is ever written twice."""
        refused = self._refused(request)
        if refused is not None:
            return refused
        if request.headers.get("If-None-Match") != "*":
            return web.Response(status=428)
        name = request.match_info["name"]
        if name in self.objects and self.strict:
            return web.Response(status=412)
        self.objects[name] = await request.read()
        return web.Response(status=201)

    async def get(self, request: web.Request) -> web.Response:
        """Give back what was put."""
        refused = self._refused(request)
        if refused is not None:
            return refused
        content = self.objects.get(request.match_info["name"])
        return web.Response(status=404) if content is None else web.Response(body=content)

    def _refused(self, request: web.Request) -> web.Response | None:
        self.asked.append(f"{request.method} {request.match_info['name']}")
        if self.failing:
            return web.Response(status=self.failing.pop(0))
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            return web.Response(status=401)
        return None


@dataclass
class PretendWitness:
    """c2sp.org/tlog-witness for one log: every check that the protocol demands, in its order."""

    private: Ed25519PrivateKey = field(
        default_factory=lambda: Ed25519PrivateKey.from_private_bytes(bytes([7]) * 32)
    )
    name: str = "witness.example/w1"
    size: int = 0
    root: bytes = b""
    now: Callable[[], float] = START.timestamp
    lines_besides: str = ""
    asked: list[int] = field(default_factory=list)
    lies: list[int] = field(default_factory=list)

    @property
    def key(self) -> WitnessKey:
        """The key that is given to logs."""
        return WitnessKey(self.name, self.private.public_key().public_bytes_raw())

    def routes(self) -> list[web.RouteDef]:
        """Return the one door."""
        return [web.post("/add-checkpoint", self.add)]

    async def add(self, request: web.Request) -> web.Response:
        """Cosign what continues what was cosigned before."""
        head, _, note = (await request.text()).partition("\n\n")
        first, *proof = head.split("\n")
        old = int(first.removeprefix("old "))
        self.asked.append(old)
        shown = parse_signed(note)
        checkpoint = shown.checkpoint
        if self.lies:
            return web.Response(status=409, text=f"{self.lies.pop()}\n")
        if checkpoint.origin != LOG_KEY.name:
            return web.Response(status=404)
        if shown.signed_by([LOG_KEY], verify) is None:
            return web.Response(status=403)
        if old > checkpoint.size or (old == 0 and proof):
            return web.Response(status=400)
        if old != self.size or (old == checkpoint.size and checkpoint.root != self.root):
            return web.Response(status=409, text=f"{self.size}\n", content_type="text/x.tlog.size")
        path = [b64decode(line, validate=True) for line in proof]
        if old and not verify_consistency(old, self.root, checkpoint.size, checkpoint.root, path):
            return web.Response(status=422)
        self.size, self.root = checkpoint.size, checkpoint.root
        return web.Response(text=self.lines_besides + self.cosigned(checkpoint))

    def cosigned(self, checkpoint: Checkpoint) -> str:
        """Return the witness's signature line."""
        moment = int(self.now())
        mark = self.private.sign(message(checkpoint, moment))
        return Signature(self.name, self.key.key_id, moment.to_bytes(8) + mark).line


_SHA256 = algos.DigestAlgorithm({"algorithm": "sha256"})


class _Refusal(core.Sequence):  # type: ignore[misc]  # asn1crypto has no types
    """An answer without a token (RFC 3161, section 2.4.2)."""

    _fields = [("status", tsp.PKIStatusInfo)]  # noqa: RUF012 - the library's own form


class Authority:
    """A time stamping authority (RFC 3161) with a root of its own, on elliptic curves."""

    def __init__(self, *, purpose: bool = True) -> None:
        self.at = START.replace(microsecond=0)
        self.tampering: Callable[[tsp.TSTInfo], None] = lambda info: None
        self.status = "granted"
        self._root_key = ec.generate_private_key(ec.SECP256R1())
        self._key = ec.generate_private_key(ec.SECP256R1())
        self.root = self._certificate("Root of stamps", self._root_key, None, purpose=False)
        self._certified = self._certificate("Stamps", self._key, self.root, purpose=purpose)

    def routes(self) -> list[web.RouteDef]:
        """Return the one door."""
        return [web.post("/", self.stamp)]

    @property
    def pem(self) -> bytes:
        """The root, as operators get it."""
        return self.root.public_bytes(serialization.Encoding.PEM)

    async def stamp(self, request: web.Request) -> web.Response:
        """Answer a query, with its nonce and its imprint."""
        if request.content_type != "application/timestamp-query":
            return web.Response(status=415)
        query = tsp.TimeStampReq.load(await request.read(), strict=True)
        status = {"status": self.status}
        if self.status == "granted":
            content = tsp.TimeStampResp(
                {"status": status, "time_stamp_token": self._token(query)}
            ).dump()
        else:
            content = _Refusal({"status": status}).dump()
        return web.Response(body=content, content_type="application/timestamp-reply")

    def _certificate(
        self,
        name: str,
        key: ec.EllipticCurvePrivateKey,
        issuer: x509.Certificate | None,
        *,
        purpose: bool,
    ) -> x509.Certificate:
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer.subject if issuer else subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(self.at - timedelta(days=1))
            .not_valid_after(self.at + timedelta(days=365))
            .add_extension(
                x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True
            )
        )
        if purpose:
            usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
            builder = builder.add_extension(usage, critical=True)
        return builder.sign(self._root_key, hashes.SHA256())

    def _token(self, query: tsp.TimeStampReq) -> cms.ContentInfo:
        info = tsp.TSTInfo(
            {
                "version": "v1",
                "policy": "1.3.6.1.4.1.99999.1",
                "message_imprint": query["message_imprint"],
                "serial_number": 1,
                "gen_time": self.at.astimezone(UTC),
                "nonce": query["nonce"],
            }
        )
        self.tampering(info)
        certificate = asn1_x509.Certificate.load(
            self._certified.public_bytes(serialization.Encoding.DER)
        )
        content = {
            "version": "v3",
            "digest_algorithms": [_SHA256],
            "encap_content_info": {
                "content_type": "tst_info",
                "content": core.ParsableOctetString(info.dump()),
            },
            "certificates": [certificate],
            "signer_infos": [self._signer(info, certificate)],
        }
        return cms.ContentInfo({"content_type": "signed_data", "content": cms.SignedData(content)})

    def _signer(self, info: tsp.TSTInfo, certificate: asn1_x509.Certificate) -> cms.SignerInfo:
        attributes = cms.CMSAttributes(
            [
                {"type": "content_type", "values": ["tst_info"]},
                {"type": "message_digest", "values": [hashlib.sha256(info.dump()).digest()]},
                {"type": "signing_certificate_v2", "values": [_names(certificate)]},
            ]
        )
        named = {"issuer": certificate.issuer, "serial_number": certificate.serial_number}
        return cms.SignerInfo(
            {
                "version": "v1",
                "sid": cms.SignerIdentifier("issuer_and_serial_number", named),
                "digest_algorithm": _SHA256,
                "signed_attrs": attributes,
                "signature_algorithm": {"algorithm": "sha256_ecdsa"},
                "signature": self._key.sign(attributes.dump(), ec.ECDSA(hashes.SHA256())),
            }
        )


def _names(certificate: asn1_x509.Certificate) -> tsp.SigningCertificateV2:
    digest = hashlib.sha256(certificate.dump()).digest()
    return tsp.SigningCertificateV2({"certs": [{"cert_hash": digest}]})
