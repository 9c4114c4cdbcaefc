"""The public API as users write it. Never run: mypy checks it (``tox -e typing``)."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Flask
from flask.typing import ResponseReturnValue
from flask.views import MethodView

import flask_hardened
from flask_hardened import (
    BodySizeOptions,
    ConfigurationError,
    CookiesOptions,
    CookieTooLargeError,
    CspOptions,
    DeploymentOptions,
    Directives,
    ErrorsOptions,
    EventsOptions,
    Hardened,
    HardenedError,
    HeadersOptions,
    HostsOptions,
    Problem,
    TransportOptions,
    body_size,
    cookie,
    csp,
    csp_nonce,
    headers,
    no_store,
    request_id,
    security_event,
)

hardened = Hardened()
blueprint = csp(img_src=["'self'"])(Blueprint("blog", __name__))


def create_app() -> Flask:
    """An app factory."""
    app = Flask(__name__)
    hardened.init_app(app)
    app.register_blueprint(blueprint)
    return app


def every_feature(app: Flask) -> None:
    """Options are given as keywords; lists may be lists."""
    Hardened(
        app,
        preset="strict",
        hosts=HostsOptions(allowed=["example.com"], proxies=["10.0.0.0/8"]),
        transport=TransportOptions(https_port=8443),
        csp=CspOptions(connect_src=["'self'", "https://api.example"], report_only=Directives(img_src=["'self'"])),
        headers=HeadersOptions(referrer_policy="no-referrer", permissions_policy={"camera": ["self"]}),
        cookies=CookiesOptions(),
        body_size=BodySizeOptions(max_body=None),
        errors=ErrorsOptions(descriptions=False),
        events=EventsOptions(logger=lambda event, line: None),
        deployment=DeploymentOptions(health_paths=["/ping"]),
    )


def features_off(app: Flask) -> None:
    """False turns a feature off, and leaves another extension's alone."""
    Hardened(app, csp=False, headers=True, csrf=False)


def taken_over(app: Flask) -> None:
    """The settings of a Talisman."""
    Hardened(app, talisman={"force_https": False})


def wrong(app: Flask) -> None:
    """What a type checker refuses."""
    Hardened(app, preset="paranoid")  # type: ignore[arg-type]
    Hardened(app, cps=False)  # type: ignore[call-arg]
    Hardened(app, csrf=True)  # type: ignore[arg-type]
    CspOptions("web")  # type: ignore[call-arg]
    HostsOptions(allowed=1)  # type: ignore[arg-type]
    HostsOptions().allowed = ()  # type: ignore[misc]


@blueprint.get("/page")
@csp(add={"img_src": ["https://images.example"]}, remove={"font_src": ["data:"]})
@headers(cross_origin_resource_policy="cross-origin")
@no_store
@cookie("theme", httponly=False)
def page() -> ResponseReturnValue:
    """Decorators keep the type of what they decorate."""
    return f'<script nonce="{csp_nonce()}"></script>'


reference: str | None = request_id()
answer: ResponseReturnValue = page()


@body_size(max_multipart=50_000_000)
class Upload(MethodView):
    """A view class is still a view class."""

    def post(self) -> ResponseReturnValue:
        """Take it."""
        return {"ok": True}


blueprint.add_url_rule("/upload", view_func=Upload.as_view("upload"))


@security_event.connect
def receiver(sender: Flask, *, event: dict[str, Any]) -> None:
    """A receiver of events."""


def faults(app: Flask) -> list[str]:
    """Errors say what to do."""
    try:
        Hardened(app)
    except ConfigurationError as error:
        problems: tuple[Problem, ...] = error.problems
        return [f"{problem.setting}: {problem.fault} {problem.fix}" for problem in problems]
    except CookieTooLargeError:
        return []
    except HardenedError:
        raise
    return []


application = Hardened.wrap(create_app(), lambda environ, start_response: [b""])
exported: list[str] = flask_hardened.__all__
