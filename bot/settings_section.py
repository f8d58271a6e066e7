"""What every table of the settings is made of."""

from typing import Final

from pydantic import BaseModel, ConfigDict

WHOLE: Final = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class Section(BaseModel):
    """A table of the settings: unknown keys are errors, and nothing changes once it is read."""

    model_config = WHOLE
