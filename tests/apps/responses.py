"""An app that answers in every way an app can answer."""

from __future__ import annotations

import io
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flask import (
    Blueprint,
    Flask,
    Response,
    abort,
    after_this_request,
    redirect,
    render_template_string,
    request,
    send_file,
    session,
    stream_template_string,
)
from flask.views import MethodView
from werkzeug.exceptions import HTTPException
from werkzeug.http import generate_etag
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.wrappers import Response as PlainResponse

from flask_hardened import Hardened

RAISED_STATUSES = (
    400, 401, 403, 404, 405, 406, 408, 409, 410, 411, 412, 413, 414, 415, 416, 417, 418, 421, 422, 423, 424, 428, 429,
    431, 451, 500, 501, 502, 503, 504, 505,
)  # fmt: skip


def create_app(**config: Any) -> Flask:
    """Return the app, in production mode, hardened, with the wrapper around a dispatcher."""
    app = Flask("responses", static_folder=str(Path(__file__).parent / "static"))
    app.config.update(SECRET_KEY=secrets.token_hex(32), **config)
    app.config.setdefault("HARDENED_HOSTS_ALLOWED", ["shop.example"])
    app.config.setdefault("HARDENED_STORAGE_URI", "memory://")
    Hardened(app)
    _add_views(app)
    _add_failures(app)
    _mount(app)
    return app


def _add_views(app: Flask) -> None:
    @app.get("/text")
    def text() -> str:
        return "text"

    @app.get("/json")
    def json() -> dict[str, int]:
        return {"answer": 42}

    @app.get("/page")
    def page() -> str:
        return render_template_string("<!doctype html><title>t</title><script>1</script>")

    @app.get("/session")
    def use_session() -> str:
        session["count"] = session.get("count", 0) + 1
        return str(session["count"])

    @app.get("/redirect")
    def redirected() -> Any:
        return redirect("/text")

    @app.get("/slash/")
    def slash() -> str:
        return "slash"

    @app.get("/empty")
    def empty() -> tuple[str, int]:
        return "", 204

    @app.get("/made/<int:status>")
    def made(status: int) -> tuple[str, int]:
        return "made", status

    @app.get("/cached")
    def cached() -> Response:
        response = Response("cached")
        response.set_etag(generate_etag(b"cached"))
        return response.make_conditional(request)

    @app.get("/file")
    def file() -> Response:
        return send_file(io.BytesIO(b"x" * 1000), mimetype="text/plain", download_name="x.txt", conditional=True)

    @app.get("/stream")
    def stream() -> Response:
        def pieces() -> Iterator[str]:
            yield "<p>"
            yield "piece</p>"

        return Response(pieces(), mimetype="text/html")

    @app.get("/streamed-page")
    def streamed_page() -> Any:
        return stream_template_string("<!doctype html><title>t</title><script>1</script>")

    @app.get("/async")
    async def asynchronous() -> str:
        return "async"

    @app.get("/plain-wsgi")
    def plain_wsgi() -> Any:
        return PlainResponse("plain", content_type="text/plain")

    @app.get("/own-headers")
    def own_headers() -> Any:
        own = {
            "X-Content-Type-Options": "nosniff",
            "x-frame-options": "SAMEORIGIN",
            "Referrer-Policy": "no-referrer",
            "Content-Security-Policy": "default-src 'none'",
            "Strict-Transport-Security": "max-age=5",
            "Cache-Control": "public, max-age=60",
            "Server": "Secret/1.0",
            "X-Powered-By": "Flask",
        }
        return "own", own

    @app.post("/echo")
    def echo() -> str:
        return str(len(request.get_data()))

    class Item(MethodView):
        def get(self) -> str:
            return "item"

    app.add_url_rule("/item", view_func=Item.as_view("item"))


def _add_failures(app: Flask) -> None:
    blueprint = Blueprint("broken", __name__, url_prefix="/broken")

    class Odd(Exception):
        """Handled by a handler that fails."""

    @app.get("/raise/<int:status>")
    def raised(status: int) -> str:
        abort(status)

    @app.get("/abort-with-response")
    def abort_with_response() -> str:
        abort(Response("own answer", 409))

    @app.get("/crash")
    def crash() -> str:
        raise RuntimeError("the secret of the exception")

    @app.get("/crash-in-handler")
    def crash_in_handler() -> str:
        raise Odd("the secret of the exception")

    @app.errorhandler(Odd)
    def broken_handler(error: Odd) -> str:
        raise RuntimeError("the secret of the handler")

    @app.get("/crash-in-after-this-request")
    def crash_in_after() -> str:
        @after_this_request
        def broken(response: Response) -> Response:
            raise RuntimeError("the secret of the hook")

        return "fine"

    @blueprint.before_request
    def before() -> None:
        if request.path.endswith("before-abort"):
            abort(403)
        if request.path.endswith("before-crash"):
            raise RuntimeError("the secret of the hook")

    @blueprint.after_request
    def after(response: Response) -> Response:
        if request.path.endswith("after-crash"):
            raise RuntimeError("the secret of the hook")
        return response

    @blueprint.teardown_request
    def teardown(error: BaseException | None) -> None:
        if request.path.endswith("teardown-crash"):
            raise RuntimeError("the secret of the teardown")

    @blueprint.get("/<path:which>")
    def view(which: str) -> str:
        return which

    @app.get("/own-handler")
    def own_handler() -> str:
        raise Teapot

    class Teapot(HTTPException):
        code = 418

    @app.errorhandler(Teapot)
    def teapot(error: Teapot) -> tuple[str, int]:
        return "own handler", 418

    app.register_blueprint(blueprint)


def _mount(app: Flask) -> None:
    def other(environ: Any, start_response: Any) -> list[bytes]:
        start_response("200 OK", [("Content-Type", "text/plain"), ("Server", "other")])
        return [b"other"]

    def failing(environ: Any, start_response: Any) -> list[bytes]:
        raise RuntimeError("the secret of the mounted app")

    inner = app.wsgi_app
    dispatcher = DispatcherMiddleware(inner, {"/mounted": other, "/failing": failing})
    app.wsgi_app = Hardened.wrap(app, dispatcher)  # type: ignore[method-assign]
