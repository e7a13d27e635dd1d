"""What sounds like a protected trait in German, French, Spanish, Portuguese, Italian and Dutch, and asks for none."""

from __future__ import annotations

import pytest

from cvscreen.domain.traits import is_equal_opportunity_text, protected_trait

NOT_ASKING = [
    # German
    "5 Jahre Berufserfahrung",
    "Mindestens 3 Jahre Erfahrung im Vertrieb",
    "Altenpflege",
    "Arbeit mit Kindern unter 6 Jahren",
    "Betreuung junger Menschen",
    "Frauenheilkunde",
    "Verkauf von Damen- und Herrenmode",
    "Kenntnisse im Familienrecht",
    "Gesundheits- und Krankenpflege",
    "Arbeit mit Menschen mit Behinderung",
    "Betreuung von Schwangeren",
    "Katholische Theologie",
    "Deutsch als Muttersprache",
    "Deutsche Rechtschreibung",
    "Softwareentwickler (m/w/d)",
    "Schwerbehinderte werden bevorzugt",
    "Schwerbehinderte Bewerber werden bei gleicher Eignung bevorzugt berücksichtigt.",
    "Wir freuen uns über Bewerbungen unabhängig von Alter, Geschlecht, Herkunft, Religion oder Behinderung.",
    "Arbeitserlaubnis für Deutschland",
    # French
    "5 ans d'expérience",
    "Plus de 10 ans d'expérience",
    "Moins de 5 ans d'expérience",
    "Garde d'enfants de moins de 3 ans",
    "Animation auprès de jeunes",
    "Santé publique",
    "Droit de la famille",
    "Sage-femme diplômée",
    "Accueil de personnes en situation de handicap",
    "Suivi de grossesse",
    "Comptable (H/F)",
    "Poste ouvert aux personnes en situation de handicap",
    "À compétences égales, sans distinction d'âge, de sexe ou d'origine",
    "Langue maternelle française",
    # Spanish
    "5 años de experiencia",
    "Menos de 5 años de experiencia",
    "Trabajo con menores de 6 años",
    "Cuidado de personas mayores",
    "Salud laboral",
    "Derecho de familia",
    "Atención a personas con discapacidad",
    "Control del embarazo",
    "Español nativo",
    "Valoramos todas las candidaturas sin distinción de edad, sexo, religión o nacionalidad.",
    # Portuguese
    "5 anos de experiência",
    "Até 5 anos de experiência",
    "Cuidado de idosos",
    "Saúde pública",
    "Vaga também para pessoas com deficiência",
    "Português nativo",
    "Direito de família",
    # Italian
    "5 anni di esperienza",
    "Meno di 5 anni di esperienza",
    "Assistenza agli anziani",
    "Salute e sicurezza",
    "Diritto di famiglia",
    "Italiano madrelingua",
    "L'annuncio è rivolto a entrambi i sessi",
    "Ricerca rivolta a candidati ambosessi",
    # Dutch
    "5 jaar ervaring",
    "Minder dan 5 jaar ervaring",
    "Werken met kinderen",
    "Ouderenzorg",
    "Gezondheidszorg",
    "Verloskunde en zwangere vrouwen",
    "Nederlands als moedertaal",
    "Iedereen is welkom, ongeacht leeftijd, geslacht of afkomst",
]


@pytest.mark.parametrize("text", NOT_ASKING)
def test_work_that_only_sounds_like_a_protected_trait_is_left_alone(text: str) -> None:
    assert protected_trait(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Schwerbehinderte werden bevorzugt",
        "Schwerbehinderte Bewerber werden bei gleicher Eignung bevorzugt berücksichtigt.",
        "Alle Menschen, unabhängig von Alter, Geschlecht oder Herkunft.",
        "Wir leben Chancengleichheit.",
        "Poste ouvert aux personnes en situation de handicap",
        "Sans distinction d'âge, de sexe ou d'origine",
        "Igualdad de oportunidades",
        "Sin distinción de edad, sexo o religión",
        "Igualdade de oportunidades",
        "Vaga também para pessoas com deficiência",
        "L'annuncio è rivolto a entrambi i sessi",
        "Pari opportunità",
        "Iedereen is welkom, ongeacht leeftijd of afkomst",
        "Gelijke kansen voor iedereen",
        "(m/w/d)",
    ],
)
def test_equal_opportunity_sentences_are_recognised_in_other_languages(text: str) -> None:
    assert is_equal_opportunity_text(text)


@pytest.mark.parametrize("text", ["Buchhalter (m/w/d)", "Comptable (H/F)", "5 Jahre Erfahrung, unabhängig arbeitend"])
def test_a_demand_beside_a_mark_of_all_sexes_is_none(text: str) -> None:
    assert not is_equal_opportunity_text(text)
