"""From the owners form to commands."""

from dataclasses import replace

import pytest

from bot.domain.case import State
from bot.domain.commands import RecordOwners
from bot.domain.notice import NoticeOwed
from bot.domain.release import (
    DeviceAccount,
    KnownOwner,
    Owner,
    OwnerFlag,
    OwnerRole,
    Stored,
)
from bot.practice.view_rules import accepted_view
from bot.workflow.dossier import Dossier
from handlers.blocks import owners as form
from handlers.blocks.answers import Answers, FieldErrors
from handlers.release.owners_reading import owners
from tests.handlers.blocks.dossiers import (
    CUS,
    NOW,
    approved,
    dossier,
    request,
    sent,
    shown,
    sought,
)

MAY = Owner(alias="O1", role=OwnerRole.PRIMARY, name="May Field", email="may@example.com")
ANSWERS = {
    "stored": "yes",
    "name": "Sam Field",
    "email": "sam@example.com",
    "role": "shared",
    "owner_flags": ["protected"],
    "more": "all",
}


def two_devices(*known: Owner, complete: bool = False) -> Dossier:
    """Two devices, of which `known` people hold the first."""
    wanted = request(data_sought=(sought(), sought("D2", "rear camera")))
    held = tuple(KnownOwner(alias=o.alias, role=o.role, flags=o.flags, device="D1") for o in known)
    account = DeviceAccount(alias="D1", stored=Stored.YES, complete=complete, by=CUS)
    case = approved(wanted, owners=held, accounts=(account,) if known else ())
    return dossier(case, wanted, owners=known)


def read(of: Dossier, device: str = "D1", **answers: object) -> RecordOwners | FieldErrors:
    """The form as read back, with some answers changed; None leaves an input untouched."""
    given = {k: v for k, v in {**ANSWERS, **answers}.items() if v is not None}
    return owners(Answers.of(sent(form.view(of, device), **given)), of)


def test_the_first_account_holder_is_o1() -> None:
    """Name, mailbox, role and flags are read, and the device's list is complete."""
    command = read(two_devices())
    assert command == RecordOwners(
        device="D1",
        stored=Stored.YES,
        owners=(
            Owner(
                alias="O1",
                role=OwnerRole.SHARED,
                flags=frozenset({OwnerFlag.PROTECTED}),
                name="Sam Field",
                email="sam@example.com",
            ),
        ),
        complete=True,
    )


def test_the_next_one_keeps_those_before() -> None:
    """A second person on the device is O2, and the command still names the first."""
    command = read(two_devices(MAY), more="more")
    assert isinstance(command, RecordOwners)
    assert [o.alias for o in command.owners] == ["O1", "O2"]
    assert not command.complete


def test_one_mailbox_is_one_person_on_all_devices() -> None:
    """The same address on another device gets the same alias, so one notice goes to it."""
    command = read(two_devices(MAY), "D2", email="May@example.com")
    assert isinstance(command, RecordOwners)
    assert [o.alias for o in command.owners] == ["O1"]


def test_a_wrong_entry_is_put_right() -> None:
    """The same mark with another name and address; the account that was looked up is not theirs."""
    typo = Owner(alias="O1", role=OwnerRole.PRIMARY, account="a1", name="May Feld", email=None)
    command = read(two_devices(typo), whose="O1", role=None, owner_flags=None)
    right = Owner(alias="O1", role=OwnerRole.PRIMARY, name="Sam Field", email="sam@example.com")
    assert isinstance(command, RecordOwners)
    assert command.owners == (right,)
    assert command.corrects == {"O1"}


def test_everybody_on_a_device_is_replaced() -> None:
    """Nobody recorded before stays, and the mark of whoever goes is given to nobody else."""
    command = read(two_devices(MAY), whose="replace")
    assert isinstance(command, RecordOwners)
    assert [(o.alias, o.name) for o in command.owners] == [("O2", "Sam Field")]
    assert command.corrects == frozenset()


def test_what_somebody_is_to_another_device_changes_nothing_here() -> None:
    """The landlord of one camera, recorded as owner of another, stays the landlord of the first."""
    of = two_devices(replace(MAY, role=OwnerRole.LANDLORD))
    of = replace(of, owners=(MAY,))
    command = read(of)
    assert isinstance(command, RecordOwners)
    assert [(o.alias, o.role) for o in command.owners] == [
        ("O1", OwnerRole.LANDLORD),
        ("O2", OwnerRole.SHARED),
    ]


def test_nobody_is_needed_where_nothing_is_stored() -> None:
    """A wrong identifier has no owner; stored data always has one."""
    nobody = dict.fromkeys(("name", "email", "role", "owner_flags"))
    command = read(two_devices(), stored="wrong_id", **nobody)
    assert command == RecordOwners(device="D1", stored=Stored.WRONG_ID, owners=(), complete=True)
    refused = read(two_devices(), **nobody)
    assert isinstance(refused, FieldErrors)
    assert len(refused.by_block) == 1


def test_saying_that_was_everyone_needs_no_new_name() -> None:
    """Whoever pressed Add Another by mistake can end the list without a name."""
    nobody = dict.fromkeys(("name", "email", "role", "owner_flags", "stored"))
    command = read(two_devices(MAY), **nobody)
    assert command == RecordOwners(device="D1", stored=Stored.YES, owners=(MAY,), complete=True)


@pytest.mark.parametrize(
    ("missing", "place"),
    [("name", "name"), ("role", "role"), ("stored", "stored"), ("more", "more")],
)
def test_what_is_missing_is_named(missing: str, place: str) -> None:
    """A half-filled person is not recorded."""
    refused = read(two_devices(), **{missing: None})
    assert isinstance(refused, FieldErrors)
    assert [b.split(":")[0] for b in refused.by_block] == [place]


def test_a_mailbox_must_look_like_one() -> None:
    """A name in the field of the address is told back, not kept."""
    refused = read(two_devices(), email="Sam Field <sam@example.com>")
    assert isinstance(refused, FieldErrors)
    assert next(iter(refused.by_block)).startswith("email:")


def test_devices_come_one_after_the_other() -> None:
    """The first device without a complete list is next, then there is none."""
    assert form.next_device(two_devices()) == "D1"
    assert form.next_device(two_devices(MAY)) == "D1"
    assert form.next_device(two_devices(MAY, complete=True)) == "D2"


def _released(*devices: str) -> Dossier:
    """Two devices of May's, and a notice still owed to her."""
    of = two_devices(MAY, complete=True)
    owed = (NoticeOwed(owner="O1", owed_at=NOW, due=NOW),)
    held = tuple(
        KnownOwner(alias="O1", role=MAY.role, flags=frozenset(), device=d) for d in devices
    )
    return replace(of, case=replace(of.case, state=State.RELEASED, owners=held, notices=owed))


def test_any_device_can_be_opened_again() -> None:
    """Before a release every one; after it those of whoever is still to be told."""
    assert form.correctable(two_devices(MAY, complete=True)) == ("D1", "D2")
    assert form.correctable(_released("D2")) == ("D2",)
    told = _released("D2")
    assert form.correctable(replace(told, case=replace(told.case, notices=()))) == ()
    view = accepted_view(form.choose(_released("D1", "D2"), ("D1", "D2")), "modal")
    assert "rear camera" in shown(view)


def test_after_a_release_only_a_name_and_an_address_are_asked() -> None:
    """What is stored, the role and who else there is were settled; whose entry it is, is not."""
    of = _released("D1")
    asked = form.view(of, "D1")["blocks"]
    assert [b["element"]["action_id"] for b in asked if b["type"] == "input"] == [
        "whose",
        "name",
        "email",
        "postal",
        "owner_flags",
    ]
    new = {"name": "May Field", "email": "may@new.example"}
    command = owners(Answers.of(sent(form.view(of, "D1"), whose="O1", **new)), of)
    assert isinstance(command, RecordOwners)
    assert command.owners == (replace(MAY, email="may@new.example"),)
    assert command.corrects == {"O1"}
    nobody = owners(Answers.of(sent(form.view(of, "D1"), **new)), of)
    assert isinstance(nobody, FieldErrors)
    assert next(iter(nobody.by_block)).startswith("whose:")
