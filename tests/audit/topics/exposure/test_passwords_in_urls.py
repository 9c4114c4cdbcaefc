"""FHW009: passwords in addresses."""

from flask_hardened.audit.topics.exposure.passwords_in_urls import passwords_in_urls
from tests.audit.asking_files import found, in_file

PASSWORD = "Wq7" + "miDt"


def test_found_in_source_and_settings() -> None:
    """Databases, caches, proxies."""
    assert [1] == in_file(passwords_in_urls, "app.py", f'URI = "postgresql://shop:{PASSWORD}@db.internal/shop"\n')
    assert [2] == in_file(passwords_in_urls, "alembic.ini", f"[x]\nurl = mysql://root:{PASSWORD}@10.0.0.3/shop\n")
    assert [1] == in_file(passwords_in_urls, "app.py", f'connect("redis://:{PASSWORD}@cache:6379/0")\n')
    assert [1] == in_file(passwords_in_urls, "app.py", 'URI = "postgresql://shop:shop@db.internal/shop"\n')


def test_found_with_low_severity_for_this_machine() -> None:
    """Who reads it has to be on the machine too."""
    findings = found(passwords_in_urls, {"app.py": f'URI = "postgresql://shop:{PASSWORD}@localhost/shop"\n'})
    assert ["low"] == [each.severity.label for each in findings]
    assert PASSWORD not in repr(findings)


def test_not_found_without_a_password() -> None:
    """Placeholders, references, examples, prose, and what has no password at all."""
    text = '''
    """postgresql://shop:Wq7miDt@db.internal/shop"""
    a = f"postgresql://{user}:{password}@{host}/shop"
    b = "postgresql://user:password@db.internal/shop"
    c = "postgresql://postgres:postgres@db/shop"
    d = "https://example.com:8443/a@b"
    e = "postgresql://shop@db.internal/shop"
    f = "driver://user:pass@localhost/name"
    g = "https://anna:Wq7miDt@api.example.com/"
    # postgresql://shop:Wq7miDt@db.internal/shop
    '''
    assert [] == in_file(passwords_in_urls, "app.py", text)
    assert [] == in_file(passwords_in_urls, "a.ini", "url = postgresql://%(user)s:%(password)s@db/shop\n")
    assert [] == in_file(passwords_in_urls, "a.yaml", "url: postgresql://shop:${PASSWORD}@db.internal/shop\n")
