"""Options of the references room."""

from __future__ import annotations

from ...options import Options, options


@options
class ReferencesOptions(Options):
    """Opaque ids in URLs: ``<ref("post"):id>`` in a rule, :func:`reference` and :func:`dereference` elsewhere."""

    encrypted: bool = False
    """Whether references hide the id, so that nobody can see it or count what there is. Default False: they are signed,
    so that none can be guessed, but the id can be read. Needs ``pip install flask-hardened[encryption]``. A rule says
    otherwise with ``<ref("post", encrypted=True):id>``."""
