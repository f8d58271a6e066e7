"""Templates that draw what strangers wrote: sandboxed, all escaped, nothing left undefined."""

from pathlib import Path

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment


def sandboxed(templates: Path) -> ImmutableSandboxedEnvironment:
    """Return a fresh environment over a folder; its filters and tests are the caller's."""
    return ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
