"""Locks of paper."""

import hashlib
import hmac
import ssl
import uuid

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

KEY = b"0123456789abcdef"


def locked(text):
    cipher = Cipher(algorithms.AES(KEY), modes.ECB())  # expect: FHN004, FHN006
    encryptor = cipher.encryptor()
    return encryptor.update(text) + encryptor.finalize()


def signature_is_right(message, signature, key):
    expected = hmac.new(key, message, hashlib.sha1).hexdigest()
    return signature == expected  # expect: FHN010


def reset_token():
    return str(uuid.uuid1())  # expect: FHN009


def key_pair():
    return rsa.generate_private_key(public_exponent=65537, key_size=1024)  # expect: FHN007


def channel():
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE  # expect: FHT005
    return context


def shell():
    import paramiko

    client = paramiko.SSHClient()
    client.set_missing_host_key_policy(paramiko.AutoAddPolicy())  # expect: FHT009
    return client


def warm_up():
    return hashlib.new("sha256").name
