"""Lets the three opinions meet on bundles of random histories, whole and changed by chance."""

import random
from collections import Counter

from tests.bundles.corrupting import corrupted, untouched
from tests.bundles.histories import makers
from tests.bundles.opinions import of_the_other, of_the_product, of_the_program

CHANGES = 2
"""Changed bundles of one history."""


async def agree(count: int) -> Counter[str]:
    """Ask all of them about so many histories; raises AssertionError where they differ."""
    counted: Counter[str] = Counter()
    for seed, maker in enumerate(makers(count)):
        made = await maker.made()
        chance = random.Random(f"changes {seed}")
        counted[f"for {made.bundle.audience}"] += 1
        assert of_the_product(maker.record) == [], seed
        whole = untouched(made)
        assert (of_the_program(whole), of_the_other(whole)) == ("", ""), seed
        counted["untouched, good"] += 1
        for _ in range(CHANGES):
            case = corrupted(made, chance)
            one, other = of_the_program(case), of_the_other(case)
            assert bool(one) is bool(other), (seed, case.name, one, other)
            counted[f"changed, {'bad' if one else 'good'}"] += 1
    return counted
