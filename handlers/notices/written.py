"""A notice in words, before it is mail, a page or paper: headings, paragraphs, lists."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One thing of a list: what it is, then lines about it, the last ones less important."""

    what: str
    lines: tuple[str, ...] = ()
    quiet: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Code:
    """A long fingerprint, in letters of one width."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """A paragraph with an address in it, which is shown in full."""

    before: str
    href: str
    shown: str
    after: str = ""
    own_line: bool = False


Block = str | Code | Linked | tuple[Listed, ...]
"""A paragraph, a fingerprint, a paragraph with an address, or a list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with what stands under it; `request` begins another request of the same letter.

    `general`: it is about no single request, but about what one can do and check.
    """

    heading: str
    blocks: tuple[Block, ...]
    request: str = ""
    general: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The whole text in one language; every line of it is clean."""

    language: str
    subject: str
    company: str
    case: str
    title: str
    greeting: str
    opening: tuple[str, ...]
    sections: tuple[Section, ...]
    contact: str
