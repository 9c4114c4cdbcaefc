"""The key that encrypts e-mail addresses in the database: in the instance folder, where it outlives ``SECRET_KEY``."""

import contextlib
import secrets
from pathlib import Path

from cryptography.fernet import Fernet
from flask import Flask


def init_app(app: Flask) -> None:
    """Use the keys that the configuration names; without any, the one in the instance folder, made at the first start.

    Whoever loses it loses the addresses, so a backup of the database is of use with this file only.
    """
    if not app.config.get("HARDENED_ENCRYPTION_KEYS"):
        app.config["HARDENED_ENCRYPTION_KEYS"] = [kept_key(Path(app.instance_path) / "encryption.key")]


def kept_key(path: Path) -> str:
    """The key in the file; the first one to ask makes it, for its own eyes only."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
        draft.touch(mode=0o600, exist_ok=False)
        draft.write_bytes(Fernet.generate_key())
        # A link rather than a rename: of several workers that start at the same moment the first one wins.
        with contextlib.suppress(FileExistsError):
            path.hardlink_to(draft)
        draft.unlink()
    return path.read_text("ascii").strip()
