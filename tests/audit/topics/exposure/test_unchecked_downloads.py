"""FHW019: downloads that nobody checks."""

from flask_hardened.audit.topics.exposure.unchecked_downloads import unchecked_downloads
from tests.audit.asking_files import in_file


def lines(instruction: str) -> list[int | None]:
    """Return the line of each finding."""
    return in_file(unchecked_downloads, "Dockerfile", f"FROM python:3.13\n{instruction}\n")


def test_found_for_what_is_used_unchecked() -> None:
    """Added, piped into a shell, without a look at the certificate; in a here-document as well."""
    assert [2] == lines("ADD https://example.com/tool.tar.gz /tmp/")
    assert [2] == lines("RUN curl -sSL https://example.com/i.sh | bash")
    assert [2] == lines("RUN apt-get update && \\\n    wget -qO- https://example.com/i.sh | sh -s -- -y")
    assert [2] == lines("RUN curl -k -o t.tgz https://example.com/t.tgz")
    assert [2] == lines("RUN <<EOF\ncurl https://example.com/i.sh | sh\nEOF")


def test_not_found_for_what_is_checked_or_local() -> None:
    """A checksum, a file, a pipe to something else."""
    assert [] == lines("ADD --checksum=sha256:24 https://example.com/tool.tar.gz /tmp/")
    assert [] == lines("ADD app.tar.gz /app")
    assert [] == lines("RUN curl -fsSL https://example.com/a.json | jq .version")
    assert [] == lines("RUN curl -o t.tgz https://example.com/t.tgz && echo '24  t.tgz' | sha256sum -c")
