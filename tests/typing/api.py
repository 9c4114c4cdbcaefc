"""The public API as users write it. Never run: mypy checks it (``tox -e typing``)."""

from __future__ import annotations

import re
from typing import Any

from flask import Blueprint, Flask, Response, session
from flask.typing import ResponseReturnValue
from flask.views import MethodView
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

import flask_hardened
from flask_hardened import (
    BodySizeOptions,
    ConfigurationError,
    CookiesOptions,
    CookieTooLargeError,
    CorsOptions,
    CspOptions,
    CsrfError,
    CsrfOptions,
    DeploymentOptions,
    Directives,
    ErrorsOptions,
    EventsOptions,
    Hardened,
    HardenedError,
    HeadersOptions,
    HostsOptions,
    Problem,
    RateLimitOptions,
    SessionsOptions,
    SessionStoreUnavailable,
    SessionTooLargeError,
    StorageOptions,
    TransportOptions,
    bind_user,
    body_size,
    cookie,
    cors,
    csp,
    csp_nonce,
    csrf,
    csrf_exempt,
    csrf_token,
    end_other_sessions,
    end_session,
    end_sessions_of,
    from_flask_cors,
    headers,
    limit,
    limit_exempt,
    limit_failure,
    no_store,
    request_id,
    rotate,
    rotate_token,
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
        csrf=CsrfOptions(mode="modern", trusted_origins=["https://pay.example"]),
        cors=CorsOptions(origins=["https://app.example", re.compile(r"https://pr-\d+\.example")], credentials=True),
        rate_limit=RateLimitOptions(default="300 per minute", per_route=None, when_down="deny"),
        sessions=SessionsOptions(idle_lifetime=900, server_side=True),
        storage=StorageOptions(uri="redis://localhost:6379/0"),
    )


def features_off(app: Flask) -> None:
    """False turns a feature off, and leaves another extension's alone."""
    Hardened(app, csp=False, headers=True, csrf=False, cors=False, rate_limit=False, sessions=False)


def taken_over(app: Flask) -> None:
    """The settings of a Talisman, a Limiter and a Flask-CORS."""
    limiter = Limiter(get_remote_address, default_limits=["50 per hour"])
    cors_options: CorsOptions = from_flask_cors(origins=["https://app.example"], supports_credentials=True)
    Hardened(app, talisman={"force_https": False}, limiter=limiter, cors=cors_options)
    Hardened(app, limiter=True)


def wrong(app: Flask) -> None:
    """What a type checker refuses."""
    Hardened(app, preset="paranoid")  # type: ignore[arg-type]
    Hardened(app, cps=False)  # type: ignore[call-arg]
    Hardened(app, csrf="modern")  # type: ignore[arg-type]
    CsrfOptions(mode="lax")  # type: ignore[arg-type]
    RateLimitOptions(when_down="panic")  # type: ignore[arg-type]
    csrf_exempt()  # type: ignore[call-arg]
    limit(10)  # type: ignore[arg-type]
    end_sessions_of()  # type: ignore[call-arg]
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

api = cors(origins=["https://app.example"], credentials=True)(Blueprint("api", __name__))
exports: Blueprint = limit("10 per day", shared="exports")(Blueprint("exports", __name__))
hooks: Blueprint = csrf_exempt(reason="each call is signed")(Blueprint("hooks", __name__))
status: Blueprint = limit_exempt(Blueprint("status", __name__))


@api.post("/login")
@limit("10 per minute", on="failure", methods=["POST"])
@limit(lambda: "30 per hour", key=lambda: "someone", cost=lambda: 1, when_down="local")
@csrf(mode="strict", trusted_origins=["https://pay.example"])
def login() -> ResponseReturnValue:
    """Who signs in gets a new session."""
    limit_failure()
    bind_user(7)
    rotate()
    token: str = csrf_token()
    rotate_token(session)
    return {"token": token}


@api.post("/logout")
@limit_exempt(reason="it ends things")
@cors(off=True, reason="the view answers preflights")
def logout() -> ResponseReturnValue:
    """A user ends one session, or all of them."""
    end_other_sessions()
    end_sessions_of("7")
    end_session()
    return "", 204


@api.get("/status")
@limit_exempt
def alive() -> str:
    """A decorator without arguments keeps the type too."""
    return "ok"


alive_answer: str = alive()


@api.errorhandler(CsrfError)
def another_site(error: CsrfError) -> tuple[str, int]:
    """An answer in the app's own words."""
    return f"{error.description} ({error.reason})", 403


@api.errorhandler(SessionStoreUnavailable)
def store_is_down(error: SessionStoreUnavailable) -> Response:
    """The answer as it is."""
    response: Response = error.get_response()  # type: ignore[assignment]
    return response


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
    except (CookieTooLargeError, SessionTooLargeError):
        return []
    except HardenedError:
        raise
    return []


application = Hardened.wrap(create_app(), lambda environ, start_response: [b""])
exported: list[str] = flask_hardened.__all__
