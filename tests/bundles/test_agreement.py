"""Claims about two programs that know nothing of each other: they agree on every bundle."""

from tests.bundles.agreeing import agree

HISTORIES = 12


async def test_two_programs_agree_on_random_bundles() -> None:
    """Good ones are good to both and to the product, and bad ones bad to both.

    `python -m tests.bundles` does the same for a thousand histories.
    """
    counted = await agree(HISTORIES)
    assert counted["untouched, good"] == HISTORIES
    assert counted["changed, bad"] > HISTORIES
