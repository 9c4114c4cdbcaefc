"""FHN003: broken hash functions."""

import pytest

from flask_hardened.audit.finding import Severity
from flask_hardened.protections.encryption.rules.weak_hashes import weak_hashes
from tests.audit.asking_source import found, lines


@pytest.mark.parametrize(
    "text",
    [
        "import hashlib\nhashlib.md5(content)",
        "from hashlib import sha1 as sha\nsha(content)",
        'import hashlib\nhashlib.new("MD5", content)',
        'import hashlib\nNAME = "sha1"\nhashlib.new(NAME)',
        "from Crypto.Hash import MD5\nMD5.new(content)",
        "from Cryptodome.Hash import MD4\nMD4.new(content)",
        "from cryptography.hazmat.primitives import hashes\nhashes.Hash(hashes.MD5())",
    ],
)
def test_found_in_each_library(text: str) -> None:
    """By whatever name it is imported, with its name given as a constant, too."""
    assert [text.count("\n") + 1] == lines(weak_hashes, text)


def test_found_as_worse_for_secrets() -> None:
    """A token that is a hash is high; the hash of a token is medium; anything else is low."""
    text = """
    import hashlib
    reset_token = hashlib.md5(seed).hexdigest()
    stored = hashlib.sha1(api_key)
    name = hashlib.sha1(content)

    def make_signature(body):
        return hashlib.md5(body).hexdigest()
    """
    expected = {3: Severity.HIGH, 4: Severity.MEDIUM, 5: Severity.LOW, 8: Severity.HIGH}
    assert expected == {each.location.line: each.severity for each in found(weak_hashes, text)}


@pytest.mark.parametrize(
    "text",
    [
        "hashlib.md5(content, usedforsecurity=False)",
        'hashlib.new("md5", content, usedforsecurity=False)',
        "hashlib.sha256(content)",
        'hashlib.new("sha256", content)',
        "hashlib.new(name, content)",
        "etag = hashlib.md5(page).hexdigest()",
        "cache_key = hashlib.md5(url).hexdigest()",
        "avatar_url = base + hashlib.md5(email).hexdigest()",
        "row = {'emailHash': hashlib.md5(person.email).hexdigest()}",
        "def gravatar(email): return hashlib.md5(email).hexdigest()",
        "def file_checksum(path): return hashlib.sha1(read(path)).hexdigest()",
        "found = hashlib.md5(password.encode())",
        "def pwned(password): return hashlib.sha1(password).hexdigest()[:5]",
        "signature = hmac.new(key, body, hashlib.sha1)",
        "token = hashlib.sha1(os.urandom(64)).hexdigest()",
    ],
)
def test_not_found_where_nothing_is_protected(text: str) -> None:
    """ETags, caches, avatars, and HMAC; passwords have a rule of their own."""
    assert [] == lines(weak_hashes, f"import hashlib, hmac\n{text}")


def test_not_found_in_constructions_that_do_not_need_collisions() -> None:
    """OAEP and TOTP rest on other properties."""
    text = """
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import padding
    padding.OAEP(mgf=padding.MGF1(algorithm=hashes.SHA1()), algorithm=hashes.SHA1(), label=None)
    """
    assert [] == lines(weak_hashes, text)


def test_not_found_for_a_namesake() -> None:
    """A hash of another function that is called the same is none."""
    assert [] == lines(weak_hashes, "from mine import md5\nmd5(content)")
