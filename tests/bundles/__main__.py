"""The whole form of what the tests do in part: every byte, and a thousand histories.

python -m tests.bundles [HISTORIES]
"""

import asyncio
import sys
import time

from tests.bundles.agreeing import agree
from tests.bundles.flipping import Count, deeper, signed, small


def say(words: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


async def main(histories: int) -> int:
    """Do all of it and print the counts; 1 where anything was missed."""
    files = (await small()).files
    missed = 0
    for name, flip in (("with its manifest", signed), ("with none", deeper)):
        began = time.monotonic()
        count: Count = flip(files)
        missed += len(count.missed)
        took = time.monotonic() - began
        said = (
            f"{count.flipped} bytes flipped one by one, {len(count.missed)} missed ({took:.0f} s)"
        )
        say(f"A bundle of {len(files)} files, {name}: {said}.")
    began = time.monotonic()
    counted = await agree(histories)
    say(f"{histories} histories, two programs and the product agree on each bundle of them:")
    for what, number in sorted(counted.items()):
        say(f"  {number} {what}")
    say(f"  ({time.monotonic() - began:.0f} s)")
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(asyncio.run(main(int(sys.argv[1]) if sys.argv[1:] else 1000)))
