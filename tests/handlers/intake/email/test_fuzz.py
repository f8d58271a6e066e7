"""Whatever bytes come, reading and checking them ends, and ends in a value.

The number of inputs tried is printed at the end; `--hypothesis-profile deep` tries more.
"""

from datetime import UTC, datetime

from hypothesis import given, target
from hypothesis import strategies as st

from bot.domain.canonical import canonical
from bot.domain.codec import write
from bot.domain.verification import StepFinding
from bot.workflow.senders import Senders
from handlers.intake.email.characters import decoded, header_text, paragraphs
from handlers.intake.email.claim import claim_of
from handlers.intake.email.fields import read_headers
from handlers.intake.email.found import find
from handlers.intake.email.html_text import text_of
from handlers.intake.email.key_records import read_key
from handlers.intake.email.letter import Letter, read_letter
from handlers.intake.email.mailroom import incoming
from handlers.intake.email.server_results import read_results
from handlers.intake.email.signatures import read_tags
from handlers.intake.email.unfit import Unfit
from tests.corpus.mail import corpus
from tests.corpus.mail_writing import FakeRecords, believed, letter, sealed, signed
from tests.handlers.intake.email.given import Room
from tests.tried import tried

SEEDS = [sent.raw for sent in corpus() if len(sent.raw) < 20_000]
WORDS = st.sampled_from(
    [
        b"\r\n", b"\n", b"\r", b"\r\n ", b"\0", b": ", b";", b"=", b'"', b"<", b">", b"(", b"--b",
        b"From: ", b"Date: ", b"Subject: ", b"Message-ID: ", b"Received: by mx.example.com\r\n",
        b"Content-Type: multipart/mixed; boundary=b\r\n", b"Content-Type: message/rfc822\r\n",
        b"Content-Transfer-Encoding: base64\r\n", b"charset=punycode", b"=?utf-8?B?", b"?=",
        b"DKIM-Signature: v=1; a=rsa-sha256; d=springfieldpd.example; s=s1; b=; bh=; h=from",
        b"ARC-Seal: i=1; cv=none; d=gateway.example; s=s1; a=rsa-sha256; b=AA==",
        b"Authentication-Results: mx.example.com; dmarc=pass", b"\xff", b"\xe2\x80\xae", b"a" * 80,
    ]
)  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A message of the corpus with some places changed."""
    raw = bytearray(draw(st.sampled_from(SEEDS)))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(raw)))
        end = min(len(raw), at + draw(st.integers(0, 40)))
        raw[at:end] = draw(st.one_of(WORDS, st.binary(max_size=8)))
    return bytes(raw)


MESSAGES = st.one_of(mutated(), st.lists(WORDS, max_size=40).map(b"".join), st.binary(max_size=300))


@given(raw=MESSAGES)
def test_any_message_is_read_or_refused(raw: bytes) -> None:
    """A letter that can be kept and checked, or a reason; and never an exception."""
    tried("mail", "messages")
    read = read_letter(raw)
    if isinstance(read, Unfit):
        return
    target(float(len(read.text)))
    seen = Room().authenticator.check(read, 0.0)
    found = find(read.subject, read.text)
    claim = claim_of(read.sender.domain, Senders(), read.text)
    request = incoming(read, found, claim, seen).request
    assert canonical(write(request))


@given(raw=mutated())
def test_no_change_of_a_signed_mail_passes_unseen(raw: bytes) -> None:
    """What passes says what was signed: the sender, the subject, the date, the mark."""
    tried("mail", "signed messages")
    changed = believed(signed(letter()))
    at = len(raw) % len(changed)
    changed = changed[:at] + raw[:3] + changed[at + 3 :]
    read = read_letter(changed)
    if isinstance(read, Letter) and StepFinding.DKIM_PASS in (
        Room().authenticator.check(read, 0.0).findings
    ):
        assert read.sender.address == "ralvarez@springfieldpd.example"
        assert read.subject == "Emergency request 26-118203"
        assert read.message_id == "<one@springfieldpd.example>"
        assert read.sent_at == datetime(2026, 11, 21, 20, 0, tzinfo=UTC)


@given(raw=MESSAGES)
def test_any_header_is_cut(raw: bytes) -> None:
    """Fields or a reason."""
    tried("mail", "headers")
    read_headers(raw)


@given(value=st.one_of(st.binary(max_size=400), st.lists(WORDS).map(b"".join)))
def test_any_field_is_read(value: bytes) -> None:
    """Signatures, key records, results and encoded words never raise."""
    tried("mail", "fields")
    read_tags(value)
    read_key(value)
    read_results([value], "springfieldpd.example")
    header_text(value).encode()


@given(content=st.binary(max_size=400), charset=st.one_of(st.none(), st.text(max_size=20)))
def test_any_bytes_become_text(content: bytes, charset: str | None) -> None:
    """Whatever the charset says, the text can be kept and is within its bound."""
    tried("mail", "charsets")
    text, _ = paragraphs(decoded(content, charset), 200)
    text.encode()
    assert len(text) <= 200


@given(markup=st.one_of(st.text(max_size=400), st.lists(st.sampled_from(
    ["<p>", "</p>", "<!--", "-->", "<script>", "&lt;", "&#0;", "<a href='", "text", "<", ">"]
), max_size=60).map("".join)))  # fmt: skip
def test_any_html_becomes_text(markup: str) -> None:
    """No script survives, whatever is left open."""
    tried("mail", "html")
    assert "<script" not in text_of(markup).lower() or "&lt;script" in markup.lower()


def test_a_sealed_mail_changed_anywhere_is_not_believed() -> None:
    """Every 37th byte of a sealed mail's signed part turned over breaks the chain."""
    whole, room = believed(sealed(letter()), "spf=none"), Room()
    room.records = FakeRecords()
    body = whole.index(b"\r\n\r\n") + 4
    for at in range(body, len(whole) - 2, 37):
        tried("mail", "seals")
        changed = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
        read = read_letter(changed)
        assert isinstance(read, Letter)
        assert StepFinding.ARC_PASS not in room.authenticator.check(read, 0.0).findings
