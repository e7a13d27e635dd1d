"""Quotes that a model copied carelessly are found; what it changed, left out or slipped in is not."""

from __future__ import annotations

import pytest
from domain_builders import text_of
from growth import grows_linearly
from hypothesis import assume, given
from hypothesis import strategies as st

from cvscreen.domain.assessment import Quote
from cvscreen.domain.evidence import QuoteFinder, verified

SAYINGS = (
    "Led a team of 12 engineers , cut costs by 3.5 % and grew revenue to $1,200 in 2019 • Python / C++ ( React ) "
    "organised weekly reviews for twenty hospitals without overtime , developed front-end tools since 05/2021 at █████ "
    "Erfahrung mit Kubernetes ohne Probleme – années d’expérience en gestion"
).split()
NO = "not no never without nicht kein keine ohne pas sans jamais sin nunca não sem non senza niet don't can’t".split()
SPACES = st.sampled_from([" ", "\n", "  ", "\r\n", " \u00a0"])


def found(page: str, quote: str) -> str | None:
    evidence = verified(Quote(quote), text_of(page))
    return None if evidence is None else evidence.quote


@st.composite
def pages_and_stretches(draw: st.DrawFn) -> tuple[list[str], list[str]]:
    """The words of a page, and some of them in a row, with a telling word and a number."""
    telling = draw(st.sampled_from([word for word in SAYINGS if len(word) > 4 and word.isalpha() and word not in NO]))
    number = draw(st.sampled_from([word for word in SAYINGS if any(map(str.isdigit, word))]))
    words = st.lists(st.sampled_from(SAYINGS), max_size=12)
    stretch = [*draw(words), *draw(st.permutations([telling, number])), *draw(words)]
    return [*draw(words), *stretch, *draw(words)], stretch


@st.composite
def slips(draw: st.DrawFn, words: list[str]) -> str:
    """The words as a careless copyist writes them: one letter doubled, other space, other case, no bullets."""
    at = draw(
        st.sampled_from([at for at, word in enumerate(words) if len(word) > 4 and word.isalpha() and word not in NO])
    )
    place = draw(st.integers(1, len(words[at]) - 1))
    copied = [*words[:at], words[at][:place] + words[at][place - 1 :], *words[at + 1 :]]
    kept = [word for word in copied if word != "•" or draw(st.booleans())]
    quote = draw(SPACES).join(draw(st.sampled_from([kept, copied])))
    return draw(st.sampled_from([quote, quote.lower(), quote.upper(), f"“{quote}”.", f"- {quote}"]))


@given(pages_and_stretches(), SPACES)
def test_words_in_a_row_are_found_as_they_are(said: tuple[list[str], list[str]], space: str) -> None:
    words, stretch = said
    page = space.join(words)
    assert found(page, space.join(stretch)) == space.join(stretch)
    assert found(page, " ".join(stretch)) is not None


@given(pages_and_stretches(), SPACES, st.data())
def test_what_is_found_for_a_careless_copy_is_whole_words_of_the_page(
    said: tuple[list[str], list[str]], space: str, data: st.DataObject
) -> None:
    words, stretch = said
    page = space.join(words)
    evidence = verified(Quote(data.draw(slips(stretch))), text_of(page))
    if evidence is None:
        return
    assert page[evidence.start : evidence.end] == evidence.quote
    around = page[evidence.start - 1 : evidence.start], page[evidence.end : evidence.end + 1]
    assert not (around[0].isalnum() and evidence.quote[0].isalnum())
    assert not (around[1].isalnum() and evidence.quote[-1].isalnum())


@given(pages_and_stretches(), st.data())
def test_a_changed_number_is_never_accepted(said: tuple[list[str], list[str]], data: st.DataObject) -> None:
    words, stretch = said
    digits = [(at, place) for at, word in enumerate(stretch) for place, mark in enumerate(word) if mark.isdigit()]
    at, place = data.draw(st.sampled_from(digits))
    changed = stretch[at][:place] + data.draw(st.sampled_from(["7", "8", "77", ".7"])) + stretch[at][place + 1 :]
    copy = [*stretch[:at], changed, *stretch[at + 1 :]]
    assert found(" ".join(words), " ".join(copy)) is None
    assert found(" ".join(words), data.draw(slips(copy))) is None


@given(pages_and_stretches(), st.sampled_from(NO), st.data())
def test_a_negation_is_never_slipped_in(said: tuple[list[str], list[str]], no: str, data: st.DataObject) -> None:
    words, stretch = [[word for word in words if word not in NO] for words in said]
    at = data.draw(st.integers(0, len(stretch)))
    copy = [*stretch[:at], no, *stretch[at:]]
    assert found(" ".join(words), " ".join(copy)) is None
    assert found(" ".join(words), data.draw(slips(copy))) is None


@given(pages_and_stretches(), st.sampled_from(NO), st.sampled_from(["", "…", "[...]"]), st.data())
def test_a_negation_within_is_never_left_out(
    said: tuple[list[str], list[str]], no: str, sign: str, data: st.DataObject
) -> None:
    words = list(dict.fromkeys(word for word in said[0] if word not in NO and word[0].isalnum()))
    assume(len(words) > 3)
    at = data.draw(st.integers(2, len(words) - 2))
    quote = " ".join(word for word in (*words[:at], sign, *words[at:]) if word)
    assert found(" ".join([*words[:at], no, *words[at:]]), quote) is None


@pytest.mark.parametrize(
    ("page", "quote", "result"),
    [
        ("• Built pipelines, tests", "- Built pipelines tests.", "Built pipelines, tests"),
        ("Python (Django) | SQL", "Python, Django, SQL", "Python (Django) | SQL"),
        ("Skills - Python", "Skills: Python", "Skills - Python"),
        ("develop-\nment of tools", "Developmnet of tools", "develop-\nment of tools"),
        ("data\u00ad\nbase tools", "database", "data\u00ad\nbase"),
        ("soft\u00ad\nware tols", "software tools", "soft\u00ad\nware tols"),
        ("re\x02\r\nports weekly, monthly", "reports weekly monthly", "re\x02\r\nports weekly, monthly"),
        ("object-\noriented, design", "object oriented design", "object-\noriented, design"),
        ("front-end, tools", "front end tools", "front-end, tools"),
        ("front end, tools", "frontend tools", "front end, tools"),
        ("NodeJS, tools", "Node.js tools", "NodeJS, tools"),
        ("organised the centre", "organized the center", "organised the centre"),
        ("Labour programme, weekly", "labor program weekly", "Labour programme, weekly"),
        ("résumé, café owner", "resume cafe owner", "résumé, café owner"),
        ("Managment of teams", "Management of teams", "Managment of teams"),
        ("Led a team. Cut costs", "…Led a team.", "Led a team"),
        ("Led a big team that cut costs", "Led a … cut costs", "Led a big team that cut costs"),
        ("Led a big team that cut costs", "Led a [...] that … costs", "Led a big team that cut costs"),
        ("Led a big team and so on... Cut costs", "and so on... Cut costs", "and so on... Cut costs"),
        (
            "Led staff. x Led staff x y to cut costs",
            "Led staff … y to ... costs",
            "Led staff. x Led staff x y to cut costs",
        ),
        ("████ ██████ is an engineer", "██████ is an Engineer.", "██████ is an engineer"),
        ("████ ██████, the engineer", "███ the engineer", "████ ██████, the engineer"),
        ("driver’s licence, clean", "drivers license clean", "driver’s licence, clean"),
        ("from 05.2019 on", "2019", "2019"),
    ],
)
def test_a_careless_copy_holds(page: str, quote: str, result: str) -> None:
    assert found(page, quote) == result


@pytest.mark.parametrize(
    ("page", "quote"),
    [
        ("3.5 years of Python", "5 years of Python"),
        ("a staff of 1,200", "a staff of 1"),
        ("5+ years, Python", "5 years Python"),
        ("saved $5 million, twice", "saved €5 million twice"),
        ("saved 5 million, twice", "saved 5 billion twice"),
        ("sesenta años, Madrid", "setenta años Madrid"),
        ("grew by 5 %, always", "grew by 5 always"),
        ("a change of -5 points, yearly", "a change of 5 points yearly"),
        ("3-5 years, Python", "35 years Python"),
        ("1 200 users, daily", "1200 users daily"),
        ("qualified nurse, Berlin", "unqualified nurse Berlin"),
        ("not able to lead, ever", "notable to lead ever"),
        ("worked in secure sites, daily", "worked insecure sites daily"),
        ("I cannot drive, sorry", "I can drive sorry"),
        ("I don’t drive, sorry", "I do drive sorry"),
        ("keine Erfahrung mit Java, SQL", "eine Erfahrung mit Java SQL"),
        ("kleine Teams, Berlin", "keine Teams Berlin"),
        ("never led teams, sorry", "ever led teams sorry"),
        ("Led a big team, not alone, that cut costs", "Led a … cut costs"),
        ("cut costs and Led a big team", "Led a … cut costs"),
        ("Led a team " + "and so on " * 25 + "cut costs", "Led a team … cut costs"),
        ("Led a team that cut costs", "Led … costs"),
        ("█████ is the engineer, here", "Anna is the engineer here"),
        ("Anna is the engineer, here", "████ is the engineer here"),
        ("Knows C++, and SQL", "Knows C and SQL"),
        ("Java, and SQL", "JavaScript and SQL"),
        ("Senior nurse, Mercy Hospital", "Senior nurse Grace Hospital"),
        ("Led a team of nurses", "Led a large team of nurses"),
        ("the cat", "the"),
        ("of the cat", "of The"),
        ("der Hund", "der"),
        ("not the cat", "not"),
        ("█████ the cat", "█████ the"),
        ("████", "██"),
    ],
)
def test_what_was_changed_left_out_or_slipped_in_does_not_hold(page: str, quote: str) -> None:
    assert found(page, quote) is None


def test_pieces_around_an_ellipsis_stand_on_one_page() -> None:
    assert verified(Quote("Led a team … cut costs"), text_of("Led a team", "cut costs")) is None


def test_words_that_go_on_over_two_pages_do_not_hold() -> None:
    assert verified(Quote("Led a team of nurses"), text_of("Led a team", "of nurses")) is None


def test_a_careless_copy_is_looked_for_on_the_named_page_first() -> None:
    evidence = verified(Quote("team of nurzes", 2), text_of("team of nurses", "team of nurses"))
    assert evidence is not None
    assert evidence.page == 2


def test_a_quote_that_is_too_long_to_compare_is_found_as_it_is() -> None:
    page = " ".join(f"word{number}," for number in range(1000))
    assert found(page, page) == page
    assert found(page, page.replace(",", "")) is None


@pytest.mark.parametrize(
    ("pattern", "quote"),
    [
        ("aaaa ", "aaaa " * 300 + "b"),
        ("aaaa bbbb ", "bbbb aaaa " * 150 + "cccc"),
        ("data ", "data … data data … data … data x"),
        ("a-\n", "aaa aab"),
        ("█ ", "█ x █ y"),
        ("1.", "1.1 1.2 x"),
        ("x'", "x'x y"),
    ],
)
def test_comparing_words_takes_as_long_as_the_page_not_as_its_square(pattern: str, quote: str) -> None:
    def work(page: str) -> None:
        QuoteFinder(text_of(page)).find(Quote(quote))

    assert grows_linearly(work, pattern, 100_000)
