"""The transparency report drawn: a page for everybody, a picture and a message for Slack."""
