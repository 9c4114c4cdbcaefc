"""FHN008: secrets drawn from a generator that can be predicted."""

import pytest

from flask_hardened.protections.encryption.rules.guessable_secrets import guessable_secrets
from tests.audit.asking_source import found, lines


@pytest.mark.parametrize(
    "text",
    [
        "reset_token = ''.join(random.choice(string.ascii_letters) for _ in range(32))",
        "otp = random.randint(100000, 999999)",
        "user.api_key = '%032x' % random.getrandbits(128)",
        "session['csrf_token'] = str(random.random())",
        "user = User(name=name, password=''.join(random.choices(letters, k=8)))",
        "row = {'verification_code': random.randrange(10**6)}",
        "def generate_token(): return ''.join(random.sample(chars, 20))",
        "def make_password():\n    letters = random.choices(alphabet, k=12)\n    return ''.join(letters)",
        "nonce = numpy.random.bytes(12)",
        "def send_otp():\n    number = random.randint(100000, 999999)\n    mail(number)",
        "def generate_password():\n    random.shuffle(letters)\n    return join(letters)",
    ],
)
def test_found_for_what_is_called_a_secret(text: str) -> None:
    """Variables, attributes, keys, arguments, and functions that make one."""
    assert 1 == len(found(guessable_secrets, f"import random, string\nimport numpy\n{text}"))


def test_found_once_in_a_line() -> None:
    """However many numbers are drawn there."""
    assert [2] == lines(guessable_secrets, "import random\npin_token = str(random.random()) + str(random.random())")


@pytest.mark.parametrize(
    "text",
    [
        "dice = random.randint(1, 6)",
        "color = random.choice(colors)",
        "def send_token():\n    delay = random.random()\n    wait_for(delay)",
        "token = random.choice(self.tokens)",
        "time.sleep(random.random())",
        "def refresh_token():\n    time.sleep(random.uniform(0, 2))\n    return fetch()",
        "token_count = random.randint(1, 5)",
        "password_field = random.choice(fields)",
        "token = random.SystemRandom().choice(letters)",
        "token = ''.join(secrets.choice(letters) for _ in range(32))",
        "def session_view():\n    banner = random.choice(banners)\n    return render(banner)",
    ],
)
def test_not_found_for_dice(text: str) -> None:
    """What is no secret, jitter, one of what is there already, and the sound generators."""
    assert [] == lines(guessable_secrets, f"import random, secrets, time\n{text}")
