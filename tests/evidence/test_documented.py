"""What docs/evidence-store.md tells a store's maker is true: its ten lines, and its examples."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bot.clock import SystemClock
from bot.domain.checkpoint import VerifierKey
from handlers.exports import ExportsBody
from handlers.release.authorization import TYPE, Seal, kid_of
from handlers.release.evidence_store import Manifest, read_answer
from handlers.strict.reading import checked

DOCUMENT = (Path(__file__).parents[2] / "docs" / "evidence-store.md").read_text(encoding="utf-8")
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
VKEY = VerifierKey("example.com/exigent", KEY.public_key().public_bytes_raw())
Reads = Callable[[str, str, set[str]], dict[str, Any]]


def reads() -> Reads:
    """The function of the document, as whoever copies it gets it."""
    (code,) = re.findall(r"```python\n(.*?)```", DOCUMENT, re.DOTALL)
    names: dict[str, Any] = {}
    exec(compile(code, "docs/evidence-store.md", "exec"), names)
    found: Reads = names["authorization"]
    return found


def token(key: Ed25519PrivateKey = KEY, kid: str = "", **changes: object) -> str:
    """An authorization of this minute."""
    now = int(SystemClock().wall())
    claims = {
        "iss": VKEY.name,
        "aud": "evidence-store",
        "sub": "EDR-2026-000001",
        "jti": "J1",
        "iat": now,
        "exp": now + 600,
    }
    return Seal(VKEY.name, kid or kid_of(VKEY), key.sign).jws({**claims, **changes})


def test_the_ten_lines_take_a_good_authorization_once() -> None:
    """The claims come back, and the second time it is refused."""
    used: set[str] = set()
    assert reads()(token(), VKEY.text, used)["sub"] == "EDR-2026-000001"
    with pytest.raises(ValueError, match="used before"):
        reads()(token(), VKEY.text, used)


def test_the_ten_lines_refuse_everything_else() -> None:
    """Another key, a changed letter, one that expired, another audience, another purpose."""
    stranger = Ed25519PrivateKey.from_private_bytes(bytes(32))
    head, body, signature = token().split(".")
    other = json.dumps({"jti": "J2", "exp": 9_999_999_999, "sub": "x", "aud": "evidence-store"})
    changed = jwt.utils.base64url_encode(other.encode()).decode()
    bad = [
        token(stranger),
        f"{head}.{changed}.{signature}",
        f"{head}.{body}.",
        token(exp=1),
        token(aud="somebody"),
        token(iss="example.org/exigent"),
        token(kid="example.com/exigent+00000000"),
        jwt.encode({"sub": "x", "jti": "J", "exp": 9_999_999_999}, "x" * 32, algorithm="HS256"),
    ]
    for wrong in bad:
        with pytest.raises((jwt.InvalidTokenError, ValueError)):
            reads()(wrong, VKEY.text, set())


def test_another_library_reads_what_we_sign() -> None:
    """The JWS is one that PyJWT takes for EdDSA, with the type that nothing else of ours has."""
    assert jwt.get_unverified_header(token()) == {
        "alg": "EdDSA",
        "kid": kid_of(VKEY),
        "typ": TYPE,
    }
    jwt.decode(token(), KEY.public_key(), algorithms=["EdDSA"], audience="evidence-store")


def test_the_examples_are_read_by_the_product() -> None:
    """The manifest and the day's list of the document are taken as they stand, hashes filled in."""
    examples = [
        example.replace("<64 hex digits>", "a" * 64)
        for example in re.findall(r"```json\n(.*?)```", DOCUMENT, re.DOTALL)
    ]
    (answered,) = [e for e in examples if "delivered_to" in e]
    assert isinstance(read_answer(Manifest, answered.encode()), Manifest)
    (listed,) = [e for e in examples if '"exports"' in e]
    assert isinstance(checked(ExportsBody, json.loads(listed)), ExportsBody)
