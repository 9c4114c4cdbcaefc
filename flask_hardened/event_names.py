"""The names of security events.

Names and levels are those of the OWASP Application Logging Vocabulary Cheat Sheet, so that alerts written for it work
unchanged. The few names OWASP has no word for are listed apart, in :data:`OWN`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Level = Literal["INFO", "WARN", "CRITICAL"]
"""OWASP's three levels; in Python's logging they are INFO, WARNING and CRITICAL."""


@dataclass(frozen=True, slots=True)
class EventName:
    """One name of the vocabulary.

    :param level: what :meth:`EventLog.emit` uses when its caller names none.
    :param description: likewise.
    """

    level: Level
    description: str


OWASP: Mapping[str, EventName] = MappingProxyType(
    {
        "authn_login_success": EventName("INFO", "A user signed in."),
        "authn_login_successafterfail": EventName("INFO", "A user signed in after failed attempts."),
        "authn_login_fail": EventName("WARN", "A sign-in failed."),
        "authn_login_fail_max": EventName("WARN", "A user reached the limit of failed sign-ins."),
        "authn_login_lock": EventName("WARN", "An account was locked."),
        "authn_password_change": EventName("INFO", "A password was changed."),
        "authn_password_change_fail": EventName("CRITICAL", "An attempt to change a password failed."),
        "authn_impossible_travel": EventName("CRITICAL", "One user was active in two places too far apart."),
        "authn_token_created": EventName("INFO", "A token was issued."),
        "authn_token_revoked": EventName("INFO", "A token was revoked."),
        "authn_token_reuse": EventName("CRITICAL", "A revoked token was used again."),
        "authn_token_delete": EventName("WARN", "A token was deleted."),
        "authz_fail": EventName("CRITICAL", "A user asked for something they have no right to."),
        "authz_change": EventName("WARN", "The rights of a user were changed."),
        "authz_admin": EventName("WARN", "A privileged user acted."),
        "crypt_decrypt_fail": EventName("WARN", "A decryption failed."),
        "crypt_encrypt_fail": EventName("WARN", "An encryption failed."),
        "excess_rate_limit_exceeded": EventName("WARN", "A client exceeded its limit."),
        "upload_complete": EventName("INFO", "An upload arrived."),
        "upload_stored": EventName("INFO", "An upload was stored under another name."),
        "upload_validation": EventName("CRITICAL", "An upload failed its checks."),
        "upload_delete": EventName("INFO", "An upload was deleted."),
        "input_validation_fail": EventName("WARN", "Input failed its validation."),
        "input_validation_discrete_fail": EventName("WARN", "Input was none of the values on offer."),
        "malicious_excess_404": EventName("WARN", "A client asked for many things that do not exist."),
        "malicious_extraneous": EventName("CRITICAL", "A client sent input that nothing here takes."),
        "malicious_attack_tool": EventName("CRITICAL", "A client looks like an attack tool."),
        "malicious_cors": EventName("CRITICAL", "A request came from an origin that is not allowed."),
        "malicious_direct_reference": EventName("CRITICAL", "A client asked for an object of somebody else."),
        "privilege_permissions_changed": EventName("WARN", "The permissions of an object were changed."),
        "sensitive_create": EventName("WARN", "Sensitive data was created."),
        "sensitive_read": EventName("WARN", "Sensitive data was read."),
        "sensitive_update": EventName("WARN", "Sensitive data was changed."),
        "sensitive_delete": EventName("WARN", "Sensitive data was deleted."),
        "sequence_fail": EventName("CRITICAL", "A client skipped a step."),
        "session_created": EventName("INFO", "A session began."),
        "session_renewed": EventName("INFO", "A session was extended."),
        "session_expired": EventName("INFO", "A session ended."),
        "session_use_after_expire": EventName("CRITICAL", "A session was used after its end."),
        "sys_startup": EventName("WARN", "The app started."),
        "sys_shutdown": EventName("WARN", "The app stopped."),
        "sys_restart": EventName("WARN", "The app was restarted."),
        "sys_crash": EventName("WARN", "The app failed."),
        "sys_monitor_disabled": EventName("WARN", "A monitor was switched off."),
        "sys_monitor_enabled": EventName("WARN", "A monitor was switched on."),
        "user_created": EventName("WARN", "A user was created."),
        "user_updated": EventName("WARN", "A user was changed."),
        "user_archived": EventName("WARN", "A user was archived."),
        "user_deleted": EventName("WARN", "A user was deleted."),
    }
)
"""The OWASP vocabulary: https://cheatsheetseries.owasp.org/cheatsheets/Logging_Vocabulary_Cheat_Sheet.html."""

OWN: Mapping[str, EventName] = MappingProxyType(
    {
        "csp_violation": EventName("WARN", "A browser reported a violation of the Content-Security-Policy."),
        "http_body_too_large": EventName("WARN", "A request body is larger than its route takes."),
        "http_forwarded_untrusted": EventName("WARN", "Forwarded headers came from an untrusted peer."),
        "http_host_refused": EventName("WARN", "A request named a host that is not allowed."),
        "http_insecure_refused": EventName("WARN", "A request over plain HTTP was refused."),
        "http_method_refused": EventName("WARN", "A request used a method that is not allowed."),
        "http_redirect_refused": EventName("WARN", "A redirect to another site was refused."),
        "passwords_busy": EventName("WARN", "More people sign in than this worker may hash passwords for."),
        "template_value_refused": EventName("WARN", "A value was kept out of a page, where it would have run."),
    }
)
"""Names of ours, where OWASP has none: ``csp_`` for browsers' reports, ``http_`` for requests refused as such,
``template_`` for values refused in pages."""

VOCABULARY: Mapping[str, EventName] = MappingProxyType({**OWASP, **OWN})
