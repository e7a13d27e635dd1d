"""Secrets that are long and yet no secret are told from random ones."""

import base64
import hashlib
import string

import pytest

from cvscreen.domain.secrets import is_guessable

KEYBOARD = "qwertyuiopasdfghjklzxcvbnm1234567890"


@pytest.mark.parametrize(
    "secret",
    [
        "x" * 32,
        "x" * 500,
        "ab" * 40,
        "changeme" * 4,
        "changeme" * 4 + "chan",
        "changeme-Changeme_CHANGE_ME change-me replace-me",
        "0123456789" * 4,
        "0123456789abcdef" * 2,
        "please-change-me-this-is-a-secret",
        "your-default-secret-password-example",
        string.ascii_letters,
        string.ascii_lowercase + string.digits,
        (string.ascii_lowercase + string.digits)[::-1],
        "aaaaaaaabbbbbbbbccccccccddddddddeeeeeeee",
        "aaaaaaaabbbbbbbbccccccccddddddddeeeeeeeeffffffffgggggggg",
        KEYBOARD,
        KEYBOARD.upper(),
        KEYBOARD[::-1],
        "-" * 31 + "é",
        "abcba" * 7,
        "\ud800" * 40,
        "short but n0t Guessable",
    ],
)
def test_what_is_long_by_repetition_counting_or_known_words_is_guessable(secret: str) -> None:
    assert is_guessable(secret)


@pytest.mark.parametrize("number", range(0, 3000, 1000))
def test_random_bytes_are_not_however_they_are_written(number: int) -> None:
    for n in range(number, number + 1000):
        random = hashlib.sha256(b"%d" % n).digest()
        written = (
            random.hex(),
            random.hex()[:32],
            base64.b64encode(random).decode(),
            base64.b32encode(random).decode(),
            f"{int.from_bytes(random):078d}"[:32],
            f"changeme {random.hex()}",
        )
        assert not any(map(is_guessable, written)), n


def test_a_sentence_of_many_words_is_not() -> None:
    assert not is_guessable("nine green lamps argue with a tired ferry about Tuesday")
