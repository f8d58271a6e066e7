"""The transparency report drawn: page, picture, message."""
