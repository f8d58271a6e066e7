"""Stepping out of a case."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.workflow.dossier import Dossier
from handlers.blocks.limits import Payload
from handlers.blocks.parts import input_, modal, mrkdwn, option, radio, section, text_input
from handlers.blocks.text import Markup

CALLBACK_ID = "recuse.file"
GROUNDS: Mapping[str, str] = MappingProxyType(
    {
        "officer": "I know the officer or supervisor",
        "owner": "I know the owner or the person at risk",
        "matter": "I work on a related matter",
        "called": "I made the call-back",
        "other": "Another reason",
    }
)
"""Grounds by the word that the record keeps of each."""


def view(dossier: Dossier) -> Payload:
    """The form: two inputs."""
    case = dossier.case
    text = (
        f"*{case.number}*. You will not decide or see this case again; a backup is called at "
        "once. A determination of yours, if filed, no longer counts."
    )
    grounds = [option(text, word) for word, text in GROUNDS.items()]
    return modal(
        CALLBACK_ID,
        "Recuse",
        [
            section(mrkdwn(Markup(text))),
            input_("Why", radio("kind", grounds), f"kind:v{case.version}"),
            input_("Note", text_input("note", most=300), f"note:v{case.version}", optional=True),
        ],
        ids={"c": case.number, "v": case.version},
        submit="Recuse",
    )
