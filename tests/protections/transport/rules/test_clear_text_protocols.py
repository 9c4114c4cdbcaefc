"""FHT008: passwords sent in clear text."""

import pytest

from flask_hardened.protections.transport.rules.clear_text_protocols import clear_text_protocols
from tests.audit.asking_source import lines

IMPORTS = "import ftplib, imaplib, poplib, smtplib, telnetlib\n"


@pytest.mark.parametrize(
    "text",
    [
        "telnetlib.Telnet(host)",
        'from pysnmp.hlapi import CommunityData; CommunityData("public")',
        'ftp = ftplib.FTP(host); ftp.login("reports", password)',
        "smtp = smtplib.SMTP(host, 587); smtp.login(user, password)",
        "box = imaplib.IMAP4(host); box.login(user, password)",
        "box = poplib.POP3(host); box.pass_(password)",
    ],
)
def test_found_for_each_protocol(text: str) -> None:
    """Where a password is sent."""
    assert [2] == lines(clear_text_protocols, IMPORTS + text)


@pytest.mark.parametrize(
    "text",
    [
        "ftp = ftplib.FTP(host); ftp.login()",
        'ftp = ftplib.FTP(host); ftp.login("anonymous", "me@example.org")',
        "ftp = ftplib.FTP_TLS(host); ftp.login(user, password)",
        "smtp = smtplib.SMTP(host); smtp.starttls(); smtp.login(user, password)",
        "smtp = smtplib.SMTP_SSL(host); smtp.login(user, password)",
        'smtp = smtplib.SMTP("localhost", 25); smtp.login(user, password)',
        "smtp = smtplib.SMTP(host); smtp.sendmail(sender, to, text)",
        "box = imaplib.IMAP4_SSL(host); box.login(user, password)",
        "account.login(user, password)",
    ],
)
def test_not_found_where_nothing_can_be_read(text: str) -> None:
    """Anonymous, encrypted, on the machine itself, or without a password."""
    assert [] == lines(clear_text_protocols, IMPORTS + text)
