"""Named attacks on a database with history, and what whoever looks afterwards must find.

The attacker owns the database: triggers go, whatever is wanted is written, and triggers come back.
What was published outside and the keys are out of reach, unless the attack says otherwise.
"""

from tests.attacks.beside_the_chain import BESIDE
from tests.attacks.in_time import IN_TIME
from tests.attacks.on_the_chain import CLASSIC, FURTHER
from tests.attacks.published import PUBLISHED
from tests.attacks.ways import OUTSIDE, Attack

__all__ = ["ATTACKS", "CLASSIC", "OUTSIDE", "Attack"]

ATTACKS = (*CLASSIC, *FURTHER, *IN_TIME, *PUBLISHED, *BESIDE)
