"""What views call: a safe ``next``, and a word for a redirect that the view has checked itself."""

from __future__ import annotations

import re

from flask import request

from ...exchange import Exchange
from ...hardening import current_exchange
from ...urls import WEB, cleaned, destination
from .judgement import ALLOWED, CompiledRedirects
from .site import SITE, Site
from .targets import parse_target

_LOCAL = re.compile(r"/(?![/\\])[^\x00-\x1f\x7f\\]*", re.DOTALL)
_DOT_SEGMENT = re.compile(r"[^?#]*/(?:\.|%2e){1,2}(?:[/?#]|$)", re.IGNORECASE)
_LONGEST = 2048


def safe_next(default: str = "/", *, param: str = "next") -> str:
    """Return where to go on after signing in, for instance: the request's own wish if it stays on the site.

    ::

        return redirect(safe_next(url_for("index")))

    The wish is read from the query, else from the form. A full URL of the app's own host is reduced to its path; what
    is returned begins with exactly one slash, whatever was sent, unless it is `default`.

    :param default: where to go otherwise. Default ``/``.
    :param param: the name of the parameter. Default ``next``.
    """
    wish = request.args.get(param)
    if wish is None and request.method in {"POST", "PUT", "PATCH"}:
        wish = request.form.get(param)
    local = None if not wish else _local_path(wish, _exchange())
    return default if local is None else local


def is_safe_redirect(target: str) -> bool:
    """Tell whether `target` stays on the site, or leads to a place that is listed for the current endpoint.

    Stricter than what leaves by default: sites that the app itself may redirect to, unlisted, are not safe for a wish.
    """
    exchange = _exchange()
    site = _site(exchange)
    compiled: CompiledRedirects | None = exchange.plan.room.get("redirects")
    for base in site.bases(exchange):
        found = destination(target, base)
        if found is None:
            return False
        if not (site.has(found, exchange) if compiled is None else compiled.stays(found, exchange, site)):
            return False
    return True


def allow_redirect(url: str) -> str:
    """Vouch for a redirect to another site that the view has checked itself; return `url`.

    ::

        if uri not in client.redirect_uris:
            abort(400)
        return redirect(allow_redirect(uri))

    It holds for this response, and for the origin of `url`.

    :raises ValueError: when `url` names no site, or a scheme that no redirect may have.
    """
    found = destination(url)
    if found is None or not found.exact or (found.scheme not in WEB and not _is_app_scheme(found.scheme)):
        raise ValueError("This is no URL of a site or an installed app.")
    exchange = _exchange()
    earlier: frozenset[str] = exchange.recall(ALLOWED) or frozenset()
    exchange.keep(ALLOWED, earlier | {found.origin})
    return url


def _local_path(wish: str, exchange: Exchange) -> str | None:
    """Return the local path that `wish` stands for, or None."""
    if len(wish) > _LONGEST:
        return None
    path = cleaned(wish)
    site = _site(exchange)
    for base in site.bases(exchange):
        found = destination(wish, base)
        if found is None or not site.is_here(found, exchange):
            return None
        if found.written:
            path = found.rest if found.rest[:1] == "/" else f"/{found.rest}"
    if not _LOCAL.fullmatch(path) or _DOT_SEGMENT.match(path) or not _is_text(path):
        return None
    return path


def _is_text(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:  # half of a surrogate pair, which no header can hold
        return False
    return True


def _is_app_scheme(scheme: str) -> bool:
    try:
        parse_target(f"{scheme}:")
    except ValueError:
        return False
    return True


def _exchange() -> Exchange:
    exchange = current_exchange()
    if exchange is None:
        raise RuntimeError("There is no request that came through Flask-Hardened.")
    return exchange


def _site(exchange: Exchange) -> Site:
    """Return the app's own hosts; with the feature off too, as a wish has to be judged then as well."""
    hardening = exchange.hardening
    site: Site = hardening.app.extensions.get(SITE) or Site(hardening.app, hardening.policy)
    return site
