"""From the bytes of a request's body to its members, or to everything that is wrong with it."""

from collections.abc import Iterator

from handlers.intake.schema.files import ALL_FILES_CAP, decoded_size
from handlers.intake.schema.members import RequestBody
from handlers.problems import Fault
from handlers.strict.reading import checked, read_as


def read_request(body: bytes) -> RequestBody | list[Fault]:
    """Return the request body, or every fault in it, sorted by pointer."""
    return read_as(RequestBody, body, _across)


def read_form(document: object) -> RequestBody | list[Fault]:
    """Return what a form's fields make by the same rules; its files are bytes, not base64."""
    return checked(RequestBody, document, _across)


def _across(document: object) -> Iterator[Fault]:
    if not isinstance(document, dict):
        return
    officer, supervisor = document.get("officer"), document.get("supervisor")
    if isinstance(officer, dict) and isinstance(supervisor, dict):
        for name in ("name", "email"):
            if _same(officer.get(name), supervisor.get(name)):
                sentence = f"expected another person than the officer, got the same {name}"
                yield Fault(f"/supervisor/{name}", sentence)
    attachments = document.get("attachments")
    if isinstance(attachments, list):
        texts = (a.get("data") for a in attachments if isinstance(a, dict))
        if sum(map(_size, texts)) > ALL_FILES_CAP:
            sentence = "expected at most 24 MiB in all attachments, got more"
            yield Fault("/attachments", sentence, too_large=True)


def _size(content: object) -> int:
    if isinstance(content, bytes):
        return len(content)
    return decoded_size(content) if isinstance(content, str) else 0


def _same(one: object, other: object) -> bool:
    if not isinstance(one, str) or not isinstance(other, str):
        return False
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()
