"""Cross-Origin-Embedder-Policy: what a page may embed (WHATWG HTML).

Off in the ``web`` preset, where it would block every image, font and frame of another origin that does not opt in.
"""

from __future__ import annotations

from typing import Literal

from .header import ranked

EmbedderPolicy = Literal["require-corp", "credentialless", "unsafe-none"]

HEADER = ranked(
    "Cross-Origin-Embedder-Policy", "cross_origin_embedder_policy", ("require-corp", "credentialless", "unsafe-none")
)
