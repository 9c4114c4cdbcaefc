"""FHW024: servers that restart when a file changes."""

from flask_hardened.audit.topics.exposure.reloading_servers import reloading_servers
from tests.audit.asking_files import in_file


def test_found_for_servers_that_watch() -> None:
    """gunicorn, uvicorn, uWSGI."""
    assert [2] == in_file(reloading_servers, "gunicorn.conf.py", "bind = ':8000'\nreload = True\n")
    assert [1] == in_file(reloading_servers, "Procfile", "web: gunicorn --reload app:app\n")
    assert [1] == in_file(reloading_servers, "start.sh", "exec uvicorn app:app --reload --port 80\n")
    assert [2] == in_file(reloading_servers, "uwsgi.ini", "[uwsgi]\npy-autoreload = 1\n")


def test_not_found_where_it_is_off() -> None:
    """Off, for a desk, or a variable of another name."""
    assert [] == in_file(reloading_servers, "gunicorn.conf.py", "reload = False\nreload_engine = 'auto'\n")
    assert [] == in_file(reloading_servers, "gunicorn.dev.conf.py", "reload = True\n")
    assert [] == in_file(reloading_servers, "uwsgi.ini", "[uwsgi]\npy-autoreload = 0\n[dev]\npy-autoreload = 1\n")
