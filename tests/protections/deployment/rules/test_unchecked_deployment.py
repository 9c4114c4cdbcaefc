"""FHD007: production is not checked."""

from flask_hardened import DeploymentOptions
from flask_hardened.protections.deployment.rules.unchecked_deployment import unchecked_deployment
from tests.audit.asking import hardened_app, places, plain_app


def test_found_without_the_feature() -> None:
    """Nothing looks at the configuration before it is served."""
    assert ["Hardened(app)"] == places(unchecked_deployment, plain_app())
    assert ["HARDENED_DEPLOYMENT"] == places(unchecked_deployment, hardened_app(deployment=False))


def test_not_found_with_it() -> None:
    """Whatever it takes production for."""
    assert [] == places(unchecked_deployment, hardened_app())
    assert [] == places(unchecked_deployment, hardened_app(deployment=DeploymentOptions(production=True)))
