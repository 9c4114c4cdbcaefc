"""FHW025: servers that run as root."""

from flask_hardened.audit.topics.exposure.root_servers import root_servers
from tests.audit.asking_files import in_file


def test_found_for_units_and_settings() -> None:
    """A unit without a user, with root, and servers told to be root."""
    assert [3] == in_file(root_servers, "a.service", "[Unit]\n[Service]\nExecStart=/srv/bin/gunicorn app:app\n")
    assert [3] == in_file(root_servers, "a.service", "[Service]\nUser=root\nExecStart=/srv/bin/gunicorn app:app\n")
    assert [1] == in_file(root_servers, "gunicorn.conf.py", "user = 'root'\n")
    assert [2] == in_file(root_servers, "uwsgi.ini", "[uwsgi]\nuid = 0\n")


def test_not_found_for_accounts() -> None:
    """A user, a dynamic user, and units that start something else."""
    assert [] == in_file(root_servers, "a.service", "[Service]\nUser=app\nExecStart=/srv/bin/gunicorn app:app\n")
    assert [] == in_file(root_servers, "a.service", "[Service]\nDynamicUser=yes\nExecStart=/srv/bin/gunicorn app:app\n")
    assert [] == in_file(root_servers, "a.service", "[Service]\nExecStart=/usr/bin/rsync -a /a /b\n")
    assert [] == in_file(root_servers, "uwsgi.ini", "[uwsgi]\nuid = www-data\n")


def test_found_for_the_workers_of_nginx() -> None:
    """Its master may be root, they should not."""
    assert [1] == in_file(root_servers, "nginx.conf", "user root;\nhttp { server_tokens off; }\n")


def test_not_found_for_other_workers_of_nginx() -> None:
    """An account, and a directive of the same name elsewhere."""
    assert [] == in_file(root_servers, "nginx.conf", "user www-data;\nhttp { server_tokens off; }\n")
    assert [] == in_file(root_servers, "nginx.conf", "http { server_tokens off; user root; }\n")


def test_not_found_for_the_unit_of_one_user() -> None:
    """It never runs as another."""
    unit = "[Service]\nExecStart=/srv/bin/gunicorn app:app\n[Install]\nWantedBy=default.target\n"
    assert [] == in_file(root_servers, "a.service", unit)
