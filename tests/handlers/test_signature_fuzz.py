"""Whatever stands in the headers of a signature is read or refused; only the secret signs."""

import base64
import hashlib
import hmac

from hypothesis import given
from hypothesis import strategies as st

from handlers.signatories import Claim, Signatories, SignatureFault
from handlers.slack_signatures import SlackClaim, SlackSignatures
from tests.handlers.site import OTHER_SECRET, SECRET
from tests.tried import tried

AT = 1_795_312_800
KEY = base64.b64decode(SECRET.removeprefix("whsec_"))
KNOWN = Signatories({"partner": SECRET, "other": OTHER_SECRET}, lambda: float(AT))
SLACK = SlackSignatures(["new-secret", "old-secret"], lambda: float(AT))
ODD = st.sampled_from(
    ["", " ", ",", "v1,", "v1,=", "v2,AAAA", "v0=", "v0=" + "0" * 64, "٣" * 10, "\r\n", "\x00", "é"]
)
"""What a forger or a broken library writes, an Arabic digit among it."""
NEAR = st.integers(AT - 400, AT + 400).map(str)
VALUES = st.text(max_size=80) | NEAR | ODD | st.lists(ODD, max_size=12).map(" ".join)


def _made(message_id: str, at: str, body: bytes) -> str:
    mac = hmac.digest(KEY, b"%s.%s.%s" % (message_id.encode(), at.encode(), body), "sha256")
    return "v1," + base64.b64encode(mac).decode()


@given(values=st.tuples(VALUES, VALUES, VALUES), body=st.binary(max_size=80))
def test_no_webhook_header_is_believed_or_raises(values: tuple[str, str, str], body: bytes) -> None:
    """Whatever three headers say, they name nobody who did not sign."""
    tried("signatures", "webhook headers")
    names = ("webhook-id", "webhook-timestamp", "webhook-signature")
    claim = KNOWN.claim(dict(zip(names, values, strict=True)))
    if isinstance(claim, Claim):
        assert KNOWN.signer(claim, body) is SignatureFault.SIGNATURE_WRONG


@given(
    body=st.binary(min_size=1, max_size=200), place=st.integers(0), junk=st.lists(ODD, max_size=6)
)
def test_a_changed_byte_breaks_the_signature(body: bytes, place: int, junk: list[str]) -> None:
    """The true signature counts among others, and for no other body."""
    tried("signatures", "changed bodies")
    true = _made("msg_1", str(AT), body)
    offered = " ".join([*(j for j in junk if j and " " not in j and j.isascii()), true])
    claim = KNOWN.claim(
        {"webhook-id": "msg_1", "webhook-timestamp": str(AT), "webhook-signature": offered}
    )
    assert isinstance(claim, Claim)
    assert KNOWN.signer(claim, body) == "partner"
    at = place % len(body)
    changed = body[:at] + bytes([body[at] ^ 1]) + body[at + 1 :]
    assert KNOWN.signer(claim, changed) is SignatureFault.SIGNATURE_WRONG


@given(values=st.tuples(VALUES, VALUES), body=st.binary(max_size=80))
def test_no_slack_header_is_believed_or_raises(values: tuple[str, str], body: bytes) -> None:
    """Whatever two headers say, they prove nothing that Slack did not sign."""
    tried("signatures", "Slack headers")
    names = ("X-Slack-Request-Timestamp", "X-Slack-Signature")
    claim = SLACK.claim(dict(zip(names, values, strict=True)))
    if isinstance(claim, SlackClaim):
        assert not SLACK.proves(claim, body)


@given(body=st.binary(max_size=200))
def test_both_secrets_of_a_rotation_prove_a_body(body: bytes) -> None:
    """The new one and the old one, over the raw bytes; a third proves nothing."""
    tried("signatures", "Slack bodies")
    for secret, good in (("new-secret", True), ("old-secret", True), ("third", False)):
        base = b"v0:%d:%s" % (AT, body)
        mac = hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
        claim = SLACK.claim(
            {"X-Slack-Request-Timestamp": str(AT), "X-Slack-Signature": f"v0={mac}"}
        )
        assert isinstance(claim, SlackClaim)
        assert SLACK.proves(claim, body) is good
