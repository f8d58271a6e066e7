"""The legal standards, one file each; nothing else knows a country."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from bot.domain.standard import Standard
from bot.domain.standards import australia, california, canada, eu, germany, uk, us_federal

_EVERY: Final[tuple[Standard, ...]] = (
    us_federal.STANDARD,
    california.STANDARD,
    canada.STANDARD,
    uk.STANDARD,
    eu.STANDARD,
    germany.STANDARD,
    australia.STANDARD,
)
STANDARDS: Final[Mapping[str, Standard]] = MappingProxyType(
    {standard.name: standard for standard in _EVERY}
)
"""Every standard of the product by the settings' word for it."""
