"""Honest mail, as agencies and their gateways send it; and mail of programs."""

import base64
from collections.abc import Iterator
from email.message import EmailMessage
from email.utils import format_datetime

from handlers.intake.email.unfit import Unfit
from tests.corpus.mail_expected import FAIL, PASS, UNSURE, Sent
from tests.corpus.mail_writing import AGENCY, OFFICER, TEXT, believed, letter, sealed, signed
from tests.fakes.clock import START

HTML = "<html><body><p>A girl was <b>kidnapped</b>.</p><div>Incident number: 26-118203</div></body>"


def messages() -> Iterator[Sent]:
    """Yield them."""
    yield from _of_people()
    yield from _of_programs()


def good(name: str, raw: bytes) -> Sent:
    """A mail that our server and its signature vouch for."""
    made = believed(signed(raw))
    return Sent(name=name, raw=made, result=PASS, vouched=True, answered=True)


def composed(**fields: str) -> EmailMessage:
    """A message to put parts into."""
    message = EmailMessage()
    given = {
        "From": OFFICER,
        "To": "emergency@example.com",
        "Subject": "Emergency request",
        "Date": format_datetime(START),
        "Message-ID": f"<composed@{AGENCY}>",
    } | fields
    for name, value in given.items():
        message[name] = value
    message.set_content(TEXT)
    return message


def with_file(content: bytes, name: str, kind: str = "application/pdf", **fields: str) -> bytes:
    """A message with one attachment."""
    message = composed(**fields)
    main, sub = kind.split("/")
    message.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return message.as_bytes()


def _of_people() -> Iterator[Sent]:
    yield good("plain", letter())
    yield good("html_only", letter({"Content-Type": "text/html; charset=utf-8"}, HTML))
    both = composed(**{"Message-ID": f"<both@{AGENCY}>"})
    both.add_alternative(HTML, subtype="html")
    yield good("plain_and_html", both.as_bytes())
    yield good("with_a_document", with_file(b"%PDF-1.7 invented", "statement.pdf"))
    yield good("lines_end_in_lf", letter().replace(b"\r\n", b"\n"))
    yield good("encoded_subject", letter({"Subject": "=?utf-8?B?w4kgdXJnZW50?="}))
    yield good("folded_subject", letter({"Subject": "Emergency\r\n request\r\n\tnow"}))
    yield good("latin_1", letter({"Content-Type": "text/plain; charset=iso-8859-1"}, b"Caf\xe9"))
    yield good("no_text_at_all", letter(text=""))
    coded = base64.encodebytes(TEXT.encode())
    yield good("base64", letter({"Content-Transfer-Encoding": "base64"}, coded))
    quoted = letter({"Content-Transfer-Encoding": "quoted-printable"}, "A girl, 9=2C kidnapped=\n.")
    yield good("quoted_printable", quoted)
    comment = letter({"From": f"Alvarez (Sgt) <ralvarez@{AGENCY}>"})
    yield good("comment_in_from", comment)
    yield good("bare_address", letter({"From": f"ralvarez@{AGENCY}"}))
    yield good("no_emergency_in_it", letter(text="Please call me about a camera."))
    yield Sent(
        name="through_a_known_gateway",
        raw=believed(sealed(letter()), f"dmarc=fail header.from={AGENCY}"),
        result=PASS,
        vouched=True,
        answered=True,
    )
    yield Sent(name="unsigned", raw=letter(), result=UNSURE, answered=True)
    yield Sent(name="signed_past_our_server", raw=signed(letter()), answered=True)
    free = signed(letter({"From": "Bob <bob@mail.example>"}), "mail.example")
    results = "dmarc=pass header.from=mail.example"
    yield Sent(name="free_mail", raw=believed(free, results), result=PASS)


def _of_programs() -> Iterator[Sent]:
    generated = believed(signed(letter({"Auto-Submitted": "auto-generated"})))
    yield Sent(name="dispatch_system", raw=generated, result=PASS, vouched=True)
    listed = believed(signed(letter({"List-Id": "<officers.springfieldpd.example>"})))
    yield Sent(name="through_a_list", raw=listed, result=PASS, vouched=True)
    no_reply = believed(signed(letter({"From": f"no-reply@{AGENCY}"})))
    yield Sent(name="no_reply_address", raw=no_reply, result=PASS, vouched=True)
    path = believed(signed(letter({"Return-Path": "<>"})))
    yield Sent(name="empty_return_path", raw=path, result=PASS, vouched=True)
    bounce = {"Content-Type": "multipart/report; report-type=delivery-status; boundary=b"}
    yield Sent(name="bounce", raw=letter(bounce, "--b\n\nx\n--b--\n"), unfit=Unfit.BOUNCE)
    daemon = {"From": "MAILER-DAEMON@mx.example.com", "Return-Path": "<>"}
    yield Sent(name="bounce_of_old", raw=letter(daemon), unfit=Unfit.BOUNCE)
    receipt = {"Content-Type": "multipart/report; report-type=disposition-notification; boundary=b"}
    yield Sent(name="read_receipt", raw=letter(receipt, "--b--\n"), unfit=Unfit.BOUNCE)
    away = {"Auto-Submitted": "auto-replied (vacation)"}
    yield Sent(name="vacation", raw=letter(away), unfit=Unfit.AUTOMATIC_REPLY)
    older = {"X-Autoreply": "yes"}
    yield Sent(name="vacation_of_old", raw=letter(older), unfit=Unfit.AUTOMATIC_REPLY)
    forged = believed(letter(away), f"dmarc=fail header.from={AGENCY}")
    yield Sent(name="forged_vacation", raw=forged, unfit=Unfit.AUTOMATIC_REPLY, result=FAIL)
