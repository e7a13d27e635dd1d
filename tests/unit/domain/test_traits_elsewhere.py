"""What asks for a protected trait in German, French, Spanish, Portuguese, Italian and Dutch."""

from __future__ import annotations

import pytest

from cvscreen.domain.traits import protected_trait

AGE, SEX, FAMILY, PREGNANCY = "age", "sex or gender", "family status", "pregnancy"
FAITH, ORIGIN, HEALTH = "religion or belief", "ethnicity, race or national origin", "disability or health"

ASKING = [
    # German
    ("Höchstalter 35 Jahre", AGE),
    ("Maximal 40 Jahre alt", AGE),
    ("Nicht älter als 35", AGE),
    ("Bewerber zwischen 25 und 35 Jahren", AGE),
    ("Alter: 20-30", AGE),
    ("Junges, dynamisches Teammitglied", AGE),
    ("Jahrgang 1990 oder jünger", AGE),
    ("Geburtsdatum", AGE),
    ("Nur Männer", SEX),
    ("Weibliche Bewerber bevorzugt", SEX),
    ("Geschlecht: männlich", SEX),
    ("Wir suchen eine Frau für den Empfang", SEX),
    ("Ledig", FAMILY),
    ("Familienstand", FAMILY),
    ("Unverheiratet und kinderlos", FAMILY),
    ("Ohne Kinder", FAMILY),
    ("Nicht schwanger", PREGNANCY),
    ("Keine Schwangerschaft geplant", PREGNANCY),
    ("Muss katholisch sein", FAITH),
    ("Christliche Konfession", FAITH),
    ("Keine Muslime", FAITH),
    ("Deutsche Staatsangehörigkeit", ORIGIN),
    ("Nur Deutsche", ORIGIN),
    ("Ethnische Herkunft", ORIGIN),
    ("Muttersprachler deutscher Herkunft", ORIGIN),
    ("Körperlich gesund", HEALTH),
    ("Keine Behinderung", HEALTH),
    ("Guter Gesundheitszustand", HEALTH),
    # French
    ("Âge maximum 35 ans", AGE),
    ("Moins de 35 ans", AGE),
    ("Âgé de 25 à 35 ans", AGE),
    ("Agé de moins de 30 ans", AGE),
    ("Jeune et dynamique", AGE),
    ("Date de naissance", AGE),
    ("Homme uniquement", SEX),
    ("De préférence une femme", SEX),
    ("Sexe : féminin", SEX),
    ("Célibataire", FAMILY),
    ("Situation familiale", FAMILY),
    ("Sans enfants", FAMILY),
    ("Non enceinte", PREGNANCY),
    ("Pas de grossesse prévue", PREGNANCY),
    ("De confession catholique", FAITH),
    ("Pas de musulmans", FAITH),
    ("Nationalité française exigée", ORIGIN),
    ("Origine ethnique", ORIGIN),
    ("De race blanche", ORIGIN),
    ("En bonne santé", HEALTH),
    ("Sans handicap", HEALTH),
    # Spanish
    ("Edad máxima 35 años", AGE),
    ("Menor de 35 años", AGE),
    ("Edad entre 25 y 35 años", AGE),
    ("Joven y dinámico", AGE),
    ("Fecha de nacimiento", AGE),
    ("Solo hombres", SEX),
    ("Preferentemente mujer", SEX),
    ("Sexo: femenino", SEX),
    ("Soltero", FAMILY),
    ("Estado civil", FAMILY),
    ("Sin hijos", FAMILY),
    ("No estar embarazada", PREGNANCY),
    ("Prueba de embarazo", PREGNANCY),
    ("Religión católica", FAITH),
    ("Ser católico practicante", FAITH),
    ("Nacionalidad española", ORIGIN),
    ("Raza blanca", ORIGIN),
    ("Buen estado de salud", HEALTH),
    ("Sin discapacidad", HEALTH),
    # Portuguese
    ("Idade máxima 35 anos", AGE),
    ("Idade entre 20 e 30 anos", AGE),
    ("Até 35 anos de idade", AGE),
    ("Jovem e dinâmico", AGE),
    ("Data de nascimento", AGE),
    ("Apenas homens", SEX),
    ("Sexo feminino", SEX),
    ("Solteiro", FAMILY),
    ("Sem filhos", FAMILY),
    ("Não estar grávida", PREGNANCY),
    ("Teste de gravidez", PREGNANCY),
    ("Religião evangélica", FAITH),
    ("Nacionalidade brasileira", ORIGIN),
    ("Cor da pele", ORIGIN),
    ("Boa saúde", HEALTH),
    ("Sem deficiência", HEALTH),
    # Italian
    ("Età massima 35 anni", AGE),
    ("Età compresa tra 25 e 35 anni", AGE),
    ("Non oltre i 30 anni", AGE),
    ("Giovane e dinamico", AGE),
    ("Data di nascita", AGE),
    ("Solo uomini", SEX),
    ("Sesso femminile", SEX),
    ("Preferibilmente donna", SEX),
    ("Nubile", FAMILY),
    ("Stato civile", FAMILY),
    ("Senza figli", FAMILY),
    ("Non in gravidanza", PREGNANCY),
    ("Religione cattolica", FAITH),
    ("Nazionalità italiana", ORIGIN),
    ("Razza bianca", ORIGIN),
    ("Buono stato di salute", HEALTH),
    ("Senza disabilità", HEALTH),
    # Dutch
    ("Maximumleeftijd 35 jaar", AGE),
    ("Leeftijd tussen 25 en 35 jaar", AGE),
    ("Niet ouder dan 35", AGE),
    ("Jong en dynamisch", AGE),
    ("Geboortedatum", AGE),
    ("Alleen mannen", SEX),
    ("Geslacht: vrouw", SEX),
    ("Bij voorkeur een vrouw", SEX),
    ("Ongehuwd", FAMILY),
    ("Burgerlijke staat", FAMILY),
    ("Zonder kinderen", FAMILY),
    ("Niet zwanger", PREGNANCY),
    ("Katholieke geloofsovertuiging", FAITH),
    ("Geen moslims", FAITH),
    ("Nederlandse nationaliteit", ORIGIN),
    ("Etnische afkomst", ORIGIN),
    ("Goede gezondheid", HEALTH),
    ("Zonder handicap", HEALTH),
]


@pytest.mark.parametrize(("text", "trait"), ASKING)
def test_a_criterion_that_asks_for_a_protected_trait_is_told_in_other_languages(text: str, trait: str) -> None:
    assert protected_trait(text) == trait


@pytest.mark.parametrize("text", [text for text, _ in ASKING])
def test_case_and_white_space_around_change_nothing(text: str) -> None:
    assert protected_trait(f"  {text.upper()}  ") is not None
