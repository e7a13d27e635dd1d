"""Contacts and names are hidden, and nothing else."""

from __future__ import annotations

import re

import pytest
from domain_builders import text_of
from hypothesis import given
from hypothesis import strategies as st

from cvscreen.domain.masks import MASK, masked
from cvscreen.domain.text import CVText, Page, Span

LOOKALIKES = """
2015 - 2019 | 2015-2019 | 2015–2019 | 01/2019-03/2021 | 01/19 – 03/21 | 01/2019 - Present
03.2018 - 05.2019 | 12/05/2019 | 2019-03-01 | 01.02.2019 - 03.04.2020 | (2015 - 2019) | $1,234,567
€ 2.500.000 | 1,000,000 users | 10 000 000 | 25% | 99.99% | v1.2.3 | 3.11.4 | Python 3.8 | Node.js
ASP.NET | ASP.NET/C# | VB.NET | socket.io | C# | C++ | CI/CD | ISO 9001:2015 | ISO 9001-2015
ISO/IEC 27001:2013 | GPA 3.8/4.0 | 90210 | 02139-4307 | 24/7 | 0700-1900 | Engineer @ Google
Engineer @ Booking.com | used @Override here | GitHub/GitLab | LinkedIn/Facebook marketing | and/or
in/outbound calls | built-in/custom | S/4HANA | SAP R/3 | B2B | hotel 1200000 guests | PL/SQL
TCP/IP | ISBN 978-0-13-468599-1 | Twitter: grew followers to 20000 | e.g. this | U.S. market
10.1145/3292500.3330701 | salesforce.com administration
"""

HEAD = "Jane Doe\njane.doe@mail.com\nExperience\n"


def after_masking(page: str) -> str:
    return masked(text_of(page)).pages[0].text


def body(rest: str, name: str = "Jane Doe") -> str:
    """What becomes of the text below the head of a CV of that name."""
    head = f"{name}\nExperience\n"
    return after_masking(head + rest)[len(head) :]


@pytest.mark.parametrize(
    "contact",
    [
        "jane.doe@mail.com",
        "jane+cv@mail.example.co.uk",
        "JDOE99@MAIL.COM",
        "jane (at) mail (dot) com",
        "jane[at]mail[dot]com",
        "jane.doe @ mail.com",
        "+44 20 7946 0018",
        "(202) 555-2019",
        "(555)123-4567",
        "020 7946 0018",
        "1-800-555-0100",
        "555.123.4567 x89",
        "+1.212.555.0101",
        "0049 170 1234567",
        "06 12 34 56 78",
        "2125550101",
        "(718) 555–0100",
        "https://jane.dev/cv?x=1",
        "www.jane.dev",
        "linkedin.com/in/jane-doe",
        "uk.linkedin.com/in/jane-doe",
        "github.com/jdoe",
        "in/jane-doe",
        "LinkedIn: jane-doe",
        "@janedoe",
        "janedoe.com",
        "jane.github.io/cv",
    ],
)
def test_a_contact_is_hidden(contact: str) -> None:
    masked_text = after_masking(f"Jane Doe\n{contact}\nExperience\nBuilt things")
    assert not re.search(r"\w", masked_text.split("\n")[1].replace("LinkedIn", ""))
    assert masked_text.endswith("\nExperience\nBuilt things")


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ("(415) 555-0173 2019 - 2021", "█████ ████████ 2019 - 2021"),
        ("2019 - 2020 (415) 555-0173", "2019 - 2020 █████ ████████"),
        ("(415) 555-0173 (415) 555-0174", "█████ ████████ █████ ████████"),
        ("+1 415 555 0173 / +1 415 555 0174", "██ ███ ███ ████ / ██ ███ ███ ████"),
        ("+44 20 7946 0018 2019 - 2021", "███ ██ ████ ████ 2019 - 2021"),
        ("+49 170 1234567 2019", "███ ███ ███████ 2019"),
        ("10 000 000 000", "10 000 000 000"),
    ],
)
def test_numbers_beside_each_other_are_told_apart(numbers: str, expected: str) -> None:
    assert body(numbers) == expected


@pytest.mark.parametrize("label", ["Tel:", "Phone ", "Mobile: ", "T. ", "cell "])
def test_a_short_number_behind_a_label_is_a_phone(label: str) -> None:
    assert body(f"{label}555-0123").rstrip() == f"{label}{MASK * 8}".rstrip()


@pytest.mark.parametrize(
    "kept",
    [each for line in LOOKALIKES.strip().splitlines() for each in line.split(" | ")],
)
def test_what_only_looks_like_a_contact_stays(kept: str) -> None:
    assert body(f"Did {kept} at work") == f"Did {kept} at work"
    assert body(kept) == kept


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("Jane Doe\nExperience", "████ ███\nExperience"),
        ("\n  Jane Doe  \nExperience", "\n  ████ ███  \nExperience"),
        ("JANE A. DOE\nExperience", "████ ██ ███\nExperience"),
        ("J A N E   D O E\nExperience", "█ █ █ █   █ █ █\nExperience"),
        ("J A N E D O E\nExperience", "█ █ █ █ █ █ █\nExperience"),
        ("Dr. Jane Doe, PhD\nExperience", "███ ████ ███, PhD\nExperience"),
        ("Jane Smith-Jones\nExperience", "████ ███████████\nExperience"),
        ("José Núñez\nExperience", "████ █████\nExperience"),
        ("Jose\u0301 Nun\u0303ez\nExperience", "█████ ██████\nExperience"),
        ("Seán O’Brien\nSean O'Brien", "████ ███████\n████ ███████"),
        ("Maria de la Cruz\nDe facto in La Paz", "█████ ██ ██ ████\nDe facto in La Paz"),
        ("Ольга Иванова\nОпыт", "█████ ███████\nОпыт"),
        ("李明\n经验", "██\n经验"),
        ("Etta\nSkills", "████\nSkills"),
        ("**Jane Doe**\n**Skills**", "**████ ███**\n**Skills**"),
        ("# Jane Doe\n## Skills", "# ████ ███\n## Skills"),
        ("Curriculum Vitae\nJane Doe\nSkills", "Curriculum Vitae\n████ ███\nSkills"),
        ("Resume of Jane Doe\nSkills", "Resume of ████ ███\nSkills"),
        ("PERSONAL INFORMATION\nFull Name: Jane Doe\nSkills", "PERSONAL INFORMATION\nFull Name: ████ ███\nSkills"),
        ("Last name: Price\nFirst name: Grant\nSkills", "Last name: █████\nFirst name: █████\nSkills"),
        ("Product Designer\nJane Doe\nSkills", "Product Designer\n████ ███\nSkills"),
        ("Jane Doe - Software Engineer\nSkills", "████ ███ - Software Engineer\nSkills"),
        ("Jane Doe Software Engineer\nSkills", "████ ███ Software Engineer\nSkills"),
        ("Jane Doe 12 Main Street\nSkills", "████ ███ 12 Main Street\nSkills"),
        ("Jane Doe, Austin, TX\nSkills", "████ ███, Austin, TX\nSkills"),
        ("Mountain View, California, USA\nJane Doe\nSkills", "Mountain View, California, USA\n████ ███\nSkills"),
        ("Alex Sales\nSales since 2015", "████ █████\nSales since 2015"),
        ("Acme\nAustin, TX\nx\njane doe\njane.doe@x.io", "Acme\nAustin, TX\nx\n████ ███\n█████████████"),
        ("Jane\nDoe\njanedoe@x.io", "████\n███\n████████████"),
        ("Jane\nDoe\njdoe@x.io", "████\n███\n█████████"),
        ("Etta\nBerlin\netta@x.io", "████\nBerlin\n█████████"),
        ("Product Designer\nExperience\nDid things", "Product Designer\nExperience\nDid things"),
        ("Python since 2015", "Python since 2015"),
        ("", ""),
    ],
)
def test_the_name_in_the_head_is_hidden(page: str, expected: str) -> None:
    assert after_masking(page) == expected


def test_the_mailbox_tells_the_words_of_a_letter_spaced_name_apart() -> None:
    page = "J A N E R E Y E S\njane.reyes@x.io\nExperience\nReyes led"
    assert after_masking(page).endswith("█████ led")


@pytest.mark.parametrize(
    ("name", "mailbox"),
    [
        ("Anna Wałęsa", "anna.walesa"),
        ("Jörg Müller", "joerg.mueller"),
        ("Bo Yu", "bo.yu"),
        ("Søren Strauß", "soren_strauss"),
    ],
)
def test_the_mailbox_agrees_without_accents(name: str, mailbox: str) -> None:
    page = f"Acme Ventures\nNew Horizons\nGood Things\nMore Things\n{name}\n{mailbox}@x.io"
    assert after_masking(page).split("\n")[4].strip("█ ") == ""


def test_a_name_below_the_head_is_found_if_the_mailbox_agrees_with_all_of_it() -> None:
    page = "Experience\njane.doe@x.io\n" + "Built things in teams\n" * 40 + "Jane Doe\n"
    assert after_masking(page).endswith("████ ███\n")


def test_the_largest_line_is_the_name() -> None:
    spans = (Span(0, 9, 10.0), Span(10, 18, 24.0), Span(19, 29, 12.0))
    text = CVText((Page(1, "Acme Corp\nJane Doe\nExperience", spans),))
    assert masked(text).pages[0].text == "Acme Corp\n████ ███\nExperience"


def test_a_name_over_two_lines_of_one_size_is_one() -> None:
    text = CVText((Page(1, "Jane\nDoe\nExperience", (Span(0, 4, 20.0), Span(5, 8, 20.0), Span(9, 19, 9.0))),))
    assert masked(text).pages[0].text == "████\n███\nExperience"
    text = CVText((Page(1, "Jane\nBerlin\nSkills", (Span(0, 4, 20.0), Span(5, 11, 9.0), Span(12, 18, 9.0))),))
    assert masked(text).pages[0].text == "████\nBerlin\nSkills"


def test_no_pages_are_no_matter() -> None:
    assert masked(CVText(())) == CVText((), masked=True)


def test_spans_and_hidden_text_are_kept() -> None:
    text = CVText((Page(1, HEAD, (Span(0, 8, 20.0, (0, 0, 1, 1)),)),))
    assert masked(text).pages[0].spans == text.pages[0].spans


EXTRA = "linkedin.com/in/jane Python 2019 – █ , : @ (at)".split()
AROUND = "Led a team Python 2019-2021 (2015) at Acme, \n • | .".split(" ")
ANY_PAGES = st.lists(
    st.one_of(
        st.text(max_size=200),
        st.lists(
            st.sampled_from([*"Jane Doe JANE DOE J. jane.doe@x.io +44 20 7946 0018 \n \r\n".split(" "), *EXTRA]),
            max_size=60,
        ).map(" ".join),
    ),
    min_size=1,
    max_size=3,
)


@given(ANY_PAGES)
def test_masking_changes_characters_into_masks_and_nothing_else(pages: list[str]) -> None:
    text = text_of(*pages)
    for before, after in zip(text.pages, masked(text).pages, strict=True):
        assert len(before.text) == len(after.text)
        assert all(b == a or (a == MASK and not b.isspace()) for b, a in zip(before.text, after.text, strict=True))


@given(ANY_PAGES)
def test_masking_again_keeps_the_length(pages: list[str]) -> None:
    twice = masked(masked(text_of(*pages)))
    assert [len(page.text) for page in twice.pages] == [len(page) for page in pages]


@given(
    st.lists(st.sampled_from(AROUND), max_size=30).map(" ".join),
    st.from_regex(r"[a-z]{1,10}\.[a-z]{1,10}@[a-z]{2,10}\.(com|org|de)", fullmatch=True),
    st.from_regex(r"(\+1 |1-)?\([2-9][0-9]{2}\) [0-9]{3}-[0-9]{4}|\+4[0-9] [0-9]{3} [0-9]{7}", fullmatch=True),
)
def test_no_email_or_phone_remains(around: str, email: str, phone: str) -> None:
    page = after_masking(f"{around} {email} | {phone} {around}")
    assert email not in page
    assert not re.search(r"\d{4}", page.replace("2019-2021", "").replace("(2015)", ""))
