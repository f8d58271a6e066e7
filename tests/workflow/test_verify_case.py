"""Claims about the program in a bundle: its cryptography and canonical form are the product's."""

import ast
import random
import sys

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.canonical import canonical
from bot.workflow.verify_case import PARTS, curve, entries, program
from bot.workflow.verify_case.command import options

WORDS = st.text(st.characters(codec="utf-8"), max_size=8)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=8,
)

# RFC 8032, section 7.1, tests 1 to 3: public key, message, signature.
VECTORS = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
]


@given(VALUES)
@settings(max_examples=200)
def test_canonical_form_is_the_products(value: object) -> None:
    """Every value that the product can commit to has the same bytes here."""
    try:
        expected = canonical(value)  # type: ignore[arg-type]  # any JSON that was drawn
    except ValueError:
        return  # names that become equal under NFC, which the product never commits to
    assert entries.canonical(value).encode() == expected


@pytest.mark.parametrize(("public", "message", "signature"), VECTORS)
def test_published_signatures_are_good(public: str, message: str, signature: str) -> None:
    """The RFC's own signatures pass, and none passes for another message."""
    key, mark, text = (bytes.fromhex(part) for part in (public, signature, message))
    assert curve.signed(key, mark, text)
    assert not curve.signed(key, mark, text + b"x")


def test_a_signature_with_any_bit_changed_is_bad() -> None:
    """One changed bit anywhere in key, signature or message makes it bad, or no point at all."""
    private = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    parts = [private.public_key().public_bytes_raw(), private.sign(b"message"), b"message"]
    assert curve.signed(*parts)
    chance = random.Random(7)
    for _ in range(60):
        changed = [bytearray(part) for part in parts]
        part = chance.choice(changed)
        part[chance.randrange(len(part))] ^= 1 << chance.randrange(8)
        try:
            assert not curve.signed(*map(bytes, changed))
        except curve.Fault:
            continue


def test_a_second_signature_made_of_a_good_one_is_bad() -> None:
    """A scalar past the group's order is refused, so that each message has one signature."""
    private = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    public, mark = private.public_key().public_bytes_raw(), private.sign(b"message")
    s = int.from_bytes(mark[32:], "little") + curve.Q
    assert not curve.signed(public, mark[:32] + s.to_bytes(32, "little"), b"message")


def test_the_shipped_file_is_one_for_old_pythons_and_the_standard_library() -> None:
    """It is one module, in the grammar of Python 3.8, and imports nothing that has to be got."""
    tree = ast.parse(program(), feature_version=(3, 8))
    named = {n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    named |= {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    assert named <= sys.stdlib_module_names
    assert "bot" not in {str(name).partition(".")[0] for name in named}
    defined = [n.name for n in tree.body if isinstance(n, ast.FunctionDef | ast.ClassDef)]
    assert sorted(defined) == sorted(set(defined))


@pytest.mark.parametrize(
    "arguments",
    [
        ["bundle", "--checkpoint", "file"],
        ["bundle", "--key"],
        ["bundle", "--key", ""],
        ["bundle", "--key", "one", "--key", "two"],
        ["bundle", "more"],
        ["--fresher"],
    ],
)
def test_a_slip_of_the_hand_never_passes(arguments: list[str]) -> None:
    """What is not understood is said, and not passed over: a check that was meant must happen."""
    with pytest.raises(curve.Fault):
        options(arguments)
    assert options(["bundle", "--fresh", "--receipt", "1:a", "--receipt", "2:b"])["--receipt"] == [
        "1:a",
        "2:b",
    ]


def test_no_part_has_the_name_of_what_puts_them_together() -> None:
    """A part that is imported takes its name in the package, whatever stood there before."""
    assert program.__name__ not in PARTS
