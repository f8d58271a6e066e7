"""What the entries about asking an owner to share say their actor did."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from bot.domain.consent import Involved
from bot.domain.events import consenting as cn

_FOUND: Final = MappingProxyType(
    {
        Involved.NO: "found that no account holder is involved or endangered",
        Involved.YES: "found that an account holder could be involved or endangered",
        Involved.UNKNOWN: "did not know whether an account holder is involved",
    }
)
CONSENTING: Final[Mapping[type, Callable[[Any], str]]] = MappingProxyType(
    {
        cn.InvolvementAnswered: lambda e: _FOUND[e.answer],
        cn.ConsentAsked: lambda e: f"began to ask {e.owner} to share, by {e.channel}",
        cn.ConsentMissed: lambda e: f"could not reach {e.owner} with the question",
        cn.ConsentAnswered: lambda e: f"recorded that {e.owner} said {e.answer.value}",
        cn.OwnerConsented: lambda _: "closed the case: the owners share it themselves",
    }
)
