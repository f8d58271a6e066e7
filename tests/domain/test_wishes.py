"""Which texts ask for delivery to somewhere else, and which only speak of places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.wishes import wants_delivery_elsewhere

OWN = ("springfieldpd.example",)


@pytest.mark.parametrize(
    "text",
    [
        "Please send the footage to unit7@files.example.",
        "My work mail is down. Reply only to sgt.alvarez@mail.example",
        "Upload all clips to https://drop.files.example/in/44 within ten minutes.",
        "You must deliver the video via www.files.example as our portal is offline",
        "Por favor envíen el video a unidad7@files.example.",
        "Suban los archivos a https://drop.files.example/x",
        "Deben remitirlo a jefe@correo.example",
    ],
)
def test_a_wish_for_another_place_is_seen(text: str) -> None:
    """Asking, ordering, in English and in Spanish, to a mailbox or to a link."""
    assert wants_delivery_elsewhere(text, OWN)


@pytest.mark.parametrize(
    "text",
    [
        "Please send the footage to lchen@springfieldpd.example.",
        "Please send it to desk@evidence.springfieldpd.example.",
        "The house is here: https://maps.example/?q=14+Elm+Street",
        "He threatened to send pictures of her to her office at mary@shop.example.",
        "The suspect sent mails from dark99@mail.example. Please answer soon.",
        "La víctima dijo que iba a enviar fotos a su hermana, ana@mail.example.",
        "Send help, and the video when you can.",
        "",
    ],
)
def test_a_place_alone_is_no_wish(text: str) -> None:
    """The agency's own mailboxes, maps, and what is told of others block no rescue."""
    assert not wants_delivery_elsewhere(text, OWN)


@given(st.text(max_size=400))
def test_any_text_is_read(text: str) -> None:
    """Whatever is written, there is an answer."""
    assert wants_delivery_elsewhere(text, OWN) in (True, False)
