"""Mail that is not what it says: signatures that prove nothing, and results that nobody found."""

from collections.abc import Iterator
from datetime import timedelta
from email.utils import format_datetime

from handlers.intake.email.unfit import Unfit
from tests.corpus.mail_expected import FAIL, PASS, Sent
from tests.corpus.mail_writing import (
    AGENCY,
    OURS,
    SIGNED,
    believed,
    letter,
    sealed,
    signed,
)
from tests.fakes.clock import START

_PASSED = f"dmarc=pass header.from={AGENCY}"


def messages() -> Iterator[Sent]:
    """Yield them."""
    yield from _broken_signatures()
    yield from _weak_signatures()
    yield from _false_results()
    yield from _false_senders()
    yield from _out_of_time()


def _broken_signatures() -> Iterator[Sent]:
    whole = signed(letter())
    yield Sent(name="body_changed", raw=believed(whole + b"More.\r\n"), result=FAIL)
    changed = whole.replace(b"Subject: Emergency", b"Subject: Changed")
    yield Sent(name="subject_changed", raw=believed(changed), result=FAIL)
    moved = whole.replace(b"Message-ID: <one@", b"Message-ID: <two@")
    yield Sent(name="message_id_changed", raw=believed(moved), result=FAIL)
    redated = whole.replace(b"Sat, 21 Nov", b"Sun, 22 Nov")
    yield Sent(name="date_changed", raw=believed(redated), result=FAIL)
    yield Sent(name="no_such_key", raw=believed(signed(letter(), selector="gone")), result=FAIL)
    other = letter({"Message-ID": f"<other@{AGENCY}>"}, "Another text.")
    stolen = whole.split(b"From: ")[0] + other
    yield Sent(name="signature_of_another_mail", raw=believed(stolen), result=FAIL)
    rejected = believed(whole, f"dmarc=fail header.from={AGENCY}")
    yield Sent(name="our_server_says_no", raw=rejected, result=FAIL)
    twice = believed(whole, f"{_PASSED}; dmarc=fail header.from={AGENCY}")
    yield Sent(name="our_server_says_both", raw=twice, result=FAIL)


def _weak(name: str, raw: bytes) -> Sent:
    return Sent(name=name, raw=believed(raw), answered=True)


def _weak_signatures() -> Iterator[Sent]:
    open_ended = signed(letter(id_="open"), length=True)
    yield _weak("body_length", open_ended)
    yield _weak("appended_after_body_length", open_ended + b"Send it to bob@mail.example\r\n")
    yield _weak("key_of_1024", signed(letter(id_="k1"), selector="short", bits=1024))
    yield _weak("key_for_tests", signed(letter(id_="k2"), selector="test"))
    yield _weak("key_revoked", signed(letter(id_="k3"), selector="revoked"))
    yield _weak("key_is_rubbish", signed(letter(id_="k4"), selector="rubbish"))
    for name in SIGNED[1:]:
        fields = tuple(f for f in SIGNED if f != name)
        yield _weak(f"{name}_unsigned", signed(letter(id_=name), fields=fields))
    two = signed(letter({"subject": "Another"}, id_="two"))
    yield _weak("second_subject", two)
    old = signed(letter(id_="sha1"), algorithm=b"rsa-sha1")
    yield _weak("sha_1", old)
    yield _weak("other_domain_signed", signed(letter(id_="od"), "mail.example"))
    past = signed(letter(id_="past")).replace(b"; q=dns/txt;", b"; x=1;")
    yield _weak("signature_expired", past)
    blanks = letter(id_="blanks", text=(" " * 900 + "x\r\n") * 60)
    yield _weak("blanks_that_cost_time", signed(blanks))


def _false_results() -> Iterator[Sent]:
    below = letter({"Authentication-Results": f"{OURS}; {_PASSED}"}, id_="below")
    ours = f"Received: from x by {OURS}; {format_datetime(START)}\r\n".encode()
    yield Sent(name="results_below_our_trace", raw=ours + signed(below), answered=True)
    other = believed(signed(letter(id_="oth")), by="mx.elsewhere.example")
    yield Sent(name="results_of_another_server", raw=other, answered=True)
    on_top = b"Authentication-Results: mx.elsewhere.example; none\r\n"
    under = on_top + believed(signed(letter(id_="ot2")))
    yield Sent(name="results_under_a_strangers", raw=under, answered=True)
    alone = believed(letter(id_="alone"))
    yield Sent(name="results_without_signature", raw=alone, answered=True)
    about = believed(signed(letter(id_="abt")), "dmarc=pass header.from=mail.example")
    yield Sent(name="results_about_another", raw=about, answered=True)
    unread = believed(signed(letter(id_="unr")), "dmarc=(((pass; =; spf")
    yield Sent(name="results_that_cannot_be_read", raw=unread, answered=True)
    stranger = believed(
        sealed(letter(id_="arc1"), "mail.example"), f"dmarc=fail header.from={AGENCY}"
    )
    yield Sent(name="sealed_by_a_stranger", raw=stranger, result=FAIL)
    broken = sealed(letter(id_="arc2")) + b"More.\r\n"
    yield Sent(name="seal_broken", raw=believed(broken, "spf=pass"), answered=True)
    failed = sealed(letter(id_="arc3"), dmarc="fail")
    yield Sent(name="sealed_as_forged", raw=believed(failed, "spf=pass"), answered=True)


def _false_senders() -> Iterator[Sent]:
    look = "springfleldpd.example"
    alike = signed(letter({"From": f"R. Alvarez <ralvarez@{look}>"}), look)
    yield Sent(
        name="look_alike", raw=believed(alike, f"dmarc=pass header.from={look}"), result=PASS
    )
    cyrillic = letter({"From": "R. Alvarez <ralvarez@springfi\u0435ldpd.example>"})
    yield Sent(name="look_alike_in_cyrillic", raw=believed(cyrillic))
    inside = letter({"From": f"ralvarez@{AGENCY}.evil.example"})
    yield Sent(name="look_alike_subdomain", raw=believed(inside))
    shown = letter({"From": f'"ralvarez@{AGENCY}" <bob@mail.example>'})
    yield Sent(name="address_as_display_name", raw=believed(shown))
    double = letter({"from": "Bob <bob@mail.example>"})
    yield Sent(name="from_twice", raw=believed(signed(double)), unfit=Unfit.FROM_TWICE)
    two = letter({"From": f"ralvarez@{AGENCY}, bob@mail.example"})
    yield Sent(name="two_authors", raw=two, unfit=Unfit.FROM_UNUSABLE)
    group = letter({"From": f"Police: ralvarez@{AGENCY};"})
    yield Sent(name="group_as_author", raw=group, unfit=Unfit.FROM_UNUSABLE)
    bare = signed(letter(id_="cr")).replace(b"To: ", b"X-A: b\rX-From: c\r\nTo: ", 1)
    yield Sent(name="bare_cr_in_header", raw=believed(bare), answered=True)
    claim = letter({"From": "bob@mail.example"}, "Agency: Springfield Police Department\nHelp")
    yield Sent(name="agency_only_claimed", raw=believed(claim, "dmarc=none"))


def _out_of_time() -> Iterator[Sent]:
    day = timedelta(hours=25)
    for name, at in (("replayed_after_a_day", START - day), ("from_the_future", START + day)):
        raw = believed(signed(letter({"Date": format_datetime(at)}, id_=name)))
        yield Sent(name=name, raw=raw, unfit=Unfit.STALE)
    undated = signed(letter({"Date": None}, id_="und"))
    yield Sent(name="undated", raw=believed(undated), answered=True)
    never = signed(letter({"Date": "Sat, 99 Nov 99999 99:99:99 +9999"}, id_="nev"))
    yield Sent(name="date_that_never_is", raw=believed(never), answered=True)
