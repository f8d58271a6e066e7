"""What the accounts system answers, put on the record beside what people typed."""

from collections.abc import Mapping

from bot.domain import commands as cm
from bot.domain.governing import Doubt
from bot.domain.release import OwnerRole, Stored
from bot.domain.roster import SYSTEM
from bot.workflow.ports import Again, Done
from bot.workflow.rows import LeasedTask
from handlers.outside import Permanent
from handlers.release.accounts import AccountHolder, DeviceAccounts, read_accounts
from handlers.release.accounts_port import AccountsPort
from tests import factories as make
from tests.factories import DEE
from tests.handlers.house import House

ZED = AccountHolder(id="acct-77", name="Zed Other", role=OwnerRole.PRIMARY, email="zed@h.example")
JO = AccountHolder(id="acct-1", name="J. Doe", role=OwnerRole.PRIMARY, email="O1@mail.example")


class Known:
    """An accounts system that knows some devices; `meanwhile` happens while it answers."""

    def __init__(
        self, holders: Mapping[str, AccountHolder], house: House | None = None, number: str = ""
    ) -> None:
        self.holders = holders
        self.house = house
        self.number = number

    async def lookup(self, key: str, case: str, device: str) -> DeviceAccounts:
        """Answer, after a custodian has typed in the first device where there is a house."""
        if self.house is not None:
            await self.house.do(self.number, make.owners(), DEE)
            self.house = None
        return DeviceAccounts(stored=Stored.YES, owners=(self.holders[device],))


async def two_devices(house: House) -> str:
    """A case about two cameras."""
    wanted = (make.sought(device="CAM-1"), make.sought("D2", device="CAM-2"))
    return await house.received(make.request(data_sought=wanted))


async def deliver(house: House, number: str, accounts: Known) -> Again | Done:
    """Deliver one look-up."""
    task = LeasedTask(
        id=1,
        key="accounts:1",
        port="accounts",
        case=number,
        due_at=house.clock.law(),
        ids={},
        attempts=1,
        token=1,
    )
    port = AccountsPort(house.office, accounts)  # type: ignore[arg-type]  # a fake without HTTP
    return await port.deliver(task)  # type: ignore[return-value]  # it never gives up here


async def names(house: House, number: str) -> dict[str, str | None]:
    """Who stands behind each mark."""
    return {o.alias: o.name for o in (await house.opened(number)).owners}


async def test_whom_a_custodian_typed_in_keeps_their_mark(dwelling: House) -> None:
    """The account holder of the other device gets the next mark, not the same."""
    number = await two_devices(dwelling)
    await dwelling.do(number, make.owners(), DEE)
    assert await deliver(dwelling, number, Known({"CAM-2": ZED})) == Done()
    assert await names(dwelling, number) == {"O1": "Jo Doe", "O2": "Zed Other"}
    case = await dwelling.case(number)
    assert {(o.alias, o.device) for o in case.owners} == {("O1", "D1"), ("O2", "D2")}


async def test_a_mark_is_not_given_again_once_its_person_is_gone(dwelling: House) -> None:
    """Whoever was taken off keeps the mark in the record, so nobody else gets it."""
    number = await two_devices(dwelling)
    await dwelling.do(number, make.owners(), DEE)
    await dwelling.do(number, make.owners(make.owner("O2", name="Sam", email="s@h.example")), DEE)
    await deliver(dwelling, number, Known({"CAM-2": ZED}))
    assert (await names(dwelling, number))["O3"] == "Zed Other"


async def test_one_mailbox_is_one_person(dwelling: House) -> None:
    """Whom a custodian typed in is known by the address, and is told once."""
    number = await two_devices(dwelling)
    await dwelling.do(number, make.owners(), DEE)
    await deliver(dwelling, number, Known({"CAM-2": JO}))
    assert await names(dwelling, number) == {"O1": "J. Doe"}


async def test_one_account_is_one_person(dwelling: House) -> None:
    """Two devices of one account have one mark."""
    number = await two_devices(dwelling)
    await deliver(dwelling, number, Known({"CAM-1": ZED, "CAM-2": ZED}))
    assert await names(dwelling, number) == {"O1": "Zed Other"}


async def test_who_is_typed_in_meanwhile_is_seen(dwelling: House) -> None:
    """A custodian who types while the system answers loses nothing and gains no namesake."""
    number = await two_devices(dwelling)
    holders = {"CAM-1": ZED, "CAM-2": ZED}
    await deliver(dwelling, number, Known(holders, dwelling, number))
    found = await names(dwelling, number)
    assert sorted(n or "" for n in found.values()) == ["Jo Doe", "Zed Other"]


async def test_the_product_cannot_take_a_mark_from_anybody(dwelling: House) -> None:
    """Even a command with a mark in use is refused by the law of the case."""
    number = await two_devices(dwelling)
    await dwelling.do(number, make.owners(), DEE)
    other = make.owner(name="Zed Other", email="zed@h.example")
    command = cm.RecordOwners(device="D2", stored=Stored.YES, owners=(other,), complete=True)
    outcome = await dwelling.do(number, command, SYSTEM)
    assert outcome.refused is not None
    assert outcome.refused.reason.value == "alias_taken"


async def test_an_owner_in_another_country_holds_the_case(dwelling: House) -> None:
    """Where the accounts system knows the country, it helps to say which law applies."""
    number = await dwelling.received()
    abroad = JO.model_copy(update={"country": "CA"})
    device = make.sought().device or ""
    assert await deliver(dwelling, number, Known({device: abroad})) == Done()
    case = await dwelling.case(number)
    assert case.governing.owners == ("CA",)
    assert case.governing.doubt is Doubt.CONFLICT


def test_a_country_is_two_letters() -> None:
    """A name of a country in its place is refused, with the pointer to it."""
    holder = '{"id": "a", "name": "Jo", "role": "primary", "country": "Canada"}'
    answer = read_accounts(f'{{"stored": "yes", "owners": [{holder}]}}'.encode())
    assert answer == Permanent("answer_invalid", "/owners/0/country")
