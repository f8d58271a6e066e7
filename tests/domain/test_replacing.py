"""Claims about the quicker copy: it is the library's, for every class that it is used for."""

import dataclasses
from dataclasses import dataclass, field

import pytest

from bot.domain.case import Case
from bot.domain.replacing import replace


@dataclass(frozen=True, kw_only=True)
class Plain:
    """Fields in a dictionary."""

    one: int
    other: str = ""


@dataclass(frozen=True, slots=True)
class Slotted:
    """Fields in slots."""

    one: int
    other: str = ""


@dataclass(frozen=True)
class Checked:
    """A class that refuses values."""

    one: int

    def __post_init__(self) -> None:
        if self.one < 0:
            raise ValueError("below nothing")


@dataclass(frozen=True)
class Reckoned:
    """A field that its constructor does not take."""

    one: int
    other: int = field(init=False, default=5)


@pytest.mark.parametrize("value", [Plain(one=1, other="x"), Slotted(1, "x"), Checked(1)])
def test_a_copy_is_what_the_library_makes(value: Plain | Slotted | Checked) -> None:
    """Equal, of the same class, and the original is as it was."""
    before = repr(value)
    assert replace(value, one=2) == dataclasses.replace(value, one=2)
    assert type(replace(value)) is type(value)
    assert repr(value) == before
    with pytest.raises(dataclasses.FrozenInstanceError):
        replace(value, one=2).one = 3  # type: ignore[misc]  # what must not work


def test_what_a_class_checks_is_checked() -> None:
    """A value that the class refuses is refused in a copy as well."""
    with pytest.raises(ValueError, match="below"):
        replace(Checked(1), one=-1)
    with pytest.raises(ValueError, match="init=False"):
        replace(Reckoned(1), other=6)


@pytest.mark.parametrize("value", [Plain(one=1), Slotted(1)])
def test_a_name_that_is_no_field_is_an_error(value: Plain | Slotted) -> None:
    """A misspelt change is never dropped, nor kept beside the fields."""
    with pytest.raises(TypeError, match="three"):
        replace(value, three=3)  # type: ignore[call-arg]  # what must not work


def test_a_case_is_copied_the_quick_way() -> None:
    """The case, for which this is, has neither slots nor checks nor reckoned fields."""
    assert not hasattr(Case, "__slots__")
    assert not hasattr(Case, "__post_init__")
    assert all(one.init for one in dataclasses.fields(Case))
