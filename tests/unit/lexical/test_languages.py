"""Languages are asked for at a level, and each has the level that stands with it."""

import asyncio

import pytest
from growth import grows_linearly
from lexical_house import finding

from cvscreen.domain.assessment import Verdict

MET, PARTIAL, UNCLEAR, NOT_MET = Verdict.MET, Verdict.PARTIAL, Verdict.UNCLEAR, Verdict.NOT_MET


@pytest.mark.parametrize(
    ("criterion", "cv", "verdict"),
    [
        ("German C1", "English C2, German A2", NOT_MET),
        ("German C1", "English C2, German B2", PARTIAL),
        ("German C1", "German C1, English A2", MET),
        ("German C1", "German (native), English (C1)", MET),
        ("German C1", "C2 English, B1 German", NOT_MET),
        ("German C1", "Languages: English – fluent; German – basic", PARTIAL),
        ("German C1", "English (C2)", UNCLEAR),
        ("German C1", "German, English (C2)", PARTIAL),
        ("German at level C1 or above", "German: C2", MET),
        ("German C1", "LANGUAGES\nEnglish\nC2\nGerman\nC1", MET),
        ("German (B2)", "Business-fluent German", MET),
        ("German (B2)", "German: professional working proficiency", MET),
        ("German native speaker", "German C1", PARTIAL),
        ("German native speaker", "Mother tongue: German", MET),
        ("Fluent Spanish", "Fluent in English, basic Spanish", PARTIAL),
        ("Fluent Spanish", "Spanish (intermediate), English (fluent)", PARTIAL),
        ("Fluent Spanish", "Fluent in Spanish and English", MET),
        ("Fluent Spanish", "Native Spanish speaker", MET),
        ("Fluent Spanish", "I speak Spanish fluently", MET),
        ("Fluent Spanish", "Bilingual in English and Spanish", MET),
        ("Fluent Spanish", "English, Spanish: fluent", MET),
        ("Fluent English, written and spoken", "English: fluent", MET),
        ("Fluent English and German", "English C1, German A1", PARTIAL),
        ("Fluent English or German", "English C1, German A1", MET),
        ("Conversational French", "French B1", MET),
        ("Conversational French", "French A1", PARTIAL),
        ("Basic knowledge of French", "French A2", MET),
        ("German C1", "I do not speak German", NOT_MET),
        ("German C1", "Deutsch (Muttersprache), Englisch (C1)", MET),
        ("German C1", "Englisch: verhandlungssicher, Deutsch: Grundkenntnisse", PARTIAL),
        ("Fluent French", "Français : langue maternelle, anglais : courant", MET),
        ("Fluent Spanish", "Español: nativo; inglés: básico", MET),
        ("Fluent Italian", "Italiano: madrelingua", MET),
        ("Fluent Dutch", "Nederlands: moedertaal", MET),
        ("Fluent Portuguese", "Português nativo, inglês fluente", MET),
        ("German C1 and 3 years of SQL", "German C1. Three years of SQL.", MET),
        ("German C1", "German shepherd breeder, C1 driving licence", PARTIAL),
        ("German", "German (A2)", MET),
    ],
)
async def test_each_language_is_judged_by_its_own_level(criterion: str, cv: str, verdict: Verdict) -> None:
    found = await finding(criterion, cv)
    assert found.verdict is verdict
    assert found.evidence or verdict is UNCLEAR


async def test_the_quote_of_a_lower_level_is_the_passage_that_states_it() -> None:
    found = await finding("German C1", "Skills: SQL\nEnglish C2, German A2")
    assert [evidence.quote for evidence in found.evidence] == ["English C2, German A2"]


async def test_the_best_level_that_a_cv_states_counts() -> None:
    assert (await finding("German C1", "School: German A2 (2008)\nTelc certificate German C1 (2015)")).verdict is MET


@pytest.mark.parametrize("word", ["German C1 ", "German, ", "German\n", "C1 "])
def test_a_level_takes_as_long_as_the_cv_not_as_its_square(word: str) -> None:
    def work(cv: str) -> None:
        asyncio.run(finding("German C1", cv))

    work(word)
    assert grows_linearly(work, word, 40_000)
