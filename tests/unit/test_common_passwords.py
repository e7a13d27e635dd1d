"""Which passwords are refused because everybody has them."""

import subprocess
import sys

import pytest

from cvscreen.adapters.passwords.common import CommonPasswords
from cvscreen.domain.accounts import check_password
from cvscreen.domain.errors import WeakPassword

LAZY = """
import sys
from cvscreen.adapters.passwords.common import CommonPasswords

common = CommonPasswords()
assert "zxcvbn.frequency_lists" not in sys.modules
assert "password" in common
assert "zxcvbn.frequency_lists" in sys.modules
"""


@pytest.mark.parametrize("password", ["password", "123456", "qwertyuiop", "1234567890", "letmein", "iloveyou"])
def test_what_everybody_tries_is_common(password: str) -> None:
    assert password in CommonPasswords()


@pytest.mark.parametrize("password", ["basketball", "university", "sweetheart", "villanueva"])
def test_words_and_names_are_common_too(password: str) -> None:
    assert password in CommonPasswords()


@pytest.mark.parametrize(
    "password", ["password12345", "admin123456", "welcome12345!", "2024summer", "!!iloveyou!!", "passwordpassword"]
)
def test_a_common_one_is_no_better_with_digits_around_it_or_said_twice(password: str) -> None:
    assert password in CommonPasswords()


@pytest.mark.parametrize(
    "password", ["12345678901", "123456789012", "0987654321", "9876543210987", "abcdefghij", "zyxwvutsrq", "asdfghjkl"]
)
def test_what_stands_in_a_row_is_common(password: str) -> None:
    assert password in CommonPasswords()


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery staple",
        "",
        "Password",
        "zoë",
        "8305174926",
        "1815-ada-1852",
        "83051749261 house",
        "!?!?",
        None,
        7,
    ],
)
def test_what_is_not_on_the_list_is_not_common(password: object) -> None:
    assert password not in CommonPasswords()


@pytest.mark.parametrize(
    "password", ["1234567890", "QwertyUIOP", "\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18\uff19\uff10"]
)
def test_common_ones_are_refused_in_any_case_and_form(password: str) -> None:
    with pytest.raises(WeakPassword, match="first that anybody would try"):
        check_password(password, "ada@example.com", CommonPasswords())


def test_an_uncommon_one_passes() -> None:
    check_password("correct horse battery staple", "ada@example.com", CommonPasswords())


def test_the_list_is_loaded_when_it_is_first_asked() -> None:
    subprocess.run([sys.executable, "-c", LAZY], check=True)
