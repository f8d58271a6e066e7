"""Domains that look like one another, and those that do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.likeness import distance, domain_of, inside, looks_like, skeleton

REAL = "springfieldpd.example"


@pytest.mark.parametrize(
    "domain",
    [
        "springfie1dpd.example",
        "spríngfieldpd.example",
        "sрringfieldpd.example",  # a Cyrillic er
        "xn--sringfieldpd-7jk.example",
        "springfleldpd.example",
        "springfield-pd.example",
        "springfeildpd.example",
        "springfieldpd.test",
        "springfieldpd.example.files.test",
    ],
)
def test_a_domain_that_passes_for_another_is_seen(domain: str) -> None:
    """Digits, accents, other alphabets, punycode, dashes, swaps, endings and prefixes."""
    assert looks_like(domain, REAL)


@pytest.mark.parametrize("domain", ["shelbypd.example", "lincolnpd.example", "example", "pd.test"])
def test_another_agency_is_not_taken_for_a_forgery(domain: str) -> None:
    """Names that merely end alike, or that are short, are other agencies."""
    assert not looks_like(domain, REAL)
    assert not looks_like(REAL, domain)


def test_short_names_must_be_read_as_the_same() -> None:
    """One letter of four is another name; of eight it is a misreading."""
    assert not looks_like("acpd.example", "abpd.example")
    assert looks_like("shelbvpd.example", "shelbypd.example")


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_text_is_too_odd_for_a_skeleton(one: str, other: str) -> None:
    """Whatever stands where a domain should: an answer, the same both ways round for equals."""
    assert skeleton(one) == skeleton(one.casefold())
    assert isinstance(looks_like(f"xn--{one}", other), bool)


@given(st.text("abc", max_size=7), st.text("abc", max_size=7), st.integers(0, 3))
def test_the_distance_is_cut_off_and_never_wrong(one: str, other: str, most: int) -> None:
    """Up to `most` it is what the plain rule says; beyond, it is one more than `most`."""
    assert distance(one, other, most) == min(_plainly(one, other), most + 1)


def _plainly(one: str, other: str) -> int:
    rows = [[i + j if not i * j else 0 for j in range(len(other) + 1)] for i in range(len(one) + 1)]
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            edits = [rows[i - 1][j] + 1, rows[i][j - 1] + 1]
            edits.append(rows[i - 1][j - 1] + (one[i - 1] != other[j - 1]))
            if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
                edits.append(rows[i - 2][j - 2] + 1)
            rows[i][j] = min(edits)
    return rows[-1][-1]


def test_addresses_and_subdomains() -> None:
    """A domain is read off an address; what lies below a domain is inside it, not beside it."""
    assert domain_of(" A.Person@Mail.Springfieldpd.Example. ") == "mail.springfieldpd.example"
    assert domain_of(None) == domain_of("") == ""
    assert inside("mail.springfieldpd.example", [REAL])
    assert not inside("notspringfieldpd.example", [REAL])
