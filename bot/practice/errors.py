"""What can go wrong in the practice workspace, under one root."""


class PracticeError(Exception):
    """Root of everything the practice workspace raises."""


class SlackError(PracticeError):
    """Slack's `{"ok": false}` answer, with the code Slack documents for it.

    `messages` are the lines of `response_metadata.messages`; `retry_after` (whole
    seconds) turns the answer into HTTP 429; `extra` are further members of the answer.
    """

    def __init__(
        self,
        code: str,
        messages: tuple[str, ...] = (),
        *,
        retry_after: int | None = None,
        extra: dict[str, str] | None = None,
    ) -> None:
        super().__init__(f"{code}: {'; '.join(messages)}" if messages else code)
        self.code = code
        self.messages = messages
        self.retry_after = retry_after
        self.extra = extra or {}


class ImpossibleError(PracticeError):
    """A person at a phone could not have done this: no such button, option or open view."""
