"""Mail that breaks the rules of its form, by accident or in order to break us."""

from collections.abc import Iterator

from handlers.intake.email.unfit import Unfit
from tests.corpus.mail_expected import FAIL, Sent
from tests.corpus.mail_valid import good
from tests.corpus.mail_writing import believed, letter, signed

_MIXED = {"Content-Type": "multipart/mixed; boundary=b", "Content-Transfer-Encoding": None}


def messages() -> Iterator[Sent]:
    """Yield them."""
    yield from _without_form()
    yield from _too_much()
    yield from _broken_parts()
    yield from _charsets()


def odd(name: str, raw: bytes) -> Sent:
    """An unsigned mail from the agency that becomes a case all the same."""
    return Sent(name=name, raw=raw, answered=True)


def nested(depth: int) -> bytes:
    """A multipart in a multipart in a multipart."""
    body = "".join(
        f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(depth)
    )
    return letter({"Content-Type": "multipart/mixed; boundary=t"}, f"--t\n{body}\nx\n")


def _without_form() -> Iterator[Sent]:
    yield Sent(name="nothing", raw=b"", unfit=Unfit.EMPTY)
    yield Sent(name="only_spaces", raw=b" \r\n\t\r\n", unfit=Unfit.EMPTY)
    yield Sent(name="no_header", raw=b"\r\nHelp us.\r\n", unfit=Unfit.NO_HEADERS)
    yield Sent(name="bytes_of_chance", raw=bytes(range(256)) * 8, unfit=Unfit.NO_HEADERS)
    yield Sent(name="no_from", raw=letter({"From": None}), unfit=Unfit.FROM_MISSING)
    yield Sent(name="from_empty", raw=letter({"From": ""}), unfit=Unfit.FROM_UNUSABLE)
    yield Sent(name="from_no_address", raw=letter({"From": "Alvarez"}), unfit=Unfit.FROM_UNUSABLE)
    quoted = letter({"From": '"a b"@springfieldpd.example'})
    yield Sent(name="from_quoted_local_part", raw=quoted, unfit=Unfit.FROM_UNUSABLE)
    yield odd("no_message_id", letter({"Message-ID": None}))
    yield odd("mbox_line_on_top", b"From ralvarez Sat Nov 21\r\n" + letter())
    cut = signed(letter()).replace(b"To: ", b"no field at all\r\nTo: ")
    yield Sent(name="line_that_is_no_field", raw=believed(cut), result=FAIL)
    yield odd("nul_in_header", letter({"Subject": "a\0b"}))
    yield odd("only_a_header", letter(text="").split(b"\r\n\r\n")[0])


def _too_much() -> Iterator[Sent]:
    large = letter({"X-Long": "x" * 300_000})
    yield Sent(name="header_of_300_kb", raw=large, unfit=Unfit.HEADERS_TOO_LARGE)
    many = letter({f"X-{n}": "y" for n in range(1_200)})
    yield Sent(name="header_of_1200_fields", raw=many, unfit=Unfit.HEADERS_TOO_LARGE)
    yield Sent(name="nested_100_deep", raw=nested(100), unfit=Unfit.NESTED_TOO_DEEP)
    yield Sent(name="nested_30_deep", raw=nested(30), unfit=Unfit.NESTED_TOO_DEEP)
    yield Sent(name="nested_100000_deep", raw=nested(20_000), unfit=Unfit.NESTED_TOO_DEEP)
    yield odd("nested_10_deep", nested(10))
    parts = letter(_MIXED, "--b\n\nx\n" * 3_000)
    yield Sent(name="parts_3000", raw=parts, unfit=Unfit.TOO_MANY_PARTS)
    dashes = letter(_MIXED, "--b\n" * 9_000)
    yield Sent(name="boundaries_9000", raw=dashes, unfit=Unfit.TOO_MANY_PARTS)
    params = letter({"Content-Type": 'text/plain; a="' + ";" * 8_000})
    yield Sent(name="parameters_8000", raw=params, unfit=Unfit.HEADERS_TOO_LARGE)
    part = "--b\nContent-Type: application/x; name=f{n}\n\nx\n"
    eleven = letter(_MIXED, "".join(part.format(n=n) for n in range(11)) + "--b--\n")
    yield Sent(name="attachments_11", raw=eleven, unfit=Unfit.TOO_MANY_ATTACHMENTS)
    heavy = b"--b\nContent-Type: application/x; name=f\n\n" + b"x" * (8 * 1024 * 1024 + 2) + b"\n"
    yield Sent(
        name="attachment_of_8_mib", raw=letter(_MIXED, heavy), unfit=Unfit.ATTACHMENTS_TOO_LARGE
    )
    words = letter({"Subject": "=?utf-8?Q?a?= " * 5_000})
    yield odd("encoded_words_5000", words)
    yield odd("long_line", letter(text="A" * 1_000_000))


def _broken_parts() -> Iterator[Sent]:
    yield odd("boundary_missing", letter({"Content-Type": "multipart/mixed"}, "--b\n\nx"))
    yield odd("boundary_never_comes", letter(_MIXED, "no parts here"))
    yield odd("part_never_ends", letter(_MIXED, "--b\nContent-Type: text/plain\n\nhelp"))
    bad = letter({"Content-Transfer-Encoding": "base64"}, "!!!! not base64 ====")
    yield odd("base64_that_is_none", bad)
    yield odd("encoding_unknown", letter({"Content-Transfer-Encoding": "x-rot13"}, "uryc"))
    uu = letter({"Content-Transfer-Encoding": "x-uuencode"}, "begin 644 f\n#0V%T\n`\nend")
    yield odd("uuencoded", uu)
    yield odd("type_is_rubbish", letter({"Content-Type": "///;;;===\x01"}))
    yield odd("two_content_types", letter({"content-type": "text/html"}))
    rfc822 = "--b\nContent-Type: message/rfc822\n\nFrom: a@b.example\n\nhelp\n--b--\n"
    yield odd("forwarded_as_attachment", letter(_MIXED, rfc822))
    yield odd(
        "qp_that_is_broken", letter({"Content-Transfer-Encoding": "quoted-printable"}, "=Z==")
    )


def _charsets() -> Iterator[Sent]:
    for name in (
        "utf-8",
        "us-ascii",
        "utf-7",
        "idna",
        "punycode",
        "x-unknown",
        "zlib_codec",
        "\u00e9",
    ):
        label = name if name.isascii() else "not_ascii"
        raw = letter(
            {"Content-Type": f"text/plain; charset={name}"}, b"A girl \xff\xfe\xe9 missing"
        )
        yield odd(f"charset_says_{label}", raw)
    wide = letter({"Content-Type": "text/plain; charset=utf-16"}, "help".encode("utf-16"))
    yield odd("charset_utf_16", wide)
    yield good("eight_bits_unannounced", letter({"Content-Type": None}, b"caf\xe9"))
