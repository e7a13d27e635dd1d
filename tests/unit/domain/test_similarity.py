"""Words that differ by a slip are the same word; those that differ in meaning are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvscreen.domain.similarity import edits

LETTERS = st.text(alphabet="abcdenorst", max_size=12)


@pytest.mark.parametrize(
    ("left", "right", "differing"),
    [
        ("python", "python", 0),
        ("python", "pyhton", 1),
        ("python", "ypthon", 1),
        ("python", "pythn", 1),
        ("python", "pythonn", 1),
        ("python", "pythom", 1),
        ("team", "teams", 1),
        ("organised", "organized", 1),
        ("catalogue", "catalog", 0),
        ("programmes", "programs", 0),
        ("internationalisation", "internationalization", 1),
        ("developmetn", "devellopment", 2),
    ],
)
def test_slips_and_other_spellings_are_counted(left: str, right: str, differing: int) -> None:
    assert edits(left, right) == edits(right, left) == differing


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("java", "javascript"),
        ("form", "from"),
        ("two", "too"),
        ("2019", "2018"),
        ("10000", "10001"),
        ("python3", "python2"),
        ("million", "billion"),
        ("sesenta", "setenta"),
        ("sessantadue", "settantadue"),
        ("julio", "junio"),
        ("never", "fever"),
        ("kleine", "keine"),
        ("hired", "fired"),
        ("qualified", "unqualified"),
        ("experienced", "inexperienced"),
        ("increasing", "decreasing"),
        ("macroeconomics", "microeconomics"),
        ("hypertension", "hypotension"),
        ("employer", "employee"),
        ("trainee", "trainer"),
        ("c++++", "c++"),
    ],
)
def test_words_of_other_meaning_are_other_words(left: str, right: str) -> None:
    assert edits(left, right) is None
    assert edits(right, left) is None


@given(LETTERS, LETTERS)
def test_it_does_not_matter_which_word_comes_first(left: str, right: str) -> None:
    assert edits(f"x{left}", f"x{right}") == edits(f"x{right}", f"x{left}")


@given(st.text(min_size=1, max_size=30))
def test_a_word_does_not_differ_from_itself(word: str) -> None:
    assert edits(word, word) == 0


@given(LETTERS, LETTERS)
def test_words_of_which_a_fifth_or_more_than_two_letters_differ_are_other_words(left: str, right: str) -> None:
    differing = edits(f"w{left}", f"w{right}")
    assert differing is None or differing <= min(2, (max(len(left), len(right)) + 1) / 5)
