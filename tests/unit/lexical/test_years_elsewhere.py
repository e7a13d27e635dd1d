"""Years in words, and in other languages that CVs are written in."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lexical_house import finding

from cvscreen.adapters.scorers.lexical.dates import date_ranges, years_covered
from cvscreen.adapters.scorers.lexical.words import Words
from cvscreen.adapters.scorers.lexical.years import years_asked
from cvscreen.domain.assessment import Verdict

NOW = datetime(2026, 6, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("five years of Python", 5),
        ("a decade of Python", 10),
        ("over a decade in sales", 10),
        ("two decades of teaching", 20),
        ("3-5 years", 3),
        ("three to five years", 3),
        ("3+ yrs of SQL", 3),
        ("5yrs SQL", 5),
        ("at least three (3) years", 3),
        ("3 (three) years", 3),
        ("36 months of support", 3),
        ("twelve months", 1),
        ("one and a half years", 1.5),
        ("a year of Python", 1),
        ("mindestens 5 Jahre Berufserfahrung", 5),
        ("fünf Jahre Erfahrung", 5),
        ("5-jährige Berufserfahrung", 5),
        ("seit 8 Jahren im Vertrieb", 8),
        ("3 bis 5 Jahre Erfahrung", 3),
        ("24 Monate Projektarbeit", 2),
        ("5 ans d'expérience", 5),
        ("cinq années d'expérience", 5),
        ("3 à 5 ans d’expérience", 3),
        ("18 mois de pratique", 1.5),
        ("5 años de experiencia", 5),
        ("más de diez años de experiencia", 10),
        ("de 3 a 5 años de experiencia", 3),
        ("4 anos de experiência", 4),
        ("dois anos de experiência", 2),
        ("6 anni di esperienza", 6),
        ("sette anni di esperienza", 7),
        ("5 jaar ervaring", 5),
        ("drie tot vijf jaar ervaring", 3),
        ("zwei Jahrzehnte Erfahrung", 20),
    ],
)
def test_years_are_read_in_words_and_in_other_languages(text: str, years: float) -> None:
    asked = years_asked(text)
    assert asked is not None
    assert asked[0] == pytest.approx(years)


@pytest.mark.parametrize(
    "text",
    [
        "30 Jahre alt",
        "vor 2 Jahren abgeschlossen",
        "innerhalb von 6 Monaten",
        "J'ai 30 ans",
        "Âge : 34 ans",
        "âgée de 30 ans",
        "il y a 2 ans",
        "tengo 30 años",
        "30 años de edad",
        "hace 2 años",
        "30 anos de idade",
        "ho 30 anni",
        "2 anni fa",
        "30 jaar oud",
        "2 jaar geleden",
        "alle zwei Jahre",
        "no number of years",
        "a new year of growth",
    ],
)
def test_ages_and_moments_in_other_languages_are_no_experience(text: str) -> None:
    assert years_asked(text) is None


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("März 2019 – Februar 2021", 2.0),
        ("Okt. 2018 bis Dez. 2019", 1.25),
        ("Mai 2020 – heute", 74 / 12),
        ("seit Januar 2025", 1.5),
        ("01.2020 – heute", 78 / 12),
        ("janvier 2019 – décembre 2020", 2.0),
        ("sept. 2018 à août 2019", 1.0),
        ("depuis janv. 2025", 1.5),
        ("févr. 2025 – présent", 17 / 12),
        ("2020 – aujourd'hui", 78 / 12),
        ("mars 2025 à ce jour", 16 / 12),
        ("enero de 2019 – diciembre de 2020", 2.0),
        ("ene. 2025 - actualidad", 1.5),
        ("enero 2025 a la actualidad", 1.5),
        ("desde enero de 2025", 1.5),
        ("janeiro de 2019 a dezembro de 2020", 2.0),
        ("jan/2025 – atual", 1.5),
        ("fev 2025 até o momento", 17 / 12),
        ("gennaio 2019 – dicembre 2020", 2.0),
        ("gen. 2025 – oggi", 1.5),
        ("dal 2025 ad oggi", 1.5),
        ("maart 2019 – februari 2021", 2.0),
        ("jan. 2025 – heden", 1.5),
        ("mei 2019 tot april 2020", 1.0),
        ("sinds 2025", 1.5),
        ("März – Mai 2020", 0.25),
        ("01.03.2019 bis 28.02.2021", 2.0),
    ],
)
def test_periods_are_read_in_other_languages(text: str, years: float) -> None:
    assert years_covered(date_ranges(Words(text), NOW)) == pytest.approx(years, abs=0.01)


PIECES = "March märz décembre ꟿ ꟿꟿ 2019 12 01/2020 - to bis since seit de heute Q1 , . é".split()


@given(st.lists(st.sampled_from(PIECES), max_size=8), st.sampled_from(["", " "]))
def test_whatever_stands_beside_months_their_periods_lie_in_the_text(pieces: list[str], gap: str) -> None:
    text = gap.join(pieces)
    for period in date_ranges(Words(text), NOW):
        assert period.first <= period.last
        assert 0 <= period.start < period.end <= len(text)


@pytest.mark.parametrize("text", ["sold out 15 - 20 times", "set 12 - 15 records", "Agosto Ltd 12 - 15 staff"])
def test_months_that_are_other_words_too_need_a_whole_year(text: str) -> None:
    assert date_ranges(Words(text), NOW) == []


@pytest.mark.parametrize(
    ("criterion", "cv", "verdict"),
    [
        ("5+ years of Python", "Fünf Jahre Erfahrung mit Python", Verdict.MET),
        ("5+ years of Python", "Python: 2 ans d'expérience", Verdict.NOT_MET),
        ("5 años de experiencia con Python", "Python, six years in production", Verdict.MET),
        ("mindestens 5 Jahre Python", "Python developer, Jan 2015 – Dec 2024", Verdict.MET),
        ("5+ years of Python", "BERUFSERFAHRUNG\nEntwickler, März 2018 – heute\nDienste in Python", Verdict.MET),
        ("5+ years of Python", "AUSBILDUNG\nStudium, Python, 2010 – 2018\nBERUFSERFAHRUNG\nPython, Mai 2025 – heute", Verdict.NOT_MET),
        ("5+ years of Python", "FORMATION\nMaster, Python, 2010 – 2018\nEXPÉRIENCE PROFESSIONNELLE\nPython, mai 2025 – présent", Verdict.NOT_MET),
        ("Ten years of Python", "Over a decade of Python", Verdict.MET),
    ],
)  # fmt: skip
async def test_years_are_judged_in_other_languages(criterion: str, cv: str, verdict: Verdict) -> None:
    assert (await finding(criterion, cv)).verdict is verdict
