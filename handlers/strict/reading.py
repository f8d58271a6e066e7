"""From the bytes of a body to a model, or to everything that is wrong with it."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from handlers.problems import Fault
from handlers.strict.document import read_document, step
from handlers.strict.expecting import got


class Member(BaseModel):
    """An object of a body: unknown members are errors, nothing changes once it is read."""

    # The rejected value must not stand in an error: it is somebody's name or address.
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


Body = TypeVar("Body", bound=Member)
Across = Callable[[object], Iterable[Fault]]
"""Finds what no single member shows, on the raw document, so that it hides behind no other."""


def read_as(model: type[Body], body: bytes, across: Across | None = None) -> Body | list[Fault]:
    """Return the body as the model, or every fault in it, sorted by pointer."""
    document, faults = read_document(body)
    if document is None and faults:
        return faults
    return checked(model, document, across, faults)


def checked(
    model: type[Body], document: object, across: Across | None = None, found: Iterable[Fault] = ()
) -> Body | list[Fault]:
    """Return a document as the model, or every fault in it beside those `found` before, sorted."""
    faults = list(found)
    if across is not None:
        faults += across(document)
    try:
        read = model.model_validate(document)
    except ValidationError as error:
        faults += _faults(error)
    else:
        if not faults:
            return read
    return sorted(set(faults), key=lambda fault: (fault.pointer, fault.detail))


def _faults(error: ValidationError) -> Iterator[Fault]:
    for detail in error.errors(include_url=False):
        pointer = ""
        for name in detail["loc"]:
            pointer = step(pointer, name)
        sentence = _sentence(detail["type"], detail)
        yield Fault(pointer, sentence, too_large=detail["type"] == "oversize")


def _sentence(kind: str, detail: Any) -> str:  # noqa: ANN401 - pydantic's own error record
    context = detail.get("ctx", {})
    match kind:
        case "expected" | "oversize":
            return str(detail["msg"])
        case "missing":
            return "expected this member, got nothing"
        case "extra_forbidden":
            return "expected only members of this interface, got an unknown one"
        case "model_type" | "model_attributes_type":
            return f"expected an object, got {got(detail['input'])}"
        case "list_type":
            return f"expected a list, got {got(detail['input'])}"
        case "too_short":
            return f"expected {context['min_length']} or more, got {context['actual_length']}"
        case "too_long":
            return f"expected at most {context['max_length']}, got more"
        case _:
            return f"expected another value, got {got(detail['input'])}"
