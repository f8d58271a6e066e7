"""The mark of a mail: keyed, one for each owner and address, and short enough for an envelope."""

from bot.domain.notice import Companion
from handlers.notices.marks import mark_of, named_by, token_of, tokens_in

AT = Companion(case="EDR-2026-000001", owner="O1")
TOKEN = token_of(b"k" * 32, AT, "jo@home.example")


def test_a_mark_is_known_again_and_names_its_notice() -> None:
    """The same for every attempt at one address, in either case of letters."""
    assert token_of(b"k" * 32, AT, "jo@home.example") == TOKEN
    assert named_by(TOKEN) == named_by(TOKEN.upper()) == AT
    assert mark_of(TOKEN, "edr.example") == f"<{TOKEN}@edr.example>"


def test_nobody_makes_a_mark_without_the_key() -> None:
    """Another key, case, owner or address has another one, of 128 bits."""
    others = {
        token_of(b"j" * 32, AT, "jo@home.example"),
        token_of(b"k" * 32, Companion(case="EDR-2026-000002", owner="O1"), "jo@home.example"),
        token_of(b"k" * 32, Companion(case="EDR-2026-000001", owner="O2"), "jo@home.example"),
        token_of(b"k" * 32, AT, "jo@work.example"),
        TOKEN,
    }
    assert len({t.rpartition(".")[2] for t in others}) == 5
    assert len(TOKEN.rpartition(".")[2]) == 26


def test_what_is_no_mark_names_nothing() -> None:
    """Neither half of one, nor one with anything around it."""
    for text in ("", TOKEN[:-1], f"{TOKEN}x", f"x{TOKEN}", TOKEN.replace(".", "-"), "a@b"):
        assert named_by(text) is None


def test_it_fits_into_an_envelope_and_is_found_there() -> None:
    """64 octets of a local part (RFC 5321 4.5.3.1.1) hold a name of ten letters beside it."""
    highest = token_of(b"k" * 32, Companion(case="EDR-2026-999999", owner="O100"), "a@b")
    assert len(f"ourbounces+{highest}") <= 64
    assert tokens_in(f"Bounces <ourbounces+{TOKEN}@example.com>") == {TOKEN}
    assert tokens_in("nothing here") == frozenset()
