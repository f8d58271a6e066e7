"""The form of a refusal's wording."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """Three sentences: what was expected, what was got instead, what to do next."""

    expected: str
    got: str
    then: str
