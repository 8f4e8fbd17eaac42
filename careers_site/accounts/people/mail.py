"""Mail by SMTP_URL, for one-time links; the site works without.

`smtps://` is encrypted from the start; `smtp://` asks for STARTTLS, and sends nothing without it
unless the mail server is on this machine.
"""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage
from urllib.parse import SplitResult, unquote, urlsplit

from flask import current_app

TIMEOUT_SECONDS = 8
THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}


class MailError(RuntimeError):
    """The mail was not sent; the text says why, without the password of the mail server."""


def is_set_up() -> bool:
    return bool(current_app.config["SETTINGS"].smtp_url)


def send(to: str, subject: str, text: str) -> None:
    """Send a plain mail. Raises MailError."""
    server = urlsplit(current_app.config["SETTINGS"].smtp_url)
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = _sender(server), to, subject
    message.set_content(text)
    try:
        with _connect(server) as connection:
            if server.username:
                connection.login(unquote(server.username), unquote(server.password or ""))
            connection.send_message(message)
    except smtplib.SMTPResponseException as error:
        raise MailError(f"the mail server answered {error.smtp_code}") from error
    except (OSError, ValueError, smtplib.SMTPException) as error:
        raise MailError(str(error.__class__.__name__)) from error


def _connect(server: SplitResult) -> smtplib.SMTP:
    host, context = server.hostname or "", ssl.create_default_context()
    if server.scheme == "smtps":
        port = server.port or 465
        return smtplib.SMTP_SSL(host, port, timeout=TIMEOUT_SECONDS, context=context)
    connection = smtplib.SMTP(host, server.port or 587, timeout=TIMEOUT_SECONDS)
    try:
        if host not in THIS_MACHINE or connection.has_extn("starttls"):
            connection.starttls(context=context)
    except BaseException:
        connection.close()
        raise
    return connection


def _sender(server: SplitResult) -> str:
    """The mail server's own user where that is an address, else one of the site's host."""
    user = unquote(server.username or "")
    host = urlsplit(current_app.config["SETTINGS"].site_url).hostname
    return user if "@" in user else f"careers@{host}"
