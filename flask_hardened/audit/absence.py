"""What a rule says where a whole feature is missing: the app is not hardened, or the feature was turned off."""

from __future__ import annotations

from collections.abc import Iterator

from .finding import Location
from .rule import Hit
from .snapshot import Snapshot

UNHARDENED = Location(setting="Hardened(app)")
HARDEN = "Call Hardened(app) after the configuration is loaded."


def absent(snapshot: Snapshot, feature: str, message: str) -> Iterator[Hit]:
    """Yield one hit when `feature` does nothing for this app.

    :param message: what is open then.
    """
    facts = snapshot.hardening
    if not facts.hardened:
        yield Hit(message=message, fix=HARDEN, location=UNHARDENED)
    elif facts.options.get(feature) is None:
        key = f"HARDENED_{feature.upper()}"
        yield Hit(
            message=f"{message} The feature {feature} is off.",
            fix=f"Remove {feature}=False from Hardened(), or {key} = False from the configuration.",
            location=Location(setting=key),
        )


def is_on(snapshot: Snapshot, feature: str) -> bool:
    """Tell whether `feature` works for this app, so that it mends what another extension leaves open."""
    return snapshot.hardening.options.get(feature) is not None


def has_talisman(snapshot: Snapshot) -> bool:
    """Tell whether Flask-Talisman is active on the app, of whose settings other rules speak."""
    return snapshot.config_facts is not None and bool(snapshot.config.extension_facts.talismans)


def setting_of(feature: str, option: str) -> Location:
    """Return the place of an option, under the name of its configuration key."""
    return Location(setting=f"HARDENED_{feature.upper()}_{option.upper()}")
