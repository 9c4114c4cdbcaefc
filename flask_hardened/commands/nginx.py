"""``flask hardened nginx``."""

from __future__ import annotations

from pathlib import Path

import click

from ..audit.reporters.plain import plain
from ..errors import ConfigurationError
from ..hardening import EXTENSION
from ..serving.configuration import configuration
from ..serving.notes import notes
from ..serving.quoting import NginxError
from ..serving.site import site_of
from ..serving.wishes import EVERYWHERE, Wishes
from . import loading, writing

_PORT = click.IntRange(1, 65535)


@click.command()
@click.option("--upstream", required=True, metavar="PLACE",
              help="Where the app listens: unix:/run/app.sock, or 127.0.0.1:8000.")  # fmt: skip
@click.option("--certificate", required=True, metavar="FILE", help="The certificate and those in between, as PEM.")
@click.option("--certificate-key", required=True, metavar="FILE", help="Its private key.")
@click.option("--static", metavar="FOLDER", help="Have nginx serve the static files in this folder.")
@click.option("--acme", metavar="FOLDER", help="Answer the challenges of a certificate's renewal from this folder.")
@click.option("--address", "addresses", multiple=True, default=EVERYWHERE, show_default=True,
              help="Where nginx listens.")  # fmt: skip
@click.option("--http-port", type=_PORT, default=80, show_default=True, help="The port that sends browsers to HTTPS.")
@click.option("--https-port", type=_PORT, help="The port of HTTPS; default HARDENED_TRANSPORT_HTTPS_PORT, or 443.")
@click.option("--timeout", type=click.IntRange(1, 300), default=10, show_default=True,
              help="Seconds that a client may be silent while it sends.")  # fmt: skip
@click.option("--rate", type=click.IntRange(1), metavar="N", help="Requests per second that one address may send.")
@click.option("--http2", is_flag=True, help="Speak HTTP/2 too.")
@click.option("--default-server/--no-default-server", default=True, show_default=True,
              help="Drop requests for other hosts; needed once per nginx.")  # fmt: skip
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
@click.pass_context
def nginx(
    context: click.Context,
    *,
    https_port: int | None,
    addresses: tuple[str, ...],
    output: Path | None,
    upstream: str,
    certificate: str,
    certificate_key: str,
    static: str | None,
    acme: str | None,
    http_port: int,
    timeout: int,
    rate: int | None,
    http2: bool,
    default_server: bool,
) -> None:
    """Write a configuration for nginx that says what the app's policy says.

    Notes on standard error tell what to set in the app and its server. No request is sent to the app.
    """
    try:
        app = loading.load_app(context)
    except ConfigurationError as error:
        click.echo(plain(str(error)), err=True)
        context.exit(loading.FAILED)
    if EXTENSION not in app.extensions:
        raise click.UsageError("The app is not hardened: Hardened(app) is missing.")
    transport = app.extensions[EXTENSION].policy.transport
    try:
        wishes = Wishes(
            upstream=upstream,
            certificate=certificate,
            certificate_key=certificate_key,
            static=static,
            acme=acme,
            addresses=addresses,
            http_port=http_port,
            https_port=https_port or (transport and transport.https_port) or 443,
            timeout=timeout,
            rate=rate,
            http2=http2,
            default_server=default_server,
        )
        site = site_of(app, wishes)
        text = configuration(site)
    except NginxError as error:
        raise click.UsageError(str(error)) from None
    writing.write(text, output)
    for note in notes(app, site):
        click.echo(f"Note: {plain(note)}", err=True)
