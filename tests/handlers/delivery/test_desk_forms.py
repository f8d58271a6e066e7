"""The custodian's forms: what is wrong is said, and nothing of it is kept."""

import aiohttp
import pytest

from bot.domain import events as ev
from bot.domain.events import delivering as by_link
from bot.workflow.uploads import PIECE, uploaded
from tests.factories import DEE, DESK_PHONE, OFFICER_MAIL
from tests.handlers.delivery.given import CONTENT, Pages, delivering
from tests.handlers.house import House

SMALL = b"a clip"


async def _list(pages: Pages) -> int:
    case = await pages.house.case(pages.number)
    return len(await uploaded(pages.house.office, pages.number, case.version))


FAULTS = {
    "no file": ({"content": b""}, "Choose one file that is not empty."),
    "no line": ({"line": "2"}, "Choose the allowed line"),
    "a line of another script": ({"line": "١"}, "Choose the allowed line"),
    "no time": ({"start": "soon"}, "Give both times"),
    "a bare day": ({"start": "2026-11-21"}, "Give both times"),
    "backwards": ({"end": "2026-11-21 17:59:00"}, "The file ends before it starts."),
    "a second outside": ({"end": "2026-11-21 18:30:01"}, "reaches outside the times"),
    "too large": ({"content": b"x" * 20_001}, "Expected at most"),
}


@pytest.mark.parametrize("name", FAULTS)
async def test_what_is_wrong_with_a_file_is_said(dwelling: House, name: str) -> None:
    """The page comes back with the sentence, and with what was typed; no byte is kept."""
    fields, said = FAULTS[name]
    async with delivering(dwelling, file_bytes=20_000) as pages:
        status, text = await pages.upload(**({"content": SMALL} | fields))
        assert (status, said in text) == (422, True)
        assert await _list(pages) == 0
        assert pages.counted == ["delivery_422"]


async def test_a_file_much_too_large_is_not_read_to_its_end(dwelling: House) -> None:
    """Twice the limit and more is refused by its length alone."""
    async with delivering(dwelling, file_bytes=20_000) as pages:
        status, text = await pages.upload(b"x" * 400_000)
        assert (status, "expected a body of at most" in text) == (413, True)


async def test_a_case_has_room_for_so_much(dwelling: House) -> None:
    """All files together stay within the limit; one that is taken away makes room again."""
    async with delivering(dwelling, case_bytes=10) as pages:
        assert (await pages.upload(SMALL))[0] == 200
        status, text = await pages.upload(SMALL)
        assert (status, "more than the case has room for" in text) == (422, True)
        case = await dwelling.case(pages.number)
        (kept,) = await uploaded(dwelling.office, pages.number, case.version)
        await pages.desk.submit("remove", key=kept.key)
        assert await _list(pages) == 0
        left = await dwelling.database.read(
            lambda ledger: ledger.cabinet.file(pages.number, f"{kept.key}.0")
        )
        assert left == b""
        assert (await pages.upload(SMALL))[0] == 200


async def test_files_are_sealed_in_pieces(dwelling: House) -> None:
    """Nothing of a file stands in the database in the clear, and no piece is larger than one."""
    async with delivering(dwelling) as pages:
        await pages.upload()
        case = await dwelling.case(pages.number)
        (kept,) = await uploaded(dwelling.office, pages.number, case.version)
        pieces = [
            await dwelling.database.read(
                lambda ledger, n=n: ledger.cabinet.file(pages.number, f"{kept.key}.{n}")
            )
            for n in range(4)
        ]
    assert [len(piece) if piece else None for piece in pieces] == [
        PIECE,
        PIECE,
        len(CONTENT) - 2 * PIECE,
        None,
    ]
    rows = await dwelling.database.tx(_raw)
    assert all(CONTENT[:256] not in row for row in rows)


def _raw(ledger: object) -> list[bytes]:
    connection = ledger.cabinet._connection
    return [row[0] for row in connection.exec_driver_sql("SELECT sealed FROM case_file")]


OFFERS = {
    "nobody asked the agency": ({"ongoing": ""}, "Call the agency first"),
    "nobody says who confirmed": ({"how": " "}, "Say who confirmed it"),
    "no recipient": ({"recipient": ""}, "Choose who receives it."),
    "a recipient of no list": ({"recipient": "dispatch:n1"}, "Choose who receives it."),
    "dispatch without an address": ({"recipient": "dispatch:n2"}, "Type the address"),
    "dispatch at another domain": (
        {"recipient": "dispatch:n2", "mailbox": "desk@elsewhere.example"},
        "Ask dispatch in the call",
    ),
    "dispatch at the officer's mailbox": (
        {"recipient": "dispatch:n2", "mailbox": OFFICER_MAIL},
        "Ask dispatch in the call",
    ),
}


@pytest.mark.parametrize("name", OFFERS)
async def test_what_is_wrong_with_an_offer_is_said(dwelling: House, name: str) -> None:
    """Nothing is cleared, no code is made, and the files stay on the list."""
    fields, said = OFFERS[name]
    async with delivering(dwelling) as pages:
        await pages.upload(SMALL)
        status, text = await pages.offer(**fields)
        assert (status, said in text, pages.code) == (422, True, "")
        assert await _list(pages) == 1
    assert not await dwelling.happened(pages.number, ev.ReleaseCleared)


async def test_dispatch_gets_it_at_the_address_it_named(dwelling: House) -> None:
    """The contact is the verified number; the link goes to an address of the agency's."""
    async with delivering(dwelling) as pages:
        await pages.upload(SMALL)
        await pages.offer(recipient="dispatch:n2", mailbox="watch@springfieldpd.example")
        assert pages.code
    (cleared,) = await dwelling.happened(pages.number, ev.ReleaseCleared)
    (offered,) = await dwelling.happened(pages.number, by_link.DeliveryOffered)
    assert cleared.event.contact == DESK_PHONE
    assert offered.event.mailbox == "watch@springfieldpd.example"
    assert offered.actor == DEE


async def test_a_form_sent_twice_acts_once_and_shows_no_code_again(dwelling: House) -> None:
    """The second answer has no code: whoever lost it makes a new one."""
    async with delivering(dwelling) as pages:
        await pages.upload(SMALL)
        _, text = await pages.desk.get()
        await pages.offer()
        assert pages.code
        status, text = await pages.desk.get()
        assert (status, pages.code in text.replace(" ", "")) == (200, False)
    assert len(await dwelling.happened(pages.number, ev.ReleaseCleared)) == 1


async def test_a_stranger_to_the_form_sends_nothing(dwelling: House) -> None:
    """A form that this browser was not given is refused, whatever it carries."""
    async with delivering(dwelling) as pages:
        status, text = await pages.upload(SMALL, token="0" * 64)
        assert (status, "Nothing was done" in text) == (403, True)
        assert await _list(pages) == 0


FORM = "multipart/form-data; boundary=b"
BODIES = {
    "no form": (b"x", "application/x-www-form-urlencoded", 415),
    "no boundary": (b"x", "multipart/form-data", 400),
    "cut off": (b'--b\r\nContent-Disposition: form-data; name="act"\r\n\r\nup', FORM, 400),
    "another boundary": (b"--c\r\n\r\n\r\n--c--", FORM, 400),
}


@pytest.mark.parametrize("name", BODIES)
async def test_a_broken_form_is_refused_and_leaves_nothing(dwelling: House, name: str) -> None:
    """Whatever the parser trips over is one refusal, with the page around it."""
    body, kind, expected = BODIES[name]
    async with delivering(dwelling) as pages:
        there, headers = pages.desk.path, {"Content-Type": kind}
        async with pages.desk.client.post(there, data=body, headers=headers) as response:
            assert response.status == expected
        assert await _list(pages) == 0


async def test_two_files_in_one_form_are_refused(dwelling: House) -> None:
    """One file a time: which line a second is from nobody has said."""
    async with delivering(dwelling) as pages:
        form = aiohttp.FormData()
        form.add_field("a", SMALL, filename="a.mp4")
        form.add_field("b", SMALL, filename="b.mp4")
        async with pages.desk.client.post(pages.desk.path, data=form) as response:
            assert response.status == 400
        assert await _list(pages) == 0
