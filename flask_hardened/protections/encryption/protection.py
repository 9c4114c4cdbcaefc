"""The encryption room: fields encrypted at rest."""

from __future__ import annotations

from flask import Flask, current_app

from ...hardening import hardening_of
from ...keyring import Keyring
from ...plan import PlanDraft
from ...protection import Protection
from .declared import declared
from .options import EncryptionOptions
from .ring import EncryptionRing


class Encryption(Protection[EncryptionOptions]):
    """Fields encrypted at rest. Does nothing for requests.

    Sources: OWASP Cryptographic Storage Cheat Sheet; ASVS 5 sections 11.3 and 14.2; CWE-311, CWE-321.
    """

    feature = "encryption"
    options_type = EncryptionOptions
    _own: EncryptionRing | None = None
    _derived: tuple[tuple[bytes, ...], EncryptionRing] | None = None

    def compile(self, draft: PlanDraft) -> None:
        """Leave the names of the encrypted columns to the audit."""
        columns = declared(draft.app) if draft.endpoint is None else ()
        if columns:
            draft.room[self.feature] = columns

    def ring(self, app: Flask) -> EncryptionRing:
        """Return the key ring of `app`; made anew when its secret keys change.

        :raises RuntimeError: if there is neither a key nor a ``SECRET_KEY``.
        """
        if self.options.keys:
            if self._own is None:
                self._own = EncryptionRing.from_keys(self.options.keys)
            return self._own
        secrets = _SECRETS.of(app)
        derived = self._derived
        if derived is None or derived[0] != secrets:
            self._derived = derived = (secrets, EncryptionRing(secrets))
        return derived[1]


_SECRETS = Keyring(bytes)


def current_ring() -> EncryptionRing:
    """Return the key ring of the current app.

    :raises RuntimeError: outside an application context, or if the app has no encryption.
    """
    if not current_app:
        raise RuntimeError(
            "Encrypted fields need an application context to find their keys: use `with app.app_context():`, or give "
            "the type a key ring of its own."
        )
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - the app itself
    if "hardened" in app.extensions:
        for room in hardening_of(app).protections:
            if isinstance(room, Encryption):
                return room.ring(app)
    raise RuntimeError("This app has no encryption: call Hardened(app), and do not turn the feature off.")
