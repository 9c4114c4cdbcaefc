"""An empty app with the configuration of another, hardened with the defaults: what the one line would come to."""

from __future__ import annotations

import secrets
from contextlib import suppress

from flask import Flask

from ..errors import ConfigurationError
from ..extension import Hardened
from ..hardening import EXTENSION


def hardened_probe(app: Flask) -> Flask | None:
    """Return the probe of an app that is not hardened; None of one that is, and where ``Hardened(app)`` would refuse.

    The app itself is not touched. The probe is in testing mode, so that it opens nothing and refuses nothing that
    other rules speak of, and has a key of its own where none is set.
    """
    if EXTENSION in app.extensions:
        return None
    probe = Flask(app.import_name, root_path=app.root_path, static_folder=None, template_folder=None)
    probe.config.update(app.config)
    # hardened: ignore[FHD014] an app that answers nobody
    probe.testing = True
    probe.secret_key = app.secret_key or secrets.token_hex()
    with suppress(ConfigurationError):
        Hardened(probe)
        return probe
    return None
