"""Marks of texts and values: what they find again, and that they say nothing."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.text_marks import BANDS, MOST_WORDS, SHARED, bands, mark

KEY = b"k" * 32
TEMPLATE = (
    "We are investigating an imminent threat to the life of a minor and require all available"
    " footage of the device without delay because every minute that passes puts the victim in"
    " further danger and no judge can be reached at this hour of the night"
)
OTHER = (
    "A neighbour saw a man pull the girl into a white van in front of the house. The camera"
    " opposite faces the kerb. We have no plate and no face, and the van went north."
)


def shared(one: str, other: str) -> int:
    """Bands that two texts have in common."""
    return sum(a == b for a, b in zip(bands(KEY, [one]), bands(KEY, [other]), strict=True))


def test_a_template_is_known_again_with_its_blanks_filled_in() -> None:
    """A few changed words, another case and other spacing leave enough bands equal."""
    changed = TEMPLATE.replace("a minor", "an officer").upper().replace(" ", "\n  ")
    assert SHARED <= shared(TEMPLATE, changed) < BANDS
    assert shared(TEMPLATE, TEMPLATE.upper()) == BANDS


def test_another_emergency_has_other_marks() -> None:
    """Two officers who tell two things share no band."""
    assert shared(TEMPLATE, OTHER) == 0


def test_a_short_text_is_nobodys_template() -> None:
    """What has too few words leaves no mark, or every "please help" would be reused."""
    assert bands(KEY, ["please help, it is urgent"]) == ()
    assert bands(KEY, []) == ()


@given(st.text(min_size=60), st.binary(min_size=32, max_size=32).filter(KEY.__ne__))
def test_a_mark_depends_on_the_key(text: str, key: bytes) -> None:
    """Without the site's secret neither a text nor a guess can be compared with the index."""
    words = f"{text} {TEMPLATE}"
    assert not {*bands(KEY, [words])} & {*bands(key, [words])}
    assert mark(KEY, "device", text) != mark(key, "device", text)


def test_values_are_compared_as_people_write_them() -> None:
    """Spacing, letter case and width do not matter; kinds and places between values do."""
    assert mark(KEY, "device", "B8:7c 6F") == mark(KEY, "device", "b8:7C6f ")
    assert mark(KEY, "device", "x") != mark(KEY, "officer", "x")
    assert mark(KEY, "incident", "ab", "c") != mark(KEY, "incident", "a", "bc")


def test_a_long_text_costs_no_more_than_its_beginning() -> None:
    """Words past the first thousand change no mark: a flood of them must not cost the desk."""
    long = " ".join(f"w{n}" for n in range(MOST_WORDS))
    assert bands(KEY, [long]) == bands(KEY, [f"{long} {TEMPLATE * 50}"])
