"""Claims about a bundle's bytes: none can be changed, with or without the manifest.

`python -m tests.bundles` flips every one of them, and prints how many there are.
"""

from tests.bundles.flipping import deeper, signed, small

STEP = 5


async def test_every_byte_of_a_bundle_counts() -> None:
    """Whichever byte of whichever file is flipped, it is noticed; here every fifth is."""
    files = (await small()).files
    count = signed(files, STEP)
    assert count.missed == ()
    assert count.flipped == sum(-(-len(content) // STEP) for content in files.values())


async def test_every_byte_of_what_proves_counts_by_itself() -> None:
    """Entries, openings, proofs and checkpoint need no manifest for a flip to be noticed."""
    files = (await small()).files
    count = deeper(files)
    assert count.missed == ()
    assert count.flipped > len(files["entries.jsonl"])
