"""Quotes are found where they stand, whole, and never where they do not."""

from __future__ import annotations

import pytest
from domain_builders import text_of
from growth import grows_linearly
from hypothesis import assume, given
from hypothesis import strategies as st

from cvscreen.domain import evidence as evidence_module
from cvscreen.domain.assessment import Quote
from cvscreen.domain.evidence import QuoteFinder, verified
from cvscreen.domain.folding import FoldedText
from cvscreen.domain.function_words import COMMON
from cvscreen.domain.text import CVText, Page, Span
from cvscreen.domain.words import words as compared

WORDS = "Python java javascript script C++ C# data database Größe naïve ﬁnance oﬃce 2019 3.5 K8s don’t “agile” – 100%"
PAGES = st.lists(st.sampled_from([*WORDS.split(), "█████", "\n", "data\u00adbase", "develop-\nment"]), max_size=40).map(
    " ".join
)
ANY_PAGE = st.one_of(PAGES, st.text(max_size=200))
PLAIN_WORD = st.text(alphabet="abcdefghijklmnopqrstuvwxyzäöüéABCXYZ0123456789", min_size=1, max_size=9)
UNLIKE = "Python nurse certified budgets 2019 hospital taught chemistry 5 welding".split()
PLAIN_PAGE = st.lists(PLAIN_WORD, min_size=1, max_size=30)


def found(page: str, quote: str) -> str | None:
    evidence = verified(Quote(quote), text_of(page))
    return None if evidence is None else evidence.quote


@given(st.lists(ANY_PAGE, min_size=1, max_size=4), ANY_PAGE, st.integers(-3, 6), st.integers(-3, 250))
def test_what_is_verified_is_the_words_of_its_page(pages: list[str], quote: str, page: int, start: int) -> None:
    text = text_of(*pages)
    evidence = verified(Quote(quote, page, start), text)
    if evidence is not None:
        assert text.pages[evidence.page - 1].text[evidence.start : evidence.end] == evidence.quote
        assert any(character.isalnum() for character in evidence.quote)


@given(PLAIN_PAGE, st.data())
def test_words_taken_from_a_page_are_found(words: list[str], data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    page = "".join(word + data.draw(st.sampled_from([" ", "\n", "  ", "\r\n", "\t", " \u00a0"])) for word in words)
    assume(any(word.key not in COMMON for word in compared(" ".join(words[first : last + 1]))))
    quote = data.draw(st.sampled_from([" ", "\n", "   "])).join(words[first : last + 1])
    changed = data.draw(st.sampled_from([quote, quote.upper(), quote.lower(), quote.swapcase()]))
    result = found(page, changed)
    assert result is not None
    assert "".join(result.split()).casefold() == "".join(quote.split()).casefold()


@given(PLAIN_PAGE, st.data())
def test_soft_hyphens_and_divided_words_do_not_matter(words: list[str], data: st.DataObject) -> None:
    word = data.draw(st.text(alphabet="abcdefgh", min_size=2, max_size=12))
    at = data.draw(st.integers(1, len(word) - 1))
    break_ = data.draw(st.sampled_from(["\u00ad", "-\n", "-\r\n", "‐\n", "-\n  ", "\u00ad\n", "\ufffe\r\n"]))
    assume(break_ != "\u00ad\n")
    page = " ".join([*words, word[:at] + break_ + word[at:], *words])
    result = found(page, f"{words[-1]} {word} {words[0]}")
    assert result is not None
    assert break_ in result or " ".join([words[-1], word, words[0]]) in " ".join(words)


@given(PLAIN_PAGE, PLAIN_WORD)
def test_a_word_that_no_page_has_is_not_found(words: list[str], invented: str) -> None:
    assume(invented.casefold() not in {word.casefold() for word in words})
    assert found(" ".join(words), invented) is None


@given(st.permutations(UNLIKE), st.permutations(UNLIKE), st.integers(1, len(UNLIKE)))
def test_words_in_another_order_are_not_found(words: list[str], shuffled: list[str], count: int) -> None:
    quote = " ".join(shuffled[:count])
    assert (found(" ".join(words), quote) is not None) == (f" {quote} " in f" {' '.join(words)} ")


@pytest.mark.parametrize(
    ("page", "quote", "result"),
    [
        ("Led a team of 5", "led A TEAM", "Led a team"),
        ("Led a  team\nof 5", "a team of 5", "a  team\nof 5"),
        ("in ﬁnance", "finance", "ﬁnance"),
        ("in finance", "ﬁnance", "finance"),
        ("my oﬃce", "Office", "oﬃce"),
        ("data\u00adbase work", "database", "data\u00adbase"),
        ("soft-\nware work", "software", "soft-\nware"),
        ("soft-\r\nware work", "soft-\nware work", "soft-\r\nware work"),
        ("object-\noriented design", "object-oriented design", "object-\noriented design"),
        ("object-oriented design", "object-\noriented", "object-oriented"),
        ("front-end work", "end work", "end work"),
        ("PL-\nSQL", "SQL", "SQL"),
        ("Skills- Python", "Python", "Python"),
        ("don’t “stop”", 'don\'t "stop"', "don’t “stop”"),
        ("2019–2021", "2019-2021", "2019–2021"),
        ("2019 — 2021", "2019 - 2021", "2019 — 2021"),
        ("café", "cafe\u0301", "café"),
        ("cafe\u0301 owner", "café", "cafe\u0301"),
        ("Straße", "STRASSE", "Straße"),
        ("zero\u200bwidth", "zerowidth", "zero\u200bwidth"),
        ("Led teams, built apps", "“Led teams.”", "Led teams"),
        ("Knows C++ and C#", "c++", "C++"),
        ("Knows .NET", ".NET", ".NET"),
        ("java javascript", "java", "java"),
        ("javascript java", "java", "java"),
    ],
)
def test_a_quote_holds_whatever_the_typography(page: str, quote: str, result: str) -> None:
    assert found(page, quote) == result


@pytest.mark.parametrize(
    ("page", "quote"),
    [
        ("javascript", "java"),
        ("javascript", "script"),
        ("java-\nscript", "java"),
        ("java-\nscript", "script"),
        ("java\u00adscript", "script"),
        ("ﬁsh", "ish"),
        ("ofﬁ", "off"),
        ("C++", "C"),
        ("C#", "C"),
        ("café", "cafe"),
        ("cafe\u0301", "cafe"),
        ("2019", "201"),
        ("3-5 years", "35 years"),
        ("Python and SQL", "Python SQL"),
        ("Python", "Python expert"),
        ("", "Python"),
        ("Python", ""),
        ("Python - SQL", "-"),
        ("█████ Python", "█████"),
        ("a . b", "."),
        ("a b", " \n"),
    ],
)
def test_a_quote_that_cuts_invents_or_says_nothing_does_not_hold(page: str, quote: str) -> None:
    assert found(page, quote) is None


@given(st.text(alphabet="█–-.,;:!?()[]{}\"' \n\t*•", max_size=20))
def test_marks_alone_never_hold(quote: str) -> None:
    assert found(f"x {quote} y", quote) is None


def test_the_named_place_is_taken_if_the_quote_stands_there() -> None:
    evidence = verified(Quote("Python", 1, 7), text_of("Python Python"))
    assert evidence is not None
    assert evidence.start == 7


def test_the_named_page_comes_first() -> None:
    evidence = verified(Quote("Python", 2), text_of("Python", "more Python"))
    assert evidence is not None
    assert (evidence.page, evidence.start) == (2, 5)


@pytest.mark.parametrize(("page", "start"), [(1, 3), (1, 999), (2, 0), (9, 0), (0, -5), (None, 4), (1, -1)])
def test_a_wrong_place_does_not_hinder_a_true_quote(page: int | None, start: int) -> None:
    evidence = verified(Quote("Python", page, start), text_of("I know Python", "SQL"))
    assert evidence is not None
    assert (evidence.page, evidence.start, evidence.end) == (1, 7, 13)


def test_a_named_place_inside_a_word_is_not_taken() -> None:
    assert verified(Quote("java", 1, 0), text_of("javascript")) is None


def test_evidence_has_the_boxes_of_the_spans_that_it_touches() -> None:
    boxes = [(0.0, 0.0, 1.0, 1.0), (1.0, 0.0, 2.0, 1.0), (2.0, 0.0, 3.0, 1.0)]
    spans = tuple(Span(start, start + 5, box=box) for start, box in zip((0, 5, 10), boxes, strict=True))
    text = CVText((Page(1, "aaaa bbbb cccc ", (*spans, Span(5, 9))),))
    evidence = verified(Quote("bbbb cccc"), text)
    assert evidence is not None
    assert evidence.boxes == (boxes[1], boxes[2])


@pytest.mark.parametrize(
    ("pattern", "quote"),
    [
        ("a", "a" * 50_000),
        ("ab ", "ab " * 10_000 + "c"),
        ("x-", "y"),
        (" ", "y"),
        ("a-\n", "q"),
        ("java ", "av"),
        ("- ", "x y"),
    ],
)
def test_a_search_takes_as_long_as_the_page_not_as_its_square(pattern: str, quote: str) -> None:
    def work(page: str) -> None:
        found(f"x-{page}", quote)

    assert grows_linearly(work, pattern, 100_000)


def test_a_finder_folds_each_page_once(monkeypatch: pytest.MonkeyPatch) -> None:
    pages: list[str] = []

    def counted(page: str) -> FoldedText:
        pages.append(page)
        return FoldedText(page)

    monkeypatch.setattr(evidence_module, "FoldedText", counted)
    finder = QuoteFinder(text_of("one page", "another"))
    assert not any(finder.find(Quote(f"nothing {number}")) for number in range(20))
    assert pages == ["one page", "another"]
