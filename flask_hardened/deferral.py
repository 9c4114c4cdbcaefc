"""Whether an app's production checks have to wait for its first request."""

from __future__ import annotations

import click
from flask import Flask


def decided_later(app: Flask) -> bool:
    """Tell whether it is not yet known that `app` will be served in production.

    That is so in a script that is run itself, where ``app.run(debug=True)`` is still to come, and in every command of
    the ``flask`` group but ``run``: migrations and shells serve nobody. The checks then run before the first request.
    """
    if app.import_name == "__main__":
        return True
    context = click.get_current_context(silent=True)
    return context is not None and context.info_name != "run"
