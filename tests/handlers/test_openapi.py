"""The description of the interface is true: of the routes, and of what the bodies may say."""

from typing import Any

import pytest

from handlers.intake import webhook
from handlers.intake.schema.members import RequestBody
from handlers.openapi import OpenApi, description
from tests.fakes.clock import FrozenClock
from tests.handlers.intake.bodies import EXAMPLE
from tests.handlers.site import site


async def test_it_is_served_with_its_address() -> None:
    """The document names the address that programs should call."""
    async with (
        site(OpenApi("https://edr.example").routes(), FrozenClock()) as client,
        client.get("/openapi.json") as response,
    ):
        document = await response.json()
    assert document["openapi"] == "3.1.0"
    assert document["servers"] == [{"url": "https://edr.example"}]
    assert set(document["paths"]) == {
        webhook.PATH,
        "/api/v1/emails",
        "/api/v1/receipts",
        "/api/v1/exports",
    }


def test_every_reference_leads_somewhere() -> None:
    """No `$ref` points at a schema that is not there."""
    document = description()

    def references(value: object) -> list[str]:
        if isinstance(value, dict):
            own = [value["$ref"]] if isinstance(value.get("$ref"), str) else []
            return own + [r for inner in value.values() for r in references(inner)]
        return [r for inner in value for r in references(inner)] if isinstance(value, list) else []

    found = references(document)
    assert found
    for reference in found:
        assert reference.removeprefix("#/components/schemas/") in document["components"]["schemas"]


@pytest.mark.parametrize(
    ("schema", "example"),
    [
        ("RequestBody", EXAMPLE),
        ("AgencyBody", EXAMPLE["agency"]),
        ("ContactBody", EXAMPLE["officer"]),
        ("EmergencyBody", EXAMPLE["emergency"]),
        ("SoughtBody", EXAMPLE["data_sought"][0]),
        ("FollowUpBody", EXAMPLE["follow_up"]),
        ("AttachmentBody", EXAMPLE["attachments"][0]),
    ],
)
def test_members_are_named_as_in_the_example(schema: str, example: dict[str, Any]) -> None:
    """Each object of the example has only described members, and all that are required."""
    described = description()["components"]["schemas"][schema]
    assert set(example) <= set(described["properties"])
    assert set(described["required"]) <= set(example)
    assert described["additionalProperties"] is False


def test_the_model_is_the_description() -> None:
    """The description lists exactly the members that the reader knows."""
    described = description()["components"]["schemas"]["RequestBody"]["properties"]
    assert set(described) == set(RequestBody.model_fields)
