"""What stands where a secret will be, and what only looks like one."""

from __future__ import annotations

import re

_MARKS = re.compile(
    r"change.?(?:me|this|it)|replace|insert|your[-_. ]?|my[-_. ]|example|placeholder|sample|dummy|fake|mock|redact|todo"
    r"|fixme|foo.?bar|lorem|not[-_. ]?(?:a|real|set)|set[-_. ]?me|fill[-_. ]|enter[-_. ]|default|unused|invalid|test"
    r"|demo|abcdef|abc123|1234|9876|qwert|xxx|yyy|zzz|\*{2,}|\.{3}|…|___|---|00000|11111",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"[$`<>{}]|%\(|%[sdr]\b|\bos\.|environ|getenv|process\.env|ENC\[|!vault|\bvault:|secretsmanager|ssm:|arn:aws|op://"
    r"|\bfile:|\bref\+",
)
_NOT_A_VALUE = re.compile(
    r"""(?:
        [a-z][a-z0-9+.-]*://\S*                       # an address
      | (?:\.{0,2}/|~/|[A-Za-z]:\\).*                 # a path
      | [\w.-]+(?:/[\w.-]+)*\.[a-z]{1,5}              # a file
      | [\w.+-]+@[\w.-]+                              # a mail address
      | [A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+                 # the name of a variable
      | (?:[A-Za-z_]\w*\.)+[A-Za-z_]\w*(?:\(.*)?      # a dotted name, or a call
      | [A-Za-z_]\w*\(.*                              # a call
      | \(\?.*                                        # a regular expression
      | [\w-]+(?:\.[\w-]+)+                           # a host, a version
      | sha(?:256|384|512)-.*                         # a digest of a script
      | (?:pbkdf2|scrypt|bcrypt|argon2)\S*            # a hash of a password
      | \d{4}-\d\d-\d\d.*                             # a time
      | [\d.,:%_-]+                                   # a number
    )""",
    re.VERBOSE,
)
_PLAIN_WORDS = frozenset(
    {
        "admin", "administrator", "root", "user", "guest", "public", "private", "none", "null", "nil", "true",
        "false", "yes", "no", "on", "off", "string", "str", "text", "hidden", "required", "optional", "bearer",
        "basic", "digest", "secret", "secretkey", "password", "passwd", "pass", "passphrase", "pwd", "token",
        "apikey", "key", "dev", "development", "local", "letmein", "welcome", "s3cr3t", "sekrit", "hunter2",
        "supersecret", "topsecret", "verysecret", "secretpassword", "secrettoken", "password1", "passw0rd",
        "p@ssw0rd", "p@ssword", "postgres", "mysql", "mariadb", "mongo", "redis", "rabbitmq", "minio",
        "minioadmin",
    }
)  # fmt: skip


def is_placeholder(value: str) -> bool:
    """Whether `value` is to be replaced, is put together elsewhere, or is a word that everybody knows."""
    plain = re.sub(r"[\s_.-]", "", value).casefold()
    return len(set(value)) < 4 or plain in _PLAIN_WORDS or bool(_MARKS.search(value)) or bool(_REFERENCE.search(value))


def is_something_else(value: str) -> bool:
    """Whether `value` is a path, an address, a name, a date, a hash or another thing that is kept beside secrets."""
    return bool(_NOT_A_VALUE.fullmatch(value)) or value.startswith(
        ("$2a$", "$2b$", "$2y$", "$argon2", "$pbkdf2", "$5$", "$6$")
    )
