"""S3Store: a private bucket of Amazon S3, or of anything that speaks its protocol."""

from __future__ import annotations

import base64
import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

from .stored import KEY, StoredUpload

_INFO = "hardened-upload"


class S3Store:
    """Keeps uploads in a bucket, which has to be private: nothing here makes an object public.

    :param bucket: its name.
    :param prefix: what the names of objects begin with. Default ``uploads/``.
    :param client: a boto3 client for ``s3``, with your region, credentials and timeouts; by default one is made from
        the environment when it is first needed, and gives up after 5 seconds.
    :param encryption: ``ServerSideEncryption`` of each object; None leaves it to the bucket. Default ``AES256``.
    """

    def __init__(
        self, bucket: str, *, prefix: str = "uploads/", client: Any = None, encryption: str | None = "AES256"
    ) -> None:
        self.bucket = bucket
        self.prefix = prefix
        self._client = client
        self._extra = {} if encryption is None else {"ServerSideEncryption": encryption}

    def save(self, stream: IO[bytes], stored: StoredUpload) -> None:
        """Put one object, which S3 shows when all of it is there."""
        info = base64.urlsafe_b64encode(stored.to_json().encode("ascii")).decode("ascii")
        with _as_os_errors():
            self.client.put_object(
                Bucket=self.bucket,
                Key=self._name(stored.key),
                Body=stream,
                ContentType="application/octet-stream",
                Metadata={_INFO: info},
                **self._extra,
            )

    def open(self, key: str) -> tuple[StoredUpload, IO[bytes]]:
        """Get an object as a stream."""
        with _as_os_errors():
            try:
                found = self.client.get_object(Bucket=self.bucket, Key=self._name(key))
            except self.client.exceptions.NoSuchKey as error:
                raise FileNotFoundError(f"There is no upload {key!r}.") from error
        try:
            stored = StoredUpload.from_json(base64.urlsafe_b64decode(found["Metadata"][_INFO]).decode("ascii"))
        except (KeyError, ValueError) as error:  # somebody else's object
            found["Body"].close()
            raise FileNotFoundError(f"There is no upload {key!r}.") from error
        return stored, found["Body"]

    def delete(self, key: str) -> None:
        """Delete the object."""
        with _as_os_errors():
            self.client.delete_object(Bucket=self.bucket, Key=self._name(key))

    @property
    def client(self) -> Any:
        """The boto3 client.

        :raises RuntimeError: if boto3 is not installed.
        """
        if self._client is None:
            try:
                boto3 = importlib.import_module("boto3")
                config_type = importlib.import_module("botocore.config").Config
            except ImportError:
                raise RuntimeError("S3Store needs boto3. Run: pip install flask-hardened[s3]") from None
            config = config_type(connect_timeout=5, read_timeout=5, retries={"total_max_attempts": 2})
            self._client = boto3.client("s3", config=config)
        return self._client

    def _name(self, key: str) -> str:
        if not KEY.fullmatch(key):
            raise FileNotFoundError("This is no key of an upload.")
        return f"{self.prefix}{key}"


@contextmanager
def _as_os_errors() -> Iterator[None]:
    """Turn the errors of boto3, which have nothing in common with others, into those that files have."""
    try:
        yield
    except Exception as error:
        if type(error).__module__.partition(".")[0] not in ("boto3", "botocore"):
            raise
        raise OSError(f"S3 failed: {type(error).__name__}.") from error
