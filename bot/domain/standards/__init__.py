"""The legal standards, one file each; nothing else knows a country."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from bot.domain.standard import Standard
from bot.domain.standards import us_federal

STANDARDS: Final[Mapping[str, Standard]] = MappingProxyType(
    {standard.name: standard for standard in (us_federal.STANDARD,)}
)
"""Every standard of the product by the settings' word for it."""
