"""``flask hardened secret``."""

from __future__ import annotations

import secrets

import click


@click.command()
@click.option(
    "--bytes", "size", type=click.IntRange(32, 1024), default=32, show_default=True, help="Random bytes in the key."
)
@click.option("--dotenv", is_flag=True, help="Print a line for a .env file.")
def secret(*, size: int, dotenv: bool) -> None:
    """Print a new secret key, as hexadecimal digits."""
    key = secrets.token_hex(size)
    click.echo(f"FLASK_SECRET_KEY={key}" if dotenv else key)
