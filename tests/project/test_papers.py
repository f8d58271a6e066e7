"""What the papers say is what the code does."""

import re
from pathlib import Path

import pytest

from bot import settings_table
from bot.manifest import Mode, manifest

ROOT = Path(__file__).parents[2]


def test_settings_page_is_the_table_of_the_code() -> None:
    """docs/settings.md is what `exigent settings` prints."""
    assert (ROOT / "docs/settings.md").read_text(encoding="utf-8") == settings_table.page()


@pytest.mark.parametrize("mode", ["socket", "http"])
def test_manifest_file_is_what_the_code_prints(mode: Mode) -> None:
    """manifests/slack.*.yaml is what `exigent manifest` prints for its mode."""
    text = (ROOT / f"manifests/slack.{mode}.yaml").read_text(encoding="utf-8")
    assert text == manifest(mode)


def test_manifests_set_only_variables_that_exist() -> None:
    """Every EXIGENT_ variable in the compose file, the unit and the image is a setting."""
    known = {"EXIGENT_CONFIG"}
    for key in settings_table.keys().values():
        name = f"EXIGENT_{key.name.upper().replace('.', '__')}"
        known |= {name, f"{name}_FILE"} if key.secret else {name}
    for manifest_file in ("compose.yaml", "exigent.service", "Dockerfile"):
        text = (ROOT / "manifests" / manifest_file).read_text(encoding="utf-8")
        named = set(re.findall(r"EXIGENT_\w+", text))
        assert named
        assert named <= known, manifest_file
