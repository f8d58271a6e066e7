"""What a mail's authentication proves, and what it does not."""

import dkim
import pytest

from bot.domain.verification import StepFinding, StepResult
from handlers.intake.email.authentication import Authenticated
from handlers.intake.email.letter import Letter, read_letter
from handlers.intake.email.signatures import MOST_TRIED
from tests.corpus.mail_writing import (
    AGENCY,
    believed,
    letter,
    private,
    sealed,
    signed,
)
from tests.handlers.intake.email.given import Room


def checked(room: Room, raw: bytes) -> Authenticated:
    """Check a message as the mail room does."""
    read = read_letter(raw)
    assert isinstance(read, Letter)
    return room.authenticator.check(read, room.clock.wall())


def test_a_signature_and_our_server_pass() -> None:
    """Both findings are named."""
    found = checked(Room(), believed(signed(letter())))
    assert found.result is StepResult.PASS
    assert set(found.findings) == {
        StepFinding.DKIM_PASS,
        StepFinding.DMARC_PASS,
        StepFinding.SPF_PASS,
    }


def test_where_no_server_is_pinned_the_signature_decides() -> None:
    """Nothing that a field claims is then believed, good or bad."""
    room = Room(authserv_id="")
    assert checked(room, signed(letter())).result is StepResult.PASS
    claims = believed(signed(letter()), f"dmarc=fail header.from={AGENCY}")
    assert checked(room, claims).result is StepResult.PASS
    assert checked(room, believed(letter())).result is StepResult.INCONCLUSIVE


def test_a_silent_dns_proves_nothing_either_way() -> None:
    """The key could not be looked up: inconclusive, never forged."""
    room = Room()
    room.records.down = True
    found = checked(room, believed(signed(letter())))
    assert found.result is StepResult.INCONCLUSIVE
    assert StepFinding.DKIM_UNREACHABLE in found.findings


def test_strangers_signatures_cost_no_look_up() -> None:
    """Keys of other organisations are not asked for, and of the author's only a few."""
    room, raw = Room(), letter()
    for _ in range(MOST_TRIED + 4):
        raw = signed(raw, "mail.example")
    checked(room, raw)
    assert room.records.asked == []
    for _ in range(MOST_TRIED + 4):
        raw = signed(raw, selector="gone")
    checked(room, raw)
    assert room.records.asked == [f"gone._domainkey.{AGENCY}"] * MOST_TRIED


def test_a_subdomain_of_the_organisation_may_sign() -> None:
    """Alignment is by the organisation, as DMARC's relaxed mode has it."""
    room = Room(authserv_id="")
    room.records.known[f"s1._domainkey.mail.{AGENCY}"] = room.records.known[
        f"s1._domainkey.{AGENCY}"
    ]
    assert checked(room, signed(letter(), f"mail.{AGENCY}")).result is StepResult.PASS


def test_a_public_suffix_is_nobodys_organisation() -> None:
    """Two agencies under one public suffix do not sign for each other."""
    room = Room(authserv_id="")
    other = letter({"From": "x@springfield.co.uk", "Message-ID": "<a@springfield.co.uk>"})
    room.records.known["s1._domainkey.co.uk"] = room.records.known[f"s1._domainkey.{AGENCY}"]
    room.records.known["s1._domainkey.shelby.co.uk"] = room.records.known["s1._domainkey.co.uk"]
    for signer in ("shelby.co.uk", "co.uk"):
        assert checked(room, signed(other, signer)).result is StepResult.INCONCLUSIVE


def test_only_a_named_gateway_is_believed() -> None:
    """A whole chain of seals counts for nothing while its sealer is not in the settings."""
    raw = sealed(letter())
    assert StepFinding.ARC_PASS in checked(Room(), raw).findings
    assert StepFinding.ARC_PASS not in checked(Room(sealers=frozenset()), raw).findings


def test_a_key_that_signs_for_one_domain_only() -> None:
    """With the flag `s` a subdomain's identity is not enough."""
    room = Room(authserv_id="")
    known = room.records.known[f"s1._domainkey.{AGENCY}"]
    room.records.known[f"s1._domainkey.{AGENCY}"] = known + b"; t=s"
    assert checked(room, signed(letter())).result is StepResult.PASS
    inner = dkim.sign(
        letter(),
        b"s1",
        AGENCY.encode(),
        private(),
        identity=f"@x.{AGENCY}".encode(),
        include_headers=[b"from", b"subject", b"date", b"message-id"],
    )
    assert checked(room, inner + letter()).result is StepResult.INCONCLUSIVE


@pytest.mark.parametrize(
    "result",
    ["dkim=pass header.d=springfieldpd.example", "dkim=pass header.i=@mail.springfieldpd.example"],
)
def test_a_server_without_dmarc_may_speak_of_dkim(result: str) -> None:
    """An aligned DKIM result of our server agrees with our own check."""
    assert checked(Room(), believed(signed(letter()), result)).result is StepResult.PASS
