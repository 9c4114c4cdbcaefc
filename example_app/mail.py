"""Mail, as far as the blog has any: an example app that sent some would have to be told how."""

from flask import current_app


def send(address: str, text: str) -> None:
    """Write a mail to the log.

    A real app hands it to its mail server: whoever reads a log must not find links there that open accounts.
    """
    current_app.logger.warning("Mail to %s: %s", address, text)
